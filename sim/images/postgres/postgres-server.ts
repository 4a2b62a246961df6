import {
  type Command,
  type CommandContext,
  type FileSystem,
  makeDirectories,
  type Program,
  type Service,
  type Signal,
  sleep,
  until,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { type InitScripts, initScriptNames, runInitScripts, shellQuoted } from '../init-scripts.ts';
import { converse } from './engine/conversation.ts';
import {
  addDatabase,
  DEFAULT_SETTINGS,
  loadAll,
  newRole,
  type PgServer,
  saveDatabase,
  saveGlobal,
} from './engine/server.ts';
import { systemTable } from './engine/system-tables.ts';
import { socketPort } from './psql/connection.ts';
import {
  interruptedLine,
  type Log,
  listeningLines,
  recoveryLines,
  socketLine,
  stamp,
  startingText,
  stopLines,
  stoppedLine,
  stoppingLines,
} from './server-log.ts';

const INIT_MS = 420;
const START_MS = 60;
const STOP_MS = 40;
const MEMORY_BYTES = 42_000_000;

const NO_PASSWORD = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

/** What initdb prints. */
const initText = (
  data: string,
  user: string,
): string => `The files belonging to this database system will be owned by user "${user}".
This user must also own the server process.

The database cluster will be initialized with locale "en_US.utf8".
The default database encoding has accordingly been set to "UTF8".
The default text search configuration will be set to "english".

Data page checksums are disabled.

fixing permissions on existing directory ${data} ... ok
creating subdirectories ... ok
selecting dynamic shared memory implementation ... posix
selecting default max_connections ... 100
selecting default shared_buffers ... 128MB
selecting default time zone ... Etc/UTC
creating configuration files ... ok
running bootstrap script ... ok
performing post-bootstrap initialization ... ok
syncing data to disk ... ok


Success. You can now start the database server using:

    pg_ctl -D ${data} -l logfile start

`;

const DIRECTORIES = ['base', 'global', 'pg_wal', 'pg_xact', 'pg_stat', 'pg_tblspc', 'pg_multixact'];

/** Makes a new data directory. */
function initialize(files: FileSystem, data: string, major: string): void {
  for (const name of DIRECTORIES) files.makeDirectory(`${data}/${name}`);
  files.write(`${data}/PG_VERSION`, `${major}\n`);
  files.write(`${data}/postgresql.conf`, "listen_addresses = '*'\nmax_connections = 100\n");
  files.write(
    `${data}/pg_hba.conf`,
    'local   all   all                 trust\nhost    all   all   127.0.0.1/32  trust\n' +
      'host    all   all   all           scram-sha-256\n',
  );
  files.write(`${data}/pg_ident.conf`, '');
}

/** `-c name=value` among the arguments. */
function settingsOf(args: readonly string[]): Map<string, string> {
  const settings = new Map(Object.entries(DEFAULT_SETTINGS));
  args.forEach((arg, i) => {
    const pair = arg === '-c' ? (args[i + 1] ?? '') : /^-c(.+)$/.exec(arg)?.[1];
    const [name = '', ...value] = (pair ?? '').split('=');
    if (name !== '') settings.set(name, value.join('='));
    if (arg === '-p') settings.set('port', args[i + 1] ?? '5432');
  });
  return settings;
}

/** Roles and databases of a new server. */
function* fill(server: PgServer, { env, stdout }: CommandContext): Program<void> {
  const user = env.get('POSTGRES_USER') || 'postgres';
  const database = env.get('POSTGRES_DB') || user;
  const password = env.get('POSTGRES_PASSWORD') ?? '';
  server.roles.set(
    user,
    newRole(user, { password, isSuper: true, canCreateDatabase: true, canCreateRole: true }),
  );
  addDatabase(server, 'postgres', user);
  if (database !== 'postgres') {
    addDatabase(server, database, user);
    yield* stdout.write('CREATE DATABASE\n\n\n');
  }
}

/** The scripts of the image's directory, run by psql. */
function scriptsOf({ env }: CommandContext): InitScripts {
  const user = env.get('POSTGRES_USER') || 'postgres';
  const database = env.get('POSTGRES_DB') || user;
  const who = `--username ${shellQuoted(user)} --no-password --no-psqlrc`;
  const options = `-v ON_ERROR_STOP=1 ${who} --dbname ${shellQuoted(database)}`;
  return {
    prelude: [
      `POSTGRES_USER=${shellQuoted(user)}; POSTGRES_DB=${shellQuoted(database)}`,
      `docker_process_sql() { psql ${options} "$@"; }`,
      'psql=( docker_process_sql )',
    ].join('\n'),
    runFile: (path) => `docker_process_sql -f ${path}`,
    line: (_level, text) => `${text}\n`,
  };
}

/** A first start: a temporary server, which listens on its socket alone, is filled and stopped. */
function* firstSetUp(
  server: PgServer,
  host: ContainerHost,
  context: CommandContext,
): Program<number> {
  const { stdout } = context;
  const log = logOf(host, 48);
  yield* stdout.write(
    `waiting for server to start....${log('LOG', startingText(server.version))}` +
      socketLine(log) +
      stoppedLine(log, host.clock.epochMs() - INIT_MS) +
      log('LOG', 'database system is ready to accept connections') +
      ' done\nserver started\n',
  );
  yield* fill(server, context);
  if (initScriptNames(context).length === 0) {
    const where = '/docker-entrypoint-initdb.d/*';
    yield* stdout.write(`\n/usr/local/bin/docker-entrypoint.sh: ignoring ${where}\n\n`);
  } else {
    const close = host.listen(socketPort(5432), {
      protocol: 'stream',
      speaksFirst: false,
      // biome-ignore lint/correctness/useYield: the server is there and answers at once
      *accept(peer) {
        return converse(server, peer, true, host.spawn);
      },
    });
    const code = yield* runInitScripts(scriptsOf(context), context, host.commands());
    close();
    if (code !== 0) return code;
  }
  for (const each of server.databases.values()) saveDatabase(server, each);
  saveGlobal(server);
  yield* stdout.write(`waiting for server to shut down....${stoppingLines(log)}`);
  yield* sleep(STOP_MS);
  yield* stdout.write(
    stopLines(log, server.version) +
      ' done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n',
  );
  return 0;
}

const logOf =
  (host: ContainerHost, first: number): Log =>
  (severity, text, process = first) =>
    `${stamp(host.clock.epochMs())} [${process}] ${severity}:  ${text}\n`;

/** Makes the data directory, or reads it; not 0 when the server cannot start on it. */
function* prepare(
  server: PgServer,
  log: Log,
  host: ContainerHost,
  context: CommandContext,
): Program<number> {
  const { env, files, stdout, stderr } = context;
  const { dataDirectory: data, version } = server;
  const [major = ''] = version.split('.');
  makeDirectories(files, data);
  const found = files.read(`${data}/PG_VERSION`);
  if (!found.ok) {
    const isTrusting = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
    if (!isTrusting && (env.get('POSTGRES_PASSWORD') ?? '') === '') {
      yield* stderr.write(NO_PASSWORD);
      return 1;
    }
    yield* sleep(INIT_MS / 7);
    yield* stdout.write(initText(data, 'postgres'));
    initialize(files, data, major);
    yield* sleep(INIT_MS);
    return yield* firstSetUp(server, host, context);
  }
  const by = found.value.trim();
  if (by !== major) {
    const why = `which is not compatible with this version ${version}.`;
    yield* stderr.write(
      log('FATAL', 'database files are incompatible with server') +
        log('DETAIL', `The data directory was initialized by PostgreSQL version ${by}, ${why}`),
    );
    return 1;
  }
  yield* stdout.write(
    '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n',
  );
  loadAll(server);
  return 0;
}

/** The lines up to the first connection. */
function* announce(
  server: PgServer,
  log: Log,
  port: number,
  context: CommandContext,
): Program<void> {
  const { files, stderr } = context;
  const lock = files.stat(`${server.dataDirectory}/postmaster.pid`);
  const control = files.stat(`${server.dataDirectory}/global/pg_control`);
  files.write(`${server.dataDirectory}/postmaster.pid`, `1\n${server.dataDirectory}\n`);
  yield* stderr.write(listeningLines(log, server.version, port));
  if (lock.ok) {
    yield* stderr.write(interruptedLine(log, lock.value.modifiedEpochMs));
    yield* sleep(START_MS);
    yield* stderr.write(recoveryLines(log, server.version));
  } else if (control.ok) yield* stderr.write(stoppedLine(log, control.value.modifiedEpochMs));
  yield* sleep(START_MS);
  yield* stderr.write(log('LOG', 'database system is ready to accept connections'));
}

/** Serves until a signal comes; what the server has to say goes to the log. */
function* serve(
  held: string[],
  log: Log,
  isStopping: () => boolean,
  { stderr }: CommandContext,
): Program<void> {
  while (!isStopping()) {
    yield* until(() => isStopping() || held.length > 0);
    yield* stderr.write(held.splice(0).join(''));
  }
  // The image asks for a fast shutdown, whatever the signal is.
  yield* stderr.write(stoppingLines(log));
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { args, env, files, self, stdout, stderr } = context;
  if (args.includes('--version') || args.includes('-V')) {
    yield* stdout.write(`postgres (PostgreSQL) ${version}\n`);
    return 0;
  }
  let signal: Signal | undefined;
  self.onSignal((each) => {
    const isTaken = each === 'SIGTERM' || each === 'SIGINT' || each === 'SIGQUIT';
    if (isTaken) signal ??= each;
    return isTaken;
  });
  const log = logOf(host, 1);
  const held: string[] = [];
  const server: PgServer = {
    version,
    clock: host.clock,
    prng: host.prng,
    files,
    dataDirectory: env.get('PGDATA') ?? '/var/lib/postgresql/data',
    address: '',
    databases: new Map(),
    roles: new Map(),
    settings: settingsOf(args),
    nextId: 16_384,
    systemTable: (database, schema, name) => systemTable(server, database, schema, name),
    log: (severity, text) => {
      held.push(log(severity, text));
    },
  };
  const failure = yield* prepare(server, log, host, context);
  if (failure !== 0) return failure;
  const port = Number(server.settings.get('port'));
  yield* announce(server, log, port, context);
  host.hold(MEMORY_BYTES);
  const isTrusting = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  const service: Service = {
    protocol: 'stream',
    speaksFirst: false,
    // biome-ignore lint/correctness/useYield: the server is there and answers at once
    *accept(peer) {
      return converse(server, peer, isTrusting, host.spawn);
    },
  };
  const closers = [host.listen(port, service), host.listen(socketPort(port), service)];
  const close = (): void => {
    for (const each of closers) each();
  };
  try {
    yield* serve(held, log, () => signal !== undefined, context);
    close();
    yield* sleep(STOP_MS);
    // The control file says when.
    saveGlobal(server);
    yield* stderr.write(stopLines(log, server.version));
    files.remove(`${server.dataDirectory}/postmaster.pid`);
    return 0;
  } finally {
    close();
  }
}

/** `postgres`, behind what the entrypoint of the image does for an empty data directory. */
export const createPostgresServer = (version: string, host: ContainerHost): Command => ({
  name: 'postgres',
  summary: 'the PostgreSQL server',
  run: (context) => run(version, host, context),
});
