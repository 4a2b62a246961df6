import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { readRecordings } from '../../../src/cli/conformance/recording.ts';
import { differencesOf } from '../../../src/cli/conformance/report.ts';
import { type Required, shortfalls } from '../../../src/cli/conformance/required.ts';
import { judge } from '../../conformance/compare.mjs';
import { realKubectl } from '../kubectl.ts';
import { playWithKubectl } from './play-with-kubectl.ts';
import { requiredOfReal, withoutHashAges } from './required.ts';

// The recorded commands again, run by the real kubectl against a served cluster.

const conformance = path.join(import.meta.dirname, '..', '..', 'conformance');
const recordings = readRecordings(path.join(conformance, 'recordings'), undefined);
const ours = JSON.parse(readFileSync(path.join(conformance, 'required.json'), 'utf8')) as Required;
const required = requiredOfReal(ours);
const real = await realKubectl();
const DIFF_COLUMNS = 160;
const counts = { total: 0, equal: 0 };

afterAll(() => {
  const { total, equal } = counts;
  const text = real.ok ? `${equal} of ${total} recorded commands are equal` : real.reason;
  process.stdout.write(`recorded: ${text}\n`);
});

const title = real.ok ? 'the real kubectl gets what was recorded' : real.reason;

describe.skipIf(!real.ok)(title, { concurrent: true }, () => {
  test.for(recordings.map((recording) => [recording.id, recording] as const))(
    '%s',
    async ([id, recording], { expect }) => {
      const played = await playWithKubectl(recording, real.ok ? real.directory : '');
      const judgement = withoutHashAges(judge(recording, played));
      counts.total += judgement.commands.total;
      counts.equal += judgement.commands.equal;
      const short = shortfalls(required, judgement);
      const details = short.length === 0 ? '' : differencesOf(judgement, DIFF_COLUMNS);
      expect(short, `${id}\n${details}`).toEqual([]);
    },
  );
});
