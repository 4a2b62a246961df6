import type { Program } from '../../../kernel/index.ts';
import { createLineReader, readerOf, resolvePath } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import type { Link } from './connection.ts';
import { commandsOf, newInput } from './input.ts';
import type { MonitorParts } from './monitor-parts.ts';
import type { Next } from './screen.ts';
import { serverHelp } from './server-help.ts';
import { monitorStatus } from './status.ts';
import { commandsText, helpText } from './texts.ts';

/** What the client's own commands need of the monitor that runs them. */
export interface Running {
  /** Runs what has been entered so far as a statement. */
  entered(isVertical: boolean): Program<Next>;
  /** Shows a statement. */
  print(text: string): Program<void>;
  /** Runs lines until there are no more. */
  lines(next: () => Program<string | undefined>): Program<Next>;
  /** Listens to signals, once more after another program did. */
  listen(): void;
}

/** A command of the client, with what follows its name: without quotes, and as it was typed. */
type ClientCommand = (argument: string, raw: string) => Next | Program<Next>;

const unquoted = (text: string, delimiter: string): string => {
  const bare = text.endsWith(delimiter) ? text.slice(0, -delimiter.length).trimEnd() : text;
  return bare.replace(/^(["'`])([\s\S]*)\1$/, '$2');
};

/** The client's own commands; the answer runs one of them. Models com_* of client/mysql.cc. */
export function createClientCommands(
  parts: MonitorParts,
  running: Running,
): (name: string, line: string) => Program<Next> {
  const { host, context, flavour, target, options, input, screen, keeper, settings } = parts;
  const { stdout, stderr, tty, files, directory } = context;
  const [isOracle, isQuiet] = [flavour.kind === 'oracle', options.isBatch];
  const { place, put, remark, info, complain, complainOf } = screen;
  const { session, open, ask, rehash } = keeper;

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
    running.listen();
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
    const next = yield* running.lines(() => reader.next());
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
      settings.prompt = options.prompt;
      yield* remark(`Returning to default PROMPT of ${settings.prompt}\n`);
      return 'go on';
    }
    settings.prompt = raw;
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

  function* endPager(): Program<Next> {
    yield* put('PAGER set to stdout\n');
    return 'go on';
  }

  function* setPager(argument: string): Program<Next> {
    if (argument === '') yield* remark("Default pager wasn't set, using stdout.\n");
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

  function* help(argument: string): Program<Next> {
    if (argument !== '') yield* put(serverHelp(argument));
    else yield* put(isQuiet ? commandsText(flavour) : helpText(flavour));
    return 'go on';
  }

  function* showWarnings(isOn: boolean): Program<Next> {
    settings.showsWarnings = isOn;
    yield* remark(`Show warnings ${isOn ? 'enabled' : 'disabled'}.\n`);
    return 'go on';
  }

  function* endOutfile(): Program<Next> {
    place.outfile = '';
    yield* put('Outfile disabled.\n');
    return 'go on';
  }

  function* print(): Program<Next> {
    yield* running.print(input.buffer.trimEnd());
    return 'go on';
  }

  function clear(): Next {
    input.buffer = '';
    return 'go on';
  }

  const commands: ReadonlyMap<string, ClientCommand> = new Map<string, ClientCommand>([
    ['?', help],
    ['charset', setCharset],
    ['clear', clear],
    ['connect', reopen],
    ['delimiter', (_, raw) => setDelimiter(raw.trim())],
    ['ego', () => running.entered(true)],
    ['exit', () => 'quit'],
    ['go', () => running.entered(false)],
    ['help', help],
    ['nopager', endPager],
    ['notee', endOutfile],
    ['nowarning', () => showWarnings(false)],
    ['pager', setPager],
    ['print', print],
    ['prompt', (argument, raw) => setPrompt(argument, raw.replace(/\n$/, ''))],
    ['quit', () => 'quit'],
    ['source', source],
    ['status', status],
    ['system', (_, raw) => shell(raw.trim())],
    ['tee', setOutfile],
    ['use', use],
    ['warnings', () => showWarnings(true)],
  ]);

  return function* (name, line) {
    const raw = line.trimStart().slice(name.length).replace(/^\s/, '');
    const argument = unquoted(raw.trim(), input.delimiter);
    // The others do nothing that could be seen.
    const next = commands.get(name)?.(argument, raw) ?? 'go on';
    return typeof next === 'string' ? next : yield* next;
  };
}
