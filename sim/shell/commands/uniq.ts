import type { Program } from '../../kernel/index.ts';
import { eachLine, isDirectoryError, openInput, writeNamed } from './inputs.ts';
import { badChoice, misuse, type Tool, tool } from './tool.ts';

const GROUPS = ['prepend', 'append', 'separate', 'both'];
const REPEATS = ['none', 'prepend', 'separate'];

const COUNTS = [
  ['f', 'number of fields to skip'],
  ['s', 'number of bytes to skip'],
  ['w', 'number of bytes to compare'],
] as const;

/** Refuses options that contradict one another or have no right value. */
function* refuse(t: Tool): Program<number | undefined> {
  const { has, value } = t.args;
  for (const [letter, what] of COUNTS) {
    const text = value(letter);
    if (text === undefined || /^\d+$/.test(text)) continue;
    yield* t.err(`${text}: invalid ${what}`);
    return 1;
  }
  const group = value('group');
  if (group !== undefined && !GROUPS.includes(group)) {
    return yield* badChoice(t, 'uniq', 'group', group, GROUPS);
  }
  const repeats = value('all-repeated');
  if (repeats !== undefined && !REPEATS.includes(repeats)) {
    return yield* badChoice(t, 'uniq', 'all-repeated', repeats, REPEATS);
  }
  const isAll = has('D') || has('all-repeated');
  if (has('group') && (has('c') || has('d') || has('u') || isAll)) {
    return yield* misuse(t, 'uniq', '--group is mutually exclusive with -c/-d/-D/-u');
  }
  if (!has('c') || !isAll) return undefined;
  return yield* misuse(t, 'uniq', 'printing all duplicated lines and repeat counts is meaningless');
}

export const uniq = tool({
  name: 'uniq',
  summary: 'Reports or leaves out repeated lines.',
  flags:
    'c|count d|repeated D u|unique i|ignore-case f|skip-fields: s|skip-chars: ' +
    'w|check-chars: z|zero-terminated |all-repeated:: |group::',
  // `-2` skips fields and `+3` characters, as long ago.
  rewrite: (args) =>
    args.map((arg, i) =>
      /^-[fsw]$/.test(args[i - 1] ?? '')
        ? arg
        : arg.replace(/^-(?=\d+$)/, '-f').replace(/^\+(?=\d+$)/, '-s'),
    ),
  *run(t) {
    const { has, value, operands } = t.args;
    const refused = yield* refuse(t);
    if (refused !== undefined) return refused;
    if (operands.length > 2) return yield* misuse(t, 'uniq', `extra operand ‘${operands[2]}’`);
    const opened = openInput(t, operands[0] ?? '-');
    if (!opened.ok) {
      const name = operands[0] ?? '-';
      yield* t.err(
        isDirectoryError(opened)
          ? ['readsDirectory', `error reading '${name}'`]
          : ['unreadable', name, opened.error],
      );
      return 1;
    }
    const fields = Number(value('f') ?? '0');
    const skip = Number(value('s') ?? '0');
    const width = value('w') === undefined ? undefined : Number(value('w'));
    const end = has('z') ? '\0' : '\n';
    const skipped = new RegExp(`^(?:[ \\t]*[^ \\t]*){${fields}}`);
    const keyOf = (line: string): string => {
      let key = (fields === 0 ? line : line.replace(skipped, '')).slice(skip);
      if (width !== undefined) key = key.slice(0, width);
      return has('i') ? key.toLowerCase() : key;
    };
    const grouping = has('group') ? (value('group') ?? 'separate') : undefined;
    const method = has('all-repeated') ? (value('all-repeated') ?? 'none') : 'none';
    let group: string[] = [];
    let key = '';
    let written = 0;
    const target = operands[1];
    let collected = '';
    const write = function* (text: string): Program<void> {
      if (target === undefined) yield* t.out(text);
      else collected += text;
    };
    const flush = function* (): Program<void> {
      const [line] = group;
      if (line === undefined) return;
      const isRepeated = group.length > 1;
      const all = group.map((one) => one + end).join('');
      if (grouping !== undefined) {
        const isBefore = grouping === 'prepend' || (grouping === 'both' && written === 0);
        const isBetween = grouping === 'separate' && written > 0;
        yield* write((isBefore || isBetween ? end : '') + all);
        if (grouping === 'append' || grouping === 'both') yield* write(end);
        written++;
        return;
      }
      if (has('D') || has('all-repeated')) {
        if (!isRepeated) return;
        const isApart = method === 'prepend' || (method === 'separate' && written > 0);
        yield* write((isApart ? end : '') + all);
        written++;
        return;
      }
      if ((has('d') && !isRepeated) || (has('u') && isRepeated)) return;
      yield* write(`${has('c') ? `${String(group.length).padStart(7)} ` : ''}${line}${end}`);
    };
    yield* eachLine(opened.reader, end, function* (line) {
      const own = keyOf(line);
      if (group.length > 0 && own === key) group.push(line);
      else {
        yield* flush();
        group = [line];
        key = own;
      }
      return true;
    });
    yield* flush();
    if (target !== undefined && !(yield* writeNamed(t, target, collected))) return 1;
    return 0;
  },
});
