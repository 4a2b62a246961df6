import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { judge } from '../../test/conformance/compare.mjs';
import { parseArguments } from './arguments.ts';
import { playRecording } from './conformance/play.ts';
import { FOLDERS, type Recording, readRecordings } from './conformance/recording.ts';
import { differencesOf, HEADING, rowOf } from './conformance/report.ts';
import { type Required, raise } from './conformance/required.ts';

const OWN = path.join(import.meta.dirname, '..', '..', 'test', 'conformance');
const OWN_FOLDERS = FOLDERS.map((name) => path.join(OWN, name));
const DEFAULT_COLUMNS = 160;

function main(): number {
  const parsed = parseArguments(
    {
      name: 'npm run -s conformance --',
      summary: 'Plays recordings of real clusters and shells in the simulator.',
      operands: [],
      flags: {
        recordings: { value: 'DIR', summary: "folder of recordings (the project's own)" },
        out: { value: 'DIR', summary: 'where to write what ours did, as ID.json' },
        only: { value: 'ID,ID', summary: 'these alone' },
        diff: { value: '', summary: 'shows what differs, expected on the left' },
        raise: { value: '', summary: 'adds what is equal now to what npm test requires' },
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) {
    process.stderr.write(`${parsed.message}\n`);
    return 2;
  }
  const { flags } = parsed.value;
  const folders = flags.recordings === undefined ? OWN_FOLDERS : [flags.recordings];
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    process.stderr.write(`no such folder: ${missing}\n`);
    return 2;
  }
  const recordings = folders.flatMap((folder) => readRecordings(folder, flags.only?.split(',')));
  if (recordings.length === 0) {
    process.stderr.write(`no recordings in ${folders.join(', ')}\n`);
    return 2;
  }
  return playAll(recordings, flags);
}

interface Wishes {
  readonly out?: string;
  readonly diff?: string;
  readonly raise?: string;
}

function playAll(recordings: readonly Recording[], wishes: Wishes): number {
  if (wishes.out !== undefined) mkdirSync(wishes.out, { recursive: true });
  const listFile = path.join(OWN, 'required.json');
  let required = JSON.parse(readFileSync(listFile, 'utf8')) as Required;
  let isWhole = true;
  process.stdout.write(`${HEADING}\n`);
  for (const recording of recordings) {
    const played = playRecording(recording);
    for (const bug of played.bugs)
      process.stderr.write(`${recording.id}, ${bug}
`);
    isWhole &&= played.bugs.length === 0;
    if (wishes.out !== undefined) {
      writeFileSync(path.join(wishes.out, `${recording.id}.json`), JSON.stringify(played, null, 1));
    }
    const judgement = judge(recording, played);
    process.stdout.write(`${rowOf(judgement)}\n`);
    const differences = differencesOf(judgement, process.stdout.columns ?? DEFAULT_COLUMNS);
    if (wishes.diff !== undefined && differences !== '')
      process.stdout.write(`\n${differences}\n\n`);
    required = raise(required, judgement);
  }
  if (wishes.raise !== undefined) writeFileSync(listFile, `${JSON.stringify(required, null, 2)}\n`);
  return isWhole ? 0 : 1;
}

process.exitCode = main();
