import { type ChoiceList, goTo, insert, lineAfter } from '../../../machines/index.ts';
import { createChoosing } from './choosing.ts';
import { type Editor, NO_CHOICES } from './editor.ts';
import { lineAtIndex } from './edits.ts';
import { OF_SHELL } from './functions.ts';
import type { ReadlineHost } from './host.ts';
import type { Pager } from './pager.ts';
import type { Seeking } from './seeking.ts';

/** What a command does; `count` is 1 when no numeric argument was given. */
export type Command = (count: number, isGiven: boolean) => void;
export type Commands = Readonly<Record<string, Command>>;

const VERSION = 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n';

/** Enters the line, and brings the one behind it in the history when the next is asked for. */
function operateAndGetNext({ actor }: ReadlineHost, editor: Editor): void {
  const { request, history } = editor.context();
  const next = history.lines.length - history.at;
  const isFromHistory = history.at >= 0;
  editor.press('enter');
  /** Whether the next line is asked for; the line is brought then. */
  const bring = (): boolean => {
    const asked = editor.context().request;
    if (asked === undefined || asked === request) return false;
    editor.apply(lineAtIndex(editor.now(), next));
    return true;
  };
  if (!isFromHistory || bring()) return;
  const waiting = actor.subscribe(() => {
    const isAsked = editor.context().request !== request && editor.context().request !== undefined;
    if (isAsked) waiting.unsubscribe();
    if (isAsked) bring();
  });
}

/** The commands that complete words, by their keys. */
function createCompleting(host: ReadlineHost, editor: Editor, pager: Pager): Commands {
  const choosing = createChoosing(host);
  /** Names of users, which stand behind a tilde. */
  const users = (): ChoiceList => {
    const { text, cursor } = editor.context().line;
    return /(?:^|\s)~\S*$/.test(text.slice(0, cursor)) ? choosing.as(': ') : NO_CHOICES;
  };
  const insertAll = (): void => {
    const { from, choices } = editor.possible();
    const { line, history } = editor.now();
    if (choices.length === 0) return;
    const all = choices.map(({ value }) => `${value.replace(/\/$/, '')} `).join('');
    const text = line.text.slice(0, from) + line.text.slice(line.cursor);
    editor.apply({ history, line: insert({ ...line, text, cursor: from }, all) });
  };
  /** Completes; lists at once where a setting says so. */
  const tab = (): void => {
    editor.press('tab');
    const settings = editor.context().request?.shell?.keys?.settings;
    const isAll = settings?.['show-all-if-ambiguous'] === 'on';
    const isUnchanged = editor.context().ambiguous === editor.context().line;
    const isMore = settings?.['show-all-if-unmodified'] === 'on' && isUnchanged;
    if ((!isAll && !isMore) || editor.possible().choices.length < 2) return;
    if (!isUnchanged) editor.press('tab');
    editor.press('tab');
  };
  return {
    '\t': tab,
    '\x1b\x1b': tab,
    '\x1b?': () => pager.list(editor.possible()),
    '\x1b=': () => pager.list(editor.possible()),
    '\x1b*': insertAll,
    '\x1b/': () => editor.offer(choosing.as(': ')),
    '\x1b!': () => editor.offer(choosing.as('')),
    '\x1b~': () => editor.offer(users()),
    '\x1b$': () => editor.offer(choosing.as(': ')),
    '\x18/': () => pager.list(choosing.as(': ')),
    '\x18!': () => pager.list(choosing.as('')),
    '\x18~': () => pager.list(users()),
    '\x18$': () => pager.list(choosing.as(': ')),
    '\x1b\t': () => editor.offer(choosing.fromHistory(editor.context().history)),
    '\x1b{': () => editor.attemptLine(choosing.inBraces(editor.context().line)),
    'menu-complete': (count) => editor.attemptLine(choosing.next(editor.context().line, count)),
    'menu-complete-backward': (count) =>
      editor.attemptLine(choosing.next(editor.context().line, -count)),
  };
}

/** The commands that need more than the line, by their keys. */
export function createCommands(
  host: ReadlineHost,
  editor: Editor,
  pager: Pager,
  seeking: Seeking,
): Commands {
  const comment = (_count: number, isGiven: boolean): void => {
    const { text } = editor.context().line;
    editor.enterAs(isGiven && text.startsWith('#') ? text.slice(1) : `#${text}`);
  };
  const went = (at: number): void => {
    const { line, history } = editor.now();
    const moved = goTo(history, at, line.text);
    if (moved === undefined || at === history.at) return;
    editor.apply({ history: moved.history, line: lineAfter(line, moved.text) });
  };
  return {
    '\x1b<': () => went(editor.context().history.lines.length - 1),
    '\x1b>': () => went(-1),
    ...createCompleting(host, editor, pager),
    '\x1b#': comment,
    '\x16\t': (count) =>
      editor.attemptLine(insert(editor.context().line, '\t'.repeat(Math.max(0, count)))),
    '\x1b[1~': () => editor.press('home'),
    '\x1b[4~': () => editor.press('end'),
    '\x1b[5D': () => editor.press('word-left'),
    '\x1b[5C': () => editor.press('word-right'),
    '\x1b[5~': () => editor.attempt(seeking.byLine(editor.now(), 1, false)),
    '\x1b[6~': () => editor.attempt(seeking.byLine(editor.now(), -1, false)),
    'history-substring-search-backward': () =>
      editor.attempt(seeking.byLine(editor.now(), 1, true)),
    'history-substring-search-forward': () =>
      editor.attempt(seeking.byLine(editor.now(), -1, true)),
    '\x0f': () => operateAndGetNext(host, editor),
    '\x1b\x0c': () => editor.press('clear-screen'),
    '\x18\x15': () => editor.press('undo'),
    '\x18\x7f': () => editor.press('kill-to-start'),
    '\x18\x16': () => host.print(VERSION, true),
    ...Object.fromEntries(
      Object.entries(OF_SHELL).map(([code, name]) => [code, () => editor.order(name, '')] as const),
    ),
  };
}
