import {
  type ChoiceList,
  type KeyBindings,
  type KeyName,
  keyNameOf,
  typeIn,
} from '../../../machines/index.ts';
import { type Commands, createCommands } from './commands.ts';
import { createCooked } from './cooked.ts';
import { createEditor } from './editor.ts';
import { createEdits, findCharacter } from './edits.ts';
import { createFlow } from './flow.ts';
import type { ReadlineHost } from './host.ts';
import { createKeymap } from './keymap.ts';
import { createPager } from './pager.ts';
import { createSearching } from './searching.ts';
import { createSeeking } from './seeking.ts';
import { createVi } from './vi.ts';
import { viKeyOf } from './vi-functions.ts';

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
  | { readonly type: 'character'; readonly by: 1 | -1 }
  /** What an earlier line has in it, as far as it is typed. */
  | { readonly type: 'sought'; readonly by: 1 | -1; readonly text: string };

const COMMAND: Mode = { type: 'command' };
/** A larger numeric argument is a slip, and a line has no more characters than this. */
const MOST_REPEATS = 1000;

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
  'end-of-file': 'backspace',
  'kill-word-back': 'kill-word-forward',
  'kill-word-forward': 'kill-word-back',
};
/** Keys that do the same whatever the number. */
const ONCE: ReadonlySet<KeyName> = new Set([
  'kill-to-end',
  'kill-to-start',
  'yank',
  'enter',
  'tab',
]);

