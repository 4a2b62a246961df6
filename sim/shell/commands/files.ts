import { type FileStat, type FileSystem, type Program, resolvePath } from '../../kernel/index.ts';
import { errorText } from '../errors.ts';
import { misuse, type Tool, tool } from './tool.ts';

const baseName = (name: string): string => name.replace(/\/+$/, '').split('/').at(-1) ?? '';

const isDirectory = (files: FileSystem, path: string): boolean => {
  const stat = files.stat(path);
  return stat.ok && stat.value.type === 'directory';
};

export const mkdir = tool({
  name: 'mkdir',
  summary: 'Makes directories.',
  flags: 'm|mode: p|parents v|verbose Z',
  *run(t) {
    const { has, operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'mkdir', 'missing operand');
    const mode = t.args.value('m');
    let status = 0;
    for (const name of operands) {
      const path = t.path(name);
      const parts = has('p') ? name.replace(/\/+$/, '').split('/') : [name];
      for (let i = 1; i <= parts.length; i++) {
        const part = has('p') ? parts.slice(0, i).join('/') : name;
        if (part === '' || (has('p') && isDirectory(files, t.path(part)))) continue;
        const made = files.makeDirectory(t.path(part));
        if (!made.ok) {
          const error =
            has('p') && made.error === 'EEXIST' && i < parts.length ? 'ENOTDIR' : made.error;
          yield* t.err(`cannot create directory ‘${part}’: ${errorText(error)}`);
          status = 1;
          break;
        }
        if (has('v')) yield* t.out(`mkdir: created directory '${part}'\n`);
      }
      const bits = mode === undefined ? undefined : applyMode(0o755, mode, true);
      if (bits !== undefined) files.setMode(path, bits);
    }
    return status;
  },
});

export const rmdir = tool({
  name: 'rmdir',
  summary: 'Removes empty directories.',
  flags: 'p|parents v|verbose |ignore-fail-on-non-empty',
  *run(t) {
    const { operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'rmdir', 'missing operand');
    let status = 0;
    for (const name of operands) {
      for (
        let part = name;
        part !== '' && part !== '.';
        part = part.includes('/') ? part.slice(0, part.lastIndexOf('/')) : ''
      ) {
        const stat = files.lstat(t.path(part));
        const removed =
          stat.ok && stat.value.type !== 'directory'
            ? ({ ok: false, error: 'ENOTDIR' } as const)
            : files.remove(t.path(part));
        if (!removed.ok) {
          if (!(removed.error === 'ENOTEMPTY' && t.args.has('ignore-fail-on-non-empty'))) {
            yield* t.err(`failed to remove '${part}': ${errorText(removed.error)}`);
            status = 1;
          }
          break;
        }
        if (t.args.has('v')) yield* t.out(`rmdir: removing directory, '${part}'\n`);
        if (!t.args.has('p')) break;
      }
    }
    return status;
  },
});

/** Removes a file, or a directory with everything in it. */
function* removeTree(t: Tool, path: string, name: string): Program<boolean> {
  const { files } = t.context;
  const stat = files.lstat(path);
  if (stat.ok && stat.value.type === 'directory') {
    const listed = files.list(path);
    let isClean = true;
    for (const child of listed.ok ? listed.value : []) {
      if (!(yield* removeTree(t, resolvePath(path, child), `${name}/${child}`))) isClean = false;
    }
    if (!isClean) return false;
  }
  const removed = files.remove(path);
  if (!removed.ok) {
    yield* t.err(`cannot remove '${name}': ${errorText(removed.error)}`);
    return false;
  }
  if (t.args.has('v')) {
    const kind = stat.ok && stat.value.type === 'directory' ? 'removed directory' : 'removed';
    yield* t.out(`${kind} '${name}'\n`);
  }
  return true;
}

const RM_FLAGS =
  'd|dir f|force i I r|recursive R v|verbose |one-file-system |preserve-root:: |no-preserve-root |interactive::';

