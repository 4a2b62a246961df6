import {
  type Command,
  type CommandContext,
  createLineReader,
  editedLine,
  type Program,
  plainLine,
  resolvePath,
} from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import { splitStatements } from '../split.ts';
import { isSkipping } from './conditions.ts';
import { PLAIN_STYLE, type TableStyle } from './format.ts';
import { HELP } from './help.ts';
import { runMeta } from './meta.ts';
import { type PsqlOptions, readOptions } from './options.ts';
import { type PastStatements, readPastStatements } from './past-statements.ts';
import { runDescribe, runQuery } from './query.ts';
import { setting } from './settings.ts';
import { open, type Psql, write } from './state.ts';
import { interpolated } from './variables.ts';

/** Where the first backslash outside of quotes and comments is, from `from`; -1 for none. */
function backslashAt(text: string, from: number): number {
  let at = 0;
  let quote = '';
  while (at < text.length) {
    const c = text.charAt(at);
    if (quote !== '') {
      if (text.startsWith(quote, at)) {
        at += quote.length;
        quote = '';
      } else at++;
    } else if (c === "'" || c === '"') {
      quote = c;
      at++;
    } else if (text.startsWith('--', at)) {
      quote = '\n';
      at += 2;
    } else if (text.startsWith('/*', at)) {
      quote = '*/';
      at += 2;
    } else if (c === '\\' && at >= from) return at;
    else at++;
  }
  return -1;
}

const stopsOnError = ({ variables }: Psql): boolean =>
  ['on', '1', 'true'].includes((variables.get('ON_ERROR_STOP') ?? '').toLowerCase());

/** Sends the whole statements of the buffer and keeps the rest. */
function* sendWhole(psql: Psql): Program<void> {
  const pieces = splitStatements(psql.buffer);
  for (const piece of pieces) {
    if (!piece.isEnded) {
      psql.buffer = piece.hasText || piece.inside !== '' ? piece.text : '';
      return;
    }
    psql.buffer = '';
    if (piece.hasText) {
      const text = `${piece.text};`.replace(/^\s+/, '');
      psql.lastQuery = text;
      yield* runQuery(psql, interpolated(psql.variables, text));
    }
    if (psql.isOver || (psql.isFailed && stopsOnError(psql))) return;
  }
  psql.buffer = '';
}

/** Takes one line of input. */
function* takeLine(psql: Psql, line: string): Program<void> {
  const isFresh = psql.buffer === '';
  const word = line.trim().replace(/;$/, '');
  if (psql.options.echo === 'all' && !psql.isTyped) yield* write(psql, `${line}\n`);
  if (isFresh && (word === 'exit' || word === 'quit')) {
    psql.isOver = true;
    return;
  }
  if (isFresh && word === 'help') {
    yield* psql.context.stdout.write(HELP);
    return;
  }
  const from = isFresh ? 0 : psql.buffer.length + 1;
  const text = isFresh ? line : `${psql.buffer}\n${line}`;
  const at = backslashAt(text, from);
  if (!isSkipping(psql)) {
    psql.buffer = at < 0 ? text : text.slice(0, at);
    yield* sendWhole(psql);
  }
  if (at < 0 || psql.isOver) return;
  const command = text.slice(at + 1);
  yield* runMeta(psql, command, (content, path) => takeText(psql, content, path));
  // A query that a command sent or dropped leaves nothing to go on with.
  if (psql.buffer.trim() === '') psql.buffer = '';
}

/** Takes a whole text, line by line, to its end. `path` is the file's, or '' without one. */
function* takeText(psql: Psql, text: string, path: string): Program<void> {
  const { nextLine, reportPrefix, isTyped } = psql;
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  let at = 0;
  psql.isTyped = false;
  // biome-ignore lint/correctness/useYield: the text is all there
  psql.nextLine = function* () {
    return lines[at++];
  };
  if (path !== '') psql.reportPrefix = () => `psql:${path}:${at}: `;
  while (at < lines.length) {
    yield* takeLine(psql, lines[at++] ?? '');
    if (psql.isOver || (psql.isFailed && stopsOnError(psql))) break;
  }
  if (at >= lines.length) yield* finish(psql);
  psql.nextLine = nextLine;
  psql.reportPrefix = reportPrefix;
  psql.isTyped = isTyped;
}

