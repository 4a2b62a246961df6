import type { FileSystem } from '../../kernel/index.ts';
import { compareVersions } from '../versions.ts';
import { RUNNING_FILE } from './data.ts';
import { mariadbVersionText, ubuntuOf } from './mariadb-versions.ts';
import type { Script } from './script.ts';
import type { Boot, ServerLines } from './server-lines.ts';
import type { FirstSettings } from './settings.ts';
import { SOCKETS } from './sockets.ts';

const NO_PASSWORD =
  'Database is uninitialized and password option is not specified\n\tYou need to specify one of ' +
  'MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and ' +
  'MARIADB_RANDOM_ROOT_PASSWORD';
const INSTALLED = `

PLEASE REMEMBER TO SET A PASSWORD FOR THE MariaDB root USER !
To do so, start the server, then issue the following command:

'/usr/bin/mariadb-secure-installation'

which will also give you the option of removing the test
databases and anonymous user created by default.  This is
strongly recommended for production servers.

See the MariaDB Knowledgebase at https://mariadb.com/kb

Please report any problems at https://mariadb.org/jira

The latest information about MariaDB is available at https://mariadb.org/.

Consider joining MariaDB's strong and vibrant community:
https://mariadb.org/get-involved/
`;

/** `2026-11-26  9:05:11`: the hour has two places, filled with a blank. */
function stamp(date: Date): string {
  const text = date.toISOString();
  const hour = text.slice(11, 13);
  return `${text.slice(0, 10)} ${hour.startsWith('0') ? ` ${hour[1]}` : hour}${text.slice(13, 19)}`;
}

/** `261126  9:05:11`. */
const shortStamp = (date: Date): string => stamp(date).slice(2).replace('-', '').replace('-', '');

type Say = (text: string, level?: 'Note' | 'Warning' | 'ERROR') => void;
const sayIn =
  (script: Script): Say =>
  (text, level = 'Note') =>
    script.put(`${stamp(script.date())} 0 [${level}] ${text}`, 'stderr');

const revisionOf = (version: string): string => {
  const digits = [...version].map((each) => each.charCodeAt(0).toString(16)).join('');
  return digits.repeat(5).slice(0, 40);
};

function openInnoDb(say: Say, version: string): void {
  say('InnoDB: Compressed tables use zlib 1.2.13');
  say('InnoDB: Number of transaction pools: 1');
  say('InnoDB: Using crc32 + pclmulqdq instructions');
  say('InnoDB: Using io_uring');
  if (compareVersions(version, '10.11.12') < 0) {
    say('InnoDB: Initializing buffer pool, total size = 128.000MiB, chunk size = 2.000MiB');
  } else {
    say('InnoDB: innodb_buffer_pool_size_max=8388608m, innodb_buffer_pool_size=128m');
  }
  say('InnoDB: Completed initialization of buffer pool');
}

function boot(script: Script, version: string, { port, isRecovering, serverId }: Boot): void {
  const say = sayIn(script);
  const process = port === 0 ? 97 : 1;
  const id = compareVersions(version, '10.11.5') >= 0 ? ` server_uid ${serverId}` : '';
  const source = `source revision ${revisionOf(version)}${id} as process ${process}`;
  say(`Starting MariaDB ${mariadbVersionText(version)} ${source}`);
  script.wait(120);
  openInnoDb(say, version);
  if (compareVersions(version, '10.8.0') >= 0) {
    say('InnoDB: File system buffers for log disabled (block size=512 bytes)');
    say('InnoDB: End of log at LSN=47763');
  }
  if (isRecovering) {
    say('InnoDB: Starting crash recovery from checkpoint LSN=47763');
    script.wait(400);
    say('InnoDB: Starting final batch to recover 14 pages from redo log.');
    say('InnoDB: Opened 3 undo tablespaces');
    say('InnoDB: Removed temporary tablespace data file: "./ibtmp1"');
  }
  say('InnoDB: 128 rollback segments are active.');
  const setting = "InnoDB: Setting file './ibtmp1' size to 12.000MiB.";
  say(`${setting} Physically writing the file full; Please wait ...`);
  say("InnoDB: File './ibtmp1' size is now 12.000MiB.");
  say('InnoDB: log sequence number 47763; transaction id 14');
  script.wait(150);
  say("Plugin 'FEEDBACK' is disabled.");
  say('InnoDB: Loading buffer pool(s) from /var/lib/mysql/ib_buffer_pool');
  if (port > 0) {
    say(`Server socket created on IP: '0.0.0.0', port: '${port}'.`);
    say(`Server socket created on IP: '::', port: '${port}'.`);
  }
  say(`InnoDB: Buffer pool(s) load completed at ${shortStamp(script.date())}`);
  say('mariadbd: ready for connections.');
  const where = `socket: '${SOCKETS.mariadb}'  port: ${port}  mariadb.org binary distribution`;
  script.put(`Version: '${mariadbVersionText(version)}'  ${where}`, 'stderr');
}

