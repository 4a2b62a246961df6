import {
  errorText,
  type FileResult,
  type FileStat,
  type Program,
  readAll,
  resolvePath,
  writeWhatFits,
} from '../../kernel/index.ts';
import { hasStreams } from '../stream-files.ts';
import { backUp } from './backup.ts';
import type { Answers } from './confirm.ts';
import { quotedName } from './file-names.ts';
import type { Tool } from './tool.ts';

/** How a tool names a source and what it makes of it, as they were given. */
interface Names {
  readonly from: string;
  readonly to: string;
}

/** Copies a file or a tree as the options of `cp` say; whether all of it: false has been told. */
export function* copyTree(
  t: Tool,
  from: string,
  to: string,
  names: Names,
  answers: Answers,
): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const keepsLinks =
    has('P') || has('d') || has('a') || ((has('r') || has('R')) && !has('L') && !has('H'));
  // A slash behind a link means what it leads to.
  const isFollowed = names.from.endsWith('/');
  const stat = keepsLinks && !isFollowed ? files.lstat(from) : files.stat(from);
  if (!stat.ok) {
    yield* t.err(['cannotStat', names.from, errorText(stat.error)]);
    return false;
  }
  if (stat.value.type === 'directory') {
    const target = files.stat(to);
    if (!target.ok) {
      const made = files.makeDirectory(to);
      if (!made.ok) {
        yield* t.err(`cannot create directory ${quotedName(names.to)}: ${errorText(made.error)}`);
        return false;
      }
      files.setMode(to, stat.value.mode);
      if (has('v')) yield* t.out(`${quotedName(names.from)} -> ${quotedName(names.to)}\n`);
    } else if (target.value.type !== 'directory') {
      yield* t.err(
        `cannot overwrite non-directory ${quotedName(names.to)} with directory ${quotedName(names.from)}`,
      );
      return false;
    }
    const listed = files.list(from);
    let isComplete = true;
    for (const child of listed.ok ? listed.value : []) {
      const next: Names = {
        from: `${names.from.replace(/\/$/, '')}/${child}`,
        to: `${names.to.replace(/\/$/, '')}/${child}`,
      };
      if (!(yield* copyTree(t, resolvePath(from, child), resolvePath(to, child), next, answers)))
        isComplete = false;
    }
    if (has('p') || has('a')) files.setModified(to, stat.value.modifiedEpochMs);
    return isComplete;
  }
  return yield* copyFile(t, from, to, names, stat.value, answers);
}

/** Whether a copy has this of its source too. */
function keeps({ args }: Tool, what: 'mode' | 'ownership' | 'timestamps'): boolean {
  if (args.has('p') || args.has('a')) return true;
  if (!args.has('preserve')) return false;
  const listed = (args.value('preserve') ?? what).split(',');
  return listed.includes(what) || listed.includes('all');
}

/** What the source holds: of a stream all that comes. */
function* contentOf(t: Tool, from: string): Program<FileResult<string>> {
  const { files } = t.context;
  const stream = hasStreams(files) ? files.openStream(from) : undefined;
  return stream === undefined
    ? files.read(from)
    : { ok: true, value: yield* readAll(stream.reader) };
}

/** Writes what the source holds; false after a complaint. */
function* writeCopy(
  t: Tool,
  from: string,
  to: string,
  names: Names,
  isExisting: boolean,
): Program<boolean> {
  const { files } = t.context;
  const missing: FileResult<string> = isExisting ? files.read(to) : { ok: true, value: '' };
  // With --attributes-only what is there stays, and what is not is made empty.
  const content = t.args.has('attributes-only') ? missing : yield* contentOf(t, from);
  const written = content.ok ? writeWhatFits(files, to, content.value, false) : content;
  if (written.ok) return true;
  if (written.error === 'ENOSPC') {
    yield* t.err(`error writing '${names.to}': ${errorText(written.error)}`);
    return false;
  }
  const isNone = names.to.endsWith('/') && !isExisting && written.error !== 'ENOENT';
  const error = isNone ? 'ENOTDIR' : written.error;
  yield* t.err(['cannotCreate', names.to, errorText(error)]);
  return false;
}

function* copyFile(
  t: Tool,
  from: string,
  to: string,
  names: Names,
  stat: FileStat,
  answers: Answers,
): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const target = files.stat(to);
  if (target.ok && target.value.inode === stat.inode && stat.type !== 'device') {
    yield* t.err(`${quotedName(names.from)} and ${quotedName(names.to)} are the same file`);
    return false;
  }
  if (target.ok && target.value.type === 'directory') {
    yield* t.err(`cannot overwrite directory ${quotedName(names.to)} with non-directory`);
    return false;
  }
  if (target.ok && has('n')) return true;
  if (
    target.ok &&
    has('i') &&
    !(yield* answers.ask(`${t.name}: overwrite ${quotedName(names.to)}? `))
  ) {
    return true;
  }
  backUp(files, t.args, to);
  if (target.ok && has('u') && target.value.modifiedEpochMs >= stat.modifiedEpochMs) return true;
  if (stat.type === 'symlink') {
    const link = files.readlink(from);
    if (target.ok) files.remove(to);
    const made = files.symlink(link.ok ? link.value : '', to);
    return made.ok;
  }
  const isExisting = target.ok;
  if (has('l') || has('s')) {
    if (has('f') && isExisting) files.remove(to);
    const made = has('l') ? files.link(from, to) : files.symlink(names.from, to);
    return made.ok;
  }
  // Copied as a pipe with its directory, and read on its own.
  if (stat.type === 'fifo' && (has('r') || has('R') || has('a'))) {
    if (isExisting) files.remove(to);
    return files.makeFifo(to).ok;
  }
  if (!(yield* writeCopy(t, from, to, names, isExisting))) return false;
  if (!isExisting || keeps(t, 'mode')) files.setMode(to, stat.mode);
  if (keeps(t, 'timestamps')) files.setModified(to, stat.modifiedEpochMs);
  if (keeps(t, 'ownership')) files.setOwner(to, stat.uid, stat.gid);
  if (has('v')) yield* t.out(`${quotedName(names.from)} -> ${quotedName(names.to)}\n`);
  return true;
}