/** What is left in the buffer at the end of input is sent as it is. */
function* finish(psql: Psql): Program<void> {
  const rest = psql.buffer;
  psql.buffer = '';
  if (rest.trim() !== '') yield* runQuery(psql, interpolated(psql.variables, rest));
}

function promptOf(psql: Psql): string {
  const { connection, buffer, variables } = psql;
  const last = splitStatements(buffer).at(-1);
  const mark = buffer === '' ? '=' : last?.inside || '-';
  if (connection === undefined) return `!?${mark === '=' ? '' : mark}> `;
  const state = { idle: '', open: '*', failed: '!' }[connection.state()];
  const { database, user, host, port } = connection.target;
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    '/': database,
    '~': database === user ? '~' : database,
    n: user,
    m: host === '' ? '[local]' : (host.split('.')[0] ?? ''),
    M: host === '' ? '[local]' : host,
    '>': port,
    R: mark,
    x: state,
    '#': connection.isSuper ? '#' : '>',
  };
  const form = variables.get(buffer === '' ? 'PROMPT1' : 'PROMPT2') ?? '%/%R%x%# ';
  return form.replace(/%(.)/g, (whole, name: string) => values[name] ?? whole);
}

const INTERRUPTED = Symbol('interrupted');

/** Reads a line at the terminal; Ctrl-C ends the reading. */
function* readTyped(
  psql: Psql,
  prompt: string,
  past: PastStatements,
): Program<string | undefined | typeof INTERRUPTED> {
  const { tty } = psql.context;
  if (tty === undefined) return undefined;
  psql.isInterrupted = false;
  const reading = tty.readLine(editedLine(prompt, past.lines()));
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done === true) return step.value;
    const { value } = step;
    yield { ...value, ready: () => psql.isInterrupted || (value.ready?.() ?? false) };
    if (!psql.isInterrupted) continue;
    reading.return(undefined);
    return INTERRUPTED;
  }
}

function* converse(psql: Psql): Program {
  const { tty, stdin, stdout } = psql.context;
  if (tty === undefined) {
    const lines = createLineReader(stdin);
    psql.nextLine = () => lines.next();
    for (;;) {
      const line = yield* lines.next();
      if (line === undefined) break;
      yield* takeLine(psql, line);
      if (psql.isOver) return psql.exitCode;
      if (psql.isFailed && stopsOnError(psql)) return 3;
    }
    yield* finish(psql);
    return psql.exitCode;
  }
  psql.isTyped = true;
  psql.nextLine = (prompt) => tty.readLine(plainLine(prompt));
  if (!psql.options.isQuiet) {
    const server = psql.connection?.version ?? psql.version;
    const other = server === psql.version ? '' : `, server ${server}`;
    yield* stdout.write(`psql (${psql.version}${other})\nType "help" for help.\n\n`);
  }
  psql.context.self.onSignal((signal) => {
    if (signal !== 'SIGINT') return false;
    psql.isInterrupted = true;
    if (psql.isAsking) psql.connection?.send({ type: 'cancel' });
    return true;
  });
  const past = readPastStatements(psql.context);
  while (!psql.isOver) {
    const line = yield* readTyped(psql, promptOf(psql), past);
    if (line === INTERRUPTED) {
      psql.buffer = '';
      past.drop();
      continue;
    }
    if (line === undefined) {
      yield* stdout.write('\\q\n');
      break;
    }
    yield* takeLine(psql, line);
    past.add(line, psql.buffer === '' || backslashAt(line, 0) >= 0);
  }
  past.save();
  return psql.exitCode;
}

function* runAction(psql: Psql, { type, text }: PsqlOptions['actions'][number]): Program<number> {
  const { context, options } = psql;
  if (type === 'file' && text !== '-') {
    const content = context.files.read(resolvePath(context.directory, text));
    if (!content.ok) {
      yield* context.stderr.write(`psql: error: ${text}: No such file or directory\n`);
      return 1;
    }
    yield* takeText(psql, content.value, text);
    return psql.isFailed && stopsOnError(psql) ? 3 : 0;
  }
  if (type === 'file') return yield* converse(psql);
  if (options.echo === 'all') yield* write(psql, `${text}\n`);
  if (text.startsWith('\\')) {
    yield* runMeta(psql, text.slice(1), (content, path) => takeText(psql, content, path));
  } else yield* runQuery(psql, text);
  return psql.isFailed ? 1 : 0;
}

