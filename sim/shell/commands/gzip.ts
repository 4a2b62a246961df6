import {
  type CommandContext,
  decodeUtf8,
  encodeUtf8,
  errorText,
  type Program,
  readAll,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import type { Message } from '../words/gnu.ts';
import { isApplet, textOf } from '../words/message.ts';
import { gzip as pack } from './deflate.ts';
import { gunzip as inflate } from './inflate.ts';
import { openInput } from './inputs.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

const WHY = {
  'not gzip': 'not in gzip format',
  'cut short': 'unexpected end of file',
  damaged: 'invalid compressed data--format violated',
  'wrong sum': 'invalid compressed data--crc error',
  'too large': 'too large to be unpacked here',
} as const;

const WARNING = 2;
/** What the header, without a name, and the sums at the end take. */
const FRAME = 18;

type Mode = 'pack' | 'unpack' | 'test' | 'list';

interface Job {
  readonly t: Tool;
  readonly mode: Mode;
  readonly suffix: string;
  readonly isToOutput: boolean;
  readonly level: number;
  readonly progress: { isHeadShown: boolean };
}

/** Under which name it complains: the others are scripts around gzip, but in a BusyBox. */
const ownName = (t: Tool): string => (isApplet(t.context) ? t.name : 'gzip');

const say = (t: Tool, message: Message | string) =>
  t.context.stderr.write(`${ownName(t)}: ${textOf(t.context, message)}\n`);

/** Why an operand is left alone, and with which status. */
interface Refusal {
  readonly text: string;
  readonly status: number;
}

function* complain(t: Tool, message: Message | string, status: number): Program {
  if (status === 1 || !t.args.has('q')) yield* say(t, message);
  return status;
}

function* warnOfGarbage(t: Tool, name: string): Program {
  if (t.args.has('q')) return WARNING;
  const input = name === '-' ? 'stdin' : name;
  const text = `${input}: decompression OK, trailing garbage ignored`;
  yield* t.context.stderr.write(`\n${ownName(t)}: ${text}\n`);
  return WARNING;
}

/** By how much it became smaller, as `-v` and `-l` show it. */
function ratio(plain: number, packed: number): string {
  const saved = plain === 0 ? 0 : (100 * (plain - packed)) / plain;
  return `${saved.toFixed(1).padStart(5)}%`;
}

/** Bytes of the header and of the sums at the end of a packed file. */
const frameOf = (packed: Uint8Array): number =>
  ((packed[3] ?? 0) & 8) === 0 ? FRAME : FRAME + packed.indexOf(0, 10) - 9;

interface Made {
  readonly text: string;
  readonly ratio: string;
  readonly plain: number;
  readonly packed: number;
  /** What the result is called by the header, for `-N`; '' when it is not told. */
  readonly name: string;
  readonly hasGarbage: boolean;
}

/** Whether what is not packed comes out as it is, as of `zcat -f`. */
const passesOn = ({ t, mode, isToOutput }: Job): boolean =>
  mode === 'unpack' && isToOutput && t.args.has('f');

/** What comes out of one input; a text says why nothing does. */
function work(job: Job, content: string, name: string, seconds: number): Made | string {
  const bytes = encodeUtf8(content);
  if (job.mode === 'pack') {
    const own = job.t.args.has('n') ? '' : name;
    const packed = pack(bytes, { name: own, seconds, level: job.level });
    const size = packed.length - frameOf(packed);
    return {
      text: decodeUtf8(packed),
      ratio: ratio(bytes.length, size),
      plain: bytes.length,
      packed: packed.length,
      name: '',
      hasGarbage: false,
    };
  }
  const result = inflate(bytes, LIMITS.fileCharacters);
  if (!result.ok && result.error === 'not gzip' && passesOn(job)) {
    return { text: content, ratio: ratio(0, 0), plain: 0, packed: 0, name: '', hasGarbage: false };
  }
  if (!result.ok) return WHY[result.error];
  const { length } = result.bytes;
  return {
    text: decodeUtf8(result.bytes),
    ratio: ratio(length, bytes.length - frameOf(bytes)),
    plain: length,
    packed: bytes.length,
    name: result.name,
    hasGarbage: result.hasGarbage,
  };
}

const listed = ({ packed, plain, ratio: shown }: Made, name: string): string =>
  `${String(packed).padStart(19)} ${String(plain).padStart(19)} ${shown} ${name}\n`;

const LIST_HEAD = '         compressed        uncompressed  ratio uncompressed_name\n';

/** Whether a name ends in the suffix, and does not consist of it. */
const hasSuffix = (name: string, suffix: string): boolean =>
  name.endsWith(suffix) && name !== suffix && !name.endsWith(`/${suffix}`);

/** The name that the result has; undefined when there is no rule for it. */
function targetOf({ mode, suffix }: Job, name: string): string | undefined {
  if (mode === 'pack') return `${name}${suffix}`;
  if (name.endsWith('.tgz')) return name.replace(/\.tgz$/, '.tar');
  return hasSuffix(name, suffix) ? name.slice(0, -suffix.length) : undefined;
}

/** What `-v` says of an operand that is done. */
function* tellRatio({ args, context }: Tool, name: string, made: Made, to: string): Program<void> {
  if (!args.has('v')) return;
  const done = args.has('k') ? 'created' : 'replaced with';
  const text = name === '-' ? made.ratio : `${name}:\t${made.ratio} -- ${done} ${to}`;
  yield* context.stderr.write(`${text}\n`);
}

/** Puts the result beside its file, which goes unless it is kept. */
function* replace(job: Job, name: string, made: Made): Program {
  const { t } = job;
  const { files } = t.context;
  const own = t.args.has('N') ? made.name.slice(made.name.lastIndexOf('/') + 1) : '';
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const target = own === '' ? (targetOf(job, name) ?? '') : `${folder}${own}`;
  if (!t.args.has('f') && files.stat(t.path(target)).ok) {
    return yield* complain(t, ['packedExists', target], WARNING);
  }
  const old = files.stat(t.path(name));
  const written = files.write(t.path(target), made.text);
  if (!written.ok) return yield* complain(t, `${target}: ${errorText(written.error)}`, 1);
  if (old.ok) {
    files.setMode(t.path(target), old.value.mode);
    files.setModified(t.path(target), old.value.modifiedEpochMs);
  }
  if (!t.args.has('k')) files.remove(t.path(name));
  yield* tellRatio(t, name, made, target);
  return 0;
}

/** Why a link is not replaced by what it leads to, but under `-f`. */
function linkRefusal(t: Tool, name: string): Refusal | undefined {
  const stat = t.context.files.lstat(t.path(name));
  if (!stat.ok || t.args.has('f') || isApplet(t.context)) return undefined;
  const { type, links } = stat.value;
  if (type === 'symlink') return { text: `${name}: ${errorText('ELOOP')}`, status: 1 };
  if (type === 'directory' || links === 1) return undefined;
  const others = `${links - 1} other link${links === 2 ? '' : 's'}`;
  return { text: `${name} has ${others} -- file ignored`, status: WARNING };
}

/** Packs, unpacks, tests or lists one operand; returns the status. */
function* runOne(job: Job, given: string): Program {
  const { t, mode, suffix } = job;
  const { files } = t.context;
  const isPacking = mode === 'pack';
  let name = given;
  if (!isPacking && name !== '-' && !files.stat(t.path(name)).ok && !name.endsWith(suffix)) {
    name += suffix;
  }
  const stat = files.stat(t.path(name));
  if (name !== '-' && stat.ok && stat.value.type === 'directory') {
    return yield* complain(t, `${name} is a directory -- ignored`, WARNING);
  }
  const input = openInput(t, name);
  if (!input.ok) {
    const shown = name === '-' ? '\ngzip: stdin' : name;
    return yield* complain(t, `${shown}: ${input.error}`, 1);
  }
  const makes = mode === 'pack' || mode === 'unpack';
  const isBeside = name !== '-' && !job.isToOutput && makes;
  const refusal = isBeside ? linkRefusal(t, name) : undefined;
  if (refusal !== undefined) return yield* complain(t, refusal.text, refusal.status);
  if (isBeside && isPacking && hasSuffix(name, suffix)) {
    return yield* complain(t, `${name} already has ${suffix} suffix -- unchanged`, 0);
  }
  if (isBeside && !isPacking && targetOf(job, name) === undefined) {
    return yield* complain(t, ['noSuffix', name], WARNING);
  }
  const base = name === '-' ? '' : name.slice(name.lastIndexOf('/') + 1);
  const seconds = name !== '-' && stat.ok ? Math.floor(stat.value.modifiedEpochMs / 1000) : 0;
  const made = work(job, yield* readAll(input.reader), base, seconds);
  if (typeof made === 'string') {
    const shown = name === '-' ? 'stdin' : name;
    if (!isApplet(t.context)) yield* t.context.stderr.write('\n');
    yield* say(t, ['notPacked', shown, made]);
    return 1;
  }
  if (makes && !isBeside) yield* t.out(made.text);
  const status = made.hasGarbage ? yield* warnOfGarbage(t, name) : 0;
  if (mode === 'list') {
    if (!job.progress.isHeadShown && !t.args.has('q')) yield* t.out(LIST_HEAD);
    job.progress.isHeadShown = true;
    yield* t.out(listed(made, name === '-' ? 'stdout' : (targetOf(job, name) ?? name)));
    return status;
  }
  if (mode === 'test') {
    if (t.args.has('v')) yield* t.context.stderr.write(`${name}:\t OK\n`);
    return status;
  }
  if (isBeside) return Math.max(status, yield* replace(job, name, made));
  yield* tellRatio(t, name, made, 'stdout');
  return status;
}

/** Every file below the operands that are directories, for `-r`. */
function withFiles(t: Tool, name: string): string[] {
  const stat = t.context.files.stat(t.path(name));
  if (name === '-' || !stat.ok || stat.value.type !== 'directory') return [name];
  const names = t.context.files.list(t.path(name));
  return names.ok ? names.value.flatMap((one) => withFiles(t, `${name}/${one}`)) : [];
}

const modeOf = ({ args: { has } }: Tool, isUnpacker: boolean): Mode =>
  has('l') ? 'list' : has('t') ? 'test' : isUnpacker || has('d') ? 'unpack' : 'pack';

const UNSHOWN =
  'compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h';

function* runGzip(t: Tool, name: string): Program {
  const { has, value, operands, all } = t.args;
  const given = operands.length === 0 ? ['-'] : operands;
  const names = has('r') ? given.flatMap((one) => withFiles(t, one)) : given;
  const job: Job = {
    t,
    mode: modeOf(t, name !== 'gzip'),
    suffix: value('S') ?? '.gz',
    isToOutput: name === 'zcat' || has('c'),
    level: Number(all.findLast((one) => /^\d$/.test(one.name))?.name ?? '6'),
    progress: { isHeadShown: false },
  };
  const isShown = (job.isToOutput || operands.length === 0) && t.context.tty !== undefined;
  if (isShown && job.mode === 'pack' && !has('f')) return yield* complain(t, UNSHOWN, 1);
  if (job.suffix === '') return yield* complain(t, "invalid suffix ''", 1);
  let status = 0;
  if (has('a')) yield* complain(t, 'option --ascii ignored on this system', WARNING);
  for (const one of names) {
    const own = yield* runOne(job, one);
    status = own === 1 || status === 1 ? 1 : Math.max(status, own);
  }
  return status;
}

const FLAGS =
  'a|ascii c|stdout d|decompress f|force k|keep l|list n|no-name N|name q|quiet r|recursive S|suffix: ' +
  't|test v|verbose 1|fast 2 3 4 5 6 7 8 9|best |rsyncable |synchronous';

const packer = (name: string): StreamingCommand =>
  tool({
    name,
    summary: 'Packs files, or unpacks those that are packed.',
    flags: FLAGS,
    refusal: (_: CommandContext, message: string) =>
      `gzip: ${message}\nTry \`gzip --help' for more information.\n`,
    run: (t) => runGzip(t, name),
  });

export const gzip = packer('gzip');
export const gunzip = packer('gunzip');
export const zcat = packer('zcat');
