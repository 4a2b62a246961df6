import { describe, expect, it } from 'vitest';
import { findForbiddenImports, findStrangers } from './arrows.ts';
import { findBannedCalls } from './banned.ts';
import type { Finding } from './finding.ts';
import { findCycles, findDeadFiles, graphOf } from './graph.ts';
import { findOversized } from './sizes.ts';
import { importsOf, type Source } from './source.ts';
import { findBadWords } from './words.ts';

const file = (path: string, text: string): Source => ({ path, text });
const messages = (findings: readonly Finding[]): string[] => findings.map((f) => f.message);
const forbidden = (path: string, specifier: string): string[] =>
  messages(findForbiddenImports(file(path, `import { a } from '${specifier}';`)));

describe('arrows', () => {
  it('allow what the table allows', () => {
    expect(forbidden('sim/api/pod.ts', '../kernel/index.ts')).toEqual([]);
    expect(forbidden('sim/api/pod.ts', './object.ts')).toEqual([]);
    expect(forbidden('sim/api/pod.ts', '../limits.ts')).toEqual([]);
    expect(forbidden('sim/kernel/host.ts', 'xstate')).toEqual([]);
    expect(forbidden('src/cli/grade.ts', 'node:fs')).toEqual([]);
    expect(forbidden('src/cli/grade.ts', '../../sim/index.ts')).toEqual([]);
    expect(forbidden('src/pages/index.astro', 'astro:content')).toEqual([]);
    expect(forbidden('sim/api/pod.test.ts', 'node:fs')).toEqual([]);
  });

  it('name the layer that is not allowed', () => {
    expect(forbidden('sim/kubectl/get.ts', '../store/index.ts')).toEqual([
      'kubectl may import limits, http, requests, client, schema, api, kernel, not store',
    ]);
    expect(forbidden('sim/kernel/queue.ts', '../../src/session/pacer.ts')).toEqual([
      'kernel may import limits, not session',
    ]);
    expect(forbidden('src/session/pacer.ts', '../workbench/map.svelte')).toHaveLength(1);
    expect(forbidden('sim/control/a.ts', '../node/index.ts')).toHaveLength(1);
    expect(forbidden('sim/index.ts', '../test/x.ts')).toEqual([
      'cluster may not import test/x.ts, which is in no layer',
    ]);
  });

  it('name the door', () => {
    expect(forbidden('sim/api/pod.ts', '../kernel/queue.ts')).toEqual([
      'import kernel through sim/kernel/index.ts, not sim/kernel/queue.ts',
    ]);
    expect(forbidden('src/session/pacer.ts', '../../sim/cluster/boot.ts')).toEqual([
      'import cluster through sim/index.ts, not sim/cluster/boot.ts',
    ]);
  });

  it('name the packages', () => {
    expect(forbidden('sim/api/pod.ts', 'node:fs')).toEqual([
      "api may import no package, not 'node:fs'",
    ]);
    expect(forbidden('sim/shell/parse.ts', 'croner')).toEqual([
      "shell may import unbash, yaml, not 'croner'",
    ]);
  });

  it('see every way to import', () => {
    const text = `import type { A } from './a.ts';\nexport * from './b.ts';
const c = await import('./c.ts');\nlet d: import('./d.ts').D;
new Worker(new URL('./e.ts', import.meta.url));`;
    expect(importsOf(file('src/x.ts', text)).map((i) => i.specifier)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `./${name}.ts`),
    );
    const page = `---\nimport A from './A.astro';\n---\n<script src="./b.ts"></script>
<script>\n  import './c.ts';\n  import {\n    d,\n  } from './d.ts?url';\n</script>`;
    expect(
      importsOf(file('src/x.astro', page))
        .map((i) => i.specifier)
        .sort(),
    ).toEqual(['./A.astro', './b.ts', './c.ts', './d.ts']);
  });

  it('know every folder', () => {
    expect(findStrangers([file('sim/misc/a.ts', ''), file('sim/api/a.ts', '')])).toHaveLength(1);
  });
});