export const rm = tool({
  name: 'rm',
  summary: 'Removes files and directories.',
  flags: RM_FLAGS,
  hint({ args, files, directory }) {
    const name = args.find(
      (arg) => arg.startsWith('-') && files.lstat(resolvePath(directory, arg)).ok,
    );
    return name === undefined ? '' : `Try 'rm ./${name}' to remove the file '${name}'.\n`;
  },
  *run(t) {
    const { has, operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return has('f') ? 0 : yield* misuse(t, 'rm', 'missing operand');
    let status = 0;
    for (const name of operands) {
      const path = t.path(name);
      const isRecursive = has('r') || has('R');
      const stat = files.lstat(path.replace(/(.)\/+$/, '$1'));
      if (!stat.ok) {
        if (has('f') && stat.error === 'ENOENT') continue;
        yield* t.err(`cannot remove '${name}': ${errorText(stat.error)}`);
        status = 1;
        continue;
      }
      if (stat.value.type !== 'directory') {
        if (!(yield* removeTree(t, path, name))) status = 1;
        continue;
      }
      if (!isRecursive && !has('d')) {
        yield* t.err(`cannot remove '${name}': Is a directory`);
        status = 1;
        continue;
      }
      if (/^\.{1,2}$/.test(baseName(name))) {
        yield* t.err(`refusing to remove '.' or '..' directory: skipping '${name}'`);
        status = 1;
        continue;
      }
      if (path === '/') {
        yield* t.err("it is dangerous to operate recursively on '/'");
        yield* t.err('use --no-preserve-root to override this failsafe');
        status = 1;
        continue;
      }
      const isRemoved = isRecursive
        ? yield* removeTree(t, path.replace(/\/+$/, ''), name.replace(/\/+$/, ''))
        : yield* removeEmpty(t, path, name);
      if (!isRemoved) status = 1;
    }
    return status;
  },
});

function* removeEmpty(t: Tool, path: string, name: string): Program<boolean> {
  const removed = t.context.files.remove(path);
  if (!removed.ok) yield* t.err(`cannot remove '${name}': ${errorText(removed.error)}`);
  else if (t.args.has('v')) yield* t.out(`removed directory '${name}'\n`);
  return removed.ok;
}

/** Copies a file or a tree. */
function* copyTree(t: Tool, from: string, to: string, names: [string, string]): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const keepsLinks =
    has('P') || has('d') || has('a') || ((has('r') || has('R')) && !has('L') && !has('H'));
  const stat = keepsLinks ? files.lstat(from) : files.stat(from);
  if (!stat.ok) {
    yield* t.err(`cannot stat '${names[0]}': ${errorText(stat.error)}`);
    return false;
  }
  if (stat.value.type === 'directory') {
    const target = files.stat(to);
    if (!target.ok) {
      const made = files.makeDirectory(to);
      if (!made.ok) {
        yield* t.err(`cannot create directory '${names[1]}': ${errorText(made.error)}`);
        return false;
      }
      files.setMode(to, stat.value.mode);
      if (has('v')) yield* t.out(`'${names[0]}' -> '${names[1]}'\n`);
    } else if (target.value.type !== 'directory') {
      yield* t.err(`cannot overwrite non-directory '${names[1]}' with directory '${names[0]}'`);
      return false;
    }
    const listed = files.list(from);
    let isComplete = true;
    for (const child of listed.ok ? listed.value : []) {
      const next: [string, string] = [
        `${names[0].replace(/\/$/, '')}/${child}`,
        `${names[1].replace(/\/$/, '')}/${child}`,
      ];
      if (!(yield* copyTree(t, resolvePath(from, child), resolvePath(to, child), next)))
        isComplete = false;
    }
    if (has('p') || has('a')) files.setModified(to, stat.value.modifiedEpochMs);
    return isComplete;
  }
  return yield* copyFile(t, from, to, names, stat.value);
}

