import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createStandardCluster, HOME } from '../../sim/index.ts';
import { layoutOf, verbsIn } from './help-layout.ts';
import { realKubectl } from './kubectl.ts';

const real = await realKubectl();
const program = real.ok ? path.join(real.directory, 'kubectl') : '';
const title = real.ok ? 'our help has the layout of the real one' : real.reason;

const realHelp = (words: string): string =>
  execFileSync(program, [...words.split(' ').filter((word) => word !== ''), '--help'], {
    encoding: 'utf8',
    env: { HOME, GOGC: 'off', GOMAXPROCS: '1' },
  });

/** Every command and what is below it, with the real help of each. */
function* realHelps(words: string): Generator<readonly [string, string]> {
  const help = realHelp(words);
  yield [words, help];
  for (const verb of verbsIn(help)) yield* realHelps(`${words} ${verb}`.trim());
}

describe.skipIf(!real.ok)(title, () => {
  test('sections, aliases, verbs, flags with their defaults, usage', ({ expect }) => {
    const cluster = createStandardCluster(7, ALL_PARTS);
    const run = (words: string): string =>
      cluster.runScript({ script: `kubectl ${words} --help`, stdin: '', limitMs: 60_000 }).stdout;
    const different: Record<string, { ours: string; theirs: string }> = {};
    let compared = 0;
    for (const [words, help] of realHelps('')) {
      const [ours, theirs] = [layoutOf(run(words)), layoutOf(help)];
      compared++;
      if (ours !== theirs) different[words] = { ours, theirs };
    }
    expect(different).toEqual({});
    expect(compared).toBeGreaterThan(100);
  });

  test('the flags that every command takes', ({ expect }) => {
    const cluster = createStandardCluster(7, ALL_PARTS);
    const { stdout } = cluster.runScript({ script: 'kubectl options', stdin: '', limitMs: 60_000 });
    const help = execFileSync(program, ['options'], { encoding: 'utf8', env: { HOME } });
    expect(layoutOf(stdout)).toBe(layoutOf(help));
  });
});
