import {
  cut,
  goTo,
  graphemesOf,
  insert,
  kill,
  type Line,
  left,
  right,
} from '../../../machines/index.ts';
import type { Editor } from './editor.ts';
import { upper } from './edits.ts';
import type { ReadlineHost } from './host.ts';
import type { Seeking } from './seeking.ts';
import { type CharacterSearch, findInLine, type Motion, motionOf } from './vi-motions.ts';

/** The keys of `set -o vi`. */
export interface Vi {
  /** Takes one key; false for those that mean what they mean in any mode. */
  take(code: string): boolean;
  /** The mode in which it takes the next key; undefined where that belongs to the key before. */
  mode(): 'insert' | 'command' | undefined;
}

/** What the next key is for. */
type Wanted =
  | { readonly type: 'command' }
  /** Where `d`, `c` or `y` is to go. */
  | { readonly type: 'motion'; readonly operator: string; readonly count: number }
  /** The character of `r`, or of a search in the line. */
  | { readonly type: 'character'; readonly key: string; readonly operator: string }
  /** What an earlier line has in it, as far as it is typed. */
  | { readonly type: 'sought'; readonly by: 1 | -1; readonly text: string };

const COMMAND: Wanted = { type: 'command' };
/** Control characters that insert mode takes as text. */
const PLAIN: ReadonlySet<string> = new Set('\x01\x02\x05\x06\x07\x0b\x0c\x0e\x0f\x10\x18');
const CHANGES = /^[xXdDcCsSyYpPrRiIaA~]/;
const OPPOSITE: Readonly<Record<string, string>> = { f: 'F', F: 'f', t: 'T', T: 't' };
/** A larger count is a slip. */
const MOST = 1000;

const plainly = (line: Line): Line => ({ ...line, last: { type: 'other' } });
const at = (line: Line, cursor: number): Line => ({ ...plainly(line), cursor });
/** On the last character at most, as in command mode. */
const within = (line: Line): Line =>
  at(line, Math.min(line.cursor, left({ ...line, cursor: line.text.length })));
/** Kills are never joined in this mode. */
const killed = (line: Line, from: number, to: number): Line =>
  plainly(kill(plainly(line), Math.min(from, to), Math.max(from, to)));

/** Where so many steps of one character lead. */
const repeated = (count: number, line: Line, step: (line: Line) => number): number => {
  let { cursor } = line;
  for (let most = count; most > 0; most--) cursor = step({ ...line, cursor });
  return cursor;
};

/**
 * Creates it for one terminal; `press` has a key mean what it means in the mode of emacs. Models
 * vi_mode.c of readline 8.2.
 */