function* copyFile(
  t: Tool,
  from: string,
  to: string,
  names: [string, string],
  stat: FileStat,
): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const target = files.stat(to);
  if (target.ok && target.value.inode === stat.inode && stat.type !== 'device') {
    yield* t.err(`'${names[0]}' and '${names[1]}' are the same file`);
    return false;
  }
  if (target.ok && has('n')) return true;
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
    const made = has('l') ? files.link(from, to) : files.symlink(names[0], to);
    return made.ok;
  }
  const content = files.read(from);
  const written = content.ok ? files.write(to, content.value) : content;
  if (!written.ok) {
    const error = names[1].endsWith('/') && !isExisting ? 'ENOTDIR' : written.error;
    yield* t.err(`cannot create regular file '${names[1]}': ${errorText(error)}`);
    return false;
  }
  if (!isExisting || has('p') || has('a')) files.setMode(to, stat.mode);
  if (has('p') || has('a')) files.setModified(to, stat.modifiedEpochMs);
  if (has('v')) yield* t.out(`'${names[0]}' -> '${names[1]}'\n`);
  return true;
}

interface Targets {
  readonly sources: readonly string[];
  readonly target: string;
  readonly isInto: boolean;
}

/** Sources and target of cp, mv and ln, or the status of the complaint. */
function* targetsOf(t: Tool, name: string): Program<Targets | number> {
  const { operands, value, has } = t.args;
  const { files } = t.context;
  const directory = value('t');
  if (operands.length === 0) return yield* misuse(t, name, 'missing file operand');
  if (directory !== undefined) return { sources: operands, target: directory, isInto: true };
  if (operands.length === 1) {
    return yield* misuse(t, name, `missing destination file operand after '${operands[0]}'`);
  }
  const target = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  const isInto = isDirectory(files, t.path(target)) && !has('T');
  if (sources.length > 1 && !isInto) {
    const stat = files.stat(t.path(target));
    const isThere = stat.ok;
    yield* t.err(
      `target '${target}': ${isThere ? 'Not a directory' : 'No such file or directory'}`,
    );
    return 1;
  }
  return { sources, target, isInto };
}

export const cp = tool({
  name: 'cp',
  summary: 'Copies files and directories.',
  flags:
    'a|archive b d f|force H i|interactive l|link L|dereference n|no-clobber p P|no-dereference r R|recursive s|symbolic-link t|target-directory: T|no-target-directory u|update v|verbose x |preserve:: |backup:: |parents |reflink::',
  *run(t) {
    const targets = yield* targetsOf(t, 'cp');
    if (typeof targets === 'number') return targets;
    const { files } = t.context;
    const isRecursive = ['r', 'R', 'a'].some(t.args.has);
    let status = 0;
    for (const source of targets.sources) {
      const from = t.path(source);
      const shown = targets.isInto
        ? `${targets.target.replace(/\/+$/, '')}/${baseName(source)}`
        : targets.target;
      const to = t.path(shown);
      if (isDirectory(files, from) && !isRecursive) {
        yield* t.err(`-r not specified; omitting directory '${source}'`);
        status = 1;
        continue;
      }
      if (
        isDirectory(files, from) &&
        `${to}/`.startsWith(`${from.replace(/\/$/, '')}/`) &&
        to !== from
      ) {
        yield* t.err(`cannot copy a directory, '${source}', into itself, '${shown}'`);
        status = 1;
        continue;
      }
      if (!(yield* copyTree(t, from.replace(/(.)\/$/, '$1'), to, [source, shown]))) status = 1;
    }
    return status;
  },
});

