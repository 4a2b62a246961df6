import {
  above,
  below,
  compile,
  goDown,
  goToMatch,
  heightOf,
  lastPage,
  type Prompt,
  type View,
  whereText,
} from './pager.ts';

/** What a key leads to beyond the text that is shown. */
export type After = 'stay' | 'quit' | 'help' | 'next-file' | 'previous-file';

type Action = (view: View, count: number | undefined) => After | undefined;

const say = (view: View, text: string): void => {
  view.pager.prompt = { type: 'message', text };
};

const down =
  (rows: (view: View, count: number | undefined) => number): Action =>
  (view, count) => {
    // What it goes to must have been read; the pager comes back with it.
    goDown(view, rows(view, count));
    return undefined;
  };
const up =
  (rows: (view: View, count: number | undefined) => number): Action =>
  (view, count) => {
    view.pager.top = above(view, view.pager.top, rows(view, count));
    return undefined;
  };
const lines = (_view: View, count: number | undefined): number => count ?? 1;
const windows = (view: View, count: number | undefined): number => count ?? heightOf(view);
const halves = (view: View, count: number | undefined): number =>
  count ?? Math.max(1, Math.floor(heightOf(view) / 2));

const toLine: Action = (view, count) => {
  const { pager } = view;
  const last = Math.max(0, pager.source.lines.length - 1);
  pager.top = { line: Math.min(Math.max(1, count ?? 1) - 1, last), row: 0 };
  return undefined;
};

const toEnd: Action = (view, count) => {
  if (count !== undefined) return toLine(view, count);
  view.pager.top = lastPage(view);
  return undefined;
};

const search =
  (isOpposite: boolean): Action =>
  (view, count) => {
    const { pager } = view;
    if (pager.pattern === undefined) {
      say(view, 'No previous regular expression');
      return undefined;
    }
    const by = isOpposite ? (pager.direction === 1 ? -1 : 1) : pager.direction;
    if (!goToMatch(view, by, count ?? 1, pager.top.line + by)) {
      say(view, 'Pattern not found  (press RETURN)');
    }
    return undefined;
  };

const type =
  (kind: (Prompt & { type: 'typing' })['kind']): Action =>
  (view) => {
    view.pager.prompt = { type: 'typing', kind, text: '' };
    return undefined;
  };

const sideways =
  (by: 1 | -1): Action =>
  (view, count) => {
    const step = count ?? Math.floor(view.screen.columns() / 2);
    view.options.isChopped ||= by > 0;
    view.pager.shift = Math.max(0, view.pager.shift + by * step);
    return undefined;
  };

const quit: Action = () => 'quit';
const where: Action = (view) => {
  say(view, `${whereText(view)}  (press RETURN)`);
  return undefined;
};
const percentOf: Action = (view, count) => {
  const at = Math.floor((view.pager.source.lines.length * (count ?? 0)) / 100);
  view.pager.top = below(view, { line: 0, row: 0 }, 0);
  return toLine(view, at + 1);
};

const follow: Action = (view) => {
  view.pager.isFollowing = true;
  return undefined;
};

const named = (keys: readonly string[], action: Action): [string, Action][] =>
  keys.map((key) => [key, action]);

/** What each key does. Models the commands of less 590. */
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ...named(['q', 'Q'], quit),
  ...named(['j', 'e', '\r', '\n', '\x0e', '\x05', '\x1b[B', '\x1bOB'], down(lines)),
  ...named(['k', 'y', '\x19', '\x0b', '\x10', '\x1b[A', '\x1bOA'], up(lines)),
  ...named([' ', 'f', 'z', '\x06', '\x16', '\x1b[6~'], down(windows)),
  ...named(['b', 'w', '\x02', '\x1bv', '\x1b[5~'], up(windows)),
  ...named(['d', '\x04'], down(halves)),
  ...named(['u', '\x15'], up(halves)),
  ...named(['g', '<', '\x1b<', '\x1b[H', '\x1bOH', '\x1b[1~'], toLine),
  ...named(['G', '>', '\x1b>', '\x1b[F', '\x1bOF', '\x1b[4~'], toEnd),
  ...named(['p', '%'], percentOf),
  ...named(['n'], search(false)),
  ...named(['N'], search(true)),
  ...named(['/'], type('/')),
  ...named(['?'], type('?')),
  ...named([':'], type(':')),
  ...named(['-'], type('-')),
  ...named(['=', '\x07'], where),
  ...named(['F'], follow),
  ...named(['h', 'H'], () => 'help'),
  ...named(['\x1b)', '\x1b[C', '\x1bOC'], sideways(1)),
  ...named(['\x1b(', '\x1b[D', '\x1bOD'], sideways(-1)),
]);

