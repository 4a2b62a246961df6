import type { CommandContext, Program } from '../../../kernel/index.ts';
import { createLineReader, readerOf, resolvePath } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import { connect, type Link, type Target } from './connection.ts';
import { htmlText, type Rows, tableText, tabText, verticalText, xmlText } from './format.ts';
import { addLine, type CommandName, type Found, findCommand, newInput } from './input.ts';
import { statusLine, statusOf } from './status.ts';
import {
  expandTabs,
  helpText,
  MARIADB_NOTICE,
  oracleNotice,
  uptimeText,
  versionLine,
} from './texts.ts';

/** How the monitor was asked to behave. */
export interface MonitorOptions {
  readonly isBatch: boolean;
  readonly silent: number;
  readonly verbose: number;
  readonly isForced: boolean;
  readonly isTable: boolean;
  readonly isVertical: boolean;
  readonly hasNames: boolean;
  readonly isRaw: boolean;
  readonly isHtml: boolean;
  readonly isXml: boolean;
  readonly hasLineNumbers: boolean;
  readonly rehashes: boolean;
  readonly showsWarnings: boolean;
  readonly delimiter: string;
  readonly prompt: string;
  readonly schema: string;
}

/** What a step of the monitor says about going on. */
type Next = 'go on' | 'quit' | 'failed';

export interface Monitor {
  connect(): Program<boolean>;
  welcome(): Program<void>;
  /** Reads from a terminal until it ends. */
  interact(): Program<number>;
  /** Runs a script; the last statement needs no delimiter. */
  script(lines: () => Program<string | undefined>, isCommandLine: boolean): Program<number>;
}

const REHASH =
  'Reading table information for completion of table and column names\n' +
  'You can turn off this feature to get a quicker startup with -A\n\n';