export function createVi(
  host: ReadlineHost,
  editor: Editor,
  seeking: Seeking,
  press: (code: string) => void,
): Vi {
  let isInserting = true;
  let isReplacing = false;
  let wanted: Wanted = COMMAND;
  let count = '';
  /** Steps of undo that were there when inserting began. */
  let stepsBefore = 0;
  let isNew = true;
  /** Places that `m` marked. */
  const marks = new Map<string, number>();
  let lastSearch: CharacterSearch | undefined;
  let soughtBy: 1 | -1 = 1;
  /** The keys of the change that is made, and of the last one. */
  let keys: string[] = [];
  let lastChange: readonly string[] = [];
  let request: unknown;

  const line = (): Line => editor.now().line;
  const set = (changed: Line): void =>
    editor.apply({ history: editor.now().history, line: changed });
  const startInserting = (changed: Line, isOver = false): void => {
    stepsBefore = line().past.length;
    isInserting = true;
    isReplacing = isOver;
    set(changed);
  };
  const endInserting = (): void => {
    const now = line();
    // What is typed before the first Esc stays.
    const past = isNew ? [] : now.past.slice(0, stepsBefore + 1);
    isNew = false;
    isInserting = false;
    isReplacing = false;
    set(at({ ...now, past }, left(now)));
    if (CHANGES.test(keys.find((key) => !/^\d$/.test(key)) ?? '')) lastChange = keys;
    keys = [];
  };
  const fresh = (): void => {
    [isInserting, isReplacing, wanted, count, keys] = [true, false, COMMAND, '', ['i']];
    [stepsBefore, isNew] = [0, true];
  };
  const takeCount = (): number => {
    const number = Math.min(MOST, Number(count || 1));
    count = '';
    return number;
  };

  const isOfCount = (code: string): boolean =>
    /^[1-9]$/.test(code) || (code === '0' && count !== '');

  const operate = (operator: string, from: number, to: number): void => {
    const now = line();
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    if (operator === 'y') set({ ...plainly(now), kills: killed(now, first, last).kills });
    else if (operator === 'c') startInserting(killed(now, first, last));
    else set(within(killed(now, first, last)));
  };
  const follow = (motion: Motion | undefined, operator: string): void => {
    const now = line();
    if (motion === undefined) editor.attempt(undefined);
    else if (operator === '') set(within(at(now, motion.to)));
    else operate(operator, now.cursor, motion.to + (motion.isInclusive ? 1 : 0));
  };
  const findAgain = (isOther: boolean, operator: string): void => {
    if (lastSearch === undefined) return;
    const { key, character } = lastSearch;
    const search = { key: isOther ? (OPPOSITE[key] ?? key) : key, character };
    const { text, cursor } = line();
    follow(findInLine(text, cursor, search, takeCount()), operator);
  };
  const put = (isBefore: boolean): void => {
    const now = line();
    const text = (now.kills[0] ?? '').repeat(takeCount());
    const made = insert(at(now, isBefore ? now.cursor : right(now)), text);
    if (text !== '') set(at(made, left(made)));
  };
  const replaceWith = (character: string): void => {
    const now = line();
    const all = graphemesOf(now.text.slice(now.cursor)).slice(0, takeCount());
    const shorter = cut(now, now.cursor, now.cursor + all.join('').length);
    const made = insert(shorter, character.repeat(all.length));
    set(at({ ...made, past: shorter.past }, all.length === 0 ? now.cursor : left(made)));
  };
  const switchCase = (): void => {
    const now = line();
    const end = repeated(takeCount(), now, right);
    const part = now.text.slice(now.cursor, end);
    const swapped = [...part].map((c) => (c === c.toLowerCase() ? upper(c) : c.toLowerCase()));
    const shorter = cut(now, now.cursor, end);
    set(within({ ...insert(shorter, swapped.join('')), past: shorter.past }));
  };
  const inHistory = (by: number): void => {
    const { history } = editor.now();
    const moved = goTo(history, history.at + by, line().text);
    if (moved === undefined) editor.attempt(undefined);
    else
      editor.apply({
        history: moved.history,
        line: { ...at(line(), 0), text: moved.text, past: [] },
      });
  };
  const seek = (by: 1 | -1, text: string): void => {
    wanted = { type: 'sought', by, text };
    const notice = { text: (by === 1 ? '/' : '?') + text, isAlone: true };
    host.actor.send({ type: 'NOTICE', notice });
  };
  const find = (by: 1 | -1, text: string): void => {
    const found = seeking.byText(editor.now(), by, text);
    editor.attempt(found && { ...found, line: at(found.line, 0) });
  };

  /** Completes the word at the cursor, and goes on inserting. */
  const completeBy = (key: string): void => {
    startInserting(at(line(), right(line())));
    press(key);
  };
  const insertsOf = (): Readonly<Record<string, () => Line>> => ({
    i: line,
    I: () => at(line(), 0),
    a: () => at(line(), right(line())),
    A: () => at(line(), line().text.length),
    R: line,
    C: () => killed(line(), line().cursor, line().text.length),
    S: () => killed(line(), 0, line().text.length),
    s: () => killed(line(), line().cursor, repeated(takeCount(), line(), right)),
  });
  const commandsOf = (): Readonly<Record<string, () => void>> => ({
    x: () => operate('d', line().cursor, repeated(takeCount(), line(), right)),
    X: () => operate('d', repeated(takeCount(), line(), left), line().cursor),
    D: () => operate('d', line().cursor, line().text.length),
    Y: () => operate('y', line().cursor, line().text.length),
    p: () => put(false),
    P: () => put(true),
    '~': switchCase,
    u: () => {
      editor.press('undo');
      set(within(line()));
    },
    U: () => {
      const [first] = line().past;
      if (first !== undefined) set(at({ ...line(), ...first, past: [] }, 0));
    },
    k: () => inHistory(takeCount()),
    '-': () => inHistory(takeCount()),
    '\x1b[A': () => inHistory(takeCount()),
    '\x10': () => inHistory(takeCount()),
    j: () => inHistory(-takeCount()),
    '+': () => inHistory(-takeCount()),
    '\x1b[B': () => inHistory(-takeCount()),
    '\x0e': () => inHistory(-takeCount()),
    '/': () => seek(1, ''),
    '?': () => seek(-1, ''),
    n: () => find(soughtBy, ''),
    N: () => find(soughtBy === 1 ? -1 : 1, ''),
    ';': () => findAgain(false, ''),
    ',': () => findAgain(true, ''),
    '#': () => editor.enterAs(`#${line().text}`),
    '=': () => {
      const { cursor } = line();
      set(at(line(), right(line())));
      press('\x1b=');
      set(at(line(), cursor));
    },
    '*': () => completeBy('\x1b*'),
    '\\': () => completeBy('\t'),
    v: () => editor.order('edit-and-execute-command', ''),
    G: () => {
      const { history } = editor.now();
      const wantedAt = count === '' ? history.lines.length - 1 : history.lines.length - takeCount();
      inHistory(wantedAt - history.at);
    },
    '.': () => {
      for (const code of lastChange) host.type(code);
    },
  });

  /** A key where an operator waits for a motion. */
  const takeMotion = (code: string, operator: string, before: number): void => {
    if (isOfCount(code)) {
      count += code;
      return;
    }
    wanted = COMMAND;
    const many = takeCount() * before;
    const { text, cursor } = line();
    if (code === operator) operate(operator, 0, text.length);
    else if (/^[fFtT`]$/.test(code)) {
      count = String(many);
      wanted = { type: 'character', key: code, operator };
      return;
    } else if (code === ';' || code === ',') findAgain(code === ',', operator);
    else {
      // The blank behind a word is no part of what is changed.
      const key = operator === 'c' && /^w$/i.test(code) ? (code === 'w' ? 'e' : 'E') : code;
      follow(motionOf(key, text, cursor, many), operator);
    }
  };
  const takeCharacter = (code: string, key: string, operator: string): void => {
    wanted = COMMAND;
    const [character = ''] = code;
    if (character < ' ') return;
    if (key === 'r') replaceWith(character);
    else if (key === 'm') marks.set(character, line().cursor);
    else if (key === '`') {
      const to = marks.get(character);
      follow(to === undefined ? undefined : { to, isInclusive: false }, operator);
    } else {
      lastSearch = { key, character };
      follow(findInLine(line().text, line().cursor, lastSearch, takeCount()), operator);
    }
  };
  const takeSought = (code: string, by: 1 | -1, text: string): void => {
    if (code === '\x7f' && text !== '') seek(by, text.slice(0, -1));
    else if (code >= ' ' && code !== '\x7f') seek(by, text + code);
    else {
      wanted = COMMAND;
      editor.say('');
      if (code !== '\r' && code !== '\n') return;
      soughtBy = by;
      find(by, text);
    }
  };
  /** A key of command mode where nothing is waited for; false when it is none. */
  const takeCommand = (code: string): boolean => {
    if (isOfCount(code)) {
      count += code;
      return true;
    }
    const began = insertsOf()[code];
    const command = commandsOf()[code];
    if (/^[dcy]$/.test(code)) wanted = { type: 'motion', operator: code, count: takeCount() };
    else if (/^[rfFtTm`]$/.test(code)) wanted = { type: 'character', key: code, operator: '' };
    else if (began !== undefined) startInserting(began(), code === 'R');
    else if (command !== undefined) command();
    else {
      const motion = motionOf(code, line().text, line().cursor, takeCount());
      if (motion === undefined && code < ' ') return false;
      follow(motion, '');
    }
    return true;
  };
  const takeInCommandMode = (code: string): boolean => {
    if (code !== '.' && wanted.type !== 'sought') keys.push(code);
    if (wanted.type === 'motion') takeMotion(code, wanted.operator, wanted.count);
    else if (wanted.type === 'character') takeCharacter(code, wanted.key, wanted.operator);
    else if (wanted.type === 'sought') takeSought(code, wanted.by, wanted.text);
    else if (!takeCommand(code)) {
      keys = [];
      press(code);
      if (host.actor.getSnapshot().matches({ asked: 'typing' })) set(within(line()));
      return true;
    }
    if (isInserting || wanted.type !== 'command' || count !== '') return true;
    if (CHANGES.test(keys.find((key) => !/^\d$/.test(key)) ?? '')) lastChange = keys;
    keys = [];
    return true;
  };
  const takeInserting = (code: string): boolean => {
    if (code === '\x1b') {
      keys.push(code);
      endInserting();
      return true;
    }
    keys.push(code);
    if (isReplacing && code >= ' ' && code !== '\x7f') {
      const now = line();
      const end = Math.min(now.text.length, now.cursor + code.length);
      set(insert(cut(now, now.cursor, end), code));
      return true;
    }
    if (!PLAIN.has(code)) return false;
    set(insert(line(), code));
    return true;
  };

  const take = (code: string): boolean => {
    const asked = editor.context().request;
    if (asked !== request) fresh();
    request = asked;
    if ('\x03\r\n'.includes(code) && wanted.type !== 'sought') {
      fresh();
      return false;
    }
    // Ctrl-D enters a line that is not empty.
    if (code === '\x04' && line().text !== '') {
      fresh();
      editor.press('enter');
      return true;
    }
    // What is typed at once comes at once, and Alt is Esc.
    const isMany = code >= ' ' && code.length > 1 && (!isInserting || isReplacing);
    const isAlt = code.startsWith('\x1b') && !/^(?:$|[[O])/.test(code.slice(1));
    if (isMany || isAlt) {
      for (const one of code) host.type(one);
      return true;
    }
    if (isInserting) return takeInserting(code);
    // Esc gives up what was begun.
    if (code === '\x1b') {
      [wanted, count, keys] = [COMMAND, '', []];
      editor.say('');
      return true;
    }
    return takeInCommandMode(code);
  };
  return {
    take,
    mode() {
      if (editor.context().request !== request || isInserting) return 'insert';
      return wanted.type === 'command' ? 'command' : undefined;
    },
  };
}
