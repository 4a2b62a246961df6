import {
  decodeUtf8,
  encodeUtf8,
  errorText,
  type FileSystem,
  makeDirectories,
  type Program,
  parseTar,
  readAll,
  resolvePath,
  type TarEntry,
  tarText,
  writeWhatFits,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { Complaint, isApplet } from '../words/message.ts';
import { zoneOf } from '../zones.ts';
import { gzip as pack } from './deflate.ts';
import { gunzip as inflate } from './inflate.ts';
import { isDirectoryError, openInput } from './inputs.ts';
import { modeText } from './mode-text.ts';
import { entriesOf, names, withoutExcluded, withoutParts } from './tar-entries.ts';
import { type Tool, tool } from './tool.ts';

/** Letters without a dash, as in `tar xf -`. */
const dashed = (args: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = args;
  return first === '' || first.startsWith('-') ? args : [`-${first}`, ...rest];
};

/** The last line of GNU's tar where it cannot go on. */
function* giveUp(t: Tool): Program<void> {
  if (!isApplet(t.context)) yield* t.err('Error is not recoverable: exiting now');
}

function* failLate(t: Tool): Program {
  yield* t.err(['failsLate']);
  return 2;
}

const HINT = "Try 'tar --help' or 'tar --usage' for more information.\n";

function* refuseCall(t: Tool, text: string): Program {
  yield* t.err(text);
  yield* t.context.stderr.write(HINT);
  return 2;
}

/** The entries of an archive, which may be packed; a status when it cannot be read. */
function* open(t: Tool, archive: string): Program<TarEntry[] | number> {
  const opened = openInput(t, archive);
  if (!opened.ok) {
    if (isDirectoryError(opened) && !isApplet(t.context)) {
      yield* t.err(`${archive}: Cannot read: ${opened.error}`);
      yield* t.err('At beginning of tape, quitting now');
    } else yield* t.err(['archiveUnopened', archive, opened.error]);
    yield* giveUp(t);
    return 2;
  }
  const bytes = encodeUtf8(yield* readAll(opened.reader));
  const plain = inflate(bytes, LIMITS.fileCharacters);
  if (!plain.ok && t.args.has('z')) {
    const what = bytes.length === 0 ? 'unexpected end of file' : 'not in gzip format';
    yield* t.context.stderr.write(`\ngzip: stdin: ${what}\n`);
    yield* t.err('Child returned status 1');
    yield* t.err('Error is not recoverable: exiting now');
    return 2;
  }
  if (plain.ok && t.args.has('r')) {
    yield* t.err('Cannot update compressed archives');
    yield* giveUp(t);
    return 2;
  }
  const entries = parseTar(plain.ok ? plain.bytes : bytes, decodeUtf8);
  if (entries !== undefined) return entries;
  yield* t.err('This does not look like a tar archive');
  return yield* failLate(t);
}

/** Writes an archive, packed under `-z`. */
function* put(t: Tool, archive: string, entries: readonly TarEntry[]): Program {
  const { files } = t.context;
  const plain = tarText(entries);
  const isPacked = t.args.has('z') || (t.args.has('a') && /\.(?:t?gz)$/.test(archive));
  const unnamed = { name: '', seconds: 0, level: 6 };
  const text = isPacked ? decodeUtf8(pack(encodeUtf8(plain), unnamed)) : plain;
  if (archive === '-') {
    yield* t.out(text);
    return 0;
  }
  const written = writeWhatFits(files, t.path(archive), text, false);
  if (written.ok) return 0;
  if (written.error === 'ENOSPC') {
    yield* t.err(`${archive}: Cannot write: ${errorText(written.error)}`);
    yield* t.err('Error is not recoverable: exiting now');
    return 2;
  }
  yield* t.err(['archiveUnopened', archive, errorText(written.error)]);
  return 2;
}

/** Makes an archive of the operands, or adds them to `old`. */
function* create(t: Tool, base: string, archive: string, old: readonly TarEntry[]): Program {
  const { files } = t.context;
  if (t.args.operands.length === 0 && !t.args.has('r')) {
    return yield* refuseCall(t, 'Cowardly refusing to create an empty archive');
  }
  // The archive is there before what goes into it is looked for, and may be among that.
  if (archive !== '-' && !t.args.has('r')) files.write(t.path(archive), '');
  const entries: TarEntry[] = [];
  let isRooted = false;
  let hasFailed = false;
  for (const operand of t.args.operands) {
    const bare = operand.replace(/\/+$/, '') || '/';
    const name = bare.replace(/^\/+/, '') || '.';
    if (bare.startsWith('/') && !isRooted) {
      isRooted = true;
      yield* t.err("Removing leading `/' from member names");
    }
    const found = entriesOf(files, bare.startsWith('/') ? bare : `${base}/${bare}`, name);
    if (found instanceof Complaint) {
      hasFailed = true;
      yield* t.err(found.message);
      continue;
    }
    const root = bare.startsWith('/') ? '/' : base;
    for (const entry of withoutExcluded(t, found)) {
      const isItself = archive !== '-' && resolvePath(root, entry.name) === t.path(archive);
      if (isItself) yield* t.err(['memberIsArchive', entry.name]);
      else entries.push(entry);
    }
  }
  if (t.args.has('v')) {
    const list = entries.map(({ name }) => `${name}\n`).join('');
    if (archive === '-') yield* t.context.stderr.write(list);
    else yield* t.out(list);
  }
  const status = yield* put(t, archive, [...old, ...entries]);
  if (status !== 0) return status;
  return hasFailed ? yield* failLate(t) : 0;
}

/** An entry and where it goes. */
interface Place {
  readonly path: string;
  readonly entry: TarEntry;
}

function setMarks(files: FileSystem, { path, entry }: Place, keepsTimes: boolean): void {
  files.setMode(path, entry.mode);
  if (keepsTimes) files.setModified(path, entry.modifiedEpochMs);
}

/** Puts an entry in its place; why it could not be, or ''. */
function extractOne(files: FileSystem, { path, entry }: Place, keepsTimes: boolean): string {
  if (entry.type === 'directory') {
    makeDirectories(files, path);
    return '';
  }
  makeDirectories(files, path.slice(0, path.lastIndexOf('/')));
  if (entry.type === 'symlink') {
    files.remove(path);
    files.symlink(entry.target, path);
    return '';
  }
  const written = writeWhatFits(files, path, entry.content, false);
  if (!written.ok) {
    const what = written.error === 'ENOSPC' ? 'write' : 'open';
    return `${entry.name}: Cannot ${what}: ${errorText(written.error)}`;
  }
  setMarks(files, { path, entry }, keepsTimes);
  return '';
}

/** The least width of the owner's names and the size together. */
const OWNER_WIDTH = 19;

/** A line of `tar -tv`. */
function longLine(t: Tool, entry: TarEntry): string {
  const { files, env } = t.context;
  const nameIn = (file: '/etc/passwd' | '/etc/group', id: number) =>
    accountsIn(files, file).nameOf(id) ?? String(id);
  const owner = `${nameIn('/etc/passwd', entry.uid)}/${nameIn('/etc/group', entry.gid)}`;
  const size = String(encodeUtf8(entry.content).length);
  const gap = ' '.repeat(Math.max(1, OWNER_WIDTH - owner.length - size.length));
  const zone = zoneOf(env.get('TZ'));
  const time = formatDate('%Y-%m-%d %H:%M', entry.modifiedEpochMs, zone);
  const target = entry.type === 'symlink' ? ` -> ${entry.target}` : '';
  return `${modeText(entry)} ${owner}${gap}${size} ${time} ${entry.name}${target}`;
}

function* read(t: Tool, base: string, archive: string): Program {
  const found = yield* open(t, archive);
  if (typeof found === 'number') return found;
  const entries = withoutExcluded(t, found);
  const { operands } = t.args;
  const isListing = t.args.has('t');
  const stripped = isListing ? 0 : Number(t.args.value('strip-components') ?? '0');
  const directories: Place[] = [];
  let hasFailed = false;
  for (const entry of entries) {
    const name = withoutParts(entry.name, stripped);
    const isWanted = operands.length === 0 || operands.some((one) => names(one, entry));
    if (!isWanted || name === undefined) continue;
    const isToOutput = !isListing && t.args.has('O');
    const line = isListing && t.args.has('v') ? longLine(t, entry) : entry.name;
    if (isToOutput && t.args.has('v')) yield* t.context.stderr.write(`${line}\n`);
    else if (isListing || t.args.has('v')) yield* t.out(`${line}\n`);
    if (isToOutput) yield* t.out(entry.content);
    if (isListing || isToOutput) continue;
    const path = `${base}/${name}`.replace(/\/+$/, '');
    if (entry.type === 'directory') directories.push({ path, entry });
    const failure = extractOne(t.context.files, { path, entry }, !t.args.has('m'));
    if (failure === '') continue;
    hasFailed = true;
    yield* t.err(failure);
  }
  // What is put into a directory changes its time, and its mode may forbid that.
  for (const one of directories.reverse()) setMarks(t.context.files, one, !t.args.has('m'));
  for (const operand of operands) {
    if (entries.some((entry) => names(operand, entry))) continue;
    hasFailed = true;
    yield* t.err(['memberNotFound', operand]);
    if (isApplet(t.context)) return 1;
  }
  return hasFailed ? yield* failLate(t) : 0;
}

/** Why options do not go together; undefined when they do. */
function misuseOf({ args: { all, has, value } }: Tool): string | undefined {
  const count = ['c', 'x', 't', 'r'].filter(has).length;
  if (count > 1) {
    return "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option";
  }
  if (count === 0) {
    return "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options";
  }
  const parts = value('strip-components') ?? '0';
  if (!/^\d+$/.test(parts)) return `${parts}: Invalid number of elements`;
  if (all.filter(({ name }) => name === 'f').length > 1) {
    return "Multiple archive files require '-M' option";
  }
  if (!has('r')) return undefined;
  if (has('z')) return 'Cannot update compressed archives';
  return (value('f') ?? '-') === '-' ? "Options '-Aru' are incompatible with '-f -'" : undefined;
}

/** GNU tar; of what packs archives there is gzip. */
export const tar = tool({
  name: 'tar',
  summary: 'Puts files into an archive and takes them out.',
  flags:
    'c|create x|extract t|list r|append f|file: C|directory: v|verbose m|touch p|preserve ' +
    'z|gzip a|auto-compress O|to-stdout |exclude: |strip-components: |no-same-permissions o|no-same-owner',
  usageStatus: 64,
  refusal: (_, message) => `tar: ${message}\n${HINT}`,
  rewrite: dashed,
  *run(t) {
    const { has, value } = t.args;
    const misuse = misuseOf(t);
    if (misuse !== undefined) return yield* refuseCall(t, misuse);
    const base = value('C') === undefined ? t.context.directory : t.path(value('C') ?? '');
    const archive = value('f') ?? '-';
    if (has('C') && !t.context.files.stat(base).ok) {
      yield* t.err(['folderUnopened', value('C') ?? '', errorText('ENOENT')]);
      yield* giveUp(t);
      return 2;
    }
    if (has('c')) return yield* create(t, base, archive, []);
    if (has('r')) {
      const old = t.context.files.stat(t.path(archive)).ok ? yield* open(t, archive) : [];
      return typeof old === 'number' ? old : yield* create(t, base, archive, old);
    }
    return yield* read(t, base, archive);
  },
});
