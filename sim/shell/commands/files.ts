import {
  errorText,
  type FileError,
  type FileResult,
  type FileSystem,
  ownAt,
  type Program,
  resolvePath,
} from '../../kernel/index.ts';
import { type Answers, createAnswers } from './confirm.ts';
import { quotedName } from './file-names.ts';
import { applyMode } from './modes.ts';
import { badChoice, misuse, type Tool, tool } from './tool.ts';

export const baseName = (name: string): string => name.replace(/\/+$/, '').split('/').at(-1) ?? '';

export const isDirectory = (files: FileSystem, path: string): boolean => {
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
    if (mode !== undefined && applyMode(0o755, mode, true) === undefined) {
      yield* t.err(['badModeOfNew', mode]);
      return 1;
    }
    let status = 0;
    for (const name of operands) {
      const path = t.path(name);
      const parts = has('p') ? name.replace(/\/+$/, '').split('/') : [name];
      for (let i = 1; i <= parts.length; i++) {
        const part = has('p') ? parts.slice(0, i).join('/') : name;
        if ((part === '' && name !== '') || (has('p') && isDirectory(files, t.path(part))))
          continue;
        const made = files.makeDirectory(t.path(part === '' ? '' : part));
        if (!made.ok) {
          const error =
            has('p') && made.error === 'EEXIST' && i < parts.length ? 'ENOTDIR' : made.error;
          yield* t.err(['cannotMakeDirectory', part, errorText(error)]);
          status = 1;
          break;
        }
        if (has('v')) yield* t.out(`mkdir: created directory ${quotedName(part)}\n`);
      }
      const bits = mode === undefined ? undefined : applyMode(0o755, mode, true);
      if (bits !== undefined) files.setMode(path, bits);
    }
    return status;
  },
});

export const mkfifo = tool({
  name: 'mkfifo',
  summary: 'Makes named pipes.',
  flags: 'm|mode: Z',
  *run(t) {
    const { operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'mkfifo', 'missing operand');
    const mode = t.args.value('m');
    const bits = mode === undefined ? undefined : applyMode(0o666, mode, false);
    if (mode !== undefined && bits === undefined) {
      yield* t.err('invalid mode');
      return 1;
    }
    let status = 0;
    for (const name of operands) {
      const made = files.makeFifo(t.path(name));
      if (!made.ok) {
        yield* t.err(['cannotMakeFifo', name, errorText(made.error)]);
        status = 1;
      } else if (bits !== undefined) files.setMode(t.path(name), bits);
    }
    return status;
  },
});

/** Names of directories that rmdir(2) refuses, whatever is in them. */
const UNREMOVABLE: Readonly<Record<string, FileError>> = { '.': 'EINVAL', '..': 'ENOTEMPTY' };

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
        part !== '' && (part !== '.' || part === name);
        part = part.includes('/') ? part.slice(0, part.lastIndexOf('/')) : ''
      ) {
        const stat = files.lstat(t.path(part));
        const isFile = stat.ok && stat.value.type !== 'directory';
        const link = part.endsWith('/') ? files.lstat(t.path(part).replace(/\/+$/, '')) : stat;
        if (stat.ok && !isFile && link.ok && link.value.type === 'symlink' && part.endsWith('/')) {
          yield* t.err(`failed to remove ${quotedName(part)}: Symbolic link not followed`);
          status = 1;
          break;
        }
        const refusal = isFile ? 'ENOTDIR' : ownAt(UNREMOVABLE, baseName(part));
        const removed: FileResult<void> =
          refusal === undefined ? files.remove(t.path(part)) : { ok: false, error: refusal };
        if (!removed.ok) {
          if (!(removed.error === 'ENOTEMPTY' && t.args.has('ignore-fail-on-non-empty'))) {
            const what = part === name ? '' : 'directory ';
            yield* t.err(['cannotRemoveDirectory', part, errorText(removed.error), what]);
            status = 1;
          }
          break;
        }
        if (t.args.has('v')) yield* t.out(`rmdir: removing directory, ${quotedName(part)}\n`);
        if (!t.args.has('p')) break;
      }
    }
    return status;
  },
});

const KINDS = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  device: 'character special file',
  fifo: 'fifo',
};

const isFilled = (files: FileSystem, path: string): boolean => {
  const listed = files.list(path);
  return listed.ok && listed.value.length > 0;
};

