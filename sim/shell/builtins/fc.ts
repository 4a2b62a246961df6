import type { Program } from '../../kernel/index.ts';
import { complain, createUnit, print, printError } from '../exec/report.ts';
import { remember } from '../past-lines.ts';
import { removeEntries } from '../shell-history.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { type Builtin, readOptions, refuseOptions } from './usage.ts';

const LISTED = 16;
const EDITED_FILE = '/tmp/bash-fc.edit';
/** The editor of who has not chosen one. */
const EDITOR = 'vi';

/**
 * Has a command edited in an editor; answers what was saved, undefined when the editor failed. One
 * that is left without saving leaves the command as it was, and it runs.
 */
function* editText(shell: Shell, text: string, editor: string): Program<string | undefined> {
  const written = shell.files.write(EDITED_FILE, `${text}\n`);
  if (!written.ok) return undefined;
  const line = `${editor} ${EDITED_FILE}`;
  yield* shell.engine.runText(shell, createUnit(line, shell.name, 1, shell.name));
  const saved = shell.files.read(EDITED_FILE);
  shell.files.remove(EDITED_FILE);
  if ((shell.status & 255) !== 0 || !saved.ok) return undefined;
  return saved.value.replace(/\n+$/, '');
}

/** Has the line that was just typed edited (C-x C-e), and shows what came of it. */
export function* editTyped(shell: Shell, text: string): Program<string> {
  const editor = getText(shell, 'VISUAL') ?? getText(shell, 'EDITOR') ?? EDITOR;
  const edited = (yield* editText(shell, text, editor)) ?? '';
  if (edited === '') return '';
  yield* printError(shell, `${edited}\n`);
  remember(shell, edited);
  return edited;
}

/** Shows a command, keeps it in the history and runs it. */
function* runAgain(shell: Shell, text: string): Program<number> {
  yield* printError(shell, `${text}\n`);
  if (shell.isInteractive) remember(shell, text);
  yield* shell.engine.runText(shell, createUnit(text, shell.name, 1, shell.name));
  return shell.status & 255;
}

/** The place in `past` that a number or the beginning of a command means; -1 for none. */
function placeOf(past: readonly string[], wanted: string, base: number): number {
  if (!/^-?\d+$/.test(wanted)) return past.findLastIndex((line) => line.startsWith(wanted));
  const number = Number(wanted);
  if (number <= 0) return Math.max(0, number === 0 ? past.length - 1 : past.length + number);
  return number - base > past.length ? 0 : number - 1 - base;
}

/** `fc -s old=new … command`: the last command that begins so, with these texts replaced. */
function* substitute(shell: Shell, past: readonly string[], args: readonly string[]) {
  const swaps = args.filter((arg) => arg.includes('='));
  const [wanted] = args.filter((arg) => !arg.includes('='));
  const found =
    wanted === undefined ? past.at(-1) : past[placeOf(past, wanted, shell.history.base)];
  if (found === undefined) {
    yield* complain(shell, 'no command found');
    return 1;
  }
  const text = swaps.reduce((line, swap) => {
    const at = swap.indexOf('=');
    return line.replaceAll(swap.slice(0, at), () => swap.slice(at + 1));
  }, found);
  giveWay(shell);
  return yield* runAgain(shell, text);
}

/** The lines before the one that runs. */
const earlier = (shell: Shell): readonly string[] =>
  shell.history.isLineKept ? shell.history.lines.slice(0, -1) : [...shell.history.lines];

/** The line that runs gives way to what it runs. */
function giveWay(shell: Shell): void {
  if (shell.history.isLineKept) removeEntries(shell.history, shell.history.lines.length - 1);
  shell.history.isLineKept = false;
}

/** `fc`: lists commands of the history, or runs them again, edited or with replacements. */
export const fc: Builtin = function* (shell, args) {
  const at = args.findIndex((arg) => /^-\d+$/.test(arg));
  const [head, tail] = at < 0 ? [args, []] : [args.slice(0, at), args.slice(at)];
  const options = readOptions(head, 'e:lnrs');
  const refused = yield* refuseOptions(shell, 'fc', options);
  if (refused !== undefined) return refused;
  const { flags, values } = options;
  const rest = [...options.rest, ...tail];
  const isListing = flags.has('l');
  const editor = values.get('e') ?? getText(shell, 'FCEDIT') ?? getText(shell, 'EDITOR') ?? EDITOR;
  if (!isListing && (flags.has('s') || editor === '-')) {
    return yield* substitute(shell, earlier(shell), rest);
  }
  const past = earlier(shell);
  const base = shell.history.base;
  const newest = past.length - 1;
  const [from, to] = rest;
  let first =
    from === undefined ? (isListing ? newest - LISTED + 1 : newest) : placeOf(past, from, base);
  let last =
    to === undefined ? (isListing || from === undefined ? newest : first) : placeOf(past, to, base);
  if ((from !== undefined && first < 0) || last < 0) {
    if (isListing && past.length === 0) return 0;
    yield* complain(shell, 'no command found');
    return 1;
  }
  const isReversed = flags.has('r') !== first > last;
  if (first > last) [first, last] = [last, first];
  const chosen = [...past.entries()].slice(Math.max(0, first), last + 1);
  if (isReversed) chosen.reverse();
  if (isListing) {
    for (const [i, line] of chosen) {
      yield* print(shell, `${flags.has('n') ? '' : base + i + 1}\t ${line}\n`);
    }
    return 0;
  }
  giveWay(shell);
  const text = chosen.map(([, line]) => line).join('\n');
  const edited = yield* editText(shell, text, editor);
  if (edited === undefined) return 1;
  return edited === '' ? 0 : yield* runAgain(shell, edited);
};
