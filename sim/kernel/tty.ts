import type { Advice } from './advice.ts';
import { isOrder } from './line-order.ts';
import { type LineCompleter, type LineRequest, plainLine } from './line-request.ts';
import type { Program, Wait } from './program.ts';
import type { Reader, Writer } from './stream.ts';

/** The side of a terminal that a program sees. */
export interface Tty extends Reader, Writer {
  columns(): number;
  rows(): number;
  /**
   * Asks for one line. `prompt` is shown in front of it; `echo: false` hides what is typed;
   * `history` are the lines that the arrow keys bring back, or names whose they are (`zkCli`, …; ''
   * for none). Undefined at the end of input (Ctrl-D on an empty line).
   */
  readLine(request: LineRequest): Program<string | undefined>;
  /**
   * What the line discipline has next: a line with its end, or what stood there at Ctrl-D, without
   * one; undefined at Ctrl-D on an empty line. Hidden when `echo` is false, with the end of it.
   */
  readText(echo: boolean): Program<string | undefined>;
  /**
   * The editor port: hands a text to the editor that the person at this terminal uses, and waits
   * until it is left. Answers the text as it was saved, or undefined when it was left without
   * saving. The page opens its own editor; in a test the master side answers.
   */
  edit(request: EditRequest): Program<string | undefined>;
  /**
   * The next key, as a terminal sends it (`q`, `\x1b[A`, …), not echoed; undefined when what
   * `unless` waits for comes first. Ctrl-C and Ctrl-Z are signals all the same.
   */
  readKey(unless: Wait): Program<string | undefined>;
  /**
   * Suggests something to the person at this terminal, after a mistake. It is no output: it is told
   * when the next line is asked for, the latest only, and nobody but a page may show it.
   */
  advise(advice: Advice): void;
  /** Whether what is typed is shown from now on, as `stty echo` and `stty -echo` say it. */
  setEcho(isOn: boolean): void;
  isEchoing(): boolean;
  /** Says how large the terminal is, until its window changes: `stty rows` and `stty cols`. */
  resize(columns: number, rows: number): void;
}

/** What `vi`, `nano` and `kubectl edit` ask the page's editor for. */
export interface EditRequest {
  /** Absolute path of the file, which names it and tells its language; it need not exist. */
  readonly path: string;
  readonly text: string;
}

/** What a terminal waits for: a line, a key or an edited text, or nothing: a program runs. */
export type TtyState =
  | { readonly type: 'running' }
  | { readonly type: 'key' }
  | { readonly type: 'edit'; readonly request: EditRequest }
  | { readonly type: 'line'; readonly request: LineRequest };

/** The side of a terminal that a person, a page or a script holds. */
export interface TtyMaster {
  state(): TtyState;
  /** What Tab offers to who asks for a line, or has asked last. */
  complete: LineCompleter;
  /** Gives a line to whoever asks for one, or keeps it for the next who does. */
  sendLine(line: string): void;
  /** Gives keys to whoever reads them, or keeps them for the next who does. */
  sendKeys(keys: string): void;
  /**
   * Ctrl-C behind `typed`, the half of a line that was not sent; both are echoed and dropped. A
   * line that was edited ends by it.
   */
  interrupt(typed: string): void;
  /** Ctrl-Z, likewise; at a prompt with a history nothing is echoed or dropped. */
  suspend(typed: string): void;
  /** Ctrl-\, likewise; at the prompt of a shell, which ignores it, nothing happens. */
  quit(typed: string): void;
  /** The editor was left, with the saved text or without saving; ignored when none is open. */
  leaveEditor(saved: string | undefined): void;
  /**
   * Ctrl-D behind `typed`: who reads is given that without the end of a line, and the end of input
   * when it is ''.
   */
  endOfFile(typed: string): void;
  resize(columns: number, rows: number): void;
  /** Called with every piece of output, in order. Returns a function that ends the subscription. */
  onOutput(listener: (text: string) => void): () => void;
  /** Called with what is suggested, when all output before it is there. Returns an unsubscriber. */
  onAdvice(listener: (advice: Advice) => void): () => void;
}

export interface TtyPair {
  readonly tty: Tty;
  readonly master: TtyMaster;
}

/** The same terminal for a program that a script runs: nobody typed it, so nothing is suggested. */
export const withoutAdvice = (tty: Tty | undefined): Tty | undefined =>
  tty === undefined ? undefined : { ...tty, advise: () => undefined };

/** The signals of a terminal's keys. */
export type KeySignal = 'SIGINT' | 'SIGTSTP' | 'SIGQUIT';

