import type { FileSystem } from '../../kernel/index.ts';
import { compareVersions } from '../versions.ts';
import { DICTIONARIES } from './data.ts';
import type { Script } from './script.ts';
import type { Boot, ServerLines } from './server-lines.ts';
import type { FirstSettings } from './settings.ts';
import { SOCKETS } from './sockets.ts';

const EDITION = 'MySQL Community Server - GPL.';
const PASSWORD_OPTIONS = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
]
  .map((name) => `    - ${name}`)
  .join('\n');
const NO_PASSWORD =
  'Database is uninitialized and password option is not specified\n' +
  `    You need to specify one of the following as an environment variable:\n${PASSWORD_OPTIONS}`;
const ROOT_AS_USER =
  'MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and ' +
  'cannot be used for the root user\n    Remove MYSQL_USER="root" and use one of the following ' +
  `to control the root user password:\n${PASSWORD_OPTIONS}`;

/** `80200`: how the data dictionary writes 8.2.0. */
const number = (version: string): string => {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return `${major}${minor.padStart(2, '0')}${patch.padStart(2, '0')}`;
};

type Level = 'System' | 'Warning' | 'ERROR';
type Say = (thread: number, level: Level, code: string, subsystem: string, text: string) => void;

/** A line of the server: `thread [level] [code] [subsystem] text`. */
const sayIn =
  (script: Script): Say =>
  (thread, level, code, subsystem, text) => {
    const stamp = `${script.date().toISOString().slice(0, 23)}000Z`;
    script.put(`${stamp} ${thread} [${level}] [${code}] [${subsystem}] ${text}`, 'stderr');
  };

/** Servers from 8.2 on say where each of their lives begins and ends. */
const saysLife = (version: string): boolean => compareVersions(version, '8.2.0') >= 0;

