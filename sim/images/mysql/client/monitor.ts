import type { CommandContext, Program } from '../../../kernel/index.ts';
import { createLineReader, editedLine, readerOf, resolvePath } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import type { MysqlReply } from '../wire.ts';
import type { Link, Target } from './connection.ts';
import { xmlText } from './format.ts';
import {
  addLine,
  type CommandName,
  commandsOf,
  type Found,
  findCommand,
  newInput,
} from './input.ts';
import { createKeeper } from './keeper.ts';
import type { MonitorOptions } from './monitor-options.ts';
import { readPastStatements } from './past-statements.ts';
import { rowsText, timingText } from './printing.ts';
import { promptText } from './prompt.ts';
import { createScreen, type Next } from './screen.ts';
import { serverHelp } from './server-help.ts';
import { monitorStatus } from './status.ts';
import { commandsText, helpText, MARIADB_NOTICE, oracleNotice } from './texts.ts';

export interface Monitor {
  connect(): Program<boolean>;
  welcome(): Program<void>;
  /** Reads from a terminal until it ends. */
  interact(): Program<number>;
  /** Runs a script; the last statement needs no delimiter. */
  script(lines: () => Program<string | undefined>, isCommandLine: boolean): Program<number>;
}

const HINT = "Type 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n";

/** With -v the file of the history is told when it is read and written. */
function historyText(
  env: CommandContext['env'],
  { isBatch, verbose, silent }: MonitorOptions,
  how: 'Reading' | 'Writing',
): string {
  if (isBatch || verbose === 0 || silent > 0) return '';
  const file = env.get('MYSQL_HISTFILE') ?? `${env.get('HOME') ?? ''}/.mysql_history`;
  return `${how} history-file ${file}\n`;
}

/** What the client says first: who it is, and what it talks to. */
function welcomeText(flavour: Flavour, link: Link): string {
  const isOracle = flavour.kind === 'oracle';
  const server = /mariadb/i.test(link.version) ? 'MariaDB' : 'MySQL';
  const notice = isOracle ? oracleNotice(flavour.version) : MARIADB_NOTICE;
  return (
    `Welcome to the ${isOracle ? 'MySQL' : 'MariaDB'} monitor.  Commands end with ; or \\g.\n` +
    `Your ${isOracle ? 'MySQL' : server} connection id is ${link.id}\n` +
    `Server version: ${link.version} ${link.comment}\n\n${notice}\n`
  );
}

