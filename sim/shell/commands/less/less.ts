import {
  type CommandContext,
  errorText,
  type Program,
  readAll,
  readerOf,
  screenOf,
  type Tty,
  type Wait,
} from '../../../kernel/index.ts';
import { openInput } from '../inputs.ts';
import { GIVE_SCREEN, inverse, TAKE_SCREEN } from '../screen.ts';
import { type StreamingCommand, type Tool, tool } from '../tool.ts';
import { type After, linesFor, press } from './keys.ts';
import type { PagerOptions, View } from './pager.ts';
import { compile, createPager, goToMatch, heightOf, lastPage, type Pager, paint } from './pager.ts';
import { createSource } from './source.ts';

const FLAGS =
  'e E f F|quit-if-one-screen g G i|ignore-case I J K m M n N|LINE-NUMBERS p|pattern: q Q r R s ' +
  'S|chop-long-lines u w X|no-init j: x: z: d';

const HELP = [
  'j  Enter  Down     one line forward          k  y  Up       one line back',
  'Space  f  PgDn     one window forward        b  PgUp        one window back',
  'd                  half a window forward     u              half a window back',
  'g  <  Home         first line (or line N)    G  >  End      last line (or line N)',
  'N%                 N percent into the text   F              wait for more text',
  '/text              search forward            ?text          search backward',
  'n                  next match                N              previous match',
  '-N                 line numbers              -S             cut or fold long lines',
  '-i                 ignore case               =              where am I',
  ':n                 next file                 :p             previous file',
  'q                  quit',
  '',
].join('\n');

/** The pager of one run over its files, and what the last key did. */
interface Run {
  readonly t: Tool;
  readonly screen: Tty;
  readonly options: PagerOptions;
  readonly names: readonly string[];
  isInterrupted: boolean;
  isEnded: boolean;
  /** Whether it was stopped, and somebody else had the screen meanwhile. */
  isBack: boolean;
}

/** What may be awaited of a source while a key is awaited, too. */
function readAhead(pager: Pager, wanted: number): Wait | undefined {
  const { source } = pager;
  while (!source.isEnded() && source.lines.length < wanted) {
    const wait = source.pull();
    if (wait !== undefined) return wait;
  }
  return undefined;
}

const startCommands = (args: readonly string[]): readonly string[] =>
  args.filter((arg) => arg.startsWith('+')).map((arg) => arg.slice(1));

/** Shows one text until a key leads away from it. */
function* show(run: Run, view: View, first: readonly string[]): Program<After> {
  const { screen } = run;
  const { pager } = view;
  let digits = '';
  /** A key that waits for text to be read. */
  let waiting: string | undefined = first.includes('F')
    ? 'F'
    : first.includes('G')
      ? 'G'
      : undefined;
  let painted = '';
  const search = first.find((one) => one.startsWith('/'));
  for (;;) {
    const count = digits === '' ? undefined : Number(digits);
    const need =
      waiting === undefined
        ? pager.isFollowing || search !== undefined
          ? Number.POSITIVE_INFINITY
          : pager.top.line + heightOf(view) + 1
        : linesFor(view, waiting, count);
    pager.wanted = need;
    const wait = readAhead(pager, need);
    if (wait === undefined && waiting !== undefined) {
      const after = press(view, waiting, count);
      [waiting, digits] = [undefined, ''];
      if (after !== 'stay') return after;
    }
    if (pager.isFollowing) pager.top = lastPage(view);
    const picture = paint(view);
    if (run.isBack) yield* run.t.out(TAKE_SCREEN);
    if (run.isBack || picture !== painted) yield* run.t.out(picture);
    [painted, run.isBack] = [picture, false];
    const size = `${screen.columns()} ${screen.rows()}`;
    const isDue = (): boolean =>
      run.isInterrupted ||
      run.isEnded ||
      run.isBack ||
      `${screen.columns()} ${screen.rows()}` !== size ||
      (wait !== undefined && wait.ready?.() !== false);
    if (wait?.part !== undefined) {
      yield wait;
      continue;
    }
    const key = yield* screen.readKey({ ...wait, ready: isDue });
    if (run.isEnded) return 'quit';
    if (run.isInterrupted) {
      run.isInterrupted = false;
      [waiting, digits] = [undefined, ''];
      pager.isFollowing = false;
      pager.prompt = { type: 'none' };
      continue;
    }
    if (key === undefined) continue;
    if (/^\d$/.test(key) && pager.prompt.type !== 'typing') {
      digits += key;
      continue;
    }
    if (key === 'Z') return 'quit';
    if (pager.prompt.type === 'typing') {
      const after = press(view, key, count);
      if (after !== 'stay') return after;
    } else waiting = key;
  }
}

