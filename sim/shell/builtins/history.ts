import { errorText, type Program, resolvePath } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { complain, print } from '../exec/report.ts';
import { expandPast } from '../expand-line.ts';
import { appendHistory, readHistory, writeHistory } from '../history-file.ts';
import { addEntry, clearEntries, removeEntries } from '../shell-history.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { tooMany } from './flow.ts';
import { type Builtin, readOptions, refuseOptions } from './usage.ts';

/** Where an entry stands that is named by its number, or from the end by a negative one. */
const placeOf = (shell: Shell, text: string): number => {
  const at = Number(text);
  return at < 0 ? shell.history.lines.length + at : at - 1 - shell.history.base;
};

/** `history -d`: removes an entry, or those of a range. */
function* forget(shell: Shell, text: string): Program<number> {
  const range = /^(-?\d+)(?:-(-?\d+))?$/.exec(text);
  const from = placeOf(shell, range?.[1] ?? '');
  const to = range?.[2] === undefined ? from : placeOf(shell, range[2]);
  const isInside = (at: number): boolean => at >= 0 && at < shell.history.lines.length;
  if (range === null || !isInside(from) || !isInside(to) || to < from) {
    const wrong = range?.[2] !== undefined && isInside(from) ? range[2] : (range?.[1] ?? text);
    yield* complain(shell, `${wrong}: history position out of range`);
    return 1;
  }
  removeEntries(shell.history, from, to - from + 1);
  return 0;
}

/** `history -p`: what the arguments would become at a prompt. */
function* preview(shell: Shell, args: readonly string[]): Program<number> {
  let status = 0;
  for (const arg of args) {
    const expanded = expandPast(shell, arg);
    if (expanded.ok) yield* print(shell, `${expanded.text}\n`);
    else {
      yield* complain(shell, `${arg}: history expansion failed`);
      status = 1;
    }
  }
  return status;
}

/** `history -anrw`: the list in a file. */
function* exchange(shell: Shell, letter: string, given: string | undefined): Program<number> {
  const name = given ?? getText(shell, 'HISTFILE') ?? '';
  if (name === '') return 0;
  const path = resolvePath(shell.directory, name);
  const done =
    letter === 'w'
      ? writeHistory(shell, path)
      : letter === 'a'
        ? appendHistory(shell, path)
        : readHistory(shell, path, letter === 'n' ? shell.history.read : 0);
  if (done.ok) return 0;
  // Of the others bash only has the status.
  if (letter === 'a') yield* complain(shell, `${name}: cannot create: ${errorText(done.error)}`);
  return 1;
}

/**
 * Takes the line away that calls `history` itself, where lines are kept. False when it should be
 * there and is gone, by `-c` or `-d` before.
 */
function dropOwnLine({ history }: Shell): boolean {
  if (!history.isLineKept) return true;
  if (history.lines.length === 0) return false;
  removeEntries(history, history.lines.length - 1);
  history.isLineKept = false;
  return true;
}

/** `history`: shows the lines that were typed, and changes their list. */
export const history: Builtin = function* (shell, args) {
  const options = readOptions(args, 'cd:anrwps');
  const wrong = yield* refuseOptions(shell, 'history', options);
  if (wrong !== undefined) return wrong;
  const { flags, values, rest } = options;
  if (flags.has('c')) clearEntries(shell.history);
  const removed = values.get('d');
  if (removed !== undefined) return yield* forget(shell, removed);
  if (flags.has('s')) {
    if (dropOwnLine(shell) && rest.length > 0) {
      addEntry(shell.history, rest.join(' '), shell.host.clock.epochMs());
    }
    return 0;
  }
  if (flags.has('p')) {
    dropOwnLine(shell);
    return yield* preview(shell, rest);
  }
  const [letter, other] = ['a', 'n', 'r', 'w'].filter((one) => flags.has(one));
  if (other !== undefined) {
    yield* complain(shell, 'cannot use more than one of -anrw');
    return 1;
  }
  if (letter !== undefined) return yield* exchange(shell, letter, rest[0]);
  if (flags.has('c')) return 0;
  const [count, surplus] = rest;
  if (count !== undefined && !/^\d+$/.test(count)) {
    yield* complain(shell, ['notNumeric', count]);
    return 1;
  }
  if (surplus !== undefined) return yield* tooMany(shell);
  const from = count === undefined ? 0 : Math.max(0, shell.history.lines.length - Number(count));
  const format = getText(shell, 'HISTTIMEFORMAT') ?? '';
  for (const [i, line] of shell.history.lines.entries()) {
    const number = String(shell.history.base + i + 1).padStart(5);
    const time = formatDate(format, (shell.history.times[i] ?? 0) * 1000);
    if (i >= from) yield* print(shell, `${number}  ${time}${line}\n`);
  }
  return 0;
};
