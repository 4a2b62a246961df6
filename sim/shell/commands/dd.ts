import {
  type CommandContext,
  errorText,
  type FileError,
  type FileResult,
  type FileSystem,
  isEndless,
  type Program,
  readAll,
  resolvePath,
  sleep,
  utf8Length,
  writeWhatFits,
} from '../../kernel/index.ts';
import { putBack } from '../descriptors.ts';
import { hasStreams } from '../stream-files.ts';
import { calledAs } from '../words/called-as.ts';
import type { Message } from '../words/gnu.ts';
import { textOf } from '../words/message.ts';
import { sizeOf, sizeText } from './disks.ts';
import { hintOf, type StreamingCommand } from './tool.ts';

/** What dd copies is at most so much text; zeros take no room and have no bound. */
const MOST_TEXT = 8 * 1024 * 1024;
/** How fast a disk writes. */
const BYTES_PER_MS = 400_000;
/** The shortest time that it takes. */
const LEAST_MS = 0.05;

const OPERANDS: ReadonlySet<string> = new Set([
  ...['if', 'of', 'bs', 'ibs', 'obs', 'count', 'skip', 'seek', 'conv', 'iflag', 'oflag', 'status'],
]);

const CONVERSIONS: ReadonlySet<string> = new Set([
  ...['ascii', 'ebcdic', 'ibm', 'block', 'unblock', 'lcase', 'ucase', 'sparse', 'swab', 'sync'],
  ...['excl', 'nocreat', 'notrunc', 'noerror', 'fdatasync', 'fsync'],
]);

/** What `conv=` makes of the text. */
function converted(text: string | undefined, conversions: readonly string[]): string | undefined {
  if (text === undefined) return undefined;
  let out = text;
  if (conversions.includes('swab')) out = out.replace(/([\s\S])([\s\S])/g, '$2$1');
  if (conversions.includes('lcase')) out = out.replace(/[A-Z]+/g, (part) => part.toLowerCase());
  if (conversions.includes('ucase')) out = out.replace(/[a-z]+/g, (part) => part.toUpperCase());
  return out;
}

type Given = ReadonlyMap<string, string>;