/** How a program takes the whole screen of a terminal, and gives it back. */
const SCREEN = '\x1b[?1049';
const TAKEN = 'h';
const GIVE_BACK = `${SCREEN}l`;

// One escape sequence, or one character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const KEYS = /\x1b\[[\d;?]*[ -/]*[@-~]|\x1bO[@-~]|\x1b[^\x1b]|[\s\S]/gu;

/** The terminal that a program writes to; undefined for pipes and files. */
export function screenOf(writer: Writer): Tty | undefined {
  if ('screen' in writer) return writer.screen as Tty | undefined;
  return 'readLine' in writer ? (writer as Tty) : undefined;
}

/** A line that waits for who asks; undefined for the end of input. */
interface Typed {
  readonly line: string | undefined;
  /** Whether it goes on: Ctrl-D gave it to who reads before it was entered. */
  readonly isPart: boolean;
  /** Whether it stands on the screen already. */
  readonly isShown: boolean;
}

const NOTHING_TYPED: Typed = { line: undefined, isPart: false, isShown: false };

/** What a terminal shows of control characters that stand in a line. Models ECHOCTL. */
export const echoed = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is not to be shown
  line.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, keyOf);

const keyOf = (control: string): string => `^${String.fromCharCode(control.charCodeAt(0) ^ 64)}`;

/**
 * Creates a terminal. A line that is taken is echoed with its prompt to the output, unless its
 * request says otherwise, so that the output alone is the whole transcript. `onSignal` is told of
 * Ctrl-C, Ctrl-Z and Ctrl-\.
 */
