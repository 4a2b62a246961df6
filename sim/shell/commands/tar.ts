import {
  decodeUtf8,
  encodeUtf8,
  errorText,
  type FileSystem,
  makeDirectories,
  type Program,
  parseTar,
  readAll,
  type TarEntry,
  tarText,
  writeWhatFits,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { matchesPattern } from '../pattern.ts';
import { Complaint, isApplet } from '../words/message.ts';
import { zoneOf } from '../zones.ts';
import { gzip as pack } from './deflate.ts';
import { gunzip as inflate } from './inflate.ts';
import { modeText } from './list.ts';
import { openInput, type Tool, tool } from './tool.ts';

/** Letters without a dash, as in `tar xf -`. */
const dashed = (args: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = args;
  return first === '' || first.startsWith('-') ? args : [`-${first}`, ...rest];
};

/** An entry and everything below it, parents first. */
function entriesOf(files: FileSystem, path: string, name: string): TarEntry[] | Complaint {
  const stat = files.lstat(path);
  if (!stat.ok) return new Complaint(['memberMissing', name, errorText(stat.error)]);
  const { type, mode, uid, gid, modifiedEpochMs } = stat.value;
  const own = { name, mode, uid, gid, modifiedEpochMs, target: '', content: '' };
  if (type === 'symlink') {
    const target = files.readlink(path);
    return [{ ...own, type: 'symlink', target: target.ok ? target.value : '' }];
  }
  if (type === 'directory') {
    const names = files.list(path);
    if (!names.ok) return new Complaint(['memberUnopened', name, errorText(names.error)]);
    const all: TarEntry[] = [{ ...own, name: `${name}/`, type: 'directory' }];
    for (const child of names.value) {
      const below = entriesOf(files, `${path}/${child}`, `${name}/${child}`);
      if (below instanceof Complaint) return below;
      all.push(...below);
    }
    return all;
  }
  const content = files.read(path);
  if (!content.ok) return new Complaint(['memberUnopened', name, errorText(content.error)]);
  return [{ ...own, type: 'file', content: content.value }];
}

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

/** Whether a name, or the end of it behind a slash, is one that `--exclude` leaves out. */
function isExcluded(t: Tool, name: string): boolean {
  const bare = name.replace(/\/$/, '');
  const ends = bare.split('/').map((_, i, parts) => parts.slice(i).join('/'));
  return t.args.all.some(
    (one) => one.name === 'exclude' && ends.some((end) => matchesPattern(one.value ?? '', end)),
  );
}

/** Entries but for those left out, and what is below them. */
function withoutExcluded(t: Tool, entries: readonly TarEntry[]): TarEntry[] {
  const out = entries.filter(({ name }) => isExcluded(t, name)).map(({ name }) => name);
  const isBelow = (name: string): boolean =>
    out.some((dir) => name === dir || (dir.endsWith('/') && name.startsWith(dir)));
  return entries.filter(({ name }) => !isBelow(name));
}

/** The entries of an archive, which may be packed; a status when it cannot be read. */
function* open(t: Tool, archive: string): Program<TarEntry[] | number> {
  const opened = openInput(t, archive);
  if (!opened.ok) {
    yield* t.err(['archiveUnopened', archive, opened.error]);
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
    } else entries.push(...withoutExcluded(t, found));
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

/** Puts an entry in its place; why it could not be, or ''. */
function extractOne(files: FileSystem, base: string, entry: TarEntry, keepsTimes: boolean): string {
  const path = `${base}/${entry.name}`.replace(/\/+$/, '');
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
  files.setMode(path, entry.mode);
  if (keepsTimes) files.setModified(path, entry.modifiedEpochMs);
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

const isWanted = ({ name }: TarEntry, operands: readonly string[]): boolean =>
  operands.length === 0 ||
  operands.some((operand) => name === operand || name.startsWith(`${operand.replace(/\/$/, '')}/`));

function* read(t: Tool, base: string, archive: string): Program {
  const found = yield* open(t, archive);
  if (typeof found === 'number') return found;
  const entries = withoutExcluded(t, found);
  let hasFailed = false;
  for (const entry of entries.filter((each) => isWanted(each, t.args.operands))) {
    const isListing = t.args.has('t');
    const isToOutput = !isListing && t.args.has('O');
    const line = isListing && t.args.has('v') ? longLine(t, entry) : entry.name;
    if (isToOutput && t.args.has('v')) yield* t.context.stderr.write(`${line}\n`);
    else if (isListing || t.args.has('v')) yield* t.out(`${line}\n`);
    if (isToOutput) yield* t.out(entry.content);
    if (isListing || isToOutput) continue;
    const failure = extractOne(t.context.files, base, entry, !t.args.has('m'));
    if (failure === '') continue;
    hasFailed = true;
    yield* t.err(failure);
  }
  return hasFailed ? yield* failLate(t) : 0;
}

/** GNU tar; of what packs archives there is gzip. */
export const tar = tool({
  name: 'tar',
  summary: 'Puts files into an archive and takes them out.',
  flags:
    'c|create x|extract t|list r|append f|file: C|directory: v|verbose m|touch p|preserve ' +
    'z|gzip a|auto-compress O|to-stdout |exclude: |no-same-permissions o|no-same-owner',
  usageStatus: 64,
  refusal: (_, message) => `tar: ${message}\n${HINT}`,
  rewrite: dashed,
  *run(t) {
    const { has, value } = t.args;
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
    if (has('x') || has('t')) return yield* read(t, base, archive);
    const wanted = "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options";
    return yield* refuseCall(t, wanted);
  },
});
