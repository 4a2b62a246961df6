import { readAll } from '../../kernel/index.ts';
import { lateCount, readCount } from './asked-count.ts';
import { quotedName } from './file-names.ts';
import { type Followed, follow } from './follow.ts';
import { inputName, openInput } from './inputs.ts';
import { splitKeeping, toBytes } from './text-units.ts';
import { type Tool, tool } from './tool.ts';

function followProblem({ args }: Tool): string | undefined {
  const seconds = args.value('s');
  if (seconds !== undefined && !/^\d*\.?\d+$/.test(seconds)) {
    return `invalid number of seconds: ‘${seconds}’`;
  }
  const pid = args.value('pid');
  return pid !== undefined && !/^\d+$/.test(pid) ? `invalid PID: ‘${pid}’` : undefined;
}

export const tail = tool({
  name: 'tail',
  summary: 'Prints the last lines of files.',
  flags:
    'n|lines: c|bytes: q|quiet v|verbose z|zero-terminated f|follow:: F ' +
    's|sleep-interval: |silent |pid: |retry',
  rewrite(args) {
    const [first = '', ...rest] = args;
    const match = /^([-+])(\d+)([lcbf]*)$/.exec(first);
    if (match === null) {
      const late = lateCount(args);
      return late === undefined ? args : `\0option used in invalid context -- ${late}`;
    }
    if (rest.length > 1) {
      return first.startsWith('-')
        ? `\0option used in invalid context -- ${match[2]?.charAt(0)}`
        : args;
    }
    const unit = match[3]?.includes('c') === true ? '-c' : '-n';
    const follow = match[3]?.includes('f') === true ? ['-f'] : [];
    return [unit, `${match[1] === '+' ? '+' : ''}${match[2]}`, ...follow, ...rest];
  },
  *run(t) {
    const { has, value, operands } = t.args;
    const wanted = yield* readCount(t);
    if (wanted === undefined) return 1;
    const problem = followProblem(t);
    if (problem !== undefined) {
      yield* t.err(problem);
      return 1;
    }
    const isByName = has('F') || has('retry') || value('f') === 'name';
    const follows = has('f') || has('F');
    if (has('pid') && !follows) {
      yield* t.err('warning: PID ignored; --pid=PID is useful only when following');
    }
    if (has('retry') && !follows) {
      yield* t.err('warning: --retry ignored; --retry is useful only when following');
    }
    // Who wants nothing does not even look.
    if (wanted.count === 0 && wanted.sign !== '+' && !follows) return 0;
    const delimiter = has('z') ? '\0' : '\n';
    const names = operands.length === 0 ? ['-'] : operands;
    const showsNames = has('v') || (names.length > 1 && !has('q') && !has('silent'));
    let status = 0;
    let isFirst = true;
    const followed: Followed[] = [];
    let last: string | undefined;
    const keep = (name: string, position: number): void => {
      const path = t.path(name);
      const stat = t.context.files.stat(path);
      followed.push({ name, path, position, inode: stat.ok ? stat.value.inode : undefined });
    };
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(
          opened.error === 'Is a directory'
            ? `error reading ${quotedName(inputName(name))}: Is a directory`
            : ['unopened', name, opened.error],
        );
        status = 1;
        if (isByName) keep(name, 0);
        continue;
      }
      const shown = name === '-' ? 'standard input' : name;
      if (showsNames) last = name;
      if (showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${shown} <==\n`);
      isFirst = false;
      const all = yield* readAll(opened.reader);
      const units = wanted.isBytes ? toBytes(all) : splitKeeping(all, delimiter);
      const from =
        wanted.sign === '+'
          ? Math.max(0, wanted.count - 1)
          : Math.max(0, units.length - wanted.count);
      yield* t.out(units.slice(from).join(''));
      if (follows && name !== '-') keep(name, all.length);
    }
    if (!follows || (followed.length === 0 && names.includes('-'))) return status;
    if (followed.length > 0) yield* follow(t, followed, isByName, last);
    else yield* t.err('no files remaining');
    return status;
  },
});
