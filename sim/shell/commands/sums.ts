import {
  cksum,
  encodeUtf8,
  md5,
  type Program,
  readAll,
  sha1,
  sha224,
  sha256OfBytes as sha256,
} from '../../kernel/index.ts';
import { isApplet } from '../words/message.ts';
import { blake2b } from './blake2.ts';
import { shownName } from './file-names.ts';
import { isDirectoryError, linesOf, openInput } from './inputs.ts';
import { sha384, sha512 } from './sha512.ts';
import { badChoice, misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

type Digest = (bytes: Uint8Array) => string;

/** A digest with the name that `--tag` and complaints give it. */
interface Kind {
  readonly label: string;
  /** The hexadecimal digits of one; undefined where each line of a list says it by its own. */
  readonly digits: number | undefined;
  /** Of so many digits, where there may be several. */
  readonly digest: (bytes: Uint8Array, digits: number) => string;
}

/** A digest of BLAKE2b has at most 64 bytes. */
const BLAKE2_DIGITS = 128;
const isBlake2Digits = (digits: number): boolean => digits % 2 === 0 && digits <= BLAKE2_DIGITS;
const BLAKE2: Kind = {
  label: 'BLAKE2b',
  digits: undefined,
  digest: (bytes, digits) => blake2b(bytes, digits / 2),
};

const KINDS: Readonly<Record<string, Kind>> = {
  md5: { label: 'MD5', digits: 32, digest: md5 },
  sha1: { label: 'SHA1', digits: 40, digest: sha1 },
  sha224: { label: 'SHA224', digits: 56, digest: sha224 },
  sha256: { label: 'SHA256', digits: 64, digest: (bytes) => sha256(bytes) },
  sha384: { label: 'SHA384', digits: 96, digest: sha384 },
  sha512: { label: 'SHA512', digits: 128, digest: sha512 },
  blake2b: BLAKE2,
};

const plural = (count: number, one: string, many: string): string =>
  `WARNING: ${count} ${count === 1 ? one : many}`;

/** A line of a list of such digests: the digest and the file, also as `--tag` writes them. */
function readEntry(kind: Kind, line: string): { digest: string; file: string } | undefined {
  const plain = /^([0-9a-fA-F]{8,}) [ *](.*)$/.exec(line);
  const tagged = /^([A-Za-z0-9]+)(?:-\d+)? \((.*)\) = ([0-9a-fA-F]+)$/.exec(line);
  if (plain === null && tagged?.[1] !== kind.label) return undefined;
  const digest = plain?.[1] ?? tagged?.[3] ?? '';
  const isWhole =
    kind.digits === undefined ? isBlake2Digits(digest.length) : digest.length === kind.digits;
  return isWhole ? { digest, file: plain?.[2] ?? tagged?.[2] ?? '' } : undefined;
}

interface Tally {
  failed: number;
  missing: number;
  proper: number;
  improper: number;
  verified: number;
}

function* checkEntry(
  t: Tool,
  kind: Kind,
  line: string,
  where: string,
  tally: Tally,
): Program<void> {
  const { has } = t.args;
  const entry = readEntry(kind, line);
  if (entry === undefined) {
    tally.improper++;
    if (has('w')) yield* t.err(`${where}: improperly formatted ${kind.label} checksum line`);
    return;
  }
  tally.proper++;
  const input = openInput(t, entry.file);
  if (!input.ok) {
    if (has('ignore-missing') && input.error === 'No such file or directory') return;
    yield* t.err(['unreadable', entry.file, input.error]);
    if (!has('status')) yield* t.out(`${entry.file}: FAILED open or read\n`);
    tally.missing++;
    return;
  }
  const bytes = encodeUtf8(yield* readAll(input.reader));
  const isSame = kind.digest(bytes, entry.digest.length) === entry.digest.toLowerCase();
  tally.verified++;
  if (!isSame) tally.failed++;
  if (!has('status') && !(isSame && has('quiet'))) {
    yield* t.out(`${entry.file}: ${isSame ? 'OK' : 'FAILED'}\n`);
  }
}

function* checkList(t: Tool, kind: Kind, list: string): Program {
  const { has } = t.args;
  const opened = openInput(t, list);
  if (!opened.ok) {
    yield* t.err(['unreadable', list, opened.error]);
    return 1;
  }
  const shown = list === '-' ? "'standard input'" : shownName(list);
  const tally: Tally = { failed: 0, missing: 0, proper: 0, improper: 0, verified: 0 };
  for (const [i, line] of linesOf(yield* readAll(opened.reader)).entries()) {
    if (!line.startsWith('#')) yield* checkEntry(t, kind, line, `${shown}: ${i + 1}`, tally);
  }
  if (tally.proper === 0) {
    yield* t.err(['noChecksums', shown]);
    return 1;
  }
  const { failed, missing, improper } = tally;
  const isTold = !has('status');
  if (isTold && improper > 0) {
    const rest = 'improperly formatted';
    yield* t.err(plural(improper, `line is ${rest}`, `lines are ${rest}`));
  }
  if (isTold && missing > 0) {
    const rest = 'could not be read';
    yield* t.err(plural(missing, `listed file ${rest}`, `listed files ${rest}`));
  }
  if (isTold && failed > 0) {
    const rest = 'did NOT match';
    yield* t.err(plural(failed, `computed checksum ${rest}`, `computed checksums ${rest}`));
  }
  const isUnverified = has('ignore-missing') && tally.verified - failed === 0;
  if (isUnverified) yield* t.err(`${shown}: no file was verified`);
  return failed + missing > 0 || isUnverified || (has('strict') && improper > 0) ? 1 : 0;
}

const NAME_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

/** Prints the digests of the operands, or checks lists of them. */
function* runSum(t: Tool, kind: Kind, isTagged: boolean): Program {
  const { has } = t.args;
  const operands = t.args.operands.length === 0 ? ['-'] : t.args.operands;
  let status = 0;
  if (has('c')) {
    for (const list of operands) status = Math.max(status, yield* checkList(t, kind, list));
    return status;
  }
  const end = has('z') ? '\0' : '\n';
  for (const file of operands) {
    const opened = openInput(t, file);
    if (!opened.ok) {
      yield* t.err(['unreadable', file, opened.error]);
      status = 1;
      continue;
    }
    const bytes = encodeUtf8(yield* readAll(opened.reader));
    const digest = kind.digest(bytes, kind.digits ?? BLAKE2_DIGITS);
    // A name that would break the line is escaped, and a backslash in front says so.
    const isBroken = /[\\\n\r]/.test(file) && !has('z');
    const shown = isBroken ? file.replace(/[\\\n\r]/g, (c) => NAME_ESCAPES[c] ?? c) : file;
    const mark = isBroken ? '\\' : '';
    const line = isTagged
      ? `${mark}${kind.label} (${shown}) = ${digest}`
      : `${mark}${digest} ${has('b') ? '*' : ' '}${shown}`;
    yield* t.out(line + end);
  }
  return status;
}

const FLAGS = 'b|binary c|check t|text w|warn z|zero |tag |quiet |status |strict |ignore-missing';

const createSum = (name: string, kind: Kind): StreamingCommand =>
  tool({
    name,
    summary: 'Prints or checks digests.',
    flags: FLAGS,
    run: (t) => runSum(t, kind, t.args.has('tag')),
  });

const b2sum = tool({
  name: 'b2sum',
  summary: 'Prints or checks BLAKE2b digests.',
  flags: `${FLAGS} l|length:`,
  *run(t) {
    const text = t.args.value('l') ?? '512';
    const bits = Number(text);
    const isWrong = !/^\d+$/.test(text) || bits % 8 !== 0 || bits > 512;
    if (isWrong) {
      const rest =
        bits > 512
          ? 'maximum digest length for ‘BLAKE2b’ is 512 bits'
          : 'length is not a multiple of 8';
      yield* t.err(`invalid length: ‘${text}’`);
      if (/^\d+$/.test(text)) yield* t.err(rest);
      return 1;
    }
    const digits = bits === 0 ? BLAKE2_DIGITS : bits / 4;
    const label = digits === BLAKE2_DIGITS ? BLAKE2.label : `${BLAKE2.label}-${bits}`;
    const isRead = t.args.has('c');
    return yield* runSum(t, isRead ? BLAKE2 : { ...BLAKE2, label, digits }, t.args.has('tag'));
  },
});

/** The sum that rotates, over blocks of 1,024 bytes. */
function bsdSum(bytes: Uint8Array): string {
  let sum = 0;
  for (const byte of bytes) sum = (((sum >> 1) | ((sum & 1) << 15)) + byte) & 0xffff;
  return `${String(sum).padStart(5, '0')} ${String(Math.ceil(bytes.length / 1024)).padStart(5)}`;
}

/** The sum of System V, over blocks of 512 bytes. */
function systemSum(bytes: Uint8Array): string {
  const total = bytes.reduce((sum, byte) => (sum + byte) >>> 0, 0);
  const folded = (total & 0xffff) + (total >>> 16);
  return `${(folded & 0xffff) + (folded >>> 16)} ${Math.ceil(bytes.length / 512)}`;
}

const EMPTY_CRC = 0xffffffff;
const crc = (bytes: Uint8Array): string => `${cksum(bytes)} ${bytes.length}`;

/** Prints old-fashioned sums, which stand in front of a size. */
function* runOld(t: Tool, sum: Digest): Program {
  let status = 0;
  for (const file of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
    const opened = openInput(t, file);
    if (!opened.ok && sum === crc && isDirectoryError(opened) && !isApplet(t.context)) {
      // What could not be read is summed up all the same, as nothing.
      yield* t.out(`${EMPTY_CRC} 0 ${file}\n`);
      continue;
    }
    if (!opened.ok) {
      yield* t.err(['unreadable', file, opened.error]);
      status = 1;
      continue;
    }
    const text = sum(encodeUtf8(yield* readAll(opened.reader)));
    yield* t.out(`${text}${t.args.operands.length === 0 ? '' : ` ${file}`}\n`);
  }
  return status;
}

const OLD: Readonly<Record<string, Digest>> = { bsd: bsdSum, sysv: systemSum, crc };
const ALGORITHMS = [...Object.keys(OLD), ...Object.keys(KINDS), 'sm3'];

const cksumTool = tool({
  name: 'cksum',
  summary: 'Prints a checksum and the size.',
  flags: `${FLAGS} a|algorithm: l|length: |untagged |debug`,
  *run(t) {
    const name = t.args.value('a') ?? 'crc';
    if (!ALGORITHMS.includes(name)) {
      return yield* badChoice(t, 'cksum', 'algorithm', name, ALGORITHMS);
    }
    const kind = KINDS[name];
    if (kind !== undefined) return yield* runSum(t, kind, !t.args.has('untagged'));
    if (t.args.has('c')) {
      const rest = '--check is not supported with --algorithm={bsd,sysv,crc}';
      return yield* misuse(t, 'cksum', rest);
    }
    return yield* runOld(t, OLD[name] ?? crc);
  },
});

const sumTool = tool({
  name: 'sum',
  summary: 'Prints a checksum and the blocks of files.',
  flags: 'r s|sysv',
  run: (t) => runOld(t, t.args.has('s') ? systemSum : bsdSum),
});

export const sums: readonly StreamingCommand[] = [
  ...['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((name) =>
    createSum(`${name}sum`, KINDS[name] as Kind),
  ),
  b2sum,
  cksumTool,
  sumTool,
];