/** Opens a file; a text says why it cannot. */
function open(run: Run, at: number): Pager | string {
  const name = run.names[at] ?? '-';
  const opened = openInput(run.t, name);
  if (!opened.ok) return `${name}: ${opened.error}`;
  return createPager(createSource(opened.reader), name === '-' ? '' : name);
}

const viewOf = (run: Run, pager: Pager, at: number): View => ({
  pager,
  options: run.options,
  screen: run.screen,
  position: run.names.length > 1 ? `(file ${at + 1} of ${run.names.length})` : '',
  next: run.names[at + 1] ?? '',
});

/** Goes through the files until the reader quits; the exit status. */
function* page(run: Run, first: readonly string[]): Program {
  let at = 0;
  const open1 = open(run, at);
  let pager = typeof open1 === 'string' ? createPager(createSource(readerOf('')), '') : open1;
  if (typeof open1 === 'string') pager.prompt = { type: 'message', text: open1 };
  const pattern = first.find((one) => one.startsWith('/'))?.slice(1);
  if (pattern !== undefined) {
    const compiled = compile(pattern, run.options);
    if (typeof compiled !== 'string') pager.pattern = compiled;
    readAhead(pager, Number.POSITIVE_INFINITY);
    goToMatch(viewOf(run, pager, at), 1, 1, 0);
  }
  const number = first.find((one) => /^\d+$/.test(one));
  if (number !== undefined) {
    readAhead(pager, Number(number) + run.screen.rows());
    press(viewOf(run, pager, at), 'g', Number(number));
  }
  let commands = first.filter((one) => one === 'F' || one === 'G');
  for (;;) {
    const after = yield* show(run, viewOf(run, pager, at), commands);
    commands = [];
    if (after === 'quit') return 0;
    if (after === 'help') {
      const help = createPager(createSource(readerOf(HELP)), 'HELP');
      yield* show(run, viewOf({ ...run, names: ['HELP'] }, help, 0), []);
      continue;
    }
    const to = at + (after === 'next-file' ? 1 : -1);
    const other =
      to < 0 || to >= run.names.length ? `No ${after.replace('-', ' ')}` : open(run, to);
    if (typeof other === 'string') pager.prompt = { type: 'message', text: other };
    else [pager, at] = [other, to];
  }
}

/** Options from the environment and the command line, which comes last. */
function readOptions({ args }: Tool, fromEnv: string): PagerOptions {
  const has = (letter: string): boolean => args.has(letter) || fromEnv.includes(letter);
  return {
    isChopped: has('S'),
    showsNumbers: has('N'),
    keepsColours: has('R') || has('r'),
    ignoresCase: has('i') || has('I'),
    promptKind: has('M') ? 'long' : has('m') ? 'medium' : 'short',
  };
}

/** Without a terminal each file is copied once, and what is none is named among them. */
function* copy(t: Tool, names: readonly string[]): Program {
  for (const name of new Set(names)) {
    const opened = openInput(t, name);
    if (opened.ok) yield* t.out(yield* readAll(opened.reader));
    else {
      const isDirectory = opened.error === errorText('EISDIR');
      yield* t.out(isDirectory ? `${name} is a directory\n` : `${name}: ${opened.error}\n`);
    }
  }
  return 0;
}

/** What `more` copies without a terminal has its name above it. */
function* copyWithNames(t: Tool, names: readonly string[]): Program {
  const line = ':'.repeat(14);
  for (const name of names) {
    const opened = openInput(t, name);
    if (opened.ok) {
      const head = name === '-' ? '' : `${line}\n${name}\n${line}\n`;
      yield* t.out(head + (yield* readAll(opened.reader)));
    } else if (opened.error === errorText('EISDIR')) {
      yield* t.out(`\n*** ${name}: directory ***\n\n`);
    } else yield* t.err(`cannot open ${name}: ${opened.error}`);
  }
  return 0;
}

