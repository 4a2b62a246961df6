import type { Command, CommandContext, Prng, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { PgReply, PgRequest } from '../wire.ts';
import { connect, type PgConnection } from './connection.ts';

/** What the small clients share: where they connect, and the rest of their words. */
interface Asked {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/** Options of a client: long names by letter, and the letters that take a value. */
interface Options {
  readonly valued: string;
  readonly long: Readonly<Record<string, string>>;
}

const SHARED = 'hpU';
const SHARED_LONG: Readonly<Record<string, string>> = {
  host: 'h',
  port: 'p',
  username: 'U',
  'no-password': 'w',
  password: 'W',
  echo: 'e',
  'if-exists': 'if-exists',
  version: 'V',
  help: '?',
};

function readAsked({ args, env }: CommandContext, { valued, long }: Options): Asked | string {
  const flags = new Map<string, string[]>();
  const words: string[] = [];
  const add = (flag: string, value: string): void => {
    flags.set(flag, [...(flags.get(flag) ?? []), value]);
  };
  const takes = SHARED + valued;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg.startsWith('--')) {
      const [name = '', ...rest] = arg.slice(2).split('=');
      const flag = SHARED_LONG[name] ?? long[name];
      if (flag === undefined) return `unrecognized option '--${name}'`;
      if (flag.length > 1 || !takes.includes(flag)) add(flag, rest.join('='));
      else add(flag, rest.length > 0 ? rest.join('=') : (args[++i] ?? ''));
    } else if (arg.startsWith('-') && arg !== '-') {
      const flag = arg.charAt(1);
      if (!takes.includes(flag)) for (const each of arg.slice(1)) add(each, '');
      else if (arg.length > 2) add(flag, arg.slice(2));
      else {
        const value = args[++i];
        if (value === undefined) return `option requires an argument -- '${flag}'`;
        add(flag, value);
      }
    } else words.push(arg);
  }
  const last = (flag: string): string | undefined => flags.get(flag)?.at(-1);
  const host = last('h') ?? env.get('PGHOST') ?? '';
  return {
    host: host.startsWith('/') ? '' : host,
    port: Number(last('p') ?? env.get('PGPORT') ?? 5432),
    user: last('U') ?? env.get('PGUSER') ?? env.get('USER') ?? 'root',
    flags,
    words,
  };
}

/** Connects as the client asks; says why it does not. */
function* reach(
  host: ContainerHost,
  context: CommandContext,
  name: string,
  asked: Asked,
  database: string,
): Program<PgConnection | undefined> {
  const target = { host: asked.host, port: asked.port, user: asked.user, database };
  let answer = yield* connect(host.dial, target, context.env.get('PGPASSWORD'));
  if (!answer.ok && answer.needsPassword && context.tty !== undefined && !asked.flags.has('w')) {
    const password = yield* context.tty.readLine({
      prompt: 'Password: ',
      echo: false,
      history: '',
    });
    answer = yield* connect(host.dial, target, password ?? '');
  }
  if (answer.ok) return answer.connection;
  yield* context.stderr.write(`${name}: error: ${answer.message}\n`);
  return undefined;
}

/** Sends a request and collects what comes; the first error's text, or ''. */
function* collect(
  connection: PgConnection,
  request: PgRequest,
  take: (reply: PgReply) => Program<void>,
): Program<string> {
  let failure = '';
  yield* connection.ask(request, function* (reply): Program<void> {
    if (reply.type === 'report' && reply.report.severity === 'ERROR') {
      failure = failure || reply.report.message;
    } else yield* take(reply);
  });
  return failure;
}

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A client that sends one statement. */
interface Statement extends Options {
  readonly name: string;
  readonly summary: string;
  readonly failure: (name: string) => string;
  /** The statement; undefined when a name is missing. */
  statement(asked: Asked, name: string | undefined): string | undefined;
  readonly missing: string;
}

