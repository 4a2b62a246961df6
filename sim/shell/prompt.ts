import {
  editedLine,
  interruptible,
  type LineCompleter,
  type LineStart,
  need,
  type Program,
  resolvePath,
  type Signal,
  type Tty,
} from '../kernel/index.ts';
import { closeDescriptors } from './descriptors.ts';
import { loadHistory } from './history-file.ts';
import { groupOf, KEYS } from './key-signals.ts';
import { BASH } from './late-bash.ts';
import { runPlainStartup } from './startup.ts';
import { withTilde } from './tilde.ts';
import type { ReadLine, ShellState } from './types.ts';

/** What the escapes of a prompt stand for, by their letter. */
export type Escapes = Readonly<Record<string, () => string>>;

/** The escapes of a prompt but for those that write a date or any character. */
export function promptEscapes(shell: ShellState, home: string | undefined): Escapes {
  const { directory } = shell;
  const shown = withTilde(directory, home);
  const host = shell.host.hostname;
  return {
    u: () => shell.host.user || 'I have no name!',
    h: () => host.split('.')[0] ?? host,
    H: () => host,
    w: () => shown,
    W: () => (shown === '~' || shown === '/' ? shown : (shown.split('/').at(-1) ?? '')),
    $: () => (shell.host.identity.uid === 0 ? '#' : '$'),
    n: () => '\n',
    r: () => '\r',
    s: () => shell.name.split('/').at(-1) ?? shell.name,
    v: () => '5.2',
    V: () => '5.2.15',
    j: () => String(shell.jobs.filter((job) => !job.isReported).length),
    '!': () => String(shell.history.base + shell.history.lines.length + 1),
    '#': () => String(shell.commandsRun + 1),
    e: () => '\x1b',
    a: () => '\x07',
    '\\': () => '\\',
    '[': () => '',
    ']': () => '',
  };
}

const LATE_ESCAPES = /\\(?:[tT@AdD]|[0-7]{3})/;

/** A prompt with these escapes replaced. */
export const replaceEscapes = (text: string, escapes: Escapes): string =>
  text
    .replace(/\\e/g, '\x1b')
    .replace(/\\([\s\S])/g, (whole, letter: string) => escapes[letter]?.() ?? whole);

/** Whether a prompt whose escapes are replaced has something to expand. */
export const hasExpansion = (prompt: string): boolean => /[$`]/.test(prompt.replace(/[$#] ?$/, ''));

/**
 * What a signal means at a terminal. The keys' signals go to what runs in the foreground, with all
 * that it started; Ctrl-C ends the whole line if that dies of it. Without anything there a trap has
 * its turn.
 */
export function takeSignal(shell: ShellState, signal: Signal): boolean {
  const running = shell.foreground.filter((process) => process.exitCode() === undefined);
  if (KEYS.has(signal) && running.length > 0) {
    // Whether that ends the line is seen when it has ended.
    if (signal === 'SIGINT') shell.keySignal = signal;
    for (const process of groupOf(shell, running)) process.signal(signal);
    return true;
  }
  const action = shell.traps.get(signal.slice(3));
  if (action !== undefined) {
    if (action !== '') shell.signals.push(signal);
    return true;
  }
  if (signal === 'SIGINT') shell.interrupts.count++;
  return IGNORED.has(signal);
}

/** Signals that do not end a shell at a terminal. */
const IGNORED: ReadonlySet<Signal> = new Set([
  'SIGINT',
  'SIGTERM',
  'SIGPIPE',
  'SIGQUIT',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
]);

/** Reads a line; undefined when Ctrl-C ended that. */
export function readAtPrompt(
  tty: Tty,
  prompt: string,
  shell: ShellState,
  start?: LineStart,
): Program<ReadLine | undefined> {
  const before = shell.interrupts.count;
  const { history, keys } = shell;
  const complete: LineCompleter = (line, cursor, parts) =>
    BASH.of(parts)?.complete(shell, parts, line, cursor) ?? { from: cursor, choices: [] };
  const request = { ...editedLine(prompt, history.lines), shell: { start, keys, complete } };
  const reading = tty.readLine(request);
  const isTrapped = (): boolean => shell.signals.includes('SIGINT');
  return interruptible(lineOf(reading), () => shell.interrupts.count > before || isTrapped());
}

function* lineOf(reading: Program<string | undefined>): Program<ReadLine> {
  return { line: yield* reading };
}

/**
 * Starts a shell, and answers its first prompt when nothing has to be parsed or expanded for that.
 * Undefined when there has; what has been done then can be done again.
 */
function startPlainly(shell: ShellState): string | undefined {
  const textOf = (name: string): string | undefined => {
    const value = shell.scopes[0]?.get(name)?.value;
    return value?.kind === 'scalar' ? value.text : undefined;
  };
  const home = textOf('HOME');
  if ((textOf('PROMPT_COMMAND') ?? '') !== '') return undefined;
  const keys = textOf('INPUTRC') ?? `${home ?? ''}/.inputrc`;
  if (shell.launch.usesReadline && shell.files.stat(keys).ok) return undefined;
  const { isLogin, hasRc, rcFile } = shell.beginning;
  if (isLogin) return undefined;
  if (!shell.launch.readsStartupFiles && (textOf('ENV') ?? '') !== '') return undefined;
  const startup = shell.files.read(resolvePath(shell.directory, rcFile ?? `${home ?? ''}/.bashrc`));
  const isRead = shell.launch.readsStartupFiles && hasRc && startup.ok;
  if (isRead && !runPlainStartup(shell, startup.value)) return undefined;
  const text = textOf('PS1') ?? '';
  if (LATE_ESCAPES.test(text)) return undefined;
  const prompt = replaceEscapes(text, promptEscapes(shell, home));
  return hasExpansion(prompt) ? undefined : prompt;
}

/**
 * A shell at a terminal. What it runs lines with comes when there is a line to run, or something
 * to run before the first prompt.
 */
export function* runAtTerminal(
  shell: ShellState,
  env: ReadonlyMap<string, string>,
  tty: Tty,
): Program {
  shell.self.onSignal((signal) => takeSignal(shell, signal));
  try {
    const prompt = startPlainly(shell);
    if (prompt !== undefined) loadHistory(shell);
    let first: ReadLine | undefined;
    while (prompt !== undefined && first === undefined) {
      first = yield* readAtPrompt(tty, prompt, shell);
      if (first === undefined) shell.status = 130;
    }
    const { equip, runInteractive } = yield* need(BASH);
    return yield* runInteractive(equip(shell, env), tty, first);
  } finally {
    closeDescriptors(shell.fds);
  }
}
