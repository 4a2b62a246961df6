import type { LineOrder, LineStart, Program } from '../../kernel/index.ts';
import { expandQuietly } from '../exec/prompt.ts';
import { createUnit, printError } from '../exec/report.ts';
import { glob } from '../expand/glob.ts';
import { expandPast } from '../expand-line.ts';
import type { Shell } from '../types.ts';
import { getText, setText } from '../variables.ts';
import { readInitFile } from './bind.ts';
import { keysOfShell } from './inputrc.ts';

const atEnd = (text: string): LineStart => ({ text, cursor: text.length });

function* historyExpanded(shell: Shell, text: string): Program<string> {
  const expanded = expandPast(shell, text);
  if (expanded.ok) return expanded.text;
  yield* printError(shell, `bash: ${expanded.message}\n`);
  return text;
}

/** The line with the alias that it begins with replaced. */
const aliasExpanded = (shell: Shell, text: string): string =>
  text.replace(/^\s*[^\s;&|()<>]+/, (word) => shell.aliases.get(word.trim()) ?? word);

/** Where the word at the cursor begins and ends. */
function wordAround({ text, cursor }: LineOrder): { readonly from: number; readonly to: number } {
  const from = cursor - (/\S*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
  return { from, to: cursor + (/^\S*/.exec(text.slice(cursor))?.[0].length ?? 0) };
}

function replaced(order: LineOrder, change: (word: string) => string): LineStart {
  const { from, to } = wordAround(order);
  const made = change(order.text.slice(from, to));
  return {
    text: order.text.slice(0, from) + made + order.text.slice(to),
    cursor: from + made.length,
  };
}

const homeOf = (shell: Shell, user: string): string | undefined =>
  user === ''
    ? getText(shell, 'HOME')
    : user === 'root'
      ? '/root'
      : user === shell.host.user
        ? getText(shell, 'HOME')
        : undefined;

const tildeExpanded = (shell: Shell, order: LineOrder): LineStart =>
  replaced(order, (word) =>
    word.replace(/^~([\w-]*)/, (whole, user: string) => homeOf(shell, user) ?? whole),
  );

const NO_GLOB_OPTIONS = { dotglob: false, globstar: false, nocaseglob: false, hasDots: true };

/** The paths that the word at the cursor means, in its place; `isOne` when it may be one only. */
function globExpanded(shell: Shell, order: LineOrder, isOne: boolean): LineStart {
  return replaced(order, (word) => {
    const pattern = isOne && !/[*?[]/.test(word) ? `${word}*` : word;
    const paths = glob(shell.files, shell.directory, pattern, {
      ...NO_GLOB_OPTIONS,
      extglob: shell.shellOptions.has('extglob'),
    });
    const isMeant = word !== '' && paths.length > 0 && (!isOne || paths.length === 1);
    return isMeant ? `${paths.join(' ')} ` : word;
  });
}

/** Runs what `bind -x` gave a key, which sees the line and may change it. */
function* runBound(shell: Shell, { text, cursor, key }: LineOrder): Program<LineStart> {
  const action = keysOfShell(shell).bindings[key];
  if (action?.type !== 'command') return { text, cursor };
  setText(shell, 'READLINE_LINE', text);
  setText(shell, 'READLINE_POINT', String(cursor));
  const { status } = shell;
  yield* shell.engine.runText(shell, createUnit(action.text, shell.name, 1, shell.name));
  shell.status = status;
  const line = getText(shell, 'READLINE_LINE') ?? '';
  const point = Number(getText(shell, 'READLINE_POINT') ?? line.length);
  for (const name of ['READLINE_LINE', 'READLINE_POINT']) shell.scopes[0]?.delete(name);
  return { text: line, cursor: Math.max(0, Math.min(line.length, point || 0)) };
}

/** Does it, and answers the line as it is to be asked for again. */
export function* runOrder(shell: Shell, order: LineOrder): Program<LineStart> {
  const { name, text, cursor } = order;
  switch (name) {
    case 'command':
      return yield* runBound(shell, order);
    case 'history-expand-line':
      return atEnd(yield* historyExpanded(shell, text));
    case 'history-and-alias-expand-line':
      return atEnd(aliasExpanded(shell, yield* historyExpanded(shell, text)));
    case 'alias-expand-line':
      return atEnd(aliasExpanded(shell, text));
    case 'shell-expand-line':
      return atEnd(yield* expandQuietly(shell, aliasExpanded(shell, text)));
    case 'magic-space': {
      const head = `${yield* historyExpanded(shell, text.slice(0, cursor))} `;
      return { text: head + text.slice(cursor), cursor: head.length };
    }
    case 'tilde-expand':
      return tildeExpanded(shell, order);
    case 'glob-expand-word':
      return globExpanded(shell, order, false);
    case 'glob-complete-word':
      return globExpanded(shell, order, true);
    case 're-read-init-file':
      yield* readInitFile(shell);
      return { text, cursor };
    default:
      return { text, cursor };
  }
}