const STATEMENTS: readonly Statement[] = [
  {
    name: 'createdb',
    summary: 'make a database',
    valued: 'OTElD',
    long: { owner: 'O', template: 'T', encoding: 'E', locale: 'l', tablespace: 'D' },
    failure: () => 'database creation failed',
    missing: '',
    statement: ({ flags, user }, name) => {
      const owner = flags.get('O')?.at(-1);
      const by = owner === undefined ? '' : ` OWNER ${quoted(owner)}`;
      return `CREATE DATABASE ${quoted(name ?? user)}${by};`;
    },
  },
  {
    name: 'dropdb',
    summary: 'remove a database',
    valued: '',
    long: { force: 'f', interactive: 'i' },
    failure: () => 'database removal failed',
    missing: 'missing required argument database name',
    statement: ({ flags }, name) => {
      const optional = flags.has('if-exists') ? 'IF EXISTS ' : '';
      return name === undefined ? undefined : `DROP DATABASE ${optional}${quoted(name)};`;
    },
  },
  {
    name: 'createuser',
    summary: 'make a role',
    valued: 'cg',
    long: { superuser: 's', createdb: 'd', createrole: 'r', login: 'l', pwprompt: 'P' },
    failure: () => 'creation of new role failed',
    missing: '',
    statement: ({ flags, user }, name) => {
      const has = (flag: string, word: string): string => `${flags.has(flag) ? '' : 'NO'}${word}`;
      const may = [has('s', 'SUPERUSER'), has('d', 'CREATEDB'), has('r', 'CREATEROLE')].join(' ');
      return `CREATE ROLE ${quoted(name ?? user)} ${may} INHERIT LOGIN;`;
    },
  },
  {
    name: 'dropuser',
    summary: 'remove a role',
    valued: '',
    long: { interactive: 'i' },
    failure: (name) => `removal of role "${name}" failed`,
    missing: 'missing required argument role name',
    statement: ({ flags }, name) => {
      const optional = flags.has('if-exists') ? 'IF EXISTS ' : '';
      return name === undefined ? undefined : `DROP ROLE ${optional}${quoted(name)};`;
    },
  },
];

