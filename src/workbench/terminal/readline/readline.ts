import {
  type ChoiceList,
  insert,
  type KeyName,
  keyNameOf,
  NO_NOTICE,
} from '../../../machines/index.ts';
import { createCooked } from './cooked.ts';
import { createEdits, type Editing, findCharacter, lineAtIndex } from './edits.ts';
import { createFlow } from './flow.ts';
import type { ReadlineHost } from './host.ts';
import { createPager } from './pager.ts';

/** The part of readline that is needed more seldom than each minute. */
export interface Readline {
  /** Takes one key; false when it is none of its own, and means what it always means. */
  take(code: string): boolean;
  /** Shows choices below the line. */
  list(list: ChoiceList): void;
}

/** What the next key is for. */
type Mode =
  | { readonly type: 'command' }
  | { readonly type: 'prefix'; readonly codes: string }
  | { readonly type: 'quoted' }
  | { readonly type: 'character'; readonly by: 1 | -1 };

const COMMAND: Mode = { type: 'command' };
/** A larger numeric argument is a slip, and a line has no more characters than this. */
const MOST_REPEATS = 1000;
const VERSION = 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n';
/** How a line ends that is to be edited before it runs. */
const EDIT_KEYS = '\x18\x05';

/** What a key does with a negative argument. */
const OPPOSITES: Partial<Record<KeyName, KeyName>> = {
  left: 'right',
  right: 'left',
  'word-left': 'word-right',
  'word-right': 'word-left',
  backspace: 'delete',
  delete: 'backspace',
  up: 'down',
  down: 'up',
  'kill-to-end': 'kill-to-start',
  'kill-to-start': 'kill-to-end',
  'kill-word-back': 'kill-word-forward',
  'kill-word-forward': 'kill-word-back',
};
/** Keys that do the same once or many times. */
const ONCE: ReadonlySet<KeyName> = new Set([
  'kill-to-end',
  'kill-to-start',
  'yank',
  'enter',
  'tab',
]);

/** Creates it for one terminal. */
export function createReadline(host: ReadlineHost): Readline {
  const flow = createFlow(host);
  const cooked = createCooked(host);
  const commands = createCommands(host);
  return {
    list: commands.list,
    take(code) {
      if (flow.take(code)) return true;
      const snapshot = host.actor.getSnapshot();
      if (!snapshot.matches({ asked: 'typing' })) return false;
      return (snapshot.context.request?.history === '' ? cooked : commands).take(code);
    },
  };
}

