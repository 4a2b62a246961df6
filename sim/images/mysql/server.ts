import type { FileSystem, Service } from '../../kernel/index.ts';
import type { Server, ServerStart, Step } from '../../node/index.ts';
import { exits, logged } from '../servers.ts';
import { compareVersions } from '../versions.ts';
import { DATA, dataFiles, VERSION_FILE, versionOfData } from './data.ts';
import { dictionaryText, readDictionary } from './dictionary.ts';
import { firstDictionary } from './first-start.ts';
import { createEndpoint, type Flavour } from './part.ts';

const PORT = 3306;
const SOCKET = '/var/run/mysqld/mysqld.sock';
const EDITION = 'MySQL Community Server - GPL.';

/** `80200`: how the data dictionary writes 8.2.0. */
const number = (version: string): string => {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return `${major}${minor.padStart(2, '0')}${patch.padStart(2, '0')}`;
};

/** Builds steps; each line carries the time at which it is written. */
interface Script {
  readonly steps: Step[];
  wait(ms: number): void;
  /** A line of the image's entrypoint script. */
  entrypoint(level: 'Note' | 'Warn' | 'ERROR', text: string): void;
  /** A line of the server: `thread [level] [code] [subsystem] text`. */
  server(thread: number, level: string, code: string, subsystem: string, text: string): void;
}

function createScript(startedAtEpochMs: number): Script {
  const steps: Step[] = [];
  let atMs = 0;
  let waitedMs = 0;
  const put = (line: string, stream: 'stdout' | 'stderr'): void => {
    steps.push(logged(waitedMs, stream, line));
    waitedMs = 0;
  };
  const date = (): string => new Date(startedAtEpochMs + atMs).toISOString();
  return {
    steps,
    wait(ms) {
      atMs += ms;
      waitedMs += ms;
    },
    entrypoint(level, text) {
      const stamp = `${date().slice(0, 19).replace('T', ' ')}+00:00`;
      put(`${stamp} [${level}] [Entrypoint]: ${text}`, level === 'ERROR' ? 'stderr' : 'stdout');
    },
    server(thread, level, code, subsystem, text) {
      const stamp = `${date().slice(0, 23)}000Z`;
      put(`${stamp} ${thread} [${level}] [${code}] [${subsystem}] ${text}`, 'stderr');
    },
  };
}