function* runStatement(
  tool: Statement,
  version: string,
  host: ContainerHost,
  context: CommandContext,
): Program {
  const { stdout, stderr } = context;
  const { name } = tool;
  const asked = readAsked(context, tool);
  if (typeof asked === 'string') {
    const hint = `${name}: hint: Try "${name} --help" for more information.\n`;
    yield* stderr.write(`${name}: ${asked}\n${hint}`);
    return 1;
  }
  if (asked.flags.has('V')) {
    yield* stdout.write(`${name} (PostgreSQL) ${version}\n`);
    return 0;
  }
  const [subject] = asked.words;
  const statement = tool.statement(asked, subject);
  if (statement === undefined) {
    const hint = `${name}: hint: Try "${name} --help" for more information.\n`;
    yield* stderr.write(`${name}: error: ${tool.missing}\n${hint}`);
    return 1;
  }
  const connection = yield* reach(host, context, name, asked, 'postgres');
  if (connection === undefined) return 1;
  if (asked.flags.has('e')) yield* stdout.write(`${statement}\n`);
  const failure = yield* collect(connection, { type: 'query', text: statement }, function* (reply) {
    if (reply.type === 'report') yield* stderr.write(`NOTICE:  ${reply.report.message}\n`);
  });
  connection.close();
  if (failure === '') return 0;
  yield* stderr.write(`${name}: error: ${tool.failure(subject ?? '')}: ERROR:  ${failure}\n`);
  return 1;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const TOKEN_LENGTH = 63;

const tokenOf = (prng: Prng): string =>
  Array.from({ length: TOKEN_LENGTH }, () => LETTERS.charAt(prng.below(LETTERS.length))).join('');

const DUMP: Options = {
  valued: 'fFtnTNdZE',
  long: {
    file: 'f',
    format: 'F',
    table: 't',
    schema: 'n',
    dbname: 'd',
    'schema-only': 's',
    'data-only': 'a',
    inserts: 'inserts',
    'column-inserts': 'inserts',
    clean: 'c',
    create: 'C',
    'no-owner': 'O',
    'no-privileges': 'x',
    'no-acl': 'x',
    verbose: 'v',
    'globals-only': 'g',
  },
};

/** What stands in front of a dump that only pg_restore reads. */
const ARCHIVE = 'PGDMP\n';

function* dumpOf(
  connection: PgConnection,
  host: ContainerHost,
  { flags }: Asked,
): Program<{ readonly text: string; readonly failure: string }> {
  let text = '';
  const request = {
    hasSchema: !flags.has('a'),
    hasData: !flags.has('s'),
    asInserts: flags.has('inserts'),
    isCleaning: flags.has('c'),
    createsDatabase: flags.has('C'),
    hasOwners: !flags.has('O'),
    tables: flags.get('t') ?? [],
    token: tokenOf(host.prng),
  };
  // biome-ignore lint/correctness/useYield: it only keeps what comes
  const failure = yield* collect(connection, { type: 'dump', request }, function* (reply) {
    if (reply.type === 'copyOut') text = reply.text;
  });
  return { text, failure };
}

function* put(context: CommandContext, asked: Asked, name: string, text: string): Program {
  const file = asked.flags.get('f')?.at(-1);
  if (file === undefined) {
    yield* context.stdout.write(text);
    return 0;
  }
  const path = file.startsWith('/') ? file : `${context.directory}/${file}`;
  if (context.files.write(path, text).ok) return 0;
  const why = 'No such file or directory';
  yield* context.stderr.write(`${name}: error: could not open output file "${file}": ${why}\n`);
  return 1;
}

function* runDump(version: string, host: ContainerHost, context: CommandContext): Program {
  const { stdout, stderr } = context;
  const asked = readAsked(context, DUMP);
  if (typeof asked === 'string') {
    const hint = 'pg_dump: hint: Try "pg_dump --help" for more information.\n';
    yield* stderr.write(`pg_dump: ${asked}\n${hint}`);
    return 1;
  }
  if (asked.flags.has('V')) {
    yield* stdout.write(`pg_dump (PostgreSQL) ${version}\n`);
    return 0;
  }
  const database = asked.flags.get('d')?.at(-1) ?? asked.words[0] ?? asked.user;
  const connection = yield* reach(host, context, 'pg_dump', asked, database);
  if (connection === undefined) return 1;
  const { text, failure } = yield* dumpOf(connection, host, asked);
  connection.close();
  if (failure !== '') {
    yield* stderr.write(`pg_dump: error: ${failure}\n`);
    return 1;
  }
  const isArchive = /^[cdt]/.test(asked.flags.get('F')?.at(-1) ?? 'p');
  return yield* put(context, asked, 'pg_dump', isArchive ? `${ARCHIVE}${text}` : text);
}

function* runRestore(version: string, host: ContainerHost, context: CommandContext): Program {
  const { stdout, stderr, files, directory } = context;
  const fail = function* (message: string): Program {
    yield* stderr.write(`pg_restore: error: ${message}\n`);
    return 1;
  };
  const asked = readAsked(context, { ...DUMP, long: { ...DUMP.long, list: 'l' } });
  if (typeof asked === 'string') return yield* fail(asked);
  if (asked.flags.has('V')) {
    yield* stdout.write(`pg_restore (PostgreSQL) ${version}\n`);
    return 0;
  }
  const database = asked.flags.get('d')?.at(-1);
  const isListed = asked.flags.has('l');
  if (database === undefined && !isListed && !asked.flags.has('f')) {
    return yield* fail('one of -d/--dbname and -f/--file must be specified');
  }
  const [name = ''] = asked.words;
  const content = files.read(name.startsWith('/') ? name : `${directory}/${name}`);
  if (!content.ok) {
    return yield* fail(`could not open input file "${name}": No such file or directory`);
  }
  if (!content.value.startsWith(ARCHIVE)) {
    const isDump = content.value.startsWith('--\n-- PostgreSQL database dump');
    return yield* fail(
      isDump
        ? 'input file appears to be a text format dump. Please use psql.'
        : 'input file does not appear to be a valid archive',
    );
  }
  const text = content.value.slice(ARCHIVE.length);
  if (database === undefined) return yield* put(context, asked, 'pg_restore', text);
  const connection = yield* reach(host, context, 'pg_restore', asked, database);
  if (connection === undefined) return 1;
  const script = host.commands().get('psql');
  connection.close();
  if (script === undefined) return 1;
  const path = '/tmp/.pg_restore.sql';
  files.write(path, text);
  const where = asked.host === '' ? [] : ['-h', asked.host];
  const who = ['-U', asked.user, '-p', String(asked.port), '-d', database, ...where];
  const args = [...who, '-q', '-o', '/dev/null', '-f', path];
  const code = yield* script.run({ ...context, name: 'psql', args });
  files.remove(path);
  return code;
}

function* runDumpAll(version: string, host: ContainerHost, context: CommandContext): Program {
  const asked = readAsked(context, DUMP);
  if (typeof asked === 'string') {
    yield* context.stderr.write(`pg_dumpall: ${asked}\n`);
    return 1;
  }
  if (asked.flags.has('V')) {
    yield* context.stdout.write(`pg_dumpall (PostgreSQL) ${version}\n`);
    return 0;
  }
  const connection = yield* reach(host, context, 'pg_dumpall', asked, 'postgres');
  if (connection === undefined) return 1;
  const databases: string[] = [];
  const list: PgRequest = { type: 'describe', what: 'databases', pattern: '', isVerbose: false };
  yield* collect(connection, list, function* (reply) {
    if (reply.type !== 'described') return;
    databases.push(...reply.relation.table.rows.map(([name]) => name ?? ''));
  });
  connection.close();
  const token = tokenOf(host.prng);
  const roles =
    `CREATE ROLE postgres;\nALTER ROLE postgres WITH SUPERUSER INHERIT CREATEROLE CREATEDB LOGIN ` +
    'REPLICATION BYPASSRLS;\n';
  let text =
    `--\n-- PostgreSQL database cluster dump\n--\n\n\\restrict ${token}\n\n` +
    "SET default_transaction_read_only = off;\n\nSET client_encoding = 'UTF8';\n" +
    `SET standard_conforming_strings = on;\n\n--\n-- Roles\n--\n\n${roles}\n` +
    `--\n-- User Configurations\n--\n\n\n\n\n\n\n\n\n\\unrestrict ${token}\n\n`;
  if (!asked.flags.has('g')) {
    text += '--\n-- Databases\n--\n\n';
    for (const name of databases.filter((each) => !each.startsWith('template'))) {
      const each = yield* reach(host, context, 'pg_dumpall', asked, name);
      if (each === undefined) return 1;
      const dump = yield* dumpOf(each, host, asked);
      each.close();
      text += `--\n-- Database "${name}" dump\n--\n\n\\connect ${name}\n\n${dump.text}`;
    }
  }
  text += '--\n-- PostgreSQL database cluster dump complete\n--\n\n';
  return yield* put(context, asked, 'pg_dumpall', text);
}

/** `createdb`, `pg_dump` and the other small clients, by name. */
export function createTool(name: string, version: string, host: ContainerHost): Command {
  const statement = STATEMENTS.find((each) => each.name === name);
  const run = { pg_dump: runDump, pg_restore: runRestore }[name] ?? runDumpAll;
  return {
    name,
    summary: statement?.summary ?? 'save or restore databases',
    run: (context) =>
      statement === undefined
        ? run(version, host, context)
        : runStatement(statement, version, host, context),
  };
}
