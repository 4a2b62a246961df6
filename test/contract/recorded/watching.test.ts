import { describe, test } from 'vitest';
import { playInCluster } from '../../../src/cli/conformance/play-in-cluster.ts';
import type { PlayedStep, Recording } from '../../../src/cli/conformance/recording.ts';
import { realKubectl } from '../kubectl.ts';
import { normalize } from '../normalize.ts';
import { playWithKubectl } from './play-with-kubectl.ts';
import { FILES, LINES } from './watching.ts';

// Watches of our kubectl and of the real one, each line with time of its own.

const real = await realKubectl();
const LINE_MS = 10_000;
const GAP_MS = 12_000;

const recording: Recording = {
  id: 'watching',
  title: 'watches',
  steps: LINES.map((cmd, i) => ({
    cmd,
    ...(i === 0 ? { files: FILES } : {}),
    t: i * GAP_MS,
    tEnd: i * GAP_MS + LINE_MS,
  })),
};

const shown = (line: string, { exit, stdout = '', stderr = '' }: PlayedStep): string =>
  [`exit ${exit}`, normalize(line, stdout), normalize(line, stderr)].join('\n');

describe.skipIf(!real.ok)('the real kubectl watches as ours', () => {
  test('objects, tables and events as they come', async ({ expect }) => {
    const ours = playInCluster(recording);
    const theirs = await playWithKubectl(recording, real.ok ? real.directory : '');
    expect(ours.bugs).toEqual([]);
    const of = (steps: readonly PlayedStep[]): Record<string, string> =>
      Object.fromEntries(LINES.map((line, i) => [line, shown(line, steps[i] ?? {})]));
    expect(of(ours.steps)).toEqual(of(theirs.steps));
  });
});
