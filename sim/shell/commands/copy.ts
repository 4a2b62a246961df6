import {
  errorText,
  type FileStat,
  type Program,
  resolvePath,
  writeWhatFits,
} from '../../kernel/index.ts';
import type { Message } from '../words/gnu.ts';
import { backUp } from './backup.ts';
import { type Answers, createAnswers } from './confirm.ts';
import { quotedName } from './file-names.ts';
import { baseName, isDirectory, removeTree } from './files.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** Copies a file or a tree. */
function* copyTree(
  t: Tool,
  from: string,
  to: string,
  names: [string, string],
  answers: Answers,
): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const keepsLinks =
    has('P') || has('d') || has('a') || ((has('r') || has('R')) && !has('L') && !has('H'));
  const stat = keepsLinks ? files.lstat(from) : files.stat(from);
  if (!stat.ok) {
    yield* t.err(['cannotStat', names[0], errorText(stat.error)]);
    return false;
  }
  if (stat.value.type === 'directory') {
    const target = files.stat(to);
    if (!target.ok) {
      const made = files.makeDirectory(to);
      if (!made.ok) {
        yield* t.err(`cannot create directory ${quotedName(names[1])}: ${errorText(made.error)}`);
        return false;
      }
      files.setMode(to, stat.value.mode);
      if (has('v')) yield* t.out(`${quotedName(names[0])} -> ${quotedName(names[1])}\n`);
    } else if (target.value.type !== 'directory') {
      yield* t.err(
        `cannot overwrite non-directory ${quotedName(names[1])} with directory ${quotedName(names[0])}`,
      );
      return false;
    }
    const listed = files.list(from);
    let isComplete = true;
    for (const child of listed.ok ? listed.value : []) {
      const next: [string, string] = [
        `${names[0].replace(/\/$/, '')}/${child}`,
        `${names[1].replace(/\/$/, '')}/${child}`,
      ];
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

function* copyFile(
  t: Tool,
  from: string,
  to: string,
  names: [string, string],
  stat: FileStat,
  answers: Answers,
): Program<boolean> {
  const { files } = t.context;
  const { has } = t.args;
  const target = files.stat(to);
  if (target.ok && target.value.inode === stat.inode && stat.type !== 'device') {
    yield* t.err(`${quotedName(names[0])} and ${quotedName(names[1])} are the same file`);
    return false;
  }
  if (target.ok && target.value.type === 'directory') {
    yield* t.err(`cannot overwrite directory ${quotedName(names[1])} with non-directory`);
    return false;
  }
  if (target.ok && has('n')) return true;
  if (
    target.ok &&
    has('i') &&
    !(yield* answers.ask(`${t.name}: overwrite ${quotedName(names[1])}? `))
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
    const made = has('l') ? files.link(from, to) : files.symlink(names[0], to);
    return made.ok;
  }
  // With --attributes-only what is there stays, and what is not is made empty.
  const content = has('attributes-only')
    ? isExisting
      ? files.read(to)
      : { ok: true as const, value: '' }
    : files.read(from);
  const written = content.ok ? writeWhatFits(files, to, content.value, false) : content;
  if (!written.ok && written.error === 'ENOSPC') {
    yield* t.err(`error writing '${names[1]}': ${errorText(written.error)}`);
    return false;
  }
  if (!written.ok) {
    const error = names[1].endsWith('/') && !isExisting ? 'ENOTDIR' : written.error;
    yield* t.err(['cannotCreate', names[1], errorText(error)]);
    return false;
  }
  if (!isExisting || keeps(t, 'mode')) files.setMode(to, stat.mode);
  if (keeps(t, 'timestamps')) files.setModified(to, stat.modifiedEpochMs);
  if (keeps(t, 'ownership')) files.setOwner(to, stat.uid, stat.gid);
  if (has('v')) yield* t.out(`${quotedName(names[0])} -> ${quotedName(names[1])}\n`);
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
  if (directory !== undefined) {
    const stat = files.stat(t.path(directory));
    const error = stat.ok && stat.value.type !== 'directory' ? 'ENOTDIR' : stat.ok || stat.error;
    if (error === true) return { sources: operands, target: directory, isInto: true };
    yield* t.err(`target directory ${quotedName(directory)}: ${errorText(error)}`);
    return 1;
  }
  if (operands.length === 1) {
    return yield* misuse(t, name, `missing destination file operand after '${operands[0]}'`);
  }
  const target = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  const isInto = isDirectory(files, t.path(target)) && !has('T');
  const there = files.stat(t.path(target));
  // A name that leads nowhere is made; mv puts another file in the place of any link.
  const isMissing = there.ok || there.error === 'ENOENT';
  if (!isMissing && !(name === 'mv' && there.error === 'ELOOP')) {
    yield* t.err(['cannotStat', target, errorText(there.error)]);
    return 1;
  }
  if (sources.length > 1 && !isInto) {
    const why = errorText(there.ok ? 'ENOTDIR' : 'ENOENT');
    yield* t.err(`target ${quotedName(target)}: ${why}`);
    return 1;
  }
  return { sources, target, isInto };
}

/** Complains of a source that is called a directory and is none, and answers whether it did. */
function* refuseSlash(t: Tool, source: string): Program<boolean> {
  if (!source.endsWith('/')) return false;
  const stat = t.context.files.stat(t.path(source));
  if (stat.ok) return false;
  yield* t.err(['cannotStat', source, errorText(stat.error)]);
  return true;
}

function makeParents(t: Tool, name: string): void {
  const parts = name.split('/');
  for (let i = 1; i < parts.length; i++) {
    const path = t.path(parts.slice(0, i).join('/') || '/');
    if (!t.context.files.stat(path).ok) t.context.files.makeDirectory(path);
  }
}

export const cp = tool({
  name: 'cp',
  summary: 'Copies files and directories.',
  flags:
    'a|archive b S|suffix: d f|force H i|interactive l|link L|dereference n|no-clobber p ' +
    'P|no-dereference r R|recursive s|symbolic-link t|target-directory: ' +
    'T|no-target-directory u|update v|verbose x |preserve:: |backup:: |parents |reflink:: ' +
    '|remove-destination |sparse: |attributes-only |no-preserve: |strip-trailing-slashes',
  *run(t) {
    const targets = yield* targetsOf(t, 'cp');
    if (typeof targets === 'number') return targets;
    const { files } = t.context;
    const isRecursive = ['r', 'R', 'a'].some(t.args.has);
    if (t.args.has('parents') && !targets.isInto) {
      return yield* misuse(t, 'cp', 'with --parents, the destination must be a directory');
    }
    const answers = createAnswers(t);
    let status = 0;
    for (const source of targets.sources) {
      if (yield* refuseSlash(t, source)) {
        status = 1;
        continue;
      }
      const from = t.path(source);
      // With --parents the whole path of the source is made in the target.
      const own = t.args.has('parents') ? source.replace(/^\/+/, '') : baseName(source);
      if (t.args.has('parents')) makeParents(t, `${targets.target}/${own}`);
      const shown = targets.isInto
        ? `${targets.target.replace(/\/+$/, '')}/${own}`
        : targets.target;
      const to = t.path(shown);
      if (isDirectory(files, from) && !isRecursive) {
        yield* t.err(['omitsDirectory', source]);
        status = 1;
        continue;
      }
      if (
        isDirectory(files, from) &&
        `${to}/`.startsWith(`${from.replace(/\/$/, '')}/`) &&
        to !== from
      ) {
        yield* t.err(
          `cannot copy a directory, ${quotedName(source)}, into itself, ${quotedName(shown)}`,
        );
        status = 1;
        continue;
      }
      if (!(yield* copyTree(t, from.replace(/(.)\/$/, '$1'), to, [source, shown], answers)))
        status = 1;
    }
    return status;
  },
});

export const mv = tool({
  name: 'mv',
  summary: 'Moves or renames files.',
  flags:
    'b S|suffix: f|force i|interactive n|no-clobber t|target-directory: T|no-target-directory ' +
    'u|update v|verbose |backup:: |strip-trailing-slashes',
  *run(t) {
    const targets = yield* targetsOf(t, 'mv');
    if (typeof targets === 'number') return targets;
    const { files } = t.context;
    const answers = createAnswers(t);
    let status = 0;
    for (const source of targets.sources) {
      if (yield* refuseSlash(t, source)) {
        status = 1;
        continue;
      }
      const from = t.path(source).replace(/(.)\/$/, '$1');
      const shown = targets.isInto
        ? `${targets.target.replace(/\/+$/, '')}/${baseName(source)}`
        : targets.target;
      const to = t.path(shown).replace(/(.)\/$/, '$1');
      const stat = files.lstat(from);
      const fail = function* (message: Message | string): Program<void> {
        yield* t.err(message);
        status = 1;
      };
      if (!stat.ok) {
        yield* fail(['cannotStat', source, errorText(stat.error)]);
        continue;
      }
      if (stat.value.type === 'directory' && `${to}/`.startsWith(`${from}/`)) {
        yield* fail(['cannotMoveInside', source, shown]);
        continue;
      }
      const target = files.lstat(to);
      if (target.ok && target.value.inode === stat.value.inode && from === to) {
        yield* fail(`${quotedName(source)} and ${quotedName(shown)} are the same file`);
        continue;
      }
      if (target.ok && t.args.has('n')) continue;
      const question = `${t.name}: overwrite ${quotedName(shown)}? `;
      const asks = target.ok && t.args.has('i') && !t.args.has('f');
      if (asks && !(yield* answers.ask(question))) continue;
      if (!target.ok && shown.endsWith('/') && stat.value.type !== 'directory') {
        yield* fail(['cannotMove', source, shown, errorText('ENOTDIR')]);
        continue;
      }
      const suffix = backUp(files, t.args, to);
      const moved = files.rename(from, to);
      if (!moved.ok && moved.error === 'EINVAL') {
        // Another file system: copy, then remove.
        if (
          (yield* copyTree(t, from, to, [source, shown], answers)) &&
          (yield* removeTree(t, from, source))
        )
          continue;
        status = 1;
        continue;
      }
      if (!moved.ok) {
        const isOver = moved.error === 'EISDIR';
        yield* fail(
          isOver
            ? `cannot overwrite directory ${quotedName(shown)} with non-directory`
            : !target.ok && target.error === 'ENOTDIR'
              ? ['cannotStat', shown, errorText('ENOTDIR')]
              : moved.error === 'ENOTDIR' && target.ok
                ? `cannot overwrite non-directory ${quotedName(shown)} with directory ${quotedName(source)}`
                : ['cannotMove', source, shown, errorText(moved.error)],
        );
        continue;
      }
      if (!t.args.has('v')) continue;
      const kept = suffix === '' ? '' : ` (backup: ${quotedName(shown + suffix)})`;
      yield* t.out(`renamed ${quotedName(source)} -> ${quotedName(shown)}${kept}\n`);
    }
    return status;
  },
});

export const ln = tool({
  name: 'ln',
  summary: 'Makes links.',
  flags:
    'b S|suffix: f|force i|interactive n|no-dereference r|relative s|symbolic t|target-directory: ' +
    'T|no-target-directory v|verbose L P',
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
    if (sources.length > 1 && !isInto) {
      const why = stat.ok ? 'Not a directory' : errorText(stat.error);
      yield* t.err(`target ${quotedName(target)}: ${why}`);
      return 1;
    }
    const answers = createAnswers(t);
    let status = 0;
    for (const source of sources) {
      const shown = isInto ? `${target.replace(/\/+$/, '')}/${baseName(source)}` : target;
      const path = t.path(shown);
      backUp(files, t.args, path);
      const asks = has('i') && files.lstat(path).ok;
      if (asks && !(yield* answers.ask(`${t.name}: replace ${quotedName(shown)}? `))) continue;
      if (has('f') || asks) files.remove(path);
      if (has('s') && source === '') {
        const why = errorText('ENOENT');
        yield* t.err(['cannotSymlink', shown, why, " -> ''"]);
        status = 1;
        continue;
      }
      if (has('s')) {
        const made = files.symlink(source, path);
        if (!made.ok) {
          const arrow = made.error === 'ENAMETOOLONG' ? ` -> ${quotedName(source)}` : '';
          yield* t.err(['cannotSymlink', shown, errorText(made.error), arrow]);
          status = 1;
          continue;
        }
      } else {
        const existing = has('L') ? files.stat(t.path(source)) : files.lstat(t.path(source));
        if (!existing.ok) {
          yield* t.err(['cannotLinkFrom', source, errorText(existing.error)]);
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
          const from = made.error === 'EEXIST' ? '' : ` => ${quotedName(source)}`;
          yield* t.err(['cannotLink', shown, errorText(made.error), from]);
          status = 1;
          continue;
        }
      }
      if (has('v'))
        yield* t.out(`${quotedName(shown)} ${has('s') ? '->' : '=>'} ${quotedName(source)}\n`);
    }
    return status;
  },
});