describe('the import graph', () => {
  const of = (files: Record<string, string>) =>
    graphOf(
      Object.entries(files).map(([path, targets]) =>
        file(
          path,
          targets.replace(/\S+/g, (target) => `import '${target}';`),
        ),
      ),
    );

  it('has no cycles', () => {
    const graph = of({
      'sim/a.ts': './b.ts',
      'sim/b.ts': './c.ts ./d.ts',
      'sim/c.ts': './a.ts',
      'sim/d.ts': '',
    });
    expect(messages(findCycles(graph))).toEqual([
      'imports itself: sim/a.ts -> sim/b.ts -> sim/c.ts -> sim/a.ts',
    ]);
  });

  it('has no dead files', () => {
    const graph = of({
      'src/pages/index.astro': '../used.ts',
      'src/used.ts': '',
      'src/tested.ts': '',
      'src/tested.test.ts': './tested.ts ../test/helper.ts',
      'test/helper.ts': '',
      'test/unused.ts': '',
    });
    expect(findDeadFiles(graph).map((f) => `${f.file} ${f.message}`)).toEqual([
      'src/tested.ts is used by tests only',
      'test/unused.ts is used by nothing',
    ]);
  });
});

describe('banned calls', () => {
  const banned = (text: string): string[] => messages(findBannedCalls(file('sim/a.ts', text)));

  it('name their replacement', () => {
    expect(banned('const a = Date.now();')).toEqual(['Date.now: use queue.epochMs()']);
    expect(banned('new Date();')).toEqual(['Date(): use new Date(queue.epochMs())']);
    expect(banned('Math.random();')).toEqual(['Math.random: use prng.below']);
    expect(banned('setTimeout(f, 1);')).toEqual(['setTimeout: use queue.schedule']);
    expect(banned('async function f() { await g(); }')).toHaveLength(2);
    expect(banned('let p: Promise<void>;')).toHaveLength(1);
    expect(banned('a.localeCompare(b);')).toHaveLength(1);
    expect(banned('const f = structuredClone;')).toHaveLength(1);
    expect(banned('const x = { console };')).toHaveLength(1);
  });

  it('leave names of our own alone', () => {
    expect(banned('new Date(5).toISOString();')).toEqual([]);
    expect(banned('interface A { process: number; document(): void }')).toEqual([]);
    expect(banned('const a = { process: 1 }; b.process; b.fetch();')).toEqual([]);
    expect(banned('function f(process: P) { return process.pid; }')).toEqual([]);
    expect(banned('// Date.now()\nconst text = "await Promise";')).toEqual([]);
  });
});

describe('sizes', () => {
  const lines = (count: number): string => '  x();\n'.repeat(count);
  const over = (text: string): string[] => messages(findOversized(file('sim/a.ts', text)));

  it('are bounded', () => {
    expect(over(lines(500))).toEqual([]);
    expect(over(lines(501))).toEqual(['has 501 lines, at most 500: split it by concept']);
    expect(over(`function f() {\n${lines(68)}}\n`)).toEqual([]);
    expect(over(`function f() {\n${lines(69)}}\n`)).toEqual(['f has 71 lines, at most 70']);
    expect(over(`const g = () => {\n${lines(80)}};\n`)).toEqual(['g has 82 lines, at most 70']);
    expect(over(`// ${'a '.repeat(50)}`)).toEqual(['103 columns, at most 100']);
    expect(over(`const a = '${'a '.repeat(50)}';`)).toEqual([]);
    expect(over(`// https://example.com/${'a'.repeat(100)}`)).toEqual([]);
  });

  it('count the parts of a factory one by one', () => {
    const method = `() => {\n${lines(40)}}`;
    expect(over(`function create() {\n  return { a: ${method}, b: ${method} };\n}\n`)).toEqual([]);
  });
});

describe('words', () => {
  const bad = (text: string): string[] => messages(findBadWords(file('a.ts', text), '/srv/clone'));

  it('leave nothing undone and name no machine', () => {
    expect(bad(`// TO${'DO'} later`)).toHaveLength(1);
    expect(bad(`it.on${'ly'}('x', f)`)).toHaveLength(1);
    expect(bad(`'/wo${'rk'}/a'`)).toHaveLength(1);
    expect(bad('/srv/clone/x')).toEqual(['names the clone it is in']);
    expect(bad('https://example.com/network/work-dir and a to-do list')).toEqual([]);
  });
});
