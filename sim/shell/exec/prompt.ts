import type { Program } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { expandHereDocument, hereParts } from '../expand/word.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { getText } from '../variables.ts';

/** A prompt with its backslash escapes replaced. */
function replaceEscapes(shell: Shell, text: string): string {
  const home = getText(shell, 'HOME');
  const { directory } = shell;
  const isHome = home !== undefined && (directory === home || directory.startsWith(`${home}/`));
  const shown = isHome ? `~${directory.slice(home.length)}` : directory;
  const host = shell.host.hostname;
  const date = (format: string): string => formatDate(format, shell.host.clock.epochMs());
  const values: Readonly<Record<string, () => string>> = {
    u: () => shell.host.user,
    h: () => host.split('.')[0] ?? host,
    H: () => host,
    w: () => shown,
    W: () => (shown === '~' || shown === '/' ? shown : (shown.split('/').at(-1) ?? '')),
    $: () => (shell.host.user === 'root' ? '#' : '$'),
    n: () => '\n',
    r: () => '\r',
    s: () => shell.name.split('/').at(-1) ?? shell.name,
    v: () => '5.2',
    V: () => '5.2.15',
    t: () => date('%H:%M:%S'),
    T: () => date('%I:%M:%S'),
    '@': () => date('%I:%M %p'),
    A: () => date('%H:%M'),
    d: () => date('%a %b %d'),
    j: () => String(shell.jobs.filter((job) => !job.isReported).length),
    '!': () => String(shell.history.length + 1),
    '#': () => String(shell.history.length + 1),
    e: () => '\x1b',
    a: () => '\x07',
    '\\': () => '\\',
    '[': () => '',
    ']': () => '',
  };
  return text
    .replace(/\\D\{([^}]*)\}/g, (_, format: string) => date(format === '' ? '%X' : format))
    .replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
    .replace(/\\e/g, '\x1b')
    .replace(/\\([\s\S])/g, (whole, letter: string) => values[letter]?.() ?? whole);
}

/** A prompt with its escapes and, behind them, its expansions replaced. */
export function* expandPrompt(shell: Shell, prompt: string): Program<string> {
  const text = replaceEscapes(shell, prompt);
  if (!/[$`]/.test(text.replace(/[$#] ?$/, ''))) return text;
  const { status } = shell;
  try {
    return (yield* expandHereDocument(shell, hereParts(text))).replace(/\n$/, '');
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    return text;
  } finally {
    shell.status = status;
  }
}