/** The interactive client. Models client/mysql.cc of MySQL and of MariaDB. */
export function createMonitor(
  host: ContainerHost,
  context: CommandContext,
  flavour: Flavour,
  target: Target,
  options: MonitorOptions,
): Monitor {
  const { stdout, stderr, tty, files, directory } = context;
  const [isOracle, isQuiet] = [flavour.kind === 'oracle', options.isBatch];
  const input = newInput(options.delimiter, commandsOf(flavour.kind));
  const screen = createScreen(context, flavour, options);
  const { place, put, remark, info, result, complain, complainOf } = screen;
  const keeper = createKeeper(host, context, flavour, target, options, screen);
  const { session, open, ask, rehash } = keeper;
  let { prompt, showsWarnings } = options;
  let [isVertical, isInterrupted] = [false, false];
  const past = readPastStatements(context);
  function isTyped(): boolean {
    return !isQuiet && tty !== undefined && place.sourceDepth === 0;
  }
  function* printStatement(text: string): Program<void> {
    yield* put(`--------------\n${text}\n--------------\n\n`);
  }
  /** Shows the warnings, unless all that there is has just been told as an error. */
  function* printWarnings(told = ''): Program<void> {
    const reply = session.link && (yield* session.link.query('show warnings'));
    if (reply?.type !== 'rows') return;
    if (reply.rows.length === 1 && reply.rows[0]?.[1] === told) return;
    for (const [level, code, message] of reply.rows) {
      yield* put(`${level} (Code ${code}): ${message}\n`);
    }
  }

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
        yield* put(rowsText(reply, options, statement, isVertical, isOracle && tty !== undefined));
        text = `${count} ${count === 1 ? 'row' : 'rows'} in set`;
      }
    } else {
      text = `Query OK, ${reply.affected} ${reply.affected === 1 ? 'row' : 'rows'} affected`;
    }
    const { warnings } = reply;
    if (warnings > 0) text += `, ${warnings} warning${warnings === 1 ? '' : 's'}`;
    yield* result(text + timingText(flavour, options, host.clock.nowMs() - startedMs));
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
      if (showsWarnings) yield* printWarnings(String(reply.code));
      return next;
    }
    yield* tell(reply, given, startedMs);
    if (
      !isQuiet &&
      session.link !== undefined &&
      session.schema !== '' &&
      session.link.schema() === ''
    )
      session.schema = '';
    if (/^\s*use\b/i.test(text) && session.link !== undefined)
      session.schema = session.link.schema();
    return 'go on';
  }
  function* use(argument: string): Program<Next> {
    if (argument === '')
      return yield* complain('USE must be followed by a database name', undefined);
    const reply = yield* ask((own) => own.use(argument));
    if (typeof reply === 'string') return reply;
    if (reply.type === 'error') return yield* complainOf(reply);
    const isOther = session.schema !== argument;
    session.schema = argument;
    if (isOther) yield* rehash();
    yield* info('Database changed');
    return 'go on';
  }
  function* status(): Program<Next> {
    if (session.link === undefined && !(yield* keeper.reconnect())) return 'go on';
    const { delimiter } = input;
    const shown = { schema: session.schema, outfile: place.outfile, delimiter };
    const text = yield* monitorStatus(flavour, context.name, target, session.link as Link, shown);
    if (text === undefined) return yield* keeper.complainOfLoss();
    yield* put(text);
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
      return isQuiet ? yield* complain(text, undefined) : yield* plainComplaint(text);
    }
    if (place.sourceDepth >= LIMITS.mysqlSources) return 'go on';
    const before = { ...input };
    const [line, file] = [place.startLine, place.sourceFile];
    Object.assign(input, newInput(input.delimiter, commandsOf(flavour.kind)));
    place.sourceDepth++;
    place.sourceFile = name;
    const reader = createLineReader(readerOf(content.value));
    const next = yield* runLines(() => reader.next(), false);
    place.sourceDepth--;
    Object.assign(input, before, { delimiter: input.delimiter });
    [place.startLine, place.sourceFile] = [line, file];
    return next === 'quit' ? 'quit' : 'go on';
  }

  function* plainComplaint(text: string): Program<Next> {
    yield* (tty === undefined ? stderr : stdout).write(
      isOracle && !isQuiet ? `ERROR: \n${text}\n` : `ERROR: ${text}\n`,
    );
    return 'go on';
  }

  function* setOutfile(argument: string): Program<Next> {
    const name = argument === '' ? place.lastOutfile : argument;
    if (name === '') {
      yield* put('No previous outfile available, you must give a filename!\n');
      return 'go on';
    }
    place.lastOutfile = name;
    const path = resolvePath(directory, name);
    if (!files.stat(path).ok) files.write(path, '');
    yield* remark(`Logging to file '${name}'\n`);
    place.outfile = path;
    return 'go on';
  }

  function* setPrompt(argument: string, raw: string): Program<Next> {
    if (argument === '') {
      prompt = options.prompt;
      yield* remark(`Returning to default PROMPT of ${prompt}\n`);
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
    else if (argument === '') yield* remark("Default pager wasn't set, using stdout.\n");
    else yield* remark(`PAGER set to '${argument}'\n`);
    return 'go on';
  }

  function* setCharset(name: string): Program<Next> {
    if (name === '')
      return yield* complain('Usage: \\C charset_name | charset charset_name', undefined);
    const reply = yield* ask((own) => own.query(`set names ${name}`));
    if (typeof reply === 'string') return reply;
    if (reply.type === 'error') {
      const index = '/usr/share/mysql/charsets/Index.xml';
      const why = `is not a compiled character set and is not specified in the '${index}' file`;
      yield* stderr.write(`${context.name}: Character set '${name}' ${why}\n`);
      yield* info('Charset is not found');
      return 'go on';
    }
    yield* remark('Charset changed\n');
    return 'go on';
  }

  function* reopen(argument: string): Program<Next> {
    const [name = ''] = argument.split(/\s+/);
    if (name !== '') session.schema = name;
    session.link?.close();
    session.link = undefined;
    if (yield* open(true)) {
      if (name !== '') yield* rehash();
      yield* info(`Connection id:    ${(session.link as Link | undefined)?.id ?? 0}`);
      yield* info(`Current database: ${session.schema === '' ? '*** NONE ***' : session.schema}\n`);
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
        if (argument === '') yield* put(isQuiet ? commandsText(flavour) : helpText(flavour));
        else yield* put(serverHelp(argument));
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
        place.outfile = '';
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
        yield* remark(`Show warnings ${showsWarnings ? 'enabled' : 'disabled'}.\n`);
        return 'go on';
      case 'connect':
        return yield* reopen(argument);
      case 'rehash':
        return 'go on';
      case 'charset':
        return yield* setCharset(argument);
      default:
        return 'go on';
    }
  }

  function* runStatement(found: Extract<Found, { kind: 'statement' }>): Program<Next> {
    isVertical = found.isVertical;
    if (isTyped()) past.add(found.text + (isVertical ? '\\G' : input.delimiter));
    const next = yield* go(found.text);
    isVertical = false;
    return next;
  }

  function* take(line: string): Program<Next> {
    const isFree = input.buffer === '' && !input.isInComment && input.quote === '';
    // A script's `exit;` goes to the server.
    const isLeft = isQuiet && !isOracle && /^\s*(exit|quit)\s*;/i.test(line);
    const own: CommandName | undefined = isFree && !isLeft ? findCommand(line, input) : undefined;
    if (own !== undefined) {
      const next = yield* runCommand(own.name, line);
      if (isTyped() && next === 'go on') past.add(line);
      return next;
    }
    if (isFree && isLeft) {
      const at = line.indexOf(';');
      const text = line.slice(0, at).trim();
      const next = yield* runStatement({ kind: 'statement', text, isVertical: false });
      return next === 'go on' ? yield* take(line.slice(at + 1)) : next;
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
      if (input.buffer === '') place.startLine = isOneLine ? 1 : number;
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
    return input.buffer === ''
      ? promptText(prompt, target, session.link, session.schema)
      : '    -> ';
  };

  /** Reads a line; Ctrl-C ends the reading, and what was begun. */
  function* readLine(): Program<string | undefined | 'interrupted'> {
    if (tty === undefined) return undefined;
    const reading = tty.readLine(editedLine(continuation(), past.lines()));
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
      if (session.isQuerying) session.link?.interrupt();
      return true;
    });
  }
  handleSignals();

  return {
    connect: () => open(false),
    *welcome() {
      if (isQuiet || options.silent > 0 || session.link === undefined) return;
      yield* put(welcomeText(flavour, session.link));
      yield* put(historyText(context.env, options, 'Reading'));
      yield* put(HINT);
    },
    *interact() {
      for (;;) {
        const line = yield* readLine();
        if (line === undefined) {
          yield* put('^D');
          past.save();
          yield* put(historyText(context.env, options, 'Writing'));
          yield* put('Bye\n');
          break;
        }
        if (line === 'interrupted') {
          Object.assign(input, newInput(input.delimiter, commandsOf(flavour.kind)));
          continue;
        }
        if ((yield* take(line)) === 'quit') {
          past.save();
          yield* put(historyText(context.env, options, 'Writing'));
          yield* info('Bye');
          break;
        }
      }
      session.link?.close();
      return 0;
    },
    *script(lines, isCommandLine) {
      if (isCommandLine) place.isForced = options.isForced;
      const next = yield* runLines(lines, false);
      if (options.verbose > 1 && isQuiet) yield* put('Bye\n');
      session.link?.close();
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
