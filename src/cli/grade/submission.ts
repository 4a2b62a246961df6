import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SessionLog } from '../../../sim/lesson/index.ts';
import { isModest } from '../../session/log-shape.ts';
import { readTransfer, type TransferProblem } from '../../session/transfer.ts';

/** What a learner hands in: a shell script, or the session that the course kept of the lesson. */
export type Work =
  | { readonly type: 'script'; readonly text: string }
  | { readonly type: 'session'; readonly log: SessionLog };

export interface Submission {
  /** The name of its file, `-` for standard input. */
  readonly name: string;
  readonly work: Work;
  /** Of the bytes that were read, in hexadecimal. */
  readonly sha256: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

const SCRIPT = '.sh';
/** The file of all progress that the course's first page exports. */
const PROGRESS = '.json';

const because = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const problemText = (problem: TransferProblem): string => {
  if (problem.type === 'no-json') return 'it is not JSON';
  if (problem.type === 'newer') return 'it was made by a newer version of the course';
  if (problem.type === 'broken') return `what it says of ${problem.lesson} is broken`;
  return 'it was not exported by the course';
};

function readScript(bytes: Buffer): Read<Work> {
  if (bytes.includes(0)) return { ok: false, message: 'it is binary' };
  return { ok: true, value: { type: 'script', text: bytes.toString('utf8') } };
}

function readProgress(bytes: Buffer, lesson: string): Read<Work> {
  const read = readTransfer(bytes.toString('utf8'));
  if (!read.ok) return { ok: false, message: problemText(read.problem) };
  const log = read.value[lesson]?.session?.log;
  if (log === undefined) return { ok: false, message: `it has no session of ${lesson}` };
  if (!isModest(log)) return { ok: false, message: 'its session is longer than three days' };
  return { ok: true, value: { type: 'session', log } };
}

/**
 * Reads a submission for a lesson: a file that ends in `.json` is the learner's exported progress,
 * any other a shell script; `-` is a script on standard input.
 */
export function readSubmission(file: string, lesson: string): Read<Submission> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    return { ok: false, message: `cannot read ${file}: ${because(error)}` };
  }
  const work = file.endsWith(PROGRESS) ? readProgress(bytes, lesson) : readScript(bytes);
  if (!work.ok) return { ok: false, message: `${file} cannot be graded: ${work.message}` };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = file === '-' ? file : path.basename(file);
  return { ok: true, value: { name, work: work.value, sha256 } };
}

/** The submissions of a folder: its files that end in `.sh` or `.json`, by name. */
export function submissionFiles(folder: string): Read<readonly string[]> {
  try {
    const names = readdirSync(folder).filter((name) =>
      [SCRIPT, PROGRESS].includes(path.extname(name)),
    );
    if (names.length === 0) {
      return { ok: false, message: `no file in ${folder} ends in ${SCRIPT} or ${PROGRESS}` };
    }
    return { ok: true, value: names.sort().map((name) => path.join(folder, name)) };
  } catch (error) {
    return { ok: false, message: `cannot read ${folder}: ${because(error)}` };
  }
}