export const mv = tool({
  name: 'mv',
  summary: 'Moves or renames files.',
  flags:
    'b f|force i|interactive n|no-clobber t|target-directory: T|no-target-directory u|update v|verbose |backup:: |strip-trailing-slashes',
  *run(t) {
    const targets = yield* targetsOf(t, 'mv');
    if (typeof targets === 'number') return targets;
    const { files } = t.context;
    let status = 0;
    for (const source of targets.sources) {
      const from = t.path(source).replace(/(.)\/$/, '$1');
      const shown = targets.isInto
        ? `${targets.target.replace(/\/+$/, '')}/${baseName(source)}`
        : targets.target;
      const to = t.path(shown).replace(/(.)\/$/, '$1');
      const stat = files.lstat(from);
      const fail = function* (text: string): Program<void> {
        yield* t.err(text);
        status = 1;
      };
      if (!stat.ok) {
        yield* fail(`cannot stat '${source}': ${errorText(stat.error)}`);
        continue;
      }
      if (stat.value.type === 'directory' && `${to}/`.startsWith(`${from}/`)) {
        yield* fail(`cannot move '${source}' to a subdirectory of itself, '${shown}'`);
        continue;
      }
      const target = files.lstat(to);
      if (target.ok && target.value.inode === stat.value.inode && from === to) {
        yield* fail(`'${source}' and '${shown}' are the same file`);
        continue;
      }
      if (target.ok && t.args.has('n')) continue;
      const moved = files.rename(from, to);
      if (!moved.ok && moved.error === 'EINVAL') {
        // Another file system: copy, then remove.
        if ((yield* copyTree(t, from, to, [source, shown])) && (yield* removeTree(t, from, source)))
          continue;
        status = 1;
        continue;
      }
      if (!moved.ok) {
        const isOver = moved.error === 'EISDIR';
        yield* fail(
          isOver
            ? `cannot overwrite directory '${shown}' with non-directory`
            : moved.error === 'ENOTDIR' && target.ok
              ? `cannot overwrite non-directory '${shown}' with directory '${source}'`
              : `cannot move '${source}' to '${shown}': ${errorText(moved.error)}`,
        );
        continue;
      }
      if (t.args.has('v')) yield* t.out(`renamed '${source}' -> '${shown}'\n`);
    }
    return status;
  },
});

export const ln = tool({
  name: 'ln',
  summary: 'Makes links.',
  flags:
    'b f|force i n|no-dereference r|relative s|symbolic t|target-directory: T|no-target-directory v|verbose L P',
  *run(t) {
    const { operands, has, value } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'ln', 'missing file operand');
    const into = value('t');
    const last = operands.at(-1) ?? '';
    const target = into ?? (operands.length === 1 ? '.' : last);
    const sources = into !== undefined || operands.length === 1 ? operands : operands.slice(0, -1);
    const stat = has('n') ? files.lstat(t.path(target)) : files.stat(t.path(target));
    const isInto = stat.ok && stat.value.type === 'directory' && !has('T');
    let status = 0;
    for (const source of sources) {
      const shown = isInto
        ? target === '.'
          ? baseName(source)
          : `${target.replace(/\/+$/, '')}/${baseName(source)}`
        : target;
      const path = t.path(shown);
      if (has('f')) files.remove(path);
      if (has('s')) {
        const made = files.symlink(source, path);
        if (!made.ok) {
          yield* t.err(`failed to create symbolic link '${shown}': ${errorText(made.error)}`);
          status = 1;
          continue;
        }
      } else {
        const existing = files.stat(t.path(source));
        if (!existing.ok) {
          yield* t.err(`failed to access '${source}': ${errorText(existing.error)}`);
          status = 1;
          continue;
        }
        if (existing.value.type === 'directory') {
          yield* t.err(`${source}: hard link not allowed for directory`);
          status = 1;
          continue;
        }
        const made = files.link(t.path(source), path);
        if (!made.ok) {
          yield* t.err(`failed to create hard link '${shown}': ${errorText(made.error)}`);
          status = 1;
          continue;
        }
      }
      if (has('v')) yield* t.out(`'${shown}' ${has('s') ? '->' : '=>'} '${source}'\n`);
    }
    return status;
  },
});