function shutDown(script: Script): void {
  const say = sayIn(script);
  say('mariadbd (initiated by: unknown): Normal shutdown');
  say('InnoDB: FTS optimize thread exiting.');
  say('InnoDB: Starting shutdown...');
  say('InnoDB: Dumping buffer pool(s) to /var/lib/mysql/ib_buffer_pool');
  say(`InnoDB: Buffer pool(s) dump completed at ${shortStamp(script.date())}`);
  script.wait(350);
  say('InnoDB: Removed temporary tablespace data file: "./ibtmp1"');
  say('InnoDB: Shutdown completed; log sequence number 47763; transaction id 15');
  say('mariadbd: Shutdown complete');
}

/** The redo log has another format from 10.8 on. */
const writesNewLog = (version: string): boolean => compareVersions(version, '10.8.0') >= 0;

function whyRefused(version: string, dataVersion: string, isCrashed: boolean): string {
  const by = dataVersion === '' ? 'MySQL' : `MariaDB ${dataVersion}`;
  if (dataVersion === '' || (writesNewLog(dataVersion) && !writesNewLog(version))) {
    return `InnoDB: Unsupported redo log format. The redo log was created with ${by}.`;
  }
  if (isCrashed && !writesNewLog(dataVersion) && writesNewLog(version)) {
    const advice = 'You must start up and shut down MariaDB 10.7 or earlier.';
    return `InnoDB: Upgrade after a crash is not supported. The redo log was created with ${by}. ${advice}`;
  }
  return '';
}

function refuseData(
  script: Script,
  version: string,
  files: FileSystem,
  dataVersion: string,
): boolean {
  const why = whyRefused(version, dataVersion, files.stat(RUNNING_FILE).ok);
  if (why === '') return false;
  const say = sayIn(script);
  const source = `source revision ${revisionOf(version)} as process 1`;
  say(`Starting MariaDB ${mariadbVersionText(version)} ${source}`);
  script.wait(200);
  openInnoDb(say, version);
  say(why, 'ERROR');
  say('InnoDB: Plugin initialization aborted with error Generic error', 'ERROR');
  say('InnoDB: Starting shutdown...');
  say("Plugin 'InnoDB' registration as a STORAGE ENGINE failed.", 'ERROR');
  say("Plugin 'FEEDBACK' is disabled.");
  say('Unknown/unsupported storage engine: InnoDB', 'ERROR');
  say('Aborting', 'ERROR');
  return true;
}

function beginSetUp(script: Script, settings: FirstSettings): void {
  const { database, user, password } = settings;
  const hasUser = user !== '' && password !== '';
  script.entrypoint('Note', 'Temporary server started.');
  script.wait(900);
  if (settings.isRandom) {
    script.entrypoint('Note', `GENERATED ROOT PASSWORD: ${settings.rootPassword}`);
  }
  if (database !== '') script.entrypoint('Note', `Creating database ${database}`);
  if (hasUser) script.entrypoint('Note', `Creating user ${user}`);
  if (hasUser && database !== '') {
    script.entrypoint('Note', `Giving user ${user} access to schema ${database}`);
  }
  const securing = 'Securing system users (equivalent to running mysql_secure_installation)';
  script.entrypoint('Note', securing);
}

/** The lines of `mariadbd`, and of its image's entrypoint. */
export function mariadbLines(version: string): ServerLines {
  const build = `1:${version}+maria~ubu${ubuntuOf(version)}`;
  return {
    begin(script) {
      script.entrypoint('Note', `Entrypoint script for MariaDB Server ${build} started.`);
      script.entrypoint('Note', "Switching to dedicated user 'mysql'");
      script.entrypoint('Note', `Entrypoint script for MariaDB Server ${build} started.`);
    },
    refuseSettings: ({ hasPassword }) => (hasPassword ? undefined : NO_PASSWORD),
    initialize(script) {
      script.entrypoint('Note', 'Initializing database files');
      script.wait(1_600);
      script.put(INSTALLED, 'stdout');
      script.entrypoint('Note', 'Database files initialized');
    },
    beginSetUp,
    endSetUp(script) {
      script.entrypoint('Note', 'Stopping temporary server');
      shutDown(script);
      script.entrypoint('Note', 'Temporary server stopped');
      script.put('', 'stdout');
      script.entrypoint('Note', 'MariaDB init process done. Ready for start up.');
      script.put('', 'stdout');
    },
    refuseData: (script, files, dataVersion) => refuseData(script, version, files, dataVersion),
    boot(script, how) {
      if (how.port === 0) script.entrypoint('Note', 'Waiting for server startup');
      boot(script, version, how);
    },
    resume(script, upgradedFrom) {
      const isUpgrade = upgradedFrom !== '';
      const why = isUpgrade
        ? 'MariaDB upgrade (mariadb-upgrade or creating healthcheck users) required, but skipped due to $MARIADB_AUTO_UPGRADE setting'
        : 'MariaDB upgrade not required';
      script.entrypoint('Note', why);
    },
    shutDown,
  };
}
