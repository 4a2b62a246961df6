import { errorText } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import { misuse, tool } from './tool.ts';

export const link = tool({
  name: 'link',
  summary: 'Makes a hard link.',
  flags: '',
  *run(t) {
    const [from, to, extra] = t.args.operands;
    if (from === undefined) return yield* misuse(t, 'link', 'missing operand');
    if (to === undefined) return yield* misuse(t, 'link', `missing operand after ‘${from}’`);
    if (extra !== undefined) return yield* misuse(t, 'link', `extra operand ‘${extra}’`);
    const made = t.context.files.link(t.path(from), t.path(to));
    if (made.ok) return 0;
    const names = `${quotedName(to)} to ${quotedName(from)}`;
    yield* t.err(`cannot create link ${names}: ${errorText(made.error)}`);
    return 1;
  },
});

export const unlink = tool({
  name: 'unlink',
  summary: 'Removes one name of a file.',
  flags: '',
  *run(t) {
    const [name, extra] = t.args.operands;
    if (name === undefined) return yield* misuse(t, 'unlink', 'missing operand');
    if (extra !== undefined) return yield* misuse(t, 'unlink', `extra operand ‘${extra}’`);
    const path = t.path(name);
    const itself = t.context.files.lstat(path.replace(/(.)\/+$/, '$1'));
    const isFolder = itself.ok && itself.value.type === 'directory';
    const removed = isFolder
      ? ({ ok: false, error: 'EISDIR' } as const)
      : itself.ok && name.endsWith('/')
        ? ({ ok: false, error: 'ENOTDIR' } as const)
        : t.context.files.remove(path);
    if (removed.ok) return 0;
    yield* t.err(`cannot unlink ${quotedName(name)}: ${errorText(removed.error)}`);
    return 1;
  },
});

/** What is wrong with a path; undefined when every system takes it (`-p`), or this one. */
function pathProblem(name: string, isPortable: boolean, isStrict: boolean): string | undefined {
  const strange = isPortable ? /[^A-Za-z0-9._/-]/u.exec(name)?.[0] : undefined;
  if (isStrict && /(?:^|\/)-/.test(name)) {
    return `leading '-' in a component of file name ${quotedName(name)}`;
  }
  if (name === '' && (isPortable || isStrict)) return 'empty file name';
  if (strange !== undefined) {
    return `nonportable character ‘${strange}’ in file name ${quotedName(name)}`;
  }
  const longest = Math.max(0, ...name.split('/').map((part) => part.length));
  const limit = isPortable ? 14 : 255;
  if (longest <= limit) return undefined;
  const part = name.split('/').find((one) => one.length > limit) ?? '';
  return `limit ${limit} exceeded by length ${longest} of file name component ‘${part}’`;
}

export const pathchk = tool({
  name: 'pathchk',
  summary: 'Checks whether names of files can be used.',
  flags: 'p P |portability',
  *run(t) {
    const { has, operands } = t.args;
    if (operands.length === 0) return yield* misuse(t, 'pathchk', 'missing operand');
    let status = 0;
    for (const name of operands) {
      const isPortable = has('p') || has('portability');
      const missing = name === '' && !isPortable && !has('P');
      const problem = missing
        ? `${quotedName(name)}: ${errorText('ENOENT')}`
        : pathProblem(name, isPortable, has('P') || has('portability'));
      if (problem === undefined) continue;
      yield* t.err(problem);
      status = 1;
    }
    return status;
  },
});