export function createTty(
  size: { columns: number; rows: number },
  onSignal: (signal: KeySignal) => void,
): TtyPair {
  let { columns, rows } = size;
  let request: LineRequest | undefined;
  let editing: { readonly request: EditRequest; isLeft: boolean; saved?: string } | undefined;
  const typed: Typed[] = [];
  let wasAsked = false;
  let completer: LineCompleter | undefined;
  const keys: string[] = [];
  let keyReader: object | undefined;
  const listeners = new Set<(text: string) => void>();
  const advised = new Set<(advice: Advice) => void>();
  let advice: Advice | undefined;
  const tellAdvice = (): void => {
    const told = advice;
    advice = undefined;
    if (told !== undefined) for (const listener of advised) listener(told);
  };
  /** Whether a program has the whole screen. */
  let isTaken = false;
  let isEchoing = true;
  /** What was typed ahead is for nobody any more, and what was ended needs no suggestion. */
  const forget = (): void => {
    typed.length = 0;
    keys.length = 0;
    advice = undefined;
  };
  /** The line as it stands while `half` of it is typed. */
  const lineWith = (half: string): string =>
    `${request?.prompt ?? ''}${request?.echo === false ? '' : half}`;
  const put = (text: string): void => {
    const at = text.lastIndexOf(SCREEN);
    if (at >= 0) isTaken = text[at + SCREEN.length] === TAKEN;
    for (const listener of listeners) listener(text);
  };
  /** Waits for a line or a part of one; `isQuiet` when a hidden one hides its end, too. */
  function* take(given: LineRequest, isQuiet: boolean): Program<Typed> {
    const wanted = isEchoing || !given.echo ? given : { ...given, echo: false };
    request = wanted;
    completer = wanted.shell?.complete;
    wasAsked = true;
    tellAdvice();
    try {
      while (typed.length === 0) {
        [request, keyReader, completer] = [wanted, undefined, wanted.shell?.complete];
        // Who was stopped while somebody else asked asks again.
        yield { ready: () => typed.length > 0 || request === undefined };
      }
      const next = typed.shift() ?? NOTHING_TYPED;
      // Who edits lines may want something of its shell, and enters none by that.
      const { line, isPart } = next;
      if (wanted.shell !== undefined && isOrder(line ?? '')) return next;
      // Who edits lines itself shows them again behind its prompt.
      const isEchoed = wanted.echo && !(next.isShown && wanted.history === '');
      const isEnded = line !== undefined && !isPart;
      const isEndShown = isEnded && (wanted.echo ? isEchoed : !isQuiet);
      put(wanted.prompt + (isEchoed ? echoed(line ?? '') : '') + (isEndShown ? '\n' : ''));
      return next;
    } finally {
      if (request === wanted) request = undefined;
    }
  }
  const resize = (newColumns: number, newRows: number): void => {
    [columns, rows] = [newColumns, newRows];
  };
  function* readLine(given: LineRequest): Program<string | undefined> {
    let text = '';
    let { prompt } = given;
    // Who edits lines ends the one that it does not show.
    const isPlain = given.history === '';
    for (;;) {
      const { line, isPart } = yield* take({ ...given, prompt }, given.echo && isPlain);
      if (line === undefined) return text === '' ? undefined : text;
      text += line;
      if (!isPart) return text;
      prompt = '';
    }
  }
  function* readText(echo: boolean): Program<string | undefined> {
    const { line, isPart } = yield* take({ ...plainLine(''), echo }, true);
    return line === undefined || isPart ? line : `${line}\n`;
  }
  function* edit(wanted: EditRequest): Program<string | undefined> {
    const own: NonNullable<typeof editing> = { request: wanted, isLeft: false };
    editing = own;
    try {
      while (!own.isLeft) yield { ready: () => own.isLeft };
      return own.saved;
    } finally {
      if (editing === own) editing = undefined;
    }
  }
  function* readKey(unless: Wait): Program<string | undefined> {
    // Lines that came before somebody wanted keys were typed as keys, too.
    for (const { line, isPart } of typed.splice(0)) {
      keys.push(...(line ?? ''), line === undefined || isPart ? '\x04' : '\r');
    }
    const own = {};
    const isDue = (): boolean => keyReader === own && keys.length > 0;
    const isOver = (): boolean => unless.ready?.() === true;
    // Who was stopped while somebody else asked asks again.
    const isPushedAside = (): boolean => keyReader !== own && request === undefined;
    try {
      do {
        [keyReader, request] = [own, undefined];
        if (isDue()) break;
        yield { ...unless, ready: () => isDue() || isOver() || isPushedAside() };
      } while (isPushedAside());
      return keyReader === own ? keys.shift() : undefined;
    } finally {
      if (keyReader === own) keyReader = undefined;
    }
  }
  const stateNow = (): TtyState => {
    if (keyReader !== undefined) return { type: 'key' };
    if (editing !== undefined) return { type: 'edit', request: editing.request };
    return request === undefined ? { type: 'running' } : { type: 'line', request };
  };
  return {
    tty: {
      columns: () => columns,
      rows: () => rows,
      readLine,
      edit,
      readKey,
      advise: (given) => {
        advice = given;
      },
      setEcho(isOn) {
        isEchoing = isOn;
      },
      isEchoing: () => isEchoing,
      resize,
      readText,
      read: () => readText(true),
      // biome-ignore lint/correctness/useYield: a terminal takes everything at once
      *write(text) {
        put(text);
        return true;
      },
    },
    master: {
      state: stateNow,
      complete: (line, cursor, parts) =>
        completer?.(line, cursor, parts) ?? { from: cursor, choices: [] },
      sendLine: (line) => {
        // What is typed ahead shows at once, but for a program that has the screen for itself.
        const isBusy = wasAsked && stateNow().type === 'running';
        const isShown = isBusy && isEchoing && !isTaken;
        typed.push({ line, isPart: false, isShown });
        if (isShown) put(`${echoed(line)}\n`);
      },
      sendKeys: (text) => {
        for (const [key] of text.matchAll(KEYS)) keys.push(key);
      },
      interrupt(half) {
        forget();
        // Who edits lines ends the one that is dropped; else that is for whoever the signal ends.
        const isEdited = request !== undefined && request.history !== '';
        const key = isTaken || !isEchoing || request?.echo === false ? '' : '^C';
        if (keyReader === undefined) put(lineWith(half) + key + (isEdited ? '\n' : ''));
        onSignal('SIGINT');
      },
      suspend(half) {
        if (editing !== undefined) return;
        const isAtPrompt = request !== undefined && request.history !== '';
        if (!isAtPrompt && keyReader === undefined && request?.echo !== false)
          put(`${request?.prompt ?? ''}${half}^Z`);
        // Who has the whole screen gives it back before it stops.
        if (isTaken) put(GIVE_BACK);
        onSignal('SIGTSTP');
      },
      quit(half) {
        if (editing !== undefined || request?.shell !== undefined) return;
        forget();
        if (keyReader === undefined) put(`${lineWith(half)}^\\`);
        if (isTaken) put(GIVE_BACK);
        onSignal('SIGQUIT');
      },
      leaveEditor(saved) {
        if (editing === undefined) return;
        editing.isLeft = true;
        if (saved !== undefined) editing.saved = saved;
      },
      endOfFile(half) {
        typed.push(half === '' ? NOTHING_TYPED : { line: half, isPart: true, isShown: false });
      },
      resize,
      onOutput(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onAdvice(listener) {
        advised.add(listener);
        return () => advised.delete(listener);
      },
    },
  };
}
