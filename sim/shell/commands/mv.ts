import {
  errorText,
  type FileError,
  type FileResult,
  type FileStat,
  type Program,
} from '../../kernel/index.ts';
import { Complaint } from '../words/message.ts';
import { backUp } from './backup.ts';
import { type Answers, createAnswers } from './confirm.ts';
import { copyTree } from './copy-tree.ts';
import { quotedName } from './file-names.ts';
import { baseName, removeTree } from './files.ts';
import { nameIn, refuseSlash, targetsOf, withoutSlash } from './targets.ts';
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

function moveOf(t: Tool, source: string, shown: string): Move | Complaint {
  const from = withoutSlash(t.path(source));
  const to = withoutSlash(t.path(shown));
  const stat = t.context.files.lstat(from);
  if (!stat.ok) return new Complaint(['cannotStat', source, errorText(stat.error)]);
  return { source, shown, from, to, stat: stat.value, target: t.context.files.lstat(to) };
}

/** Why it cannot be moved, as far as the names tell. */
function problemOf({ source, shown, from, to, stat, target }: Move): Complaint | undefined {
  const isFolder = stat.type === 'directory';
  if (isFolder && `${to}/`.startsWith(`${from}/`)) {
    return new Complaint(['cannotMoveInside', source, shown]);
  }
  if (target.ok && target.value.inode === stat.inode && from === to) {
    return new Complaint(`${quotedName(source)} and ${quotedName(shown)} are the same file`);
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

/** What is said of a move that did not come off. */
function failureOf({ source, shown, target }: Move, error: FileError): Complaint {
  const why = errorText(error);
  if (error === 'EISDIR') {
    return new Complaint(`cannot overwrite directory ${quotedName(shown)} with non-directory`);
  }
  if (!target.ok && target.error === 'ENOTDIR') {
    return new Complaint(['cannotStat', shown, why]);
  }
  if (error === 'ENOTDIR' && target.ok) {
    const names = `${quotedName(shown)} with directory ${quotedName(source)}`;
    return new Complaint(`cannot overwrite non-directory ${names}`);
  }
  return new Complaint(['cannotMove', source, shown, why]);
}

/** Renames, or copies where that is not possible; false after a complaint of the copy's own. */
function* rename(t: Tool, move: Move, answers: Answers): Program<Complaint | boolean> {
  const { files } = t.context;
  const { source, shown, from, to, stat, target } = move;
  // A slash says directory: a link to one is none itself.
  const isNone = stat.type !== 'directory';
  if (isNone && (source.endsWith('/') || (!target.ok && shown.endsWith('/')))) {
    return new Complaint(['cannotMove', source, shown, errorText('ENOTDIR')]);
  }
  const suffix = backUp(files, t.args, to);
  const moved = files.rename(from, to);
  if (!moved.ok && moved.error === 'EINVAL') {
    // Another file system: copy, then remove.
    return (
      (yield* copyTree(t, from, to, { from: source, to: shown }, answers)) &&
      (yield* removeTree(t, from, source))
    );
  }
  if (!moved.ok) return failureOf(move, moved.error);
  if (t.args.has('v')) {
    const kept = suffix === '' ? '' : ` (backup: ${quotedName(shown + suffix)})`;
    yield* t.out(`renamed ${quotedName(source)} -> ${quotedName(shown)}${kept}\n`);
  }
  return true;
}

function* refuse(t: Tool, { message }: Complaint): Program<false> {
  yield* t.err(message);
  return false;
}

function* moveOne(t: Tool, source: string, shown: string, answers: Answers): Program<boolean> {
  if (yield* refuseSlash(t, source)) return false;
  const move = moveOf(t, source, shown);
  if (move instanceof Complaint) return yield* refuse(t, move);
  const problem = problemOf(move);
  if (problem !== undefined) return yield* refuse(t, problem);
  if (yield* isKept(t, move, answers)) return true;
  const done = yield* rename(t, move, answers);
  return done instanceof Complaint ? yield* refuse(t, done) : done;
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
    const answers = createAnswers(t);
    let status = 0;
    for (const source of targets.sources) {
      const shown = nameIn(targets, baseName(source));
      if (!(yield* moveOne(t, source, shown, answers))) status = 1;
    }
    return status;
  },
});
