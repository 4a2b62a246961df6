import type { Program, Reader, Writer } from '../../kernel/index.ts';

/** What a tool says of a standard input that is closed: as it reads, and as it ends. */
interface Complaint {
  readonly onRead: string;
  readonly onEnd?: string;
  readonly status: number;
  /** It takes the input for an empty one, and writes what it has of that. */
  readonly goesOn?: boolean;
}

const same = (text: string): Complaint => ({ onRead: text, onEnd: text, status: 1 });
const once = (onRead: string, status = 1): Complaint => ({ onRead, status });

const BARE = '-: *';
const NAMED = "error reading 'standard input': *";
const STANDARD = 'standard input: *';

const DIGEST: Complaint = { onRead: BARE, onEnd: STANDARD, status: 1 };
const DIGESTS = ['md5sum', 'sha1sum', 'sha224sum', 'sha256sum', 'sha384sum', 'sha512sum'];

/** By tool; `*` stands for the error, and a text that begins with `=` has no name in front. */
const COMPLAINTS: Readonly<Record<string, Complaint>> = {
  ...Object.fromEntries(DIGESTS.map((name) => [name, DIGEST])),
  cat: { onRead: BARE, onEnd: 'closing standard input: *', status: 1, goesOn: true },
  wc: { onRead: "'standard input': *", onEnd: BARE, status: 1, goesOn: true },
  head: { onRead: NAMED, onEnd: BARE, status: 1 },
  tail: { onRead: "cannot fstat 'standard input': *", onEnd: BARE, status: 1 },
  sort: once('stat failed: -: *', 2),
  uniq: once("error reading '-'"),
  cut: same(BARE),
  nl: same(BARE),
  paste: same(BARE),
  fold: same(BARE),
  expand: same(BARE),
  unexpand: same(BARE),
  tr: once('read error: *'),
  rev: once('stdin: 0: *'),
  tac: { onRead: "'standard input': read error: *", onEnd: BARE, status: 1 },
  sed: once('read error on stdin: *', 4),
  grep: once('(standard input): *', 2),
  awk: once('read error (*)', 2),
  jq: once('', 2),
  base64: once('read error: *'),
  base32: once('read error: *'),
  od: { onRead: "'standard input': *", onEnd: STANDARD, status: 1, goesOn: true },
  xxd: once('*', 2),
  tee: { onRead: 'read error: *', onEnd: STANDARD, status: 1 },
  fmt: { onRead: 'read error', onEnd: 'closing standard input: *', status: 1 },
  column: once('read failed: *'),
  xargs: { onRead: '', onEnd: 'error closing file: *', status: 1, goesOn: true },
  comm: once(BARE),
  diff: once(BARE, 2),
  cmp: once(BARE, 2),
  join: once('read error: *'),
  shuf: once('read error: *'),
  cksum: { onRead: '', onEnd: STANDARD, status: 1, goesOn: true },
  sum: { onRead: BARE, onEnd: STANDARD, status: 1 },
  split: once(BARE),
  dd: { onRead: NAMED, onEnd: "closing input file 'standard input': *", status: 1 },
  gzip: once(STANDARD),
  hexdump: once('hexdump: *', 0),
  numfmt: once('error reading input: *', 0),
  less: once('=read error', 0),
  bc: once('=(standard_in) 1: read() in flex scanner failed'),
  tsort: once(STANDARD),
};

/** Ends a program that reads what is closed. */
class ClosedInput {}

function worded(name: string, text: string): string {
  if (text === '') return '';
  const line = text.startsWith('=') ? text.slice(1) : `${name}: ${text}`;
  return `${line.replace('*', 'Bad file descriptor')}\n`;
}

/** Runs a program whose standard input is closed: what it reads, it cannot. */
export function* runClosed(
  tool: string,
  name: string,
  stderr: Writer,
  run: (stdin: Reader) => Program,
): Program {
  const complaint = COMPLAINTS[tool];
  let isRead = false;
  const stdin: Reader = {
    *read() {
      if (complaint === undefined) return undefined;
      if (!isRead) yield* stderr.write(worded(name, complaint.onRead));
      isRead = true;
      if (complaint.goesOn !== true) throw new ClosedInput();
      return undefined;
    },
  };
  let status = 0;
  try {
    status = yield* run(stdin);
  } catch (failure) {
    if (!(failure instanceof ClosedInput)) throw failure;
  }
  if (!isRead || complaint === undefined) return status;
  yield* stderr.write(worded(name, complaint.onEnd ?? ''));
  return complaint.status;
}