/** The key that one with Shift behind Esc or C-x means: readline's `do-lowercase-version`. */
const lowered = (code: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what such keys begin with
  /^[\x1b\x18][A-Z]$/.test(code) ? code.toLowerCase() : code;

/** Creates it for one terminal. */
export function createReadline(host: ReadlineHost): Readline {
  const flow = createFlow(host);
  const cooked = createCooked(host);
  const keysNow = () => host.actor.getSnapshot().context.request?.shell?.keys;
  const isVi = (): boolean => keysNow()?.settings['editing-mode'] === 'vi';
  const editor = createEditor(host);
  const emacs = createEmacs(host, () => (isVi() ? {} : (keysNow()?.bindings ?? {})));
  const searching = createSearching(host);
  const vi = createVi(host, editor, createSeeking(), emacs.press);
  const viKeys = createKeymap(host, {
    hasEscape: true,
    bindings() {
      const mode = vi.mode();
      return (mode === undefined ? undefined : keysNow()?.vi[mode]) ?? {};
    },
    press(code) {
      if (!vi.take(code)) emacs.press(code);
    },
    perform(code) {
      const key = viKeyOf(code);
      if (key === undefined) emacs.press(code);
      else if (!vi.take(key)) emacs.press(key);
    },
    order: editor.order,
  });
  const takeInVi = (code: string): boolean => {
    if (code === '\x03') viKeys.stop();
    else if (viKeys.take(code)) return true;
    return vi.take(code);
  };
  return {
    list: emacs.list,
    take(code) {
      if (flow.take(code)) return true;
      if (searching.take(code)) return true;
      const snapshot = host.actor.getSnapshot();
      if (!snapshot.matches({ asked: 'typing' })) return false;
      const { request } = snapshot.context;
      if (request?.history === '') return cooked.take(code);
      return (isVi() && !emacs.isExpecting() && takeInVi(code)) || emacs.take(code);
    },
  };
}

/** The same in the mode of emacs. */
interface Emacs extends Readline {
  /** Does what a key means when the shell gave it nothing else to do. */
  press(code: string): void;
  /** Whether the next key belongs to the one before it, or answers a question. */
  isExpecting(): boolean;
}

function createEmacs(host: ReadlineHost, bindings: () => KeyBindings): Emacs {
  const { actor } = host;
  const editor = createEditor(host);
  const { press, say, apply, order } = editor;
  const seeking = createSeeking();
  const edits = createEdits();
  const pager = createPager(host);
  let mode: Mode = COMMAND;
  /** The numeric argument as it was typed: `-`, `3`, `-12`; '' for none. */
  let argument = '';
  /** Keys of the macro that is recorded, and of the last one. */
  let recorded: string[] | undefined;
  let macro: readonly string[] = [];

  const replay = (): void => {
    for (const code of macro) host.type(code);
  };
  const enterMode = (next: Mode) => (): void => {
    mode = next;
  };
  const seek = (by: 1 | -1, text: string): void => {
    mode = { type: 'sought', by, text };
    const { request } = editor.context();
    const notice = { text: `${request?.prompt ?? ''}:${text}`, isAlone: true };
    actor.send({ type: 'NOTICE', notice });
  };
  const commands: Commands = {
    ...createCommands(host, editor, pager, seeking),
    '\x1bp': () => seek(1, ''),
    '\x1bn': () => seek(-1, ''),
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
    const times = ONCE.has(name) ? 1 : Math.abs(count);
    for (let i = 0; i < times; i++) press(wanted);
  };
  /** Does what a whole key sequence means; false when that is nothing special. */
  const run = (code: string): boolean => {
    const edit = edits[code];
    const command = commands[code];
    const hasOwn = edit !== undefined || command !== undefined;
    if (!hasOwn && argument === '') return false;
    const { count, isGiven } = takeArgument();
    if (edit !== undefined) apply(edit(editor.now(), count, isGiven));
    else if (command !== undefined) {
      command(count, isGiven);
      // What takes a character of its own takes the argument, too.
      if (isGiven && mode !== COMMAND) argument = String(count);
    } else repeatKey(code, count);
    return true;
  };
  /** A key that was typed behind Esc or C-x. */
  const runPrefixed = (codes: string, code: string): void => {
    const whole = lowered(codes + code);
    mode = COMMAND;
    if (!addToArgument(whole) && !run(whole)) {
      const name = keyNameOf(whole);
      if (name !== undefined) press(name);
    }
  };
  /** A key of what is sought in the history; any that is no part of that gives it up. */
  const takeSought = (code: string, by: 1 | -1, text: string): void => {
    if (code === '\x7f' && text !== '') seek(by, text.slice(0, -1));
    else if (code >= ' ' && code !== '\x7f') seek(by, text + code);
    else {
      say('');
      if (code !== '\r' && code !== '\n') return;
      const now = editor.now();
      apply({ ...now, line: { ...now.line, cursor: 0 } });
      editor.attempt(seeking.byText(now, by, text));
    }
  };
  const takeIn = (code: string, now: Mode): boolean => {
    if (now.type === 'prefix') {
      runPrefixed(now.codes, code);
      return true;
    }
    mode = COMMAND;
    if (now.type === 'sought') {
      takeSought(code, now.by, now.text);
      return true;
    }
    const { count } = takeArgument();
    const [first = '', ...rest] = code;
    const { line, history } = editor.now();
    if (now.type === 'quoted') apply({ history, line: typeIn(line, first.repeat(count)) });
    if (now.type === 'character') {
      apply({ history, line: findCharacter(line, first, now.by * count) });
    }
    host.type(rest.join(''));
    return true;
  };
  const take = (code: string): boolean => {
    if (code === '\x03') {
      if (mode.type === 'sought')
        apply({ ...editor.now(), line: { ...editor.now().line, text: '', cursor: 0 } });
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
    if (lowered(code) !== code) {
      pressKey(lowered(code));
      return true;
    }
    return addToArgument(code) || run(code);
  };
  const pressKey = (code: string): void => {
    if (take(code)) return;
    const name = keyNameOf(code);
    if (name !== undefined) press(name);
    // The name of a function that there is not is no text.
    else if (code >= ' ' && !/^[a-z]+(?:-[a-z]+)+$/.test(code)) {
      actor.send({ type: 'INSERT', text: code });
    }
  };
  const isExpecting = (): boolean => mode !== COMMAND || pager.isAsking();
  const keymap = createKeymap(host, {
    hasEscape: false,
    bindings,
    press: pressKey,
    perform: pressKey,
    order,
  });
  return {
    list: pager.list,
    press: pressKey,
    isExpecting,
    take(code) {
      if (code === '\x03') keymap.stop();
      return (!isExpecting() && code !== '\x03' && keymap.take(code)) || take(code);
    },
  };
}
