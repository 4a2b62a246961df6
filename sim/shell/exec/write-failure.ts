import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import type { OpenFile, Shell } from '../types.ts';
import { printError } from './report.ts';

interface Complaint {
  readonly status: number;
  readonly text: (name: string, why: string) => string;
}

const plain = (status: number): Complaint => ({
  status,
  text: (name, why) => `${name}: write error: ${why}\n`,
});

/** Programs that say it in words of their own. */
const COMPLAINTS: ReadonlyMap<string, Complaint> = new Map([
  ['ls', plain(2)],
  ['grep', plain(2)],
  ['egrep', plain(2)],
  ['fgrep', plain(2)],
  ['wc', { status: 1, text: (name: string) => `${name}: write error\n` }],
  [
    'sort',
    {
      status: 2,
      text: (name: string, why: string) =>
        `${name}: fflush failed: 'standard output': ${why}\n${name}: write error\n`,
    },
  ],
  ['sed', { status: 4, text: (name, why) => `${name}: couldn't flush stdout: ${why}\n` }],
  [
    'awk',
    {
      status: 2,
      text: (_name: string, why: string) =>
        `mawk: write failure (${why})\nmawk: close failure on file /dev/stdout\n`,
    },
  ],
  [
    'tar',
    {
      status: 2,
      text: (name: string, why: string) =>
        `${name}: -: Cannot write: ${why}\n${name}: Error is not recoverable: exiting now\n`,
    },
  ],
  [
    'curl',
    {
      status: 23,
      text: (name: string) => `${name}: (23) Failure writing output to destination\n`,
    },
  ],
]);

/** Why the last write to a file failed; the next command begins without it. */
export function takeFailure(file: OpenFile | undefined): string | undefined {
  if (file?.failure === undefined) return undefined;
  const why = errorText(file.failure);
  file.failure = undefined;
  return why;
}

/** What a program says when its output could not be written, and its exit status. */
export function* complainOfWrite(shell: Shell, name: string, why: string): Program {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const { status, text } = COMPLAINTS.get(base) ?? plain(1);
  yield* printError(shell, text(base, why));
  return status;
}