/** The operands, or what is wrong with them. */
function parse(args: readonly string[]): Given | Message {
  const given = new Map<string, string>();
  for (const arg of args) {
    const [, name = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(arg) ?? [];
    if (!OPERANDS.has(name)) {
      if (arg.startsWith('--')) return ['badLongOption', arg];
      return ['badOperand', arg];
    }
    const isNumber = ['bs', 'ibs', 'obs', 'count', 'skip', 'seek'].includes(name);
    if (isNumber && numberOf(value) === undefined) return ['badNumber', value];
    if (name === 'conv') {
      const unknown = value.split(',').find((one) => !CONVERSIONS.has(one));
      if (unknown !== undefined) return ['badConversion', unknown];
    }
    if (name === 'status' && !/^(?:none|noxfer|progress)$/.test(value)) return ['badLevel', value];
    given.set(name, value);
  }
  return given;
}

const numberOf = (text: string): number | undefined => {
  const parts = text.split('x').map((part) => sizeOf(part.replace(/B$/, '')));
  return parts.includes(undefined)
    ? undefined
    : parts.reduce<number>((product, part) => product * (part ?? 1), 1);
};

/** `1.0 MB, 1.0 MiB`, as far as the units say more than the bytes do. */
function sizesText(bytes: number): string {
  const unit = (base: number, mark: string): string => {
    let value = bytes;
    let power = 0;
    while (value >= base && power < 4) {
      value /= base;
      power++;
    }
    const name = ['', base === 1000 ? 'k' : 'K', 'M', 'G', 'T'][power];
    const text = value < 10 ? (Math.round(value * 10) / 10).toFixed(1) : String(Math.round(value));
    return `${text} ${name}${mark}`;
  };
  if (bytes < 1000) return '';
  return bytes < 1024 ? ` (${unit(1000, 'B')})` : ` (${unit(1000, 'B')}, ${unit(1024, 'iB')})`;
}

function rateText(bytes: number, ms: number): string {
  const seconds = ms / 1000;
  const rate = sizeText(bytes / seconds, 1000).replace(/([KMGT]?)$/, ' $1B/s');
  return `${Number(seconds.toPrecision(6))} s, ${rate.replace('KB', 'kB')}`;
}

interface Source {
  /** Bytes that are read: zeros are only counted. */
  readonly bytes: number;
  readonly text: string | undefined;
}

/** What is read, at most `most` bytes. */
function* readSource(
  { stdin, files, directory }: CommandContext,
  name: string | undefined,
  skip: number,
  most: number,
): Program<Source | FileError> {
  if (name === undefined) {
    let text = '';
    while (text.length < skip + most) {
      const part = yield* stdin.read();
      if (part === undefined) break;
      text += part;
    }
    putBack(stdin, text.slice(skip + most), true);
    text = text.slice(skip, skip + most);
    return { bytes: utf8Length(text), text };
  }
  const path = resolvePath(directory, name);
  const stat = files.stat(path);
  if (!stat.ok) return stat.error;
  if (path === '/dev/zero') return { bytes: most, text: undefined };
  if (isEndless(path)) {
    let text = '';
    while (text.length < Math.min(most, MOST_TEXT)) {
      const part = files.read(path);
      text += part.ok ? part.value : '';
    }
    return { bytes: Math.min(most, MOST_TEXT), text: text.slice(0, Math.min(most, MOST_TEXT)) };
  }
  const fifo = stat.value.type === 'fifo' && hasStreams(files) ? files.openStream(path) : undefined;
  const content: FileResult<string> =
    fifo === undefined ? files.read(path) : { ok: true, value: yield* readAll(fifo.reader) };
  if (!content.ok) return content.error;
  const text = content.value.slice(skip, skip + most);
  return { bytes: utf8Length(text), text };
}

/** A file's content with text written over it from a place on; what is behind stays, or goes. */
function overwritten(old: string, text: string, at: number, keepsRest: boolean): string {
  const before = old.slice(0, at).padEnd(at, '\0');
  return before + text + (keepsRest ? old.slice(at + text.length) : '');
}

/** Writes to a file; how many bytes it took, and whether the disk was full. */
function writeTarget(
  files: FileSystem,
  path: string,
  source: Source,
  isAppend: boolean,
): { readonly bytes: number; readonly error: FileError | undefined } {
  const before = isAppend ? sizeAt(files, path) : 0;
  if (source.text !== undefined) {
    const written = writeWhatFits(files, path, source.text, isAppend);
    return { bytes: sizeAt(files, path) - before, error: written.ok ? undefined : written.error };
  }
  if (!isAppend || before === 0) files.write(path, '');
  if (path === '/dev/null') return { bytes: source.bytes, error: undefined };
  const written = files.allocate(path, source.bytes);
  return { bytes: sizeAt(files, path) - before, error: written.ok ? undefined : written.error };
}

const sizeAt = (files: FileSystem, path: string): number => {
  const stat = files.stat(path);
  return stat.ok ? stat.value.size : 0;
};

/** A directory is opened, and cannot be read. */
function* refuseDirectory({ stderr }: CommandContext, called: string, given: Given): Program {
  const name = given.get('if') ?? 'standard input';
  const level = given.get('status');
  const rate = level === 'noxfer' ? '' : `0 bytes copied, ${rateText(0, LEAST_MS)}\n`;
  const counts = level === 'none' ? '' : `0+0 records in\n0+0 records out\n${rate}`;
  yield* stderr.write(`${called}: error reading '${name}': ${errorText('EISDIR')}\n${counts}`);
  return 1;
}

/** `dd`, for filling disks and copying parts of files. */
export const dd: StreamingCommand = {
  name: 'dd',
  summary: 'Copies a file, in blocks.',
  opensStreams: true,
  *run(context) {
    const { args, files, directory, stdout, stderr } = context;
    const given = parse(args);
    const called = calledAs(context, 'dd');
    const fail = (message: Message): Program<boolean> =>
      stderr.write(`${called}: ${textOf(context, message)}\n`);
    if (!('get' in given)) {
      yield* fail(given);
      if (given[0] !== 'badNumber') yield* stderr.write(hintOf(context, called));
      return 1;
    }
    const of = (name: string, otherwise: number): number =>
      numberOf(given.get(name) ?? '') ?? otherwise;
    const conversions = (given.get('conv') ?? '').split(',');
    const block = of('bs', of('ibs', 512));
    const outBlock = of('bs', of('obs', 512));
    const count = of('count', Number.POSITIVE_INFINITY);
    const from = given.get('if');
    const to = given.get('of');
    const target = to === undefined ? undefined : resolvePath(directory, to);
    const read = yield* readSource(context, from, of('skip', 0) * block, count * block);
    if (read === 'EISDIR') return yield* refuseDirectory(context, called, given);
    if (typeof read === 'string') {
      yield* fail(['unopenedEnd', from ?? '', errorText(read)]);
      return 1;
    }
    const source = { ...read, text: converted(read.text, conversions) };
    if (target !== undefined) {
      const made = files.append(target, '');
      if (!made.ok) {
        yield* fail(['unopenedEnd', to ?? '', errorText(made.error)]);
        return 1;
      }
    }
    const keeps = conversions.includes('notrunc');
    const seek = of('seek', 0) * outBlock;
    const isAppend = (given.get('oflag') ?? '').includes('append');
    const isPlaced = (keeps || seek > 0) && !isAppend && source.bytes + seek <= MOST_TEXT;
    let written: { readonly bytes: number; readonly error: FileError | undefined };
    if (target === undefined) {
      const zeros = '\0'.repeat(Math.min(source.bytes, MOST_TEXT));
      yield* stdout.write(source.text ?? zeros);
      written = { bytes: source.bytes, error: undefined };
    } else if (isPlaced) {
      const old = files.read(target);
      const part = source.text ?? '\0'.repeat(source.bytes);
      const whole = overwritten(old.ok ? old.value : '', part, seek, keeps);
      const { error } = writeTarget(files, target, { bytes: whole.length, text: whole }, false);
      written = { bytes: source.bytes, error };
    } else written = writeTarget(files, target, source, isAppend || keeps || seek > 0);
    const tookMs = Math.max(LEAST_MS, written.bytes / BYTES_PER_MS);
    if (tookMs >= 1) yield* sleep(Math.round(tookMs));
    if (written.error !== undefined) {
      yield* stderr.write(`${called}: error writing '${to}': ${errorText(written.error)}\n`);
    }
    if (given.get('status') !== 'none') {
      const full = (bytes: number): number => Math.floor(bytes / block);
      const isFull = written.error !== undefined;
      const blocksOut = Math.floor(written.bytes / outBlock);
      const partOut = !isFull && written.bytes % outBlock > 0 ? 1 : 0;
      const blocksIn = isFull ? full(written.bytes) + 1 : full(source.bytes);
      const part = !isFull && source.bytes % block > 0 ? 1 : 0;
      const counts = `${blocksIn}+${part} records in\n${blocksOut}+${partOut} records out\n`;
      const rate = `${rateText(written.bytes, tookMs)}\n`;
      const shown =
        given.get('status') === 'noxfer'
          ? ''
          : `${written.bytes} bytes${sizesText(written.bytes)} copied, ${rate}`;
      yield* stderr.write(counts + shown);
    }
    return written.error === undefined ? 0 : 1;
  },
};
