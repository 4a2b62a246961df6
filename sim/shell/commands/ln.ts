import {
  errorText,
  type FileError,
  type FileResult,
  type Program,
  resolvePath,
} from '../../kernel/index.ts';
import type { Message } from '../words/gnu.ts';
import { backUp } from './backup.ts';
import { type Answers, createAnswers } from './confirm.ts';
import { quotedName } from './file-names.ts';
import { baseName } from './files.ts';
import { nameIn } from './targets.ts';
import { misuse, type Tool, tool } from './tool.ts';

type Problem = Message | string;

/** The path from the directory of a link to what it is to lead to. */
function relativeTo(from: string, to: string): string {
  const here = from.split('/').slice(1, -1);
  const there = to.split('/').slice(1);
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  const parts = [...here.slice(shared).map(() => '..'), ...there.slice(shared)];
  return parts.join('/') || '.';
}

/** Why no name that ends in a slash can be made for something that is no directory. */
function slashError(t: Tool, shown: string): 'EEXIST' | 'ENOENT' | undefined {
  if (!shown.endsWith('/')) return undefined;
  return t.context.files.lstat(t.path(shown.replace(/\/+$/, ''))).ok ? 'EEXIST' : 'ENOENT';
}

const errorOf = (made: FileResult<unknown>): FileError | undefined =>
  made.ok ? undefined : made.error;

/** Makes a symbolic link, or tells why it cannot. */
function symlinkProblem(t: Tool, source: string, shown: string): Problem | undefined {
  if (source === '') return ['cannotSymlink', shown, errorText('ENOENT'), " -> ''"];
  const error = slashError(t, shown) ?? errorOf(t.context.files.symlink(source, t.path(shown)));
  if (error === undefined) return undefined;
  const arrow = error === 'ENAMETOOLONG' ? ` -> ${quotedName(source)}` : '';
  return ['cannotSymlink', shown, errorText(error), arrow];
}

/** Makes another name of a file, or tells why it cannot. */
function hardLinkProblem(t: Tool, source: string, shown: string): Problem | undefined {
  const { files } = t.context;
  const path = t.path(source);
  const existing = t.args.has('L') ? files.stat(path) : files.lstat(path);
  if (!existing.ok) return ['cannotLinkFrom', source, errorText(existing.error)];
  if (existing.value.type === 'directory') {
    return `${source}: hard link not allowed for directory`;
  }
  const error = slashError(t, shown) ?? errorOf(files.link(path, t.path(shown)));
  if (error === undefined) return undefined;
  const from = error === 'EEXIST' ? '' : ` => ${quotedName(source)}`;
  return ['cannotLink', shown, errorText(error), from];
}

function* linkOne(t: Tool, source: string, shown: string, answers: Answers): Program<boolean> {
  const { has } = t.args;
  const { files } = t.context;
  const path = t.path(shown);
  backUp(files, t.args, path);
  const asks = has('i') && files.lstat(path).ok;
  if (asks && !(yield* answers.ask(`${t.name}: replace ${quotedName(shown)}? `))) return true;
  if (has('f') || asks) files.remove(path);
  const target = has('r') ? relativeTo(path, resolvePath(t.context.directory, source)) : source;
  const problem = has('s') ? symlinkProblem(t, target, shown) : hardLinkProblem(t, source, shown);
  if (problem !== undefined) {
    yield* t.err(problem);
    return false;
  }
  if (has('v')) {
    yield* t.out(`${quotedName(shown)} ${has('s') ? '->' : '=>'} ${quotedName(source)}\n`);
  }
  return true;
}

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
    const target = into ?? (operands.length === 1 ? '.' : (operands.at(-1) ?? ''));
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
      const shown = nameIn({ target, isInto }, baseName(source));
      if (!(yield* linkOne(t, source, shown, answers))) status = 1;
    }
    return status;
  },
});
