import {
  type Command,
  type CommandContext,
  createLineReader,
  type Program,
  resolvePath,
} from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import { splitStatements } from '../split.ts';
import { PLAIN_STYLE, type TableStyle } from './format.ts';
import { HELP } from './help.ts';
import { runMeta } from './meta.ts';
import { type PsqlOptions, readOptions } from './options.ts';
import { runDescribe, runQuery } from './query.ts';
import { open, type Psql } from './state.ts';

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
    if (piece.hasText) yield* runQuery(psql, `${piece.text};`.replace(/^\s+/, ''));
    if (psql.isOver || (psql.isFailed && stopsOnError(psql))) return;
  }
  psql.buffer = '';
}

/** Takes one line of input. */
function* takeLine(psql: Psql, line: string): Program<void> {
  const isFresh = psql.buffer === '';
  const word = line.trim().replace(/;$/, '');
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
  psql.buffer = at < 0 ? text : text.slice(0, at);
  yield* sendWhole(psql);
  if (at < 0 || psql.isOver) return;
  yield* runMeta(psql, text.slice(at + 1), (content) => takeText(psql, content));
}

/** Takes a whole text, line by line, to its end. */
function* takeText(psql: Psql, text: string): Program<void> {
  for (const line of text.replace(/\n$/, '').split('\n')) {
    yield* takeLine(psql, line);
    if (psql.isOver || (psql.isFailed && stopsOnError(psql))) return;
  }
  yield* finish(psql);
}

/** What is left in the buffer at the end of input is sent as it is. */
function* finish(psql: Psql): Program<void> {
  const rest = psql.buffer;
  psql.buffer = '';
  if (rest.trim() !== '') yield* runQuery(psql, rest);
}

function promptOf(psql: Psql): string {
  const { connection } = psql;
  if (connection === undefined) return '!?> ';
  const last = splitStatements(psql.buffer).at(-1);
  const mark = psql.buffer === '' ? '=' : last?.inside || '-';
  const state = { idle: '', open: '*', failed: '!' }[connection.state()];
  return `${connection.target.database}${mark}${state}${connection.isSuper ? '#' : '>'} `;
}

function* converse(psql: Psql): Program {
  const { tty, stdin, stdout } = psql.context;
  if (tty === undefined) {
    const lines = createLineReader(stdin);
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
  if (!psql.options.isQuiet) {
    const server = psql.connection?.version ?? psql.version;
    const other = server === psql.version ? '' : `, server ${server}`;
    yield* stdout.write(`psql (${psql.version}${other})\nType "help" for help.\n\n`);
  }
  while (!psql.isOver) {
    const request = { prompt: promptOf(psql), echo: true, history: 'psql' };
    const line = yield* tty.readLine(request);
    if (line === undefined) {
      yield* stdout.write('\\q\n');
      return psql.exitCode;
    }
    yield* takeLine(psql, line);
  }
  return psql.exitCode;
}

/** Runs the commands of `-c` and the files of `-f`. */
function* runActions(psql: Psql): Program {
  const { context, options } = psql;
  let code = 0;
  for (const { type, text } of options.actions) {
    psql.isFailed = false;
    if (type === 'file' && text !== '-') {
      const content = context.files.read(resolvePath(context.directory, text));
      if (!content.ok) {
        yield* context.stderr.write(`psql: error: ${text}: No such file or directory\n`);
        return 1;
      }
      yield* takeText(psql, content.value);
      code = psql.isFailed && stopsOnError(psql) ? 3 : 0;
    } else if (type === 'command' && text.startsWith('\\')) {
      yield* runMeta(psql, text.slice(1), (content) => takeText(psql, content));
      code = psql.isFailed ? 1 : 0;
    } else {
      yield* runQuery(psql, text);
      code = psql.isFailed ? 1 : 0;
    }
    if (psql.exitCode !== 0) return psql.exitCode;
    if (code !== 0 && stopsOnError(psql)) return code === 1 ? 1 : 3;
  }
  return code;
}

function psqlOf(
  context: CommandContext,
  host: ContainerHost,
  version: string,
  options: PsqlOptions,
): Psql {
  const variables = options.variables.map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  });
  return {
    context,
    dial: host.dial,
    version,
    options,
    connection: undefined,
    password: undefined,
    style: {
      ...PLAIN_STYLE,
      format: options.isCsv ? 'csv' : options.isUnaligned ? 'unaligned' : 'aligned',
      isExpanded: options.isExpanded,
      tuplesOnly: options.tuplesOnly,
      separator: options.isCsv ? ',' : options.separator,
      ...settingsOf(options.settings),
    },
    hasTiming: false,
    variables: new Map(variables),
    buffer: '',
    isOver: false,
    isFailed: false,
    exitCode: 0,
  };
}

/** What -P says about the style, as far as it is modelled. */
function settingsOf(settings: readonly string[]): Partial<TableStyle> {
  let style: Partial<TableStyle> = {};
  for (const setting of settings) {
    const [name = '', ...rest] = setting.split('=');
    const value = rest.join('=');
    const isOn = !['off', 'false', '0'].includes(value);
    if (name === 'null') style = { ...style, nullText: value };
    if (name === 'fieldsep') style = { ...style, separator: value };
    if (name === 'footer') style = { ...style, hasFooter: isOn };
    if (name === 'expanded' || name === 'x') style = { ...style, isExpanded: isOn };
    if (name === 'tuples_only' || name === 't') style = { ...style, tuplesOnly: isOn };
    if (name === 'format' && (value === 'unaligned' || value === 'csv' || value === 'aligned')) {
      style = { ...style, format: value };
    }
  }
  return style;
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { args, env, stdout, stderr } = context;
  const answer = readOptions(args, env, env.get('USER') ?? 'root');
  if (!answer.ok) {
    yield* stderr.write(
      `/usr/lib/postgresql/${version.split('.')[0]}/bin/psql: ${answer.message}\n` +
        'psql: hint: Try "psql --help" for more information.\n',
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
  const psql = psqlOf(context, host, version, options);
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
