import {
  type Command,
  type CommandContext,
  type FileSystem,
  type Program,
  type Signal,
  sleep,
  until,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
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
import { createSession } from './engine/session.ts';

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

const stamp = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 23).replace('T', ' ')} UTC`;

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

function makeDirectories(files: FileSystem, path: string): void {
  const parts = path.split('/').filter(Boolean);
  for (let i = 1; i <= parts.length; i++) {
    const each = `/${parts.slice(0, i).join('/')}`;
    if (!files.stat(each).ok) files.makeDirectory(each);
  }
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

/** Fills a new server: roles, databases, and the scripts of the image's directory for them. */
function* firstSetUp(
  server: PgServer,
  { env, files, stdout, stderr }: CommandContext,
): Program<void> {
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
  const folder = '/docker-entrypoint-initdb.d';
  const names = files.list(folder);
  const scripts = (names.ok ? names.value : []).filter((name) => name.endsWith('.sql'));
  if (scripts.length === 0) {
    yield* stdout.write(`/usr/local/bin/docker-entrypoint.sh: ignoring ${folder}/*\n\n`);
  }
  for (const name of scripts) {
    yield* stdout.write(`/usr/local/bin/docker-entrypoint.sh: running ${folder}/${name}\n`);
    const content = files.read(`${folder}/${name}`);
    const target = server.databases.get(database);
    if (!content.ok || target === undefined) continue;
    const lines: string[] = [];
    yield* createSession(server, target, user).query(content.value, (reply) => {
      if (reply.type === 'done') lines.push(reply.tag);
      if (reply.type === 'report') lines.push(`${reply.report.severity}:  ${reply.report.message}`);
    });
    yield* stderr.write(lines.map((line) => `${line}\n`).join(''));
  }
  for (const each of server.databases.values()) saveDatabase(server, each);
  saveGlobal(server);
}

type Log = (severity: string, text: string) => string;

/** Makes the data directory, or reads it; false when the server cannot start on it. */
function* prepare(server: PgServer, log: Log, context: CommandContext): Program<boolean> {
  const { env, files, stdout, stderr } = context;
  const { dataDirectory: data, version } = server;
  const [major = ''] = version.split('.');
  makeDirectories(files, data);
  const found = files.read(`${data}/PG_VERSION`);
  if (!found.ok) {
    const isTrusting = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
    if (!isTrusting && (env.get('POSTGRES_PASSWORD') ?? '') === '') {
      yield* stderr.write(NO_PASSWORD);
      return false;
    }
    yield* sleep(INIT_MS / 7);
    yield* stdout.write(initText(data, 'postgres'));
    initialize(files, data, major);
    yield* sleep(INIT_MS);
    yield* stdout.write('waiting for server to start.... done\nserver started\n');
    yield* firstSetUp(server, context);
    yield* stdout.write(
      'waiting for server to shut down.... done\nserver stopped\n\n' +
        'PostgreSQL init process complete; ready for start up.\n\n',
    );
    return true;
  }
  const by = found.value.trim();
  if (by !== major) {
    const why = `which is not compatible with this version ${version}.`;
    yield* stderr.write(
      log('FATAL', 'database files are incompatible with server') +
        log('DETAIL', `The data directory was initialized by PostgreSQL version ${by}, ${why}`),
    );
    return false;
  }
  yield* stdout.write(
    '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n',
  );
  loadAll(server);
  return true;
}

/** The lines up to the first connection. */
function* announce(
  server: PgServer,
  log: Log,
  port: number,
  context: CommandContext,
): Program<void> {
  const { files, stderr } = context;
  const lock = `${server.dataDirectory}/postmaster.pid`;
  const isCrashed = files.stat(lock).ok;
  files.write(lock, `1\n${server.dataDirectory}\n`);
  const how = 'on x86_64-pc-linux-gnu, compiled by gcc, 64-bit';
  yield* stderr.write(
    log('LOG', `starting PostgreSQL ${server.version} ${how}`) +
      log('LOG', `listening on IPv4 address "0.0.0.0", port ${port}`) +
      log('LOG', `listening on IPv6 address "::", port ${port}`) +
      log('LOG', `listening on Unix socket "/var/run/postgresql/.s.PGSQL.${port}"`),
  );
  if (isCrashed) {
    yield* stderr.write(
      log('LOG', 'database system was not properly shut down; automatic recovery in progress'),
    );
    yield* sleep(START_MS);
    yield* stderr.write(log('LOG', 'redo is not required'));
  }
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
  yield* stderr.write(
    log('LOG', 'received fast shutdown request') + log('LOG', 'aborting any active transactions'),
  );
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
  const log: Log = (severity, text) => `${stamp(host.clock.epochMs())} [1] ${severity}:  ${text}\n`;
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
    log: (severity, text) => {
      held.push(log(severity, text));
    },
  };
  if (!(yield* prepare(server, log, context))) return 1;
  const port = Number(server.settings.get('port'));
  yield* announce(server, log, port, context);
  host.hold(MEMORY_BYTES);
  const isTrusting = env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  const close = host.listen(port, {
    protocol: 'stream',
    speaksFirst: false,
    // biome-ignore lint/correctness/useYield: the server is there and answers at once
    *accept(peer) {
      return converse(server, peer, isTrusting, host.spawn);
    },
  });
  try {
    yield* serve(held, log, () => signal !== undefined, context);
    close();
    yield* sleep(STOP_MS);
    yield* stderr.write(log('LOG', 'shutting down') + log('LOG', 'database system is shut down'));
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
