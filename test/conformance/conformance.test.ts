import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { playRecording } from '../../src/cli/conformance/play.ts';
import { FOLDERS, readRecordings } from '../../src/cli/conformance/recording.ts';
import { differencesOf } from '../../src/cli/conformance/report.ts';
import { type Required, shortfalls } from '../../src/cli/conformance/required.ts';
import { judge } from './compare.mjs';

const here = import.meta.dirname;
const required = JSON.parse(readFileSync(path.join(here, 'required.json'), 'utf8')) as Required;
const ids = Object.keys(required);
const DIFF_COLUMNS = 160;

describe.each(FOLDERS)('%s', (folder) => {
  const recordings = readRecordings(path.join(here, folder), ids);
  it.each(recordings.map((recording) => [recording.id, recording] as const))(
    '%s is as good as it was',
    (id, recording) => {
      const played = playRecording(recording);
      expect(played.bugs).toEqual([]);
      const judgement = judge(recording, played);
      const short = shortfalls(required, judgement);
      const details = short.length === 0 ? '' : differencesOf(judgement, DIFF_COLUMNS);
      expect(short, `${id}\n${details}`).toEqual([]);
    },
  );
});

it('requires only recordings that exist', () => {
  const known = FOLDERS.flatMap((folder) =>
    readRecordings(path.join(here, folder), ids).map(({ id }) => id),
  );
  expect(ids.filter((id) => !known.includes(id))).toEqual([]);
});
