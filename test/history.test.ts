import { describe, expect, test } from 'vitest';
import { emptyLesson } from '../sim/cluster/empty-lesson.ts';
import { startLesson, typeLine } from './walk.ts';

// What is expected here was printed by bash 5.2 in a terminal.

/** What the lines print, without the lines themselves; `^D` is the end of input. */
function play(...lines: readonly string[]): string {
  const session = startLesson(emptyLesson(1, false, {}), 1);
  typeLine(session, "PS1='$ '; unset HISTCONTROL; history -c");
  let printed = '';
  for (const line of lines) {
    const before = session.output('main').length;
    if (line === '^D') session.input({ type: 'end-of-file', terminal: 'main' });
    else session.input({ type: 'line', terminal: 'main', text: line });
    session.advance(2000);
    printed += session
      .output('main')
      .slice(before)
      .replace(/^[$>] .*\n/, '');
  }
  return printed;
}

describe('the list of lines', () => {
  test.each([
    [
      ['HISTSIZE=3', 'true a', 'true b', 'history'],
      '    2  true a\n    3  true b\n    4  history\n',
    ],
    [['HISTSIZE=3', 'true a', 'true b', 'true c', '!3:p'], 'true b\n'],
    [
      ['HISTTIMEFORMAT="%Y "', 'history | sed "s/  2[0-9]* /  Y /"'],
      /^ {4}1 {2}Y HIST.*\n {4}Y {2}\d{4} his/,
    ],
    [
      ['HISTTIMEFORMAT="%F "', 'history -w h', 'grep -c "^#" h', 'cat h | tail -1'],
      /^2\nhistory -w h\n$/,
    ],
    // A subshell forgets its own list only, and what is forgotten gives no line its place.
    [
      ['true a', '(history -c; history -s b; history)', 'history'],
      '    1  true a\n    2  (history -c; history -s b; history)\n    3  history\n',
    ],
    [['true a', 'history -c; history -s b; history', 'history'], '    1  history\n'],
    [['history -s foo bar', 'history'], '    1  foo bar\n    2  history\n'],
    [
      ['f() { history -p "$1"; }', 'f x', 'history'],
      'x\n    1  f() { history -p "$1"; }\n    2  history\n',
    ],
    [
      ['set +o history', 'true', 'set -o history', 'history'],
      '    1  set +o history\n    2  history\n',
    ],
    [
      ['shopt -u cmdhist', 'for i in 1', 'do :', 'done', 'history 4'],
      '    2  for i in 1\n    3  do :\n    4  done\n    5  history 4\n',
    ],
    [
      ['shopt -s lithist', 'for i in 1', 'do :', 'done', 'history 2'],
      '    2  for i in 1\ndo :\ndone\n    3  history 2\n',
    ],
    [['true; true; echo $HISTCMD'], '1\n'],
    [['echo "!!"'], 'bash: !!: event not found\n'],
  ])('%j', (lines, expected) => {
    const printed = play(...lines);
    if (typeof expected === 'string') expect(printed).toBe(expected);
    else expect(printed).toMatch(expected);
  });
});

describe('fc', () => {
  test.each([
    [
      ['echo a', 'FCEDIT="sed -i s/a/q/" fc', 'history'],
      'a\necho q\nq\n    1  echo a\n    2  echo q\n    3  history\n',
    ],
    [
      ['echo a', 'r() { fc -s "$@"; }', 'r a=b echo', 'history 2'],
      'a\necho b\nb\n    3  echo b\n    4  history 2\n',
    ],
    [
      ['fc -s nosuch', 'history'],
      'bash: fc: no command found\n    1  fc -s nosuch\n    2  history\n',
    ],
    [['echo a', 'fc -l'], 'a\n1\t echo a\n'],
  ])('%j', (lines, expected) => expect(play(...lines)).toBe(expected));
});

test('the end of input ends a here-document, and a shell that does not ignore it', () => {
  expect(play('cat <<X', 'a', '^D', 'echo $?')).toBe(
    "bash: warning: here-document at line 2 delimited by end-of-file (wanted `X')\na\n0\n",
  );
  const ignored = 'Use "exit" to leave the shell.\n';
  expect(play('IGNOREEOF=2', '^D', '^D', '^D')).toContain(`${ignored}${ignored}exit\n`);
  expect(play('set -o ignoreeof', '^D', 'echo on')).toBe(`${ignored}on\n`);
});
