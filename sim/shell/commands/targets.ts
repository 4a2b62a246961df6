import { errorText, type Program } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import { isDirectory } from './files.ts';
import { misuse, type Tool } from './tool.ts';

/** What is copied, moved or linked, and where to. */
export interface Targets {
  readonly sources: readonly string[];
  readonly target: string;
  /** Whether the target is a directory, in which each source keeps its name. */
  readonly isInto: boolean;
}

/** Sources and target of cp and mv, or the status of the complaint. */
export function* targetsOf(t: Tool, name: string): Program<Targets | number> {
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

/** The name that a source gets: in the target, or that of the target itself. */
export const nameIn = (
  { target, isInto }: Pick<Targets, 'target' | 'isInto'>,
  own: string,
): string => (isInto ? `${target.replace(/\/+$/, '')}/${own}` : target);

/** A path without the slash at its end; `/` stays. */
export const withoutSlash = (path: string): string => path.replace(/(.)\/$/, '$1');

/** Complains of a source that is called a directory and is none, and answers whether it did. */
export function* refuseSlash(t: Tool, source: string): Program<boolean> {
  if (!source.endsWith('/')) return false;
  const stat = t.context.files.stat(t.path(source));
  if (stat.ok) return false;
  yield* t.err(['cannotStat', source, errorText(stat.error)]);
  return true;
}