function initialize(script: Script, version: string): void {
  const say = sayIn(script);
  const life = (code: string, what: string): void => {
    const text = `MySQL Server Initialization - ${what}.`;
    if (saysLife(version)) say(0, 'System', code, 'Server', text);
  };
  script.entrypoint('Note', 'Initializing database files');
  script.wait(60);
  life('MY-015017', 'start');
  const how = `(mysqld ${version}) initializing of server in progress as process 80`;
  say(0, 'System', 'MY-013169', 'Server', `/usr/sbin/mysqld ${how}`);
  say(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(700);
  say(1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.');
  script.wait(900);
  const empty = 'root@localhost is created with an empty password ! Please consider switching off';
  say(6, 'Warning', 'MY-010453', 'Server', `${empty} the --initialize-insecure option.`);
  script.wait(900);
  life('MY-015018', 'end');
  script.entrypoint('Note', 'Database files initialized');
}

function lifeLine(script: Script, version: string, code: string, what: string): void {
  if (saysLife(version)) {
    sayIn(script)(0, 'System', code, 'Server', `MySQL Server - ${what}.`);
  }
}

/** Lines from the start of mysqld until it is ready. */
function boot(script: Script, version: string, { port, upgradedFrom, isRecovering }: Boot): void {
  const say = sayIn(script);
  lifeLine(script, version, 'MY-015015', 'start');
  const how = `(mysqld ${version}) starting as process ${port === 0 ? 124 : 1}`;
  say(0, 'System', 'MY-010116', 'Server', `/usr/sbin/mysqld ${how}`);
  say(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(isRecovering ? 900 : 450);
  say(1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.');
  script.wait(250);
  if (upgradedFrom !== '') {
    const what = `Server upgrade from '${number(upgradedFrom)}' to '${number(version)}'`;
    say(4, 'System', 'MY-013381', 'Server', `${what} started.`);
    script.wait(2500);
    say(4, 'System', 'MY-013381', 'Server', `${what} completed.`);
  }
  if (isRecovering) {
    say(0, 'System', 'MY-010229', 'Server', 'Starting XA crash recovery...');
    say(0, 'System', 'MY-010232', 'Server', 'XA crash recovery finished.');
  }
  say(0, 'Warning', 'MY-010068', 'Server', 'CA certificate ca.pem is self signed.');
  const socket = '/var/run/mysqld/mysqlx.sock';
  const where =
    port === 0 ? `Socket: ${socket}` : `Bind-address: '::' port: 33060, socket: ${socket}`;
  say(0, 'System', 'MY-011323', 'Server', `X Plugin ready for connections. ${where}`);
  const ready = `ready for connections. Version: '${version}'  socket: '${SOCKETS.oracle}'  port: ${port}`;
  say(0, 'System', 'MY-010931', 'Server', `/usr/sbin/mysqld: ${ready}  ${EDITION}`);
}

/** Time zones, the database and the user. */
function beginSetUp(script: Script, settings: FirstSettings): void {
  script.entrypoint('Note', 'Temporary server started.');
  script.put("'/var/lib/mysql/mysql.sock' -> '/var/run/mysqld/mysqld.sock'", 'stdout');
  for (const file of ['iso3166.tab', 'leap-seconds.list', 'leapseconds', 'zone.tab']) {
    script.put(
      `Warning: Unable to load '/usr/share/zoneinfo/${file}' as time zone. Skipping it.`,
      'stderr',
    );
  }
  script.wait(1200);
  const { database, user, password } = settings;
  const hasUser = user !== '' && password !== '';
  if (settings.isRandom) {
    script.entrypoint('Note', `GENERATED ROOT PASSWORD: ${settings.rootPassword}`);
  }
  if (database !== '') script.entrypoint('Note', `Creating database ${database}`);
  if (hasUser) script.entrypoint('Note', `Creating user ${user}`);
  if (hasUser && database !== '') {
    script.entrypoint('Note', `Giving user ${user} access to schema ${database}`);
  }
}

function endSetUp(script: Script, version: string): void {
  script.entrypoint('Note', 'Stopping temporary server');
  const what = `Received SHUTDOWN from user root. Shutting down mysqld (Version: ${version}).`;
  sayIn(script)(10, 'System', 'MY-013172', 'Server', what);
  script.wait(800);
  shutDownLine(script, version);
  script.entrypoint('Note', 'Temporary server stopped');
  script.put('', 'stdout');
  script.entrypoint('Note', 'MySQL init process done. Ready for start up.');
  script.put('', 'stdout');
}

function shutDownLine(script: Script, version: string): void {
  const text = `/usr/sbin/mysqld: Shutdown complete (mysqld ${version})  ${EDITION}`;
  sayIn(script)(0, 'System', 'MY-010910', 'Server', text);
  lifeLine(script, version, 'MY-015016', 'end');
}

/** The version of the MariaDB that wrote these files; '' when none did. */
const foreignVersion = (files: FileSystem): string => {
  const content = files.read(DICTIONARIES.mariadb);
  return content.ok ? (content.value.split('\n')[0] ?? '').trim() : '';
};

function refuseData(
  script: Script,
  version: string,
  files: FileSystem,
  dataVersion: string,
): boolean {
  if (dataVersion !== '' && compareVersions(dataVersion, version) <= 0) return false;
  const say = sayIn(script);
  lifeLine(script, version, 'MY-015015', 'start');
  say(1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  script.wait(500);
  if (dataVersion === '') {
    const by = foreignVersion(files);
    const manual = `http://dev.mysql.com/doc/refman/${version.replace(/\.\d+$/, '')}/en/upgrading.html`;
    const what =
      'Upgrade is not supported after a crash or shutdown with innodb_fast_shutdown = 2. ' +
      `This redo log was created with MariaDB ${by}, and it appears logically non empty. ` +
      `Please follow the instructions at ${manual}`;
    say(1, 'ERROR', 'MY-012526', 'InnoDB', what);
    const aborted = 'Plugin initialization aborted with error Generic error.';
    say(1, 'ERROR', 'MY-012930', 'InnoDB', aborted);
  } else {
    const why = `on data directory built by version ${number(dataVersion)}`;
    const what = `Cannot boot server version ${number(version)} ${why}. Downgrade is not supported`;
    say(1, 'ERROR', 'MY-013171', 'InnoDB', what);
  }
  say(1, 'ERROR', 'MY-010334', 'Server', 'Failed to initialize DD Storage Engine');
  say(0, 'ERROR', 'MY-010020', 'Server', 'Data Dictionary initialization failed.');
  say(0, 'ERROR', 'MY-010119', 'Server', 'Aborting');
  script.wait(300);
  shutDownLine(script, version);
  return true;
}

/** The lines of `mysqld` of Oracle, and of its image's entrypoint. */
export function oracleLines(version: string): ServerLines {
  const build = `${version}-1.el${compareVersions(version, '8.2.0') > 0 ? 9 : 8}`;
  return {
    begin(script) {
      script.entrypoint('Note', `Entrypoint script for MySQL Server ${build} started.`);
      script.entrypoint('Note', "Switching to dedicated user 'mysql'");
      script.entrypoint('Note', `Entrypoint script for MySQL Server ${build} started.`);
    },
    refuseSettings({ hasPassword, user }) {
      if (!hasPassword) return NO_PASSWORD;
      return user === 'root' ? ROOT_AS_USER : undefined;
    },
    initialize: (script) => initialize(script, version),
    beginSetUp,
    endSetUp: (script) => endSetUp(script, version),
    refuseData: (script, files, dataVersion) => refuseData(script, version, files, dataVersion),
    boot: (script, how) => boot(script, version, how),
    resume: () => undefined,
    shutDown(script) {
      const via = 'Received SHUTDOWN from user <via user signal>. Shutting down mysqld';
      sayIn(script)(0, 'System', 'MY-013172', 'Server', `${via} (Version: ${version}).`);
      script.wait(900);
      shutDownLine(script, version);
    },
  };
}