/** Whether all of a short text was printed, because -F wants no pager for it. */
function* printIfShort(run: Run): Program<boolean> {
  if (run.names.length > 1) return false;
  const opened = openInput(run.t, run.names[0] ?? '-');
  if (!opened.ok || (run.names[0] ?? '-') === '-') return false;
  const text = yield* readAll(opened.reader);
  if (text.split('\n').length > run.screen.rows()) return false;
  yield* run.t.out(text);
  return true;
}

const isReadable = (t: Tool, name: string): boolean => openInput(t, name).ok;
const envOf = (context: CommandContext): string =>
  (context.env.get('LESS') ?? '').replace(/-/g, '');

/** `less`: shows text a page at a time, and goes through it by keys. */
export const less: StreamingCommand = tool({
  name: 'less',
  summary: 'Shows text a page at a time.',
  flags: FLAGS,
  usageStatus: 0,
  refusal: (_, message) => {
    const name = /^unrecognized option '--([^=']*)/.exec(message)?.[1];
    if (name === undefined) return `${message}\n`;
    return `There is no ${name} option ("less --help" for help)\n`;
  },
  *run(t) {
    const screen = screenOf(t.context.stdout);
    const given = t.args.operands.filter((one) => !one.startsWith('+'));
    const first = [
      ...startCommands(t.args.operands),
      ...((t.args.value('p') ?? '') ? [`/${t.args.value('p')}`] : []),
    ];
    if (given.length === 0 && t.context.tty !== undefined) {
      yield* t.context.stderr.write('Missing filename ("less --help" for help)\n');
      return 1;
    }
    const names = given.length === 0 ? ['-'] : given;
    if (screen === undefined) return yield* copy(t, names);
    const readable = names.filter((name) => isReadable(t, name));
    if (readable.length === 0) return yield* copy(t, names);
    const fromEnv = envOf(t.context);
    const options = readOptions(t, fromEnv);
    const run: Run = {
      t,
      screen,
      options,
      names: readable,
      isInterrupted: false,
      isEnded: false,
      isBack: false,
    };
    t.context.self.onSignal((signal) => {
      if (signal === 'SIGINT') run.isInterrupted = true;
      else if (signal === 'SIGTERM' || signal === 'SIGHUP') run.isEnded = true;
      else if (signal === 'SIGCONT') run.isBack = true;
      return signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
    });
    if ((t.args.has('F') || fromEnv.includes('F')) && (yield* printIfShort(run))) return 0;
    const keepsText = t.args.has('X') || fromEnv.includes('X');
    if (!keepsText) yield* t.out(TAKE_SCREEN);
    const status = yield* page(run, first);
    yield* t.out(keepsText ? '\r\x1b[K' : GIVE_SCREEN);
    return status;
  },
});

/** `more`: shows text a page at a time, below what was there. */
export const more: StreamingCommand = tool({
  name: 'more',
  summary: 'Shows text a page at a time.',
  flags: 'd f l p c s u n: e',
  *run(t) {
    const screen = screenOf(t.context.stdout);
    const given = t.args.operands.filter((one) => !one.startsWith('+'));
    const names = given.length === 0 ? ['-'] : given;
    if (screen === undefined) return yield* copyWithNames(t, names);
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.context.stderr.write(`more: cannot open ${name}: ${opened.error}\n`);
        continue;
      }
      const lines = (yield* readAll(opened.reader)).split(/(?<=\n)/);
      let room = screen.rows() - 1;
      for (const [i, line] of lines.entries()) {
        yield* t.out(line);
        if (--room > 0 || i === lines.length - 1) continue;
        const share = name === '-' ? '' : `(${Math.floor(((i + 1) * 100) / lines.length)}%)`;
        yield* t.out(inverse(`--More--${share}`));
        const key = yield* screen.readKey({});
        yield* t.out('\r\x1b[K');
        if (key === undefined || key === 'q' || key === 'Q') return 0;
        room = key === '\r' || key === '\n' || key === 'j' ? 1 : screen.rows() - 1;
      }
    }
    return 0;
  },
});