/** The mode that `644` or `u+x,go-w` makes of `mode`; undefined when it is not one. */
export function applyMode(
  mode: number,
  text: string,
  isDirectoryMode: boolean,
): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXst]*|[-+=][ugo])+)$/.exec(clause);
    if (match === null) return undefined;
    const who = match[1] === '' || match[1]?.includes('a') === true ? 'ugo' : (match[1] ?? '');
    for (const [, sign = '', letters = ''] of (match[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g)) {
      for (const one of who) {
        const shift = { u: 6, g: 3, o: 0 }[one] ?? 0;
        let bits = 0;
        if (letters.includes('r')) bits |= 4;
        if (letters.includes('w')) bits |= 2;
        if (letters.includes('x')) bits |= 1;
        if (letters.includes('X') && (isDirectoryMode || (result & 0o111) !== 0)) bits |= 1;
        for (const [from, by] of [
          ['u', 6],
          ['g', 3],
          ['o', 0],
        ] as const) {
          if (letters === from) bits |= (mode >> by) & 7;
        }
        // Without a "who", the usual umask keeps `w` from group and others.
        if (match[1] === '' && one !== 'u') bits &= ~2;
        if (sign === '+') result |= bits << shift;
        else if (sign === '-') result &= ~(bits << shift);
        else result = (result & ~(7 << shift)) | (bits << shift);
      }
      if (letters.includes('t')) result = sign === '-' ? result & ~0o1000 : result | 0o1000;
    }
  }
  return result;
}

export const chmod = tool({
  name: 'chmod',
  summary: 'Changes the mode of files.',
  flags:
    'c|changes f|silent R|recursive v|verbose |quiet |reference: |preserve-root |no-preserve-root',
  rewrite: (args) =>
    args.flatMap((arg) => (/^-[rwxXstugo]+$/.test(arg) && arg !== '-R' ? ['--', arg] : [arg])),
  *run(t) {
    const { operands, has, value } = t.args;
    const { files } = t.context;
    const reference = value('reference');
    const [text, ...names] = reference === undefined ? operands : ['', ...operands];
    if (text === undefined) return yield* misuse(t, 'chmod', 'missing operand');
    if (names.length === 0) return yield* misuse(t, 'chmod', `missing operand after ‘${text}’`);
    const model = reference === undefined ? undefined : files.stat(t.path(reference));
    if (reference === undefined && applyMode(0, text, false) === undefined) {
      return yield* misuse(t, 'chmod', `invalid mode: ‘${text}’`);
    }
    let status = 0;
    function* change(path: string, name: string): Program<void> {
      const stat = files.stat(path);
      if (!stat.ok) {
        yield* t.err(`cannot access '${name}': ${errorText(stat.error)}`);
        status = 1;
        return;
      }
      const isDir = stat.value.type === 'directory';
      const mode =
        model?.ok === true ? model.value.mode : applyMode(stat.value.mode, text ?? '', isDir);
      if (mode !== undefined) files.setMode(path, mode);
      if (has('v')) yield* t.out(`mode of '${name}' changed\n`);
      if (!isDir || !has('R')) return;
      const listed = files.list(path);
      for (const child of listed.ok ? listed.value : [])
        yield* change(resolvePath(path, child), `${name}/${child}`);
    }
    for (const name of names) yield* change(t.path(name), name);
    return status;
  },
});

const createOwner = (name: 'chown' | 'chgrp') =>
  tool({
    name,
    summary: 'Changes the owner of files; everything belongs to root here.',
    flags: 'c|changes f|silent h R|recursive v|verbose |reference:',
    *run(t) {
      const [owner, ...names] = t.args.operands;
      if (owner === undefined) return yield* misuse(t, name, 'missing operand');
      if (names.length === 0) return yield* misuse(t, name, `missing operand after ‘${owner}’`);
      let status = 0;
      for (const one of names) {
        const stat = t.context.files.stat(t.path(one));
        if (stat.ok) continue;
        yield* t.err(`cannot access '${one}': ${errorText(stat.error)}`);
        status = 1;
      }
      return status;
    },
  });

export const chown = createOwner('chown');
export const chgrp = createOwner('chgrp');
