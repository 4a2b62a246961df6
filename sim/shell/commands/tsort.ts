import { type Program, readAll } from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { isDirectoryError, openInput } from './inputs.ts';
import { compareText } from './text-join.ts';
import { misuse, type Tool, tool } from './tool.ts';

interface Item {
  readonly name: string;
  /** How many items must still come before it. */
  before: number;
  /** What comes behind it, the last named first. */
  after: Item[];
  isPrinted: boolean;
  /** Where a walk back from it goes on, while a loop is looked for. */
  link: Item | undefined;
}

function readItems(words: readonly string[]): Map<string, Item> {
  const items = new Map<string, Item>();
  const itemOf = (name: string): Item => {
    const known = items.get(name);
    if (known !== undefined) return known;
    const made: Item = { name, before: 0, after: [], isPrinted: false, link: undefined };
    items.set(name, made);
    return made;
  };
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [first, second] = [itemOf(words[i] ?? ''), itemOf(words[i + 1] ?? '')];
    if (first === second) continue;
    second.before++;
    first.after.unshift(second);
  }
  return items;
}

/** The loop that is found first, walking backwards through items that wait; it is cut open. */
function openLoop(waiting: readonly Item[]): string[] {
  let start: Item | undefined;
  for (;;) {
    for (const item of waiting) {
      if (item.before === 0) continue;
      if (start === undefined) {
        start = item;
        continue;
      }
      const leads = item.after.indexOf(start);
      if (leads < 0) continue;
      if (item.link === undefined) {
        item.link = start;
        start = item;
        continue;
      }
      const names: string[] = [];
      for (let one: Item | undefined = start; one !== undefined; one = one.link) {
        names.push(one.name);
        if (one === item) break;
      }
      start.before--;
      item.after.splice(leads, 1);
      for (const one of waiting) one.link = undefined;
      return names;
    }
    if (start === undefined) return [];
  }
}

function* printSorted(t: Tool, name: string, items: readonly Item[]): Program {
  let left = items.length;
  let status = 0;
  while (left > 0) {
    const ready = items.filter((item) => item.before === 0 && !item.isPrinted);
    for (const item of ready) {
      yield* t.out(`${item.name}\n`);
      item.isPrinted = true;
      left--;
      for (const next of item.after) if (--next.before === 0) ready.push(next);
    }
    if (left === 0) break;
    status = 1;
    yield* t.err(`${shownName(name)}: input contains a loop:`);
    const loop = openLoop(items.filter((item) => !item.isPrinted));
    for (const one of loop) yield* t.err(one);
    if (loop.length === 0) break;
  }
  return status;
}

export const tsort = tool({
  name: 'tsort',
  summary: 'Orders names so that each pair stays in order.',
  flags: '',
  *run(t) {
    const [name = '-', extra] = t.args.operands;
    if (extra !== undefined) return yield* misuse(t, 'tsort', `extra operand ‘${extra}’`);
    const opened = openInput(t, name);
    if (!opened.ok) {
      // A directory is read as an empty file.
      if (isDirectoryError(opened)) return 0;
      yield* t.err(`${shownName(name)}: ${opened.error}`);
      return 1;
    }
    const words = (yield* readAll(opened.reader)).match(/[^ \t\n]+/g) ?? [];
    if (words.length % 2 === 1) {
      yield* t.err(`${shownName(name)}: input contains an odd number of tokens`);
      return 1;
    }
    const items = [...readItems(words).values()].sort((a, b) => compareText(a.name, b.name));
    return yield* printSorted(t, name, items);
  },
});
