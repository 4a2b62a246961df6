import type { CommandContext, Prng, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { PgRequest } from '../wire.ts';
import type { PgConnection } from './connection.ts';
import { type Asked, type Options, readAsked } from './tool-options.ts';
import { collect, reach } from './tool-session.ts';

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

/** pg_dump. */
export function* runDump(version: string, host: ContainerHost, context: CommandContext): Program {
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

/** pg_restore. */
export function* runRestore(
  version: string,
  host: ContainerHost,
  context: CommandContext,
): Program {
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
  const who = ['-U', asked.user, '-p', asked.port, '-d', database, ...where];
  const args = [...who, '-q', '-o', '/dev/null', '-f', path];
  const code = yield* script.run({ ...context, name: 'psql', args });
  files.remove(path);
  return code;
}

/** pg_dumpall. */
export function* runDumpAll(
  version: string,
  host: ContainerHost,
  context: CommandContext,
): Program {
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
