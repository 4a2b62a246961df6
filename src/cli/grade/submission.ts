import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a learner hands in: a shell script. */
export interface Submission {
  /** The name of its file, `-` for standard input. */
  readonly name: string;
  readonly script: string;
  /** Of the bytes that were read, in hexadecimal. */
  readonly sha256: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

const ENDING = '.sh';

const because = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Reads a submission; `-` is standard input. */
export function readSubmission(file: string): Read<Submission> {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.includes(0))
      return { ok: false, message: `${file} is not a shell script: it is binary` };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const name = file === '-' ? file : path.basename(file);
    return { ok: true, value: { name, script: bytes.toString('utf8'), sha256 } };
  } catch (error) {
    return { ok: false, message: `cannot read ${file}: ${because(error)}` };
  }
}

/** The submissions of a folder: its files that end in `.sh`, by name. */
export function submissionFiles(folder: string): Read<readonly string[]> {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(ENDING));
    if (names.length === 0) return { ok: false, message: `no file in ${folder} ends in ${ENDING}` };
    return { ok: true, value: names.sort().map((name) => path.join(folder, name)) };
  } catch (error) {
    return { ok: false, message: `cannot read ${folder}: ${because(error)}` };
  }
}