function createCommands(host: ReadlineHost): Readline {
  const { actor } = host;
  const edits = createEdits();
  const pager = createPager(host);
  let mode: Mode = COMMAND;
  /** The numeric argument as it was typed: `-`, `3`, `-12`; '' for none. */
  let argument = '';
  /** Keys of the macro that is recorded, and of the last one. */
  let recorded: string[] | undefined;
  let macro: readonly string[] = [];

  const context = () => actor.getSnapshot().context;
  const say = (text: string): void =>
    actor.send({ type: 'NOTICE', notice: text === '' ? NO_NOTICE : { text, isAlone: false } });
  const apply = (changed: Editing): void => {
    actor.send({ type: 'EDITED', ...changed });
  };
  const press = (name: KeyName): void => {
    actor.send({ type: 'KEY', key: { type: 'key', name } });
  };
  const editing = (): Editing => ({ line: context().line, history: context().history });

  const possible = (): ChoiceList => {
    const { text, cursor } = context().line;
    return host.complete(text, cursor);
  };
  /** Completes the word before the cursor as if it stood behind `head`. */
  const completeAs = (head: string): void => {
    const { text, cursor } = context().line;
    const start = cursor - (/\S*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
    const word = text.slice(start, cursor);
    const { from, choices } = host.complete(head + word, head.length + word.length);
    actor.send({ type: 'CHOICES', list: { from: from - head.length + start, choices } });
  };
  const insertAll = (): void => {
    const { from, choices } = possible();
    const { line, history } = editing();
    if (choices.length === 0) return;
    const all = choices.map(({ value }) => `${value.replace(/\/$/, '')} `).join('');
    const text = line.text.slice(0, from) + line.text.slice(line.cursor);
    apply({ history, line: insert({ ...line, text, cursor: from }, all) });
  };
  /** Whether the shell asks: what it keeps itself comes with its request. */
  const isShell = (): boolean => typeof context().request?.history !== 'string';
  const enterAs = (text: string): void => {
    const { line, history } = editing();
    apply({ history, line: { ...line, text, cursor: text.length } });
    press('enter');
  };
  /** Enters the line, and brings the one behind it in the history when the next is asked for. */
  const operateAndGetNext = (): void => {
    const { request, history } = context();
    const next = history.lines.length - history.at;
    const isFromHistory = history.at >= 0;
    press('enter');
    /** Whether the next line is asked for; the line is brought then. */
    const bring = (): boolean => {
      const asked = context().request;
      if (asked === undefined || asked === request) return false;
      apply(lineAtIndex(editing(), next));
      return true;
    };
    if (!isFromHistory || bring()) return;
    const waiting = actor.subscribe(() => {
      const isAsked = context().request !== request && context().request !== undefined;
      if (isAsked) waiting.unsubscribe();
      if (isAsked) bring();
    });
  };
  const comment = (_count: number, isGiven: boolean): void => {
    const { text } = context().line;
    enterAs(isGiven && text.startsWith('#') ? text.slice(1) : `#${text}`);
  };
  const replay = (): void => {
    for (const code of macro) host.type(code);
  };
  const enterMode = (next: Mode) => (): void => {
    mode = next;
  };
  const commands: Readonly<Record<string, (count: number, isGiven: boolean) => void>> = {
    '\x1b#': comment,
    '\x1b\x1b': () => press('tab'),
    '\x1b?': () => pager.list(possible()),
    '\x1b=': () => pager.list(possible()),
    '\x1b*': insertAll,
    '\x1b/': () => completeAs(': '),
    '\x1b!': () => completeAs(''),
    '\x0f': operateAndGetNext,
    '\x1b\x0c': () => press('clear-screen'),
    '\x1b\t': (count) => {
      const { line, history } = editing();
      apply({ history, line: insert(line, '\t'.repeat(Math.max(0, count))) });
    },
    '\x18\x15': () => press('undo'),
    '\x18\x7f': () => press('kill-to-start'),
    '\x18\x16': () => host.print(VERSION, true),
    '\x18\x05': () => {
      if (isShell()) enterAs(context().line.text + EDIT_KEYS);
    },
    '\x18(': () => {
      recorded = [];
    },
    '\x18)': () => {
      macro = (recorded ?? []).slice(0, -2);
      recorded = undefined;
    },
    '\x18e': replay,
    '\x11': enterMode({ type: 'quoted' }),
    '\x16': enterMode({ type: 'quoted' }),
    '\x1b[2~': enterMode({ type: 'quoted' }),
    '\x1d': enterMode({ type: 'character', by: 1 }),
    '\x1b\x1d': enterMode({ type: 'character', by: -1 }),
  };

  const showArgument = (): void => say(`(arg: ${argument === '-' ? '-1' : argument}) `);
  /** The argument as a number; it is used up. */
  const takeArgument = (): { count: number; isGiven: boolean } => {
    const isGiven = argument !== '';
    const count = argument === '' ? 1 : argument === '-' ? -1 : Number(argument);
    argument = '';
    if (isGiven) say('');
    return { count: Math.max(-MOST_REPEATS, Math.min(MOST_REPEATS, count)), isGiven };
  };
  /** Adds to the argument; answers whether the key was a part of it. */
  const addToArgument = (code: string): boolean => {
    const behindMeta = code.length === 2 && code.startsWith('\x1b') ? code.slice(1) : '';
    const digits = behindMeta || (argument === '' ? '' : code);
    const isSign = digits === '-' && (argument === '' || argument === '-');
    if (!isSign && !/^\d+$/.test(digits)) return false;
    argument = isSign ? '-' : `${argument}${digits}`;
    showArgument();
    return true;
  };
  const repeatKey = (code: string, count: number): void => {
    const name = keyNameOf(code);
    if (name === undefined) {
      if (code >= ' ') actor.send({ type: 'INSERT', text: code.repeat(Math.max(0, count)) });
      return;
    }
    const wanted = count < 0 ? (OPPOSITES[name] ?? name) : name;
    const times = ONCE.has(name) ? Math.min(1, Math.abs(count)) : Math.abs(count);
    for (let i = 0; i < times; i++) press(wanted);
  };
  /** Does what a whole key sequence means; false when that is nothing special. */
  const run = (code: string): boolean => {
    const edit = edits[code];
    const command = commands[code];
    const hasOwn = edit !== undefined || command !== undefined;
    if (!hasOwn && argument === '') return false;
    const { count, isGiven } = takeArgument();
    if (edit !== undefined) apply(edit(editing(), count, isGiven));
    else if (command !== undefined) {
      command(count, isGiven);
      // What takes a character of its own takes the argument, too.
      if (isGiven && mode !== COMMAND) argument = String(count);
    } else repeatKey(code, count);
    return true;
  };
  /** A key that was typed behind Esc or C-x. */
  const runPrefixed = (codes: string, code: string): void => {
    const whole = codes + code;
    mode = COMMAND;
    if (!addToArgument(whole) && !run(whole)) {
      const name = keyNameOf(whole);
      if (name !== undefined) press(name);
    }
  };
  const takeIn = (code: string, now: Mode): boolean => {
    if (now.type === 'prefix') {
      runPrefixed(now.codes, code);
      return true;
    }
    mode = COMMAND;
    const { count } = takeArgument();
    const [first = ''] = code;
    const { line, history } = editing();
    if (now.type === 'quoted') apply({ history, line: insert(line, first.repeat(count)) });
    if (now.type === 'character') {
      apply({ history, line: findCharacter(line, first, now.by * count) });
    }
    return true;
  };
  return {
    list: pager.list,
    take(code) {
      if (code === '\x03') {
        mode = COMMAND;
        takeArgument();
        pager.stop();
        return false;
      }
      const isExpected = mode !== COMMAND || argument !== '' || pager.isAsking();
      if (isExpected && code >= ' ' && code.length > 1) {
        for (const one of code) host.type(one);
        return true;
      }
      recorded?.push(code);
      if (pager.isAsking()) {
        pager.answer(code);
        return true;
      }
      if (mode !== COMMAND) return takeIn(code, mode);
      if (code === '\x1b' || code === '\x18') {
        mode = { type: 'prefix', codes: code };
        return true;
      }
      return addToArgument(code) || run(code);
    },
  };
}
