import { errorText, type FileResult, type FileStat, type Program } from '../../kernel/index.ts';
import type { Message } from '../words/gnu.ts';
import { backUp } from './backup.ts';
import { type Answers, createAnswers } from './confirm.ts';
import { copyTree } from './copy-tree.ts';
import { quotedName } from './file-names.ts';
import { baseName, removeTree } from './files.ts';
import { refuseSlash, targetsOf } from './targets.ts';
import { type Tool, tool } from './tool.ts';

/** A file that is to get another name, and what the target has now. */
interface Move {
  readonly source: string;
  readonly shown: string;
  readonly from: string;
  readonly to: string;
  readonly stat: FileStat;
  readonly target: FileResult<FileStat>;
}

type Problem = Message | string;

const withoutSlash = (path: string): string => path.replace(/(.)\/$/, '$1');

function moveOf(t: Tool, source: string, shown: string): Move | Problem {
  const from = withoutSlash(t.path(source));
  const to = withoutSlash(t.path(shown));
  const stat = t.context.files.lstat(from);
  if (!stat.ok) return ['cannotStat', source, errorText(stat.error)];
  return { source, shown, from, to, stat: stat.value, target: t.context.files.lstat(to) };
}

const isProblem = (move: Move | Problem): move is Problem =>
  typeof move === 'string' || Array.isArray(move);

/** Why it cannot be moved, as far as the names tell. */
function problemOf({ source, shown, from, to, stat, target }: Move): Problem | undefined {
  const isFolder = stat.type === 'directory';
  if (isFolder && `${to}/`.startsWith(`${from}/`)) return ['cannotMoveInside', source, shown];
  if (target.ok && target.value.inode === stat.inode && from === to) {
    return `${quotedName(source)} and ${quotedName(shown)} are the same file`;
  }
  return undefined;
}

/** Whether what is there is to stay. */
function* isKept(t: Tool, { shown, target }: Move, answers: Answers): Program<boolean> {
  if (!target.ok) return false;
  if (t.args.has('n')) return true;
  if (!t.args.has('i') || t.args.has('f')) return false;
  return !(yield* answers.ask(`${t.name}: overwrite ${quotedName(shown)}? `));
}

function failureOf({ source, shown, target }: Move, error: string, why: string): Problem {
  if (error === 'EISDIR') {
    return `cannot overwrite directory ${quotedName(shown)} with non-directory`;
  }
  if (!target.ok && target.error === 'ENOTDIR') return ['cannotStat', shown, why];
  if (error === 'ENOTDIR' && target.ok) {
    const names = `${quotedName(shown)} with directory ${quotedName(source)}`;
    return `cannot overwrite non-directory ${names}`;
  }
  return ['cannotMove', source, shown, why];
}

/** Renames, or copies where that is not possible; a problem is what it complains of. */
function* rename(t: Tool, move: Move, answers: Answers): Program<Problem | boolean> {
  const { files } = t.context;
  const { source, shown, from, to, stat, target } = move;
  // A slash says directory: a link to one is none itself.
  const isNone = stat.type !== 'directory';
  if (isNone && (source.endsWith('/') || (!target.ok && shown.endsWith('/')))) {
    return ['cannotMove', source, shown, errorText('ENOTDIR')];
  }
  const suffix = backUp(files, t.args, to);
  const moved = files.rename(from, to);
  if (!moved.ok && moved.error === 'EINVAL') {
    // Another file system: copy, then remove.
    return (
      (yield* copyTree(t, from, to, [source, shown], answers)) &&
      (yield* removeTree(t, from, source))
    );
  }
  if (!moved.ok) return failureOf(move, moved.error, errorText(moved.error));
  if (t.args.has('v')) {
    const kept = suffix === '' ? '' : ` (backup: ${quotedName(shown + suffix)})`;
    yield* t.out(`renamed ${quotedName(source)} -> ${quotedName(shown)}${kept}\n`);
  }
  return true;
}

function* moveOne(t: Tool, source: string, shown: string, answers: Answers): Program<boolean> {
  if (yield* refuseSlash(t, source)) return false;
  const move = moveOf(t, source, shown);
  const problem = isProblem(move) ? move : problemOf(move);
  if (isProblem(move) || problem !== undefined) {
    yield* t.err(problem ?? '');
    return false;
  }
  if (yield* isKept(t, move, answers)) return true;
  const done = yield* rename(t, move, answers);
  if (typeof done === 'boolean') return done;
  yield* t.err(done);
  return false;
}

export const mv = tool({
  name: 'mv',
  summary: 'Moves or renames files.',
  flags:
    'b S|suffix: f|force i|interactive n|no-clobber t|target-directory: T|no-target-directory ' +
    'u|update v|verbose |backup:: |strip-trailing-slashes',
  *run(t) {
    const targets = yield* targetsOf(t, 'mv');
    if (typeof targets === 'number') return targets;
    const { target, isInto } = targets;
    const answers = createAnswers(t);
    let status = 0;
    for (const source of targets.sources) {
      const shown = isInto ? `${target.replace(/\/+$/, '')}/${baseName(source)}` : target;
      if (!(yield* moveOne(t, source, shown, answers))) status = 1;
    }
    return status;
  },
});
