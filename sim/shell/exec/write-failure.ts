import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import type { OpenFile, Shell } from '../types.ts';
import { complain, printError } from './report.ts';

interface Complaint {
  readonly status: number;
  readonly text: (name: string, why: string) => string;
}

/** Builtins that take no notice of what they could not write. */
const SILENT: ReadonlySet<string> = new Set([
  'command',
  'compgen',
  'fc',
  'history',
  'jobs',
  'kill',
  'ulimit',
]);

const plain = (status: number): Complaint => ({
  status,
  text: (name, why) => `${name}: write error: ${why}\n`,
});

/** Programs that say it in words of their own. */
const COMPLAINTS: ReadonlyMap<string, Complaint> = new Map([
  ['ls', plain(2)],
  ...['grep', 'egrep', 'fgrep'].map((name): [string, Complaint] => [
    name,
    { status: 2, text: (_name, why) => plain(2).text('grep', why) },
  ]),
  ['expr', plain(3)],
  ['printenv', plain(2)],
  ['env', plain(125)],
  ...['wc', 'sum', 'cksum', 'md5sum', 'b2sum', 'sha1sum', 'sha256sum', 'sha512sum', 'du'].map(
    (name): [string, Complaint] => [name, { status: 1, text: () => `${name}: write error\n` }],
  ),
  ['yes', { status: 1, text: (name, why) => `${name}: standard output: ${why}\n` }],
  ['tee', { status: 1, text: (name, why) => `${name}: 'standard output': ${why}\n` }],
  ['diff', { status: 2, text: (name, why) => `${name}: standard output: ${why}\n` }],
  ['xxd', { status: 3, text: (name, why) => `${name}: ${why}\n` }],
  ['jq', { status: 2, text: (_name, why) => `Error: writing output failed: ${why}\n` }],
  [
    'find',
    {
      status: 1,
      text: (name, why) => `${name}: ‘standard output’: ${why}\n${name}: write error\n`,
    },
  ],
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
      text: (name: string, why: string) => `${name}: close failed on file /dev/stdout (${why})\n`,
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

/** The status of the builtin that runs, once what it could not write is told. */
export function* afterOutput(shell: Shell, status: number): Program<number> {
  const why = takeFailure(shell.fds.get(1));
  if (why === undefined || SILENT.has(shell.running ?? '')) return status;
  yield* complain(shell, `write error: ${why}`);
  return 1;
}

/** What a program says when its output could not be written, and its exit status. */
export function* complainOfWrite(shell: Shell, name: string, why: string): Program {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (base === 'tee' && why === errorText('EPIPE')) return 0;
  const { status, text } = COMPLAINTS.get(base) ?? plain(1);
  yield* printError(shell, text(base, why));
  return status;
}