/** Removes a file, or a directory with everything in it; asks first when there are answers. */
export function* removeTree(
  t: Tool,
  path: string,
  name: string,
  answers?: Answers,
): Program<boolean> {
  const { files } = t.context;
  const stat = files.lstat(path);
  const isFolder = stat.ok && stat.value.type === 'directory';
  if (answers !== undefined && isFolder && isFilled(files, path)) {
    if (!(yield* answers.ask(`${t.name}: descend into directory ${quotedName(name)}? `)))
      return false;
  }
  if (stat.ok && stat.value.type === 'directory') {
    const listed = files.list(path);
    let isClean = true;
    for (const child of listed.ok ? listed.value : []) {
      if (!(yield* removeTree(t, resolvePath(path, child), `${name}/${child}`, answers)))
        isClean = false;
    }
    if (!isClean) return false;
  }
  if (answers !== undefined && stat.ok) {
    const isEmpty = stat.value.type === 'file' && stat.value.size === 0;
    const kind = isEmpty ? 'regular empty file' : KINDS[stat.value.type];
    if (!(yield* answers.ask(`${t.name}: remove ${kind} ${quotedName(name)}? `))) return true;
  }
  const removed = files.remove(path);
  if (!removed.ok) {
    yield* t.err(['cannotRemove', name, errorText(removed.error)]);
    return false;
  }
  if (t.args.has('v')) {
    const kind = stat.ok && stat.value.type === 'directory' ? 'removed directory' : 'removed';
    yield* t.out(`${kind} ${quotedName(name)}\n`);
  }
  return true;
}

/** When rm asks, as its complaint lists it. */
const WHEN = ['never’, ‘no’, ‘none', 'once', 'always’, ‘yes'];

const RM_FLAGS =
  'd|dir f|force i I r|recursive R v|verbose |one-file-system |preserve-root:: ' +
  '|no-preserve-root |interactive::';

export const rm = tool({
  name: 'rm',
  summary: 'Removes files and directories.',
  flags: RM_FLAGS,
  hint({ args, files, directory }) {
    const name = args.find(
      (arg) => arg.startsWith('-') && files.lstat(resolvePath(directory, arg)).ok,
    );
    return name === undefined ? '' : `Try 'rm ./${name}' to remove the file ${quotedName(name)}.\n`;
  },
  *run(t) {
    const { has, value, operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return has('f') ? 0 : yield* misuse(t, 'rm', 'missing operand');
    const when = value('interactive');
    if (when !== undefined && !/^(?:never|no|none|once|always|yes)$/.test(when)) {
      return yield* badChoice(t, 'rm', 'interactive', when, WHEN);
    }
    const isRecursive = has('r') || has('R');
    // Of -f and -i the last one counts.
    const last = t.args.all.findLast(({ name }) => /^(?:f|i|I|interactive)$/.test(name));
    const isAlways = last?.name === 'interactive' && !/^(?:never|no|none|once)$/.test(when ?? '');
    const asker = createAnswers(t);
    const answers = last?.name === 'i' || isAlways ? asker : undefined;
    const isOnce = last?.name === 'I' || (last?.name === 'interactive' && when === 'once');
    if (isOnce && (operands.length > 3 || isRecursive)) {
      const what = operands.length === 1 ? 'argument' : 'arguments';
      const how = isRecursive ? ' recursively' : '';
      const question = `rm: remove ${operands.length} ${what}${how}? `;
      if (!(yield* asker.ask(question))) return 0;
    }
    let status = 0;
    for (const name of operands) {
      const path = t.path(name);
      const stat = files.lstat(path);
      if (!stat.ok) {
        if (has('f') && /^ENO(?:ENT|TDIR)$/.test(stat.error)) continue;
        yield* t.err(['cannotRemove', name, errorText(stat.error)]);
        status = 1;
        continue;
      }
      if (stat.value.type !== 'directory') {
        if (!(yield* removeTree(t, path, name, answers))) status = 1;
        continue;
      }
      if (!isRecursive && !has('d')) {
        yield* t.err(['isDirectory', name]);
        status = 1;
        continue;
      }
      if (/^\.{1,2}$/.test(baseName(name))) {
        yield* t.err(`refusing to remove '.' or '..' directory: skipping ${quotedName(name)}`);
        status = 1;
        continue;
      }
      if (path === '/') {
        yield* t.err("it is dangerous to operate recursively on '/'");
        yield* t.err('use --no-preserve-root to override this failsafe');
        status = 1;
        continue;
      }
      // A slash leads through a link, which is no directory to remove.
      const itself = files.lstat(path.replace(/(.)\/+$/, '$1'));
      if (itself.ok && itself.value.type === 'symlink') {
        if (answers !== undefined) {
          const question = `${t.name}: remove directory ${quotedName(name)}? `;
          if (!(yield* answers.ask(question))) continue;
        }
        yield* t.err(['cannotRemove', name, errorText('ENOTDIR')]);
        status = 1;
        continue;
      }
      const isRemoved = isRecursive
        ? yield* removeTree(t, path.replace(/\/+$/, ''), name.replace(/\/+$/, ''), answers)
        : yield* removeEmpty(t, path, name);
      if (!isRemoved) status = 1;
    }
    return status;
  },
});

function* removeEmpty(t: Tool, path: string, name: string): Program<boolean> {
  const removed = t.context.files.remove(path);
  if (!removed.ok) yield* t.err(['cannotRemove', name, errorText(removed.error)]);
  else if (t.args.has('v')) yield* t.out(`removed directory ${quotedName(name)}\n`);
  return removed.ok;
}