/** The interactive client. Models client/mysql.cc of MySQL and of MariaDB. */
export function createMonitor(
  host: ContainerHost,
  context: CommandContext,
  flavour: Flavour,
  target: Target,
  options: MonitorOptions,
): Monitor {
  const { stdout, stderr, tty, files, directory } = context;
  const isOracle = flavour.kind === 'oracle';
  const input = newInput();
  input.delimiter = options.delimiter;
  let link: Link | undefined;
  let prompt = options.prompt;
  let schema = options.schema;
  let isVertical = false;
  let showsWarnings = options.showsWarnings;
  let isForced = options.isForced;
  let outfile = '';
  let startLine = 0;
  let sourceDepth = 0;
  let sourceFile = '';
  let isInterrupted = false;
  let isQuerying = false;
  let hadLost = false;
  const isQuiet = options.isBatch;

  function* put(text: string): Program<void> {
    if (outfile !== '') files.append(outfile, text);
    yield* stdout.write(tty === undefined ? text : expandTabs(text));
  }
  function* info(text: string): Program<void> {
    if (!isQuiet && options.silent === 0) yield* put(`${text}\n`);
  }
  function* result(text: string): Program<void> {
    if (isQuiet ? options.verbose > 1 : options.silent === 0) yield* put(`${text}\n`);
  }
  function* complain(text: string, error: MysqlFailure | undefined): Program<Next> {
    const what = error === undefined ? 'ERROR' : `ERROR ${error.code} (${error.state})`;
    const isAtLine = startLine > 0 && options.hasLineNumbers && (isQuiet || sourceDepth > 0);
    const inFile = sourceFile === '' ? '' : ` in file: '${sourceFile}'`;
    const where = isAtLine ? ` at line ${startLine}${inFile}` : '';
    const line =
      error === undefined && !isQuiet && isOracle
        ? `ERROR${where}: \n${text}\n`
        : `${what}${where}: ${text}\n`;
    if (outfile !== '') files.append(outfile, line);
    yield* (tty === undefined ? stderr : stdout).write(line);
    return isQuiet && !isForced ? 'failed' : 'go on';
  }
  const complainOf = (error: MysqlFailure): Program<Next> => complain(error.message, error);

  function* rehash(): Program<void> {
    if (!options.rehashes || isQuiet || link === undefined || schema === '') return;
    const reply = yield* link.query('show tables');
    if (reply.type === 'rows' && reply.rows.length > 0 && options.silent === 0) yield* put(REHASH);
  }

  function* open(isAgain: boolean): Program<boolean> {
    const answer = yield* connect(host, context, flavour, target, schema);
    if (!answer.ok) {
      const line = startLine;
      startLine = 0;
      yield* complainOf(answer.error);
      startLine = line;
      return false;
    }
    ({ link } = answer);
    hadLost = false;
    if (!isAgain) yield* rehash();
    return true;
  }

  function* reconnect(): Program<boolean> {
    if (isQuiet) return false;
    yield* info('No connection. Trying to reconnect...');
    if (!(yield* open(true))) {
      link = undefined;
      yield* complain("Can't connect to the server\n", undefined);
      return false;
    }
    yield* info(`Connection id:    ${link?.id ?? 0}`);
    yield* info(`Current database: ${schema === '' ? '*** NONE ***' : schema}\n`);
    return true;
  }

  /** What a client says when the connection is gone: at first that it was lost, then that it is. */
  function lostError(): MysqlFailure {
    const of = (code: number, message: string): MysqlFailure => ({
      type: 'error',
      code,
      state: 'HY000',
      message,
    });
    if (isOracle) return of(2013, 'Lost connection to MySQL server during query');
    if (hadLost) return of(2006, 'Server has gone away');
    hadLost = true;
    return target.isSocket
      ? of(2013, 'Lost connection to server during query')
      : of(2026, 'TLS/SSL error: unexpected eof while reading');
  }

  function* ask(send: (own: Link) => Program<MysqlReply>): Program<MysqlReply | Next> {
    for (let tries = 0; tries < LIMITS.mysqlReconnects; tries++) {
      if (link === undefined && !(yield* reconnect())) return isQuiet ? 'failed' : 'go on';
      isQuerying = true;
      const reply = yield* send(link as Link);
      isQuerying = false;
      if (reply.type !== 'lost') return reply;
      const error = lostError();
      const next = yield* complainOf(error);
      const retries = isOracle || error.code === 2006;
      if (!retries || isQuiet) return next;
      link = undefined;
      if (!(yield* reconnect())) return 'go on';
    }
    return 'go on';
  }

  function* printRows(rows: Rows, statement: string): Program<void> {
    const { hasNames } = options;
    if (options.isHtml) yield* put(htmlText(rows, hasNames));
    else if (options.isXml) yield* put(xmlText(rows, statement));
    else if (isVertical || options.isVertical) yield* put(verticalText(rows, hasNames));
    else if (options.silent > 0 && options.verbose <= 2 && !options.isTable) {
      yield* put(tabText(rows, hasNames, options.isRaw));
    } else
      yield* put(tableText(isOracle && tty !== undefined ? hexadecimal(rows) : rows, hasNames));
  }

  function* printStatement(text: string): Program<void> {
    yield* put(`--------------\n${text}\n--------------\n\n`);
  }

  function* printWarnings(): Program<void> {
    const reply = link && (yield* link.query('show warnings'));
    if (reply?.type !== 'rows') return;
    for (const [level, code, message] of reply.rows) {
      yield* put(`${level} (Code ${code}): ${message}\n`);
    }
  }

  const timing = (startedMs: number): string => {
    if (options.silent > 0 && options.verbose < 3) return '';
    const seconds = (host.clock.nowMs() - startedMs) / 1000;
    const digits = isOracle ? 2 : 3;
    return seconds < 60
      ? ` (${seconds.toFixed(digits)} sec)`
      : ` (${uptimeText(Math.floor(seconds)).replace(/(\d+) sec$/, `${(seconds % 60).toFixed(digits)} sec`)})`;
  };

  function* tell(
    reply: Exclude<MysqlReply, { type: 'error' | 'lost' }>,
    statement: string,
    startedMs: number,
  ): Program<void> {
    let text: string;
    if (reply.type === 'rows') {
      const count = reply.rows.length;
      if (count === 0) {
        text = 'Empty set';
        if (options.isXml) yield* put(xmlText(reply, statement));
      } else {
        yield* printRows(reply, statement);
        text = `${count} ${count === 1 ? 'row' : 'rows'} in set`;
      }
    } else {
      text = `Query OK, ${reply.affected} ${reply.affected === 1 ? 'row' : 'rows'} affected`;
    }
    const { warnings } = reply;
    if (warnings > 0) text += `, ${warnings} warning${warnings === 1 ? '' : 's'}`;
    yield* result(text + timing(startedMs));
    if (reply.type === 'ok' && reply.info !== '') yield* result(reply.info);
    yield* result('');
    if (showsWarnings && warnings > 0) yield* printWarnings();
  }

  function* go(given: string): Program<Next> {
    const text = given.replace(/[\s\0]+$/, '');
    if (text.trim() === '') {
      if (isQuiet) return 'go on';
      return yield* complain('No query specified\n', undefined);
    }
    if (options.verbose > 0) yield* printStatement(text);
    const startedMs = host.clock.nowMs();
    const reply = yield* ask((own) => own.query(text));
    if (typeof reply === 'string') return reply;
    if (reply.type === 'lost') return 'go on';
    if (isInterrupted) {
      isInterrupted = false;
      if (!isQuiet && isOracle) yield* put('^C -- query aborted\n');
    }
    if (reply.type === 'error') {
      // MariaDB shows a statement of a script that fails, unless it was shown before.
      const isEarly = !LATE_ERRORS.has(reply.code);
      if (isQuiet && !isOracle && options.verbose === 0 && isEarly) {
        yield* stderr.write(`--------------\n${text}\n--------------\n\n`);
      }
      const next = yield* complainOf(reply);
      if (showsWarnings) yield* printWarnings();
      return next;
    }
    yield* tell(reply, given, startedMs);
    if (!isQuiet && link !== undefined && schema !== '' && link.schema() === '') schema = '';
    if (/^\s*use\b/i.test(text) && link !== undefined) schema = link.schema();
    return 'go on';
  }

  function* use(argument: string): Program<Next> {
    if (argument === '')
      return yield* complain('USE must be followed by a database name', undefined);
    const reply = yield* ask((own) => own.use(argument));
    if (typeof reply === 'string') return reply;
    if (reply.type === 'error') return yield* complainOf(reply);
    const isOther = schema !== argument;
    schema = argument;
    if (isOther) yield* rehash();
    yield* info('Database changed');
    return 'go on';
  }

  const promptText = (): string => {
    const server =
      link === undefined ? 'unknown' : /mariadb/i.test(link.version) ? 'MariaDB' : 'MySQL';
    const values: Readonly<Record<string, string>> = {
      N: server,
      d: schema === '' ? '(none)' : schema,
      u: target.user,
      U: `${target.user}@${target.isSocket ? 'localhost' : target.host}`,
      h: target.isSocket ? 'localhost' : target.host,
      p: String(target.port),
      v: link?.version ?? 'not_connected',
      c: '1',
      _: ' ',
      n: '\n',
      t: '\t',
    };
    return prompt.replace(/\\(.)/gs, (_all, letter: string) => values[letter] ?? letter);
  };

  function* status(): Program<Next> {
    if (link === undefined && !(yield* reconnect())) return 'go on';
    const own = link as Link;
    const server = yield* statusOf(own);
    const user = yield* own.query('select current_user(), user()');
    if (server === undefined || user.type !== 'rows') {
      const error = lostError();
      return yield* complainOf(error);
    }
    const who = user.rows[0]?.[1] ?? '';
    const uptime = uptimeText(Number(server.get('Uptime') ?? 0));
    const connection = target.isSocket ? 'Localhost via UNIX socket' : `${target.host} via TCP/IP`;
    const place = target.isSocket
      ? `UNIX socket:\t\t${target.socket}`
      : `TCP port:\t\t${target.port}`;
    const cipher = 'Cipher in use is TLS_AES_128_GCM_SHA256';
    const isMariaServer = /mariadb/i.test(own.version);
    const lines = [
      '--------------',
      versionLine(flavour, 'mysql'),
      '',
      `Connection id:\t\t${own.id}`,
      `Current database:\t${schema}`,
      `Current user:\t\t${who}`,
      `SSL:\t\t\t${target.isSocket ? 'Not in use' : cipher}`,
      'Current pager:\t\tstdout',
      `Using outfile:\t\t'${outfile}'`,
      `Using delimiter:\t${input.delimiter}`,
      ...(isOracle ? [] : [`Server:\t\t\t${isMariaServer ? 'MariaDB' : 'MySQL'}`]),
      `Server version:\t\t${own.version} ${own.comment}`,
      'Protocol version:\t10',
      `Connection:\t\t${connection}`,
      'Server characterset:\tutf8mb4',
      'Db     characterset:\tutf8mb4',
      'Client characterset:\tlatin1',
      'Conn.  characterset:\tlatin1',
      place,
      ...(isOracle ? ['Binary data as:\t\tHexadecimal'] : []),
      `Uptime:\t\t\t${uptime}`,
      '',
      statusLine(server),
      '--------------\n\n',
    ];
    yield* put(lines.join('\n'));
    return 'go on';
  }

  function* shell(line: string): Program<Next> {
    const command = host.commands().get('sh') ?? host.commands().get('bash');
    if (line === '') return yield* complain('Usage: \\! shell-command', undefined);
    if (command !== undefined) yield* command.run({ ...context, name: 'sh', args: ['-c', line] });
    // The shell has its own ways with signals.
    handleSignals();
    return 'go on';
  }

  function* source(name: string): Program<Next> {
    if (name === '') {
      return yield* complain('Usage: \\. <filename> | source <filename>', undefined);
    }
    const content = files.read(resolvePath(directory, name));
    if (!content.ok) {
      const number = content.error === 'ENOENT' ? 2 : content.error === 'EISDIR' ? 21 : 13;
      const text = `Failed to open file '${name}', error: ${number}`;
      return yield* plainComplaint(text);
    }
    if (sourceDepth >= LIMITS.mysqlSources) return 'go on';
    const before = { ...input };
    const [line, file] = [startLine, sourceFile];
    Object.assign(input, newInput(), { delimiter: input.delimiter });
    sourceDepth++;
    sourceFile = name;
    const reader = createLineReader(readerOf(content.value));
    const next = yield* runLines(() => reader.next(), false);
    sourceDepth--;
    Object.assign(input, before, { delimiter: input.delimiter });
    [startLine, sourceFile] = [line, file];
    return next === 'quit' ? 'quit' : 'go on';
  }

  function* plainComplaint(text: string): Program<Next> {
    yield* (tty === undefined ? stderr : stdout).write(
      isOracle && !isQuiet ? `ERROR: \n${text}\n` : `ERROR: ${text}\n`,
    );
    return 'go on';
  }

  function* setOutfile(argument: string): Program<Next> {
    if (argument === '') {
      yield* put('No previous outfile available, you must give a filename!\n');
      return 'go on';
    }
    const path = resolvePath(directory, argument);
    if (!files.stat(path).ok) files.write(path, '');
    yield* put(`Logging to file '${argument}'\n`);
    outfile = path;
    return 'go on';
  }

  function* setPrompt(argument: string, raw: string): Program<Next> {
    if (argument === '') {
      prompt = options.prompt;
      yield* put(`Returning to default PROMPT of ${prompt}\n`);
      return 'go on';
    }
    prompt = raw;
    yield* put(`PROMPT set to '${raw}'\n`);
    return 'go on';
  }

  function* setDelimiter(argument: string): Program<Next> {
    const [word = ''] = argument.split(/\s/);
    if (word === '') {
      return yield* complain(
        "DELIMITER must be followed by a 'delimiter' character or string",
        undefined,
      );
    }
    if (word.includes('\\')) {
      return yield* complain('DELIMITER cannot contain a backslash character', undefined);
    }
    input.delimiter = word;
    return 'go on';
  }

  function* setPager(name: string, argument: string): Program<Next> {
    if (name === 'nopager') yield* put('PAGER set to stdout\n');
    else if (argument === '') yield* put("Default pager wasn't set, using stdout.\n");
    else yield* put(`PAGER set to '${argument}'\n`);
    return 'go on';
  }

  function* reopen(argument: string): Program<Next> {
    const [name = ''] = argument.split(/\s+/);
    if (name !== '') schema = name;
    link?.close();
    link = undefined;
    if (yield* open(true)) {
      yield* info(`Connection id:    ${(link as Link | undefined)?.id ?? 0}`);
      yield* info(`Current database: ${schema === '' ? '*** NONE ***' : schema}\n`);
    }
    return 'go on';
  }

  /** Runs one of the client's own commands. */
  function* runCommand(name: string, line: string): Program<Next> {
    const raw = line.trimStart().slice(name.length).replace(/^\s/, '');
    const argument = unquoted(raw.trim(), input.delimiter);
    switch (name) {
      case 'exit':
      case 'quit':
        return 'quit';
      case 'help':
      case '?':
        yield* put(helpText(flavour));
        return 'go on';
      case 'clear':
        input.buffer = '';
        return 'go on';
      case 'go':
      case 'ego': {
        const text = input.buffer;
        input.buffer = '';
        return yield* runStatement({ kind: 'statement', text, isVertical: name === 'ego' });
      }
      case 'use':
        return yield* use(argument);
      case 'status':
        return yield* status();
      case 'source':
        return yield* source(argument);
      case 'system':
        return yield* shell(raw.trim());
      case 'delimiter':
        return yield* setDelimiter(raw.trim());
      case 'prompt':
        return yield* setPrompt(argument, raw.replace(/\n$/, ''));
      case 'tee':
        return yield* setOutfile(argument);
      case 'notee':
        outfile = '';
        yield* put('Outfile disabled.\n');
        return 'go on';
      case 'pager':
      case 'nopager':
        return yield* setPager(name, argument);
      case 'print':
        yield* printStatement(input.buffer.trimEnd());
        return 'go on';
      case 'warnings':
      case 'nowarning':
        showsWarnings = name === 'warnings';
        yield* put(`Show warnings ${showsWarnings ? 'enabled' : 'disabled'}.\n`);
        return 'go on';
      case 'connect':
        return yield* reopen(argument);
      case 'rehash':
        yield* rehash();
        return 'go on';
      case 'charset':
        yield* put(`Charset changed\n`);
        return 'go on';
      default:
        return 'go on';
    }
  }

  function* runStatement(found: Extract<Found, { kind: 'statement' }>): Program<Next> {
    isVertical = found.isVertical;
    const next = yield* go(found.text);
    isVertical = false;
    return next;
  }

  function* take(line: string): Program<Next> {
    const isFree = input.buffer === '' && !input.isInComment && input.quote === '';
    const own: CommandName | undefined = isFree ? findCommand(line, input.delimiter) : undefined;
    if (own !== undefined) {
      const next = yield* runCommand(own.name, line);
      return next;
    }
    for (const found of addLine(input, line)) {
      if (typeof found === 'string') {
        yield* complain(found, undefined);
        continue;
      }
      const next =
        found.kind === 'statement'
          ? yield* runStatement(found)
          : yield* runCommand(found.name, found.line);
      if (next !== 'go on') return next;
    }
    return 'go on';
  }

  function* runLines(lines: () => Program<string | undefined>, isOneLine: boolean): Program<Next> {
    for (let number = 1; ; number++) {
      const line = yield* lines();
      if (line === undefined) break;
      if (input.buffer === '') startLine = isOneLine ? 1 : number;
      const next = yield* take(line);
      if (next !== 'go on') return next;
    }
    if (input.buffer.trim() === '') return 'go on';
    const text = input.buffer;
    input.buffer = '';
    return yield* go(text);
  }

  const continuation = (): string => {
    if (input.isInComment) return '   /*> ';
    if (input.quote !== '') return `    ${input.quote}> `;
    return input.buffer === '' ? promptText() : '    -> ';
  };

  /** Reads a line; Ctrl-C ends the reading, and what was begun. */
  function* readLine(): Program<string | undefined | 'interrupted'> {
    if (tty === undefined) return undefined;
    const reading = tty.readLine({ prompt: continuation(), echo: true, history: 'mysql' });
    for (let step = reading.next(); ; step = reading.next()) {
      if (step.done === true) return step.value;
      const { value } = step;
      yield { ...value, ready: () => isInterrupted || (value.ready?.() ?? false) };
      if (isInterrupted) {
        reading.return(undefined);
        isInterrupted = false;
        return 'interrupted';
      }
    }
  }

  function handleSignals(): void {
    context.self.onSignal((signal) => {
      if (signal !== 'SIGINT' || isQuiet) return false;
      isInterrupted = true;
      if (isQuerying) link?.interrupt();
      return true;
    });
  }
  handleSignals();

  return {
    connect: () => open(false),
    *welcome() {
      if (isQuiet || options.silent > 0 || link === undefined) return;
      const name = isOracle ? 'MySQL' : 'MariaDB';
      const isMariaServer = /mariadb/i.test(link.version);
      const server = isMariaServer ? 'MariaDB' : 'MySQL';
      const notice = isOracle ? oracleNotice(flavour.version) : MARIADB_NOTICE;
      yield* put(
        `Welcome to the ${name} monitor.  Commands end with ; or \\g.\n` +
          `Your ${isOracle ? 'MySQL' : server} connection id is ${link.id}\n` +
          `Server version: ${link.version} ${link.comment}\n\n${notice}\n` +
          "Type 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n",
      );
    },
    *interact() {
      for (;;) {
        const line = yield* readLine();
        if (line === undefined) {
          yield* put('^DBye\n');
          break;
        }
        if (line === 'interrupted') {
          Object.assign(input, newInput(), { delimiter: input.delimiter });
          continue;
        }
        if ((yield* take(line)) === 'quit') {
          yield* put('Bye\n');
          break;
        }
      }
      link?.close();
      return 0;
    },
    *script(lines, isCommandLine) {
      if (isCommandLine) isForced = options.isForced;
      const next = yield* runLines(lines, false);
      if (options.verbose > 1 && isQuiet) yield* put('Bye\n');
      link?.close();
      return next === 'failed' ? 1 : 0;
    },
  };
}

/** Failures that come with the rows, after the statement was taken. */
const LATE_ERRORS: ReadonlySet<number> = new Set([1242, 1690, 2013, 2006]);

const unquoted = (text: string, delimiter: string): string => {
  const bare = text.endsWith(delimiter) ? text.slice(0, -delimiter.length).trimEnd() : text;
  return bare.replace(/^(["'`])([\s\S]*)\1$/, '$2');
};

const hexadecimal = (rows: Rows): Rows => ({
  ...rows,
  rows: rows.rows.map((row) =>
    row.map((value, i) => {
      if (value === null || rows.columns[i]?.isBinary !== true) return value;
      const bytes = [...value].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(2, '0'));
      return `0x${bytes.join('').toUpperCase()}`;
    }),
  ),
});
