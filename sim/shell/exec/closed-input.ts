import type { Program, Reader, Writer } from '../../kernel/index.ts';

/** What a tool says of a standard input that is closed: as it reads, and as it ends. */
interface Complaint {
  readonly onRead: string;
  readonly onEnd: string;
  readonly status: number;
  /** It takes the input for an empty one, and writes what it has of that. */
  readonly goesOn: boolean;
}

const once = (onRead: string, status = 1): Complaint => ({
  onRead,
  onEnd: '',
  status,
  goesOn: false,
});
const twice = (onRead: string, onEnd: string): Complaint => ({ ...once(onRead), onEnd });
const toTheEnd = (onRead: string, onEnd: string): Complaint => ({
  ...twice(onRead, onEnd),
  goesOn: true,
});

const BARE = '-: *';
const NAMED = "error reading 'standard input': *";
const STANDARD = 'standard input: *';

const DIGEST = twice(BARE, STANDARD);
const DIGESTS = ['md5sum', 'sha1sum', 'sha224sum', 'sha256sum', 'sha384sum', 'sha512sum'];

/** By tool; `*` stands for the error, and a text that begins with `=` has no name in front. */
const COMPLAINTS: Readonly<Record<string, Complaint>> = {
  ...Object.fromEntries(DIGESTS.map((name) => [name, DIGEST])),
  cat: toTheEnd(BARE, 'closing standard input: *'),
  wc: toTheEnd("'standard input': *", BARE),
  head: twice(NAMED, BARE),
  tail: twice("cannot fstat 'standard input': *", BARE),
  sort: once('stat failed: -: *', 2),
  uniq: once("error reading '-'"),
  cut: twice(BARE, BARE),
  nl: twice(BARE, BARE),
  paste: twice(BARE, BARE),
  fold: twice(BARE, BARE),
  expand: twice(BARE, BARE),
  unexpand: twice(BARE, BARE),
  tr: once('read error: *'),
  rev: once('stdin: 0: *'),
  tac: twice("'standard input': read error: *", BARE),
  sed: once('read error on stdin: *', 4),
  grep: once('(standard input): *', 2),
  awk: once('read error (*)', 2),
  jq: once('', 2),
  base64: once('read error: *'),
  base32: once('read error: *'),
  od: toTheEnd("'standard input': *", STANDARD),
  xxd: once('*', 2),
  tee: twice('read error: *', STANDARD),
  fmt: twice('read error', 'closing standard input: *'),
  column: once('read failed: *'),
  xargs: toTheEnd('', 'error closing file: *'),
  comm: once(BARE),
  diff: once(BARE, 2),
  cmp: once(BARE, 2),
  join: once('read error: *'),
  shuf: once('read error: *'),
  cksum: toTheEnd('', STANDARD),
  sum: twice(BARE, STANDARD),
  split: once(BARE),
  dd: twice(NAMED, "closing input file 'standard input': *"),
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
      if (!complaint.goesOn) throw new ClosedInput();
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
  yield* stderr.write(worded(name, complaint.onEnd));
  return complaint.status;
}
