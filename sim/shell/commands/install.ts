import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import { baseName, isDirectory } from './files.ts';
import { applyMode } from './modes.ts';
import { nameIn } from './targets.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** Makes a directory with those above it; answers whether that went well. */
function* makeAll(t: Tool, name: string, mode: number | undefined): Program<boolean> {
  const parts = name.replace(/\/+$/, '').split('/');
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join('/');
    if (part === '' || isDirectory(t.context.files, t.path(part))) continue;
    const made = t.context.files.makeDirectory(t.path(part));
    if (!made.ok) {
      yield* t.err(`cannot create directory ${quotedName(part)}: ${errorText(made.error)}`);
      return false;
    }
    if (t.args.has('v')) yield* t.out(`install: creating directory ${quotedName(part)}\n`);
  }
  if (mode !== undefined) t.context.files.setMode(t.path(name), mode);
  return true;
}

function* copyOne(t: Tool, from: string, to: string, mode: number): Program<boolean> {
  const { files } = t.context;
  const stat = files.stat(t.path(from));
  if (!stat.ok) {
    yield* t.err(`cannot stat ${quotedName(from)}: ${errorText(stat.error)}`);
    return false;
  }
  if (stat.value.type === 'directory') {
    yield* t.err(`omitting directory ${quotedName(from)}`);
    return false;
  }
  const target = files.stat(t.path(to));
  if (target.ok && target.value.inode === stat.value.inode) {
    yield* t.err(`${quotedName(from)} and ${quotedName(to)} are the same file`);
    return false;
  }
  const content = files.read(t.path(from));
  const written = content.ok ? files.write(t.path(to), content.value) : content;
  if (!written.ok) {
    yield* t.err(`cannot create regular file ${quotedName(to)}: ${errorText(written.error)}`);
    return false;
  }
  files.setMode(t.path(to), mode);
  if (t.args.has('v')) yield* t.out(`${quotedName(from)} -> ${quotedName(to)}\n`);
  return true;
}

/** `install`: copies files with a mode, or makes directories with `-d`. */
export const install = tool({
  name: 'install',
  summary: 'Copies files and sets their mode.',
  flags:
    'b c C|compare d|directory D g|group: m|mode: o|owner: p|preserve-timestamps s|strip ' +
    't|target-directory: T|no-target-directory v|verbose',
  *run(t) {
    const { has, value, operands } = t.args;
    const text = value('m');
    const mode = text === undefined ? undefined : applyMode(0, text, has('d'));
    if (text !== undefined && mode === undefined) {
      yield* t.err(`invalid mode ‘${text}’`);
      return 1;
    }
    const target = value('t');
    if (operands.length === 0) return yield* misuse(t, 'install', 'missing file operand');
    let status = 0;
    if (has('d')) {
      for (const name of operands) if (!(yield* makeAll(t, name, mode ?? 0o755))) status = 1;
      return status;
    }
    const last = target ?? operands.at(-1) ?? '';
    const sources = target === undefined ? operands.slice(0, -1) : operands;
    if (sources.length === 0) {
      const file = quotedName(operands[0] ?? '');
      return yield* misuse(t, 'install', `missing destination file operand after ${file}`);
    }
    const folder = target ?? last.split('/').slice(0, -1).join('/');
    if (has('D') && folder !== '' && !(yield* makeAll(t, folder, undefined))) return 1;
    const isInto =
      !has('T') && (target !== undefined || isDirectory(t.context.files, t.path(last)));
    if (!isInto && sources.length > 1) {
      const isThere = t.context.files.stat(t.path(last)).ok;
      yield* t.err(`target ${quotedName(last)}: ${errorText(isThere ? 'ENOTDIR' : 'ENOENT')}`);
      return 1;
    }
    for (const from of sources) {
      const to = nameIn({ target: last, isInto }, baseName(from));
      if (!(yield* copyOne(t, from, to, mode ?? 0o755))) status = 1;
    }
    return status;
  },
});