/** Keys that need text which may not have been read yet: how many lines from the top on. */
export function linesFor(view: View, key: string, count: number | undefined): number {
  const { top } = view.pager;
  const screenful = heightOf(view);
  if (['G', '>', '\x1b>', '\x1b[F', '\x1bOF', '\x1b[4~'].includes(key)) {
    return count === undefined ? Number.POSITIVE_INFINITY : count + screenful;
  }
  if (['n', 'N', 'F', 'p', '%', '='].includes(key)) return Number.POSITIVE_INFINITY;
  return top.line + 2 * screenful + (count ?? 0);
}

function submit(view: View, prompt: Prompt & { type: 'typing' }): After | undefined {
  const { pager, options } = view;
  pager.prompt = { type: 'none' };
  if (prompt.kind === ':') {
    const commands: Readonly<Record<string, After>> = {
      q: 'quit',
      Q: 'quit',
      n: 'next-file',
      p: 'previous-file',
    };
    return commands[prompt.text];
  }
  const by = prompt.kind === '/' ? 1 : -1;
  if (prompt.text !== '') {
    const pattern = compile(prompt.text, options);
    if (typeof pattern === 'string') {
      say(view, `${pattern}  (press RETURN)`);
      return undefined;
    }
    pager.pattern = pattern;
  }
  pager.direction = by;
  if (pager.pattern === undefined) say(view, 'No previous regular expression');
  else if (!goToMatch(view, by, 1, by === 1 ? pager.top.line : pager.top.line - 1)) {
    say(view, 'Pattern not found  (press RETURN)');
  }
  return undefined;
}

function toggle(view: View, letter: string): void {
  const { options } = view;
  const [on, off] = {
    N: ['Line numbers', "Don't use line numbers"],
    S: ['Chop long lines', 'Fold long lines'],
    i: ['Ignore case in searches', 'Case is significant in searches'],
    R: ['Display ANSI sequences', 'Display control characters as ^X'],
  }[letter] ?? ['', ''];
  const flip = {
    N: () => (options.showsNumbers = !options.showsNumbers),
    S: () => (options.isChopped = !options.isChopped),
    i: () => (options.ignoresCase = !options.ignoresCase),
    R: () => (options.keepsColours = !options.keepsColours),
  }[letter];
  if (flip === undefined) say(view, `There is no -${letter} option  (press RETURN)`);
  else say(view, `${flip() ? on : off}  (press RETURN)`);
}

function typeMore(view: View, prompt: Prompt & { type: 'typing' }, key: string): After | undefined {
  const { pager } = view;
  if (prompt.kind === '-') {
    pager.prompt = { type: 'none' };
    toggle(view, key);
    return undefined;
  }
  if (key === '\r' || key === '\n') return submit(view, prompt);
  if (key === '\x7f' || key === '\b') {
    const text = [...prompt.text].slice(0, -1).join('');
    pager.prompt = prompt.text === '' ? { type: 'none' } : { ...prompt, text };
    return undefined;
  }
  if (key === '\x1b' || key === '\x07') pager.prompt = { type: 'none' };
  else if (key === '\x15') pager.prompt = { ...prompt, text: '' };
  else if (key >= ' ') pager.prompt = { ...prompt, text: prompt.text + key };
  // `:q` and the like need no Enter.
  const now = pager.prompt;
  return now.type === 'typing' && now.kind === ':' && now.text !== ''
    ? submit(view, now)
    : undefined;
}

/** Does what a key means, with the number that was typed before it. */
export function press(view: View, key: string, count: number | undefined): After {
  const { pager } = view;
  pager.isFresh = false;
  pager.isFollowing = false;
  if (pager.prompt.type === 'typing') return typeMore(view, pager.prompt, key) ?? 'stay';
  const wasMessage = pager.prompt.type === 'message';
  pager.prompt = { type: 'none' };
  // Return after a message only takes it away.
  if (wasMessage && (key === '\r' || key === '\n')) return 'stay';
  return ACTIONS.get(key)?.(view, count) ?? 'stay';
}