/** Runs the commands of `-c` and the files of `-f`. */
function* runActions(psql: Psql): Program {
  const { actions, isSingle } = psql.options;
  let code = 0;
  if (isSingle) yield* runQuietly(psql, 'BEGIN');
  for (const action of actions) {
    psql.isFailed = false;
    code = yield* runAction(psql, action);
    if (psql.exitCode !== 0) return psql.exitCode;
    if (code !== 0 && stopsOnError(psql)) return code === 1 ? 1 : 3;
  }
  if (isSingle) yield* runQuietly(psql, code === 0 ? 'COMMIT' : 'ROLLBACK');
  return code;
}

// biome-ignore lint/correctness/useYield: what is printed is thrown away
const silence = function* (): Program<void> {
  return;
};

function* runQuietly({ connection }: Psql, text: string): Program<void> {
  yield* connection?.ask({ type: 'query', text }, silence) ?? silence();
}

function psqlOf(
  context: CommandContext,
  host: ContainerHost,
  version: string,
  options: PsqlOptions,
  style: TableStyle,
): Psql {
  const variables = options.variables.map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  });
  return {
    context,
    dial: host.dial,
    commands: host.commands,
    clock: host.clock,
    version,
    options,
    connection: undefined,
    password: undefined,
    style,
    hasTiming: false,
    variables: new Map(variables),
    buffer: '',
    lastQuery: '',
    lastRows: undefined,
    branches: [],
    output: options.output === '' ? undefined : { path: options.output, text: '' },
    isOver: false,
    isFailed: false,
    exitCode: 0,
    isTyped: false,
    isInterrupted: false,
    isAsking: false,
    // biome-ignore lint/correctness/useYield: nothing is read yet
    *nextLine() {
      return undefined;
    },
    reportPrefix: () => '',
  };
}

/** The style that the options ask for, or which of -P is wrong. */
function styleOf(options: PsqlOptions): TableStyle | string {
  let style: TableStyle = {
    ...PLAIN_STYLE,
    format: options.isCsv
      ? 'csv'
      : options.isHtml
        ? 'html'
        : options.isUnaligned
          ? 'unaligned'
          : 'aligned',
    isExpanded: options.isExpanded,
    tuplesOnly: options.tuplesOnly,
    separator: options.separator,
    recordSeparator: options.recordSeparator,
  };
  for (const each of options.settings) {
    const [name = '', ...rest] = each.split('=');
    const answer = setting(style, name, rest.length === 0 ? undefined : rest.join('='));
    if (!answer.ok) {
      const what = `could not set printing parameter "${name}"`;
      return `psql: error: ${answer.message}\npsql: error: ${what}\n`;
    }
    style = answer.style;
  }
  return style;
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { args, env, stdout, stderr } = context;
  const answer = readOptions(args, env, env.get('USER') ?? 'root');
  if (!answer.ok) {
    yield* stderr.write(
      `/usr/lib/postgresql/${version.split('.')[0]}/bin/psql: ${answer.message}\n` +
        `psql: hint: Try "psql --help" for more information.\n`,
    );
    return 1;
  }
  const { options } = answer;
  if (options.mode === 'version') {
    yield* stdout.write(`psql (PostgreSQL) ${version}\n`);
    return 0;
  }
  if (options.mode === 'help') {
    yield* stdout.write(
      'psql is the PostgreSQL interactive terminal.\n\nUsage:\n  psql [OPTION]... [DBNAME [USERNAME]]\n',
    );
    return 0;
  }
  const style = styleOf(options);
  if (typeof style === 'string') {
    yield* stderr.write(style);
    return 1;
  }
  const psql = psqlOf(context, host, version, options, style);
  for (const word of options.ignored) {
    yield* stderr.write(`psql: warning: extra command-line argument "${word}" ignored\n`);
  }
  const database =
    options.lists && options.database === options.user ? 'postgres' : options.database;
  const { host: name, port, user } = options;
  const failure = yield* open(psql, { host: name, port, user, database });
  if (failure !== '') {
    yield* stderr.write(`psql: error: ${failure}\n`);
    return 2;
  }
  if (options.lists) {
    yield* runDescribe(psql, 'databases', '');
    return 0;
  }
  const code = options.actions.length > 0 ? yield* runActions(psql) : yield* converse(psql);
  psql.connection?.close();
  return code;
}

/** `psql`. */
export const createPsql = (version: string, host: ContainerHost): Command => ({
  name: 'psql',
  summary: 'the PostgreSQL client',
  run: (context) => run(version, host, context),
});
