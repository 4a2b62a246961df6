import { resolvePath } from '../../kernel/index.ts';
import { type Tool, tool } from './tool.ts';

interface Counts {
  directories: number;
  files: number;
}

const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** The lines below a directory. */
function* walk(
  t: Tool,
  path: string,
  prefix: string,
  depth: number,
  counts: Counts,
): Generator<string> {
  const { has, value } = t.args;
  const { files } = t.context;
  const limit = value('L');
  if (limit !== undefined && depth > Number(limit)) return;
  const list = files.list(path);
  const names = (list.ok ? list.value : []).filter((name) => has('a') || !name.startsWith('.'));
  const kept = names.filter((name) => {
    const stat = files.stat(resolvePath(path, name));
    return !has('d') || (stat.ok && stat.value.type === 'directory');
  });
  for (const [i, name] of kept.entries()) {
    const isLast = i === kept.length - 1;
    const child = resolvePath(path, name);
    const own = files.lstat(child);
    const isDirectory = own.ok && own.value.type === 'directory';
    const target = own.ok && own.value.type === 'symlink' ? files.readlink(child) : undefined;
    const arrow = target?.ok === true ? ` -> ${target.value}` : '';
    const shown = has('f') ? child : name;
    const mark = has('F') && isDirectory ? '/' : '';
    yield `${has('i') ? '' : prefix + (isLast ? '└── ' : '├── ')}${shown}${mark}${arrow}\n`;
    if (isDirectory) counts.directories++;
    else counts.files++;
    const inner = prefix + (isLast ? '    ' : '│   ');
    if (isDirectory) yield* walk(t, child, inner, depth + 1, counts);
  }
}

/** `tree`. Models tree 2.1. */
export const tree = tool({
  name: 'tree',
  summary: 'Shows directories as a tree.',
  flags: 'a d f F i L: n |noreport',
  *run(t) {
    const counts: Counts = { directories: 0, files: 0 };
    let status = 0;
    for (const name of t.args.operands.length === 0 ? ['.'] : t.args.operands) {
      const stat = t.context.files.stat(t.path(name));
      if (!stat.ok || stat.value.type !== 'directory') {
        yield* t.out(`${name}  [error opening dir]\n`);
        status = 2;
        continue;
      }
      counts.directories++;
      yield* t.out(`${name}\n${[...walk(t, t.path(name), '', 1, counts)].join('')}`);
    }
    if (!t.args.has('noreport')) {
      const directories = plural(counts.directories, 'directory', 'directories');
      const files = t.args.has('d') ? '' : `, ${plural(counts.files, 'file', 'files')}`;
      yield* t.out(`\n${directories}${files}\n`);
    }
    return status;
  },
});
