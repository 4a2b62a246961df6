import { expect, test } from 'vitest';
import { splitCommands } from './split-commands.ts';

test('each line is a command; blank lines and comments are left out', () => {
  expect(splitCommands('kubectl get sts\n\n# a note\nkubectl get pods\n')).toEqual([
    'kubectl get sts',
    'kubectl get pods',
  ]);
});

test('continued lines, loops and here-documents stay together', () => {
  const block = [
    'kubectl create secret generic s \\',
    '  --from-literal=a=b',
    'for i in 1 2; do',
    '  echo $i',
    'done',
    'cat > x <<EOF',
    'hello',
    'EOF',
    'echo end',
  ].join('\n');
  expect(splitCommands(block)).toEqual([
    'kubectl create secret generic s \\\n  --from-literal=a=b',
    'for i in 1 2; do\n  echo $i\ndone',
    'cat > x <<EOF\nhello\nEOF',
    'echo end',
  ]);
});

test('a command that is broken on purpose stands alone', () => {
  expect(splitCommands('echo "open\nkubectl get pods')).toEqual(['echo "open', 'kubectl get pods']);
});
