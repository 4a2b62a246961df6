import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  ROOT,
} from '../kernel/index.ts';
import { ALL_TOOLS, createTools, type ShellHost, startScript } from './index.ts';

const LIMIT_MS = 60_000;

/** What a script prints, errors after output. */
function run(script: string, stdin = ''): string {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const processes = createProcesses(queue, ALL_PARTS);
  const files = createMemoryFiles({ nowEpochMs: () => queue.epochMs(), files: { '/root/': '' } });
  const host: ShellHost = {
    commands: createTools(() => host, ALL_TOOLS, []),
    processes,
    clock: queue,
    prng: createPrng(1),
    hostname: 'here',
    user: 'root',
    identity: ROOT,
    container: undefined,
    busybox: undefined,
    onLine: () => () => undefined,
    adviceFor: () => undefined,
    prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
  };
  const env = new Map([['PATH', '/usr/bin']]);
  const result = startScript({ host, files, env, directory: '/root', script, stdin });
  for (processes.resume(); result.process.exitCode() === undefined; processes.resume()) {
    const next = queue.nextAtMs();
    if (next === undefined || next > LIMIT_MS) break;
    queue.runNext();
  }
  return result.stdout() + result.stderr();
}

test('awk: arrays go into functions by reference, also when they are new', () => {
  expect(run(`awk 'function fill(a) { a["x"] = 1 } BEGIN { fill(t); print length(t), t["x"] }'`)) //
    .toBe('1 1\n');
});

test('awk: what looks like a number compares as one only when it came from outside', () => {
  expect(run(`awk '{ print ($1 < $2), ($1"" < $2"") }'`, '9 10\n')).toBe('1 0\n');
});

test('awk: output of a command comes before what is printed after it was started', () => {
  expect(run(`awk 'BEGIN { print "b\\na" | "sort"; print "end" }'`)).toBe('a\nb\nend\n');
});

test('awk: loops, ranges, next and exit', () => {
  expect(run(`seq 6 | awk '/2/,/4/ { next } { s += $1 } END { print s; exit 3 }'; echo $?`)) //
    .toBe('12\n3\n');
});

test('awk: an endless loop lets time pass', () => {
  expect(run(`timeout 1 awk 'BEGIN { while (1) i++ }'; echo $?`)).toBe('124\n');
});

test('awk: mistakes in its words', () => {
  expect(run(`awk '{ print ) }'; awk 'BEGIN { printf "%s %s\\n", 1 }'; awk 1 nofile`)).toBe(
    [
      '1 awk: line 1: syntax error at or near )',
      'awk: run time error: not enough arguments passed to printf("%s %s\n")',
      '\tFILENAME="" FNR=0 NR=0',
      'awk: cannot open nofile (No such file or directory)',
      '',
    ].join('\n'),
  );
});

test('awk counts bytes', () => {
  expect(run(`awk '{ print length($0), substr($0, 4) }'`, '中文\n')).toBe('6 文\n');
});

test('jq: paths, updates and definitions', () => {
  expect(
    run(`echo '{"a":[1,2,{"b":3}]}' | jq -c '[paths], (.a[] |= (.. | numbers) + 1), del(.a[0,1])'`),
  ) //
    .toBe('[["a"],["a",0],["a",1],["a",2],["a",2,"b"]]\n{"a":[2,3,4]}\n{"a":[{"b":3}]}\n');
  expect(run(`jq -n 'def f($x; g): $x + (3 | g); f(1; . * 2)'`)).toBe('7\n');
});

test.each([
  ['[match("";"g").offset]', '"abc"', '[0,1,2]'],
  ['[match("$";"g").offset]', '"abc"', '[3,3,3]'],
  ['[match("\\\\b";"g").offset]', '"ab cd"', '[0,2,2,3,5]'],
  ['[match("a*";"g").string]', '"baac"', '["","aa",""]'],
  ['[capture("(?<x>a*)";"g")]', '"baab"', '[{},{"x":"aa"},{}]'],
  ['split("b*";"g")', '"abc"', '["","a","","c"]'],
])('jq: %s of %s finds what is empty as jq 1.6 does', (program, input, expected) => {
  expect(run(`jq -c '${program}' <<<'${input}'`)).toBe(`${expected}\n`);
});

test('jq: it streams, and ends when nobody reads any more', () => {
  expect(run(`jq -n 'repeat(1)' | head -2`)).toBe('1\n1\n');
});

