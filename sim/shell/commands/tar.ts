import {
  decodeUtf8,
  encodeUtf8,
  errorText,
  type FileSystem,
  type Program,
  parseTar,
  readAll,
  type TarEntry,
  tarText,
  writeWhatFits,
} from '../../kernel/index.ts';
import { Complaint } from '../words/message.ts';
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

function* failLate(t: Tool): Program {
  yield* t.err(['failsLate']);
  return 2;
}

function* create(t: Tool, base: string, archive: string): Program {
  const { files } = t.context;
  if (t.args.operands.length === 0) {
    yield* t.err('Cowardly refusing to create an empty archive');
    return 2;
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
    } else entries.push(...found);
  }
  if (t.args.has('v')) {
    const list = entries.map(({ name }) => `${name}\n`).join('');
    if (archive === '-') yield* t.context.stderr.write(list);
    else yield* t.out(list);
  }
  const text = tarText(entries);
  if (archive === '-') yield* t.out(text);
  else {
    const written = writeWhatFits(files, t.path(archive), text, false);
    if (!written.ok && written.error === 'ENOSPC') {
      yield* t.err(`${archive}: Cannot write: ${errorText(written.error)}`);
      yield* t.err('Error is not recoverable: exiting now');
      return 2;
    }
    if (!written.ok) {
      yield* t.err(['memberUnopened', archive, errorText(written.error)]);
      return 2;
    }
  }
  return hasFailed ? yield* failLate(t) : 0;
}

/** Makes a directory and those above it. */
function makeAll(files: FileSystem, path: string): void {
  const parts = path.split('/').filter((part) => part !== '');
  for (let i = 1; i <= parts.length; i++) files.makeDirectory(`/${parts.slice(0, i).join('/')}`);
}

/** Puts an entry in its place; why it could not be, or ''. */
function extractOne(files: FileSystem, base: string, entry: TarEntry, keepsTimes: boolean): string {
  const path = `${base}/${entry.name}`.replace(/\/+$/, '');
  if (entry.type === 'directory') {
    makeAll(files, path);
    return '';
  }
  makeAll(files, path.slice(0, path.lastIndexOf('/')));
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

const isWanted = ({ name }: TarEntry, operands: readonly string[]): boolean =>
  operands.length === 0 ||
  operands.some((operand) => name === operand || name.startsWith(`${operand.replace(/\/$/, '')}/`));

function* read(t: Tool, base: string, archive: string): Program {
  const opened = openInput(t, archive);
  if (!opened.ok) {
    yield* t.err(['memberUnopened', archive, opened.error]);
    yield* t.err('Error is not recoverable: exiting now');
    return 2;
  }
  const entries = parseTar(encodeUtf8(yield* readAll(opened.reader)), decodeUtf8);
  if (entries === undefined) {
    yield* t.err('This does not look like a tar archive');
    return yield* failLate(t);
  }
  let hasFailed = false;
  for (const entry of entries.filter((each) => isWanted(each, t.args.operands))) {
    if (t.args.has('t') || t.args.has('v')) yield* t.out(`${entry.name}\n`);
    if (t.args.has('t')) continue;
    const failure = extractOne(t.context.files, base, entry, !t.args.has('m'));
    if (failure === '') continue;
    hasFailed = true;
    yield* t.err(failure);
  }
  return hasFailed ? yield* failLate(t) : 0;
}

/** GNU tar without compression, as `kubectl cp` needs it. */
export const tar = tool({
  name: 'tar',
  summary: 'Puts files into an archive and takes them out.',
  flags:
    'c|create x|extract t|list f|file: C|directory: v|verbose m|touch p|preserve z|gzip ' +
    '|no-same-permissions o|no-same-owner',
  usageStatus: 2,
  rewrite: dashed,
  *run(t) {
    const { has, value } = t.args;
    if (has('z')) {
      yield* t.err('compression is not simulated here');
      return 2;
    }
    const base = value('C') === undefined ? t.context.directory : t.path(value('C') ?? '');
    const archive = value('f') ?? '-';
    if (has('C') && !t.context.files.stat(base).ok) {
      yield* t.err(['memberUnopened', value('C') ?? '', errorText('ENOENT')]);
      yield* t.err('Error is not recoverable: exiting now');
      return 2;
    }
    if (has('c')) return yield* create(t, base, archive);
    if (has('x') || has('t')) return yield* read(t, base, archive);
    yield* t.err("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
    return 2;
  },
});
