import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../index.ts';

const PROMPT = 'learner@ordinal:~$ ';

/** A cluster with a Deployment of two pods, and a terminal on it. */
function openTerminal() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const terminal = cluster.openTerminal('main', { columns: 100, rows: 30 });
  const { master } = terminal;
  let seen = 0;
  /** What has been printed since, after some time has passed. */
  const after = (ms: number): string => {
    cluster.world.advance(ms);
    const from = seen;
    seen = terminal.output().length;
    return terminal.output().slice(from);
  };
  const type = (line: string, ms: number): string => {
    master.sendLine(line);
    return after(ms).replace(PROMPT, '').replace(`${line}\n`, '');
  };
  const isAtPrompt = (): boolean => {
    const state = master.state();
    return state.type === 'line' && state.request.prompt === PROMPT;
  };
  after(1_000);
  type('kubectl create deployment web --image=nginx:1.25 --replicas=2', 10_000);
  const complete = (line: string): string[] =>
    terminal.complete(line, line.length).choices.map(({ value }) => value.trim());
  return { cluster, terminal, master, after, type, isAtPrompt, complete };
}

test('a watch streams through a pipe, and Ctrl-C leaves a clean prompt', () => {
  const { master, after, type, isAtPrompt } = openTerminal();
  expect(type('kubectl get pods -w | grep web', 2_000)).toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: grep shows its matches in colour
    /^(\x1b\[01;31m\x1b\[Kweb\x1b\[m\x1b\[K-\S+ +1\/1 .*\n){2}$/,
  );
  expect(isAtPrompt()).toBe(false);
  master.interrupt('');
  expect(after(200)).toBe('^C\n');
  expect(isAtPrompt()).toBe(true);
  expect(type('echo $?', 200)).toBe('130\n');
});

test('a watch can be stopped, listed and brought back', () => {
  const { master, after, type, isAtPrompt } = openTerminal();
  type('kubectl get pods -w', 2_000);
  master.suspend('');
  expect(after(200)).toBe('^Z\n[1]+  Stopped                 kubectl get pods -w\n');
  expect(type('jobs', 200)).toBe('[1]+  Stopped                 kubectl get pods -w\n');
  expect(type('fg', 200)).toBe('kubectl get pods -w\n');
  expect(isAtPrompt()).toBe(false);
  master.interrupt('');
  expect(after(200)).toBe('^C');
  expect(isAtPrompt()).toBe(true);
});

test('Ctrl-\\ ends the command at hand and not the line', () => {
  const { master, after, type, isAtPrompt } = openTerminal();
  type('sleep 100; echo rc=$?', 200);
  master.quit('');
  expect(after(200)).toBe('^\\Quit\nrc=131\n');
  expect(isAtPrompt()).toBe(true);
  type('kubectl get pods -w | grep web', 2_000);
  master.quit('');
  after(200);
  expect(isAtPrompt()).toBe(true);
});

test('a terminal that is closed takes along what runs in it', () => {
  const { terminal, cluster, type, after } = openTerminal();
  type('while sleep 1; do echo beat >> log; done &', 2_500);
  type('kubectl get pods -w', 1_000);
  const beats = () => cluster.files.read('/home/learner/log');
  expect(beats()).toMatchObject({ ok: true });
  terminal.close();
  const before = beats();
  after(10_000);
  expect(beats()).toEqual(before);
});

test('stty takes the echo away and gives it back, and knows the size', () => {
  const { type, master } = openTerminal();
  expect(type('stty size', 200)).toBe('30 100\n');
  expect(type('echo [$(stty -g | cut -c1-3)]', 200)).toBe('[500]\n');
  type('stty -echo', 200);
  expect(type('echo seen', 200)).toBe('\nseen\n');
  expect(master.state()).toMatchObject({ request: { echo: false } });
  expect(type('stty -a', 200)).toMatch(/ -echo /);
  expect(type('stty echo', 200)).toBe('\n');
  expect(type('stty rows 10 cols 40; stty size; echo $LINES $COLUMNS', 200)).toBe('10 40\n10 40\n');
  expect(type('stty rows x; stty cols', 200)).toBe(
    'stty: invalid integer argument: ‘x’\nstty: missing argument to ‘cols’\n' +
      "Try 'stty --help' for more information.\n",
  );
  expect(type('echo seen', 200)).toBe('seen\n');
  expect(type('stty -a </dev/null 2>&1 | cat', 200)).toContain('Inappropriate ioctl for device');
});

test('the shell warns of stopped jobs once', () => {
  const { master, after, type } = openTerminal();
  type('sleep 100', 200);
  master.suspend('');
  after(200);
  expect(type('exit', 200)).toBe('exit\nThere are stopped jobs.\n');
  expect(type('exit', 200)).toBe('exit\n');
});

test('watch paints again and again until it is interrupted', () => {
  const { master, after, type, isAtPrompt } = openTerminal();
  const shown = type('watch -n1 kubectl get pods', 2_500);
  expect(shown.match(/Every 1\.0s: kubectl get pods/g)?.length).toBeGreaterThanOrEqual(2);
  master.interrupt('');
  after(200);
  expect(isAtPrompt()).toBe(true);
});

test('an endless program ends with its reader', () => {
  const { type, isAtPrompt } = openTerminal();
  expect(type('yes | head -2', 500)).toBe('y\ny\n');
  expect(isAtPrompt()).toBe(true);
});

test('a followed log ends with Ctrl-C', () => {
  const { master, after, type, isAtPrompt } = openTerminal();
  const shown = type('kubectl logs -f deploy/web | head -1', 2_000);
  expect(shown).toMatch(/^Found 2 pods, using pod\/web-\S+\n.+\n$/);
  master.interrupt('');
  after(200);
  expect(isAtPrompt()).toBe(true);
});

test('a loop runs a command in a container each time', () => {
  const { type } = openTerminal();
  const line = 'for i in 0 1; do kubectl exec deploy/web -- hostname; done';
  expect(type(line, 3_000)).toMatch(/^(web-\S+\n){2}$/);
});

test('keys reach the program inside a container and do not end kubectl', () => {
  const { master, after, type } = openTerminal();
  type('kubectl exec -it deploy/web -- bash', 2_000);
  type('sleep 100', 500);
  master.interrupt('');
  after(200);
  expect(type('echo inside $?', 500)).toContain('inside 130\n');
  master.interrupt('');
  after(200);
  type('sleep 100', 500);
  master.suspend('');
  expect(after(300)).toContain('[1]+  Stopped                 sleep 100');
  type('kill %1', 500);
  type('exit', 1_000);
  expect(type('echo $SHLVL', 300)).toBe('1\n');
});

test('unfinished input asks for more, and a mistake is one line', () => {
  const { type, isAtPrompt } = openTerminal();
  type('cat <<E', 100);
  expect(isAtPrompt()).toBe(false);
  expect(type('text', 100) + type('E', 100)).toContain('text\n');
  expect(type('echo "a', 100) + type('b"', 100)).toContain('a\nb\n');
  expect(type('echo )', 100)).toBe("bash: syntax error near unexpected token `)'\n");
  expect(isAtPrompt()).toBe(true);
});

test('completion is of whoever asks for the line: a shell in a container, or nobody', () => {
  const { type, complete } = openTerminal();
  expect(complete('kubec')).toEqual(['kubectl']);
  type('kubectl exec -it deploy/web -- bash', 2_000);
  expect(complete('kubec')).toEqual([]);
  expect(complete('ls /etc/ngi')).toEqual(['/etc/nginx/']);
  type('cd /etc', 200);
  expect(complete('ls ngi')).toEqual(['nginx/']);
  type('read answer', 200);
  expect(complete('da')).toEqual([]);
  type('', 200);
  type('exit', 2_000);
  expect(complete('kubec')).toEqual(['kubectl']);
});

test('completion follows the shell: its directory, its aliases and what they stand for', () => {
  const { type, complete } = openTerminal();
  type('mkdir -p deep/inner; cd deep; alias kgp="kubectl get pods"; f_own() { :; }', 300);
  expect(complete('cat in')).toEqual(['inner/']);
  expect(complete('k get deploy w')).toEqual(['web']);
  expect(complete('kgp we')).toHaveLength(2);
  expect(complete('f_o')).toEqual(['f_own']);
  expect(complete('cd ~lea')).toEqual(['~learner/']);
  expect(complete('cat ~learner/dee')).toEqual(['~learner/deep/']);
  type('mkdir "two words"; touch "two words/here" plain; dir=$PWD', 300);
  expect(complete('cd "two')).toEqual(['"two words"/']);
  expect(complete("cd 'two")).toEqual(["'two words'/"]);
  expect(complete('cat "two words"/h')).toEqual(['"two words"/here']);
  expect(complete('cat two\\ words/h')).toEqual(['two\\ words/here']);
  expect(complete('cat two\\')).toEqual(['two\\ words/']);
  expect(complete('x=pl')).toEqual(['plain']);
  expect(complete('echo $di')).toEqual(['$dir/']);
  expect(complete('cat $dir/pl')).toEqual(['$dir/plain']);
  expect(complete(`echo \${HOM`)).toEqual([`\${HOME}/`]);
});

test('a job in the background is told of when it ends', () => {
  const { type } = openTerminal();
  expect(type('sleep 1 &', 200)).toMatch(/^\[1\] \d+\n$/);
  const told = '[1]+  Done                    sleep 1\n';
  expect(type('sleep 2; echo over', 3_000)).toBe(`${told}over\n`);
});

test('a terminal whose shell has filled the memory has a new one', () => {
  const { type, isAtPrompt } = openTerminal();
  expect(type('x=a; while true; do x=$x$x; done', 2_000)).toBe('Killed\n');
  expect(isAtPrompt()).toBe(true);
  expect(type('echo "<$x>"', 1_000)).toBe('<>\n');
});