test('jq: an endless program without output ends', () => {
  expect(run(`jq -n 'last(repeat(1))'; echo $?`)).toBe(
    '5\njq: error (at <unknown>): the program takes too many steps\n',
  );
});

test('jq: errors are caught, and named with their place when they are not', () => {
  expect(run(`printf '1\\n{}\\n' | jq 'try error("x") catch ., .a'; echo $?`)).toBe(
    '"x"\n"x"\nnull\n0\njq: error (at <stdin>:1): Cannot index number with string "a"\n',
  );
});

test('/dev/urandom gives other bytes each time, and never ends', () => {
  expect(run('head -c 5000 /dev/urandom | wc -c')).toBe('5000\n');
  expect(
    run(
      'a=$(head -c 8 /dev/urandom | od -An -tx1); b=$(od -An -tx1 -N8 < /dev/random); [ "$a" != "$b" ]; echo $?',
    ),
  ).toBe('0\n');
});

test('a tool that comes late reads a substituted process as it writes', () => {
  expect(run('head -1 <(yes); awk "NR == 2 { print; exit }" <(yes)')).toBe('y\ny\n');
});

test('grep repeats an anchor, and says so where that begins an expression', () => {
  expect(run("printf 'a\\nx\\n' | grep -cE 'a$*'")).toBe('1\n');
  const said = 'grep: warning: + at start of expression\n';
  expect(run("printf 'a\\nx\\n' | grep -cE '$+a'")).toBe(`0\n${said}`);
  expect(run("printf 'a\\nx\\n' | grep -cE '^+x'")).toBe(`1\n${said}`);
});

test('gzip: what is not packed passes on under -f, -N takes the name that is told, links stay', () => {
  expect(run('cd /root; echo hi > b; zcat -f b; zcat b')).toBe(
    'hi\n\ngzip: b: not in gzip format\n',
  );
  expect(run('cd /root; echo hi > b; gzip b; mv b.gz c.gz; gunzip -N c.gz; ls')).toBe('b\n');
  const links = 'cd /root; echo hi > a; ln a h; ln -s a l; gzip a; echo $?; gzip l; echo $?';
  expect(run(links)).toBe(
    '2\n1\ngzip: a has 1 other link -- file ignored\ngzip: l: Too many levels of symbolic links\n',
  );
  expect(run("cd /root; echo hi > a; gzip -S '' a; ls")).toBe("a\ngzip: invalid suffix ''\n");
  const junk = 'cd /root; echo hi | gzip > a.gz; cat a.gz a.gz > b; echo x >> b; zcat < b; echo $?';
  expect(run(junk)).toBe('hi\nhi\n2\n\ngzip: stdin: decompression OK, trailing garbage ignored\n');
});

test('tar: what is not in an archive, the archive itself, marks of directories and first parts', () => {
  const made = 'cd /root; mkdir -m 700 d; echo x > d/x; touch -d @86400 d; tar cf a.tar d;';
  expect(run(`${made} tar tf a.tar no d/x; echo $?`)).toBe(
    'd/x\n2\ntar: no: Not found in archive\n' +
      'tar: Exiting with failure status due to previous errors\n',
  );
  expect(run(`${made} mkdir o; tar xf a.tar -C o; stat -c '%a %Y' o/d`)).toBe('700 86400\n');
  expect(run(`${made} tar cf d/b.tar d; tar tf d/b.tar`)).toBe(
    'd/\nd/x\ntar: d/b.tar: file is the archive; not dumped\n',
  );
  expect(run(`${made} tar xvf a.tar --strip-components=1; cat x`)).toBe('d/x\nx\n');
  expect(run(`${made} tar czf a.tgz d; tar rf a.tgz d; echo $?`)).toBe(
    '2\ntar: Cannot update compressed archives\ntar: Error is not recoverable: exiting now\n',
  );
  expect(run(`${made} tar cxf a.tar d; echo $?; tar tf a.tar | wc -l`)).toContain('2\n2\n');
});

test('names that stand for no file of their own are refused, and nothing goes', () => {
  expect(
    run(`mkdir q; cd q; rmdir .; rmdir ../q/..; cd ..; ls -d q; ln -s a a; ls a; grep x ''`),
  ).toBe(
    [
      'q',
      "rmdir: failed to remove '.': Invalid argument",
      "rmdir: failed to remove '../q/..': Directory not empty",
      "ls: cannot access 'a': Too many levels of symbolic links",
      'grep: : No such file or directory',
      '',
    ].join('\n'),
  );
});