function initialize(script: Script, version: string): void {
  const { server } = script;
  script.entrypoint('Note', 'Initializing database files');
  script.wait(60);
  server(0, 'System', 'MY-015017', 'Server', 'MySQL Server Initialization - start.');
  const how = `(mysqld ${version}) initializing of server in progress as process 80`;
  server(0, 'System', 'MY-013169', 'Server', `/usr/sbin/mysqld ${how}`);
  server(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(700);
  server(1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.');
  script.wait(900);
  const empty = 'root@localhost is created with an empty password ! Please consider switching off';
  server(6, 'Warning', 'MY-010453', 'Server', `${empty} the --initialize-insecure option.`);
  script.wait(900);
  server(0, 'System', 'MY-015018', 'Server', 'MySQL Server Initialization - end.');
  script.entrypoint('Note', 'Database files initialized');
}

/** Lines from the start of mysqld until it is ready on `port` (0 for the temporary server). */
function boot(script: Script, version: string, port: number, upgradedFrom: string): void {
  const { server } = script;
  server(0, 'System', 'MY-015015', 'Server', 'MySQL Server - start.');
  const process = port === 0 ? 124 : 1;
  const how = `(mysqld ${version}) starting as process ${process}`;
  server(0, 'System', 'MY-010116', 'Server', `/usr/sbin/mysqld ${how}`);
  server(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(450);
  server(1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.');
  script.wait(250);
  if (upgradedFrom !== '') {
    const what = `Server upgrade from '${number(upgradedFrom)}' to '${number(version)}'`;
    server(4, 'System', 'MY-013381', 'Server', `${what} started.`);
    script.wait(2500);
    server(4, 'System', 'MY-013381', 'Server', `${what} completed.`);
  }
  server(0, 'Warning', 'MY-010068', 'Server', 'CA certificate ca.pem is self signed.');
  const socket = '/var/run/mysqld/mysqlx.sock';
  const where =
    port === 0 ? `Socket: ${socket}` : `Bind-address: '::' port: 33060, socket: ${socket}`;
  server(0, 'System', 'MY-011323', 'Server', `X Plugin ready for connections. ${where}`);
  const ready = `ready for connections. Version: '${version}'  socket: '${SOCKET}'  port: ${port}`;
  server(0, 'System', 'MY-010931', 'Server', `/usr/sbin/mysqld: ${ready}  ${EDITION}`);
}

/**
 * What the entrypoint does once, with the temporary server: time zones, root, database and user.
 */
function firstSetUp(script: Script, version: string, env: ReadonlyMap<string, string>): void {
  script.entrypoint('Note', 'Starting temporary server');
  boot(script, version, 0, '');
  script.entrypoint('Note', 'Temporary server started.');
  script.wait(1200);
  const database = env.get('MYSQL_DATABASE') ?? '';
  const user = env.get('MYSQL_USER') ?? '';
  const hasUser = user !== '' && (env.get('MYSQL_PASSWORD') ?? '') !== '';
  if (database !== '') script.entrypoint('Note', `Creating database ${database}`);
  if (hasUser) script.entrypoint('Note', `Creating user ${user}`);
  if (hasUser && database !== '') {
    script.entrypoint('Note', `Giving user ${user} access to schema ${database}`);
  }
  script.entrypoint('Note', 'Stopping temporary server');
  const what = `Received SHUTDOWN from user root. Shutting down mysqld (Version: ${version}).`;
  script.server(10, 'System', 'MY-013172', 'Server', what);
  script.wait(800);
  shutDownLine(script, version);
  script.entrypoint('Note', 'Temporary server stopped');
  script.entrypoint('Note', 'MySQL init process done. Ready for start up.');
}

function shutDownLine(script: Script, version: string): void {
  const text = `/usr/sbin/mysqld: Shutdown complete (mysqld ${version})  ${EDITION}`;
  script.server(0, 'System', 'MY-010910', 'Server', text);
}

function refuseNewerData(script: Script, version: string, dataVersion: string): Step[] {
  const { server } = script;
  const why = `on data directory built by version ${number(dataVersion)}`;
  const what = `Cannot boot server version ${number(version)} ${why}. Downgrade is not supported`;
  server(0, 'System', 'MY-015015', 'Server', 'MySQL Server - start.');
  server(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(500);
  server(1, 'ERROR', 'MY-013171', 'InnoDB', what);
  server(0, 'ERROR', 'MY-010334', 'Server', 'Failed to initialize DD Storage Engine');
  server(0, 'ERROR', 'MY-010020', 'Server', 'Data Dictionary initialization failed.');
  server(0, 'ERROR', 'MY-010119', 'Server', 'Aborting');
  return [...script.steps, exits(300, 1)];
}

const PASSWORD_OPTIONS = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
];

function refuseWithoutPassword(script: Script): Step[] {
  script.entrypoint('ERROR', 'Database is uninitialized and password option is not specified');
  const options = PASSWORD_OPTIONS.map((name) => `    - ${name}`);
  const head = '    You need to specify one of the following as an environment variable:';
  return [...script.steps, logged(0, 'stderr', head, ...options), exits(20, 1)];
}

const isEmpty = (files: FileSystem): boolean => {
  const names = files.list(DATA);
  return !names.ok || !names.value.some((name) => name === 'mysql');
};

function start(version: string, given: ServerStart, service: Service): Step[] {
  const { env, files, startedAtEpochMs, prng } = given;
  const script = createScript(startedAtEpochMs);
  script.wait(250);
  const build = `${version}-1.el${compareVersions(version, '8.2.0') > 0 ? 9 : 8}`;
  script.entrypoint('Note', `Entrypoint script for MySQL Server ${build} started.`);
  script.entrypoint('Note', "Switching to dedicated user 'mysql'");
  script.entrypoint('Note', `Entrypoint script for MySQL Server ${build} started.`);
  const isFirst = isEmpty(files);
  if (isFirst && !PASSWORD_OPTIONS.some((name) => (env.get(name) ?? '') !== '')) {
    return refuseWithoutPassword(script);
  }
  const dataVersion = isFirst ? version : versionOfData(files);
  if (compareVersions(dataVersion, version) > 0) {
    return refuseNewerData(script, version, dataVersion);
  }
  const upgradedFrom = compareVersions(dataVersion, version) < 0 ? dataVersion : '';
  if (isFirst) {
    initialize(script, version);
    const dictionary = dictionaryText(version, firstDictionary(env, files));
    script.steps.push(...dataFiles(version, startedAtEpochMs, prng, dictionary));
    const database = env.get('MYSQL_DATABASE') ?? '';
    if (database !== '') {
      script.steps.push({ type: 'write', afterMs: 0, path: `${DATA}/${database}/`, content: '' });
    }
    firstSetUp(script, version, env);
  }
  boot(script, version, PORT, upgradedFrom);
  const socket: Step = { type: 'write', afterMs: 0, path: SOCKET, content: '' };
  const isWritten = upgradedDictionary(files, version, upgradedFrom);
  const listen: Step = {
    type: 'listen',
    afterMs: 0,
    port: PORT,
    service,
  };
  return [...script.steps, ...isWritten, socket, listen];
}

/** An upgrade writes the dictionary anew, under the new version. */
function upgradedDictionary(files: FileSystem, version: string, from: string): Step[] {
  if (from === '') return [];
  const before = readDictionary(files);
  const content = before === undefined ? version : dictionaryText(version, before);
  return [{ type: 'write', afterMs: 0, path: VERSION_FILE, content }];
}

/** `mysqld` behind the entrypoint script of the official image. */
export const mysqlServer = (flavour: Flavour): Server => {
  const running = new WeakMap<ServerStart, ReturnType<typeof createEndpoint>>();
  const { version } = flavour;
  return {
    start(given) {
      const endpoint = createEndpoint(flavour, given);
      running.set(given, endpoint);
      const isReplica = readDictionary(given.files)?.isReplicaRunning === true;
      const steps = start(version, given, endpoint.service);
      if (isReplica) {
        given.spawn('mysqld', function* () {
          yield* endpoint.load();
          return 0;
        });
      }
      return steps;
    },
    stop(given, nowEpochMs) {
      running.get(given)?.shutDown();
      given.files.remove(SOCKET);
      const script = createScript(nowEpochMs);
      const via = 'Received SHUTDOWN from user <via user signal>. Shutting down mysqld';
      script.server(0, 'System', 'MY-013172', 'Server', `${via} (Version: ${version}).`);
      script.wait(900);
      shutDownLine(script, version);
      return [...script.steps, exits(50, 0)];
    },
  };
};
