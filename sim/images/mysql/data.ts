import { type FileSystem, type Prng, uuid } from '../../kernel/index.ts';
import type { Step } from '../../node/index.ts';

/** The data directory of the official image. */
export const DATA = '/var/lib/mysql';
/** The data dictionary of each server; it tells which version wrote it last. */
export const DICTIONARIES = {
  oracle: `${DATA}/mysql.ibd`,
  mariadb: `${DATA}/mysql/global_priv.MAD`,
} as const;
/** What a server that was not stopped leaves behind. */
export const RUNNING_FILE = `${DATA}/ibtmp1`;

/** The version text of the last upgrade, which MariaDB's entrypoint looks at. */
export const UPGRADE_FILE = `${DATA}/mariadb_upgrade_info`;

const ORACLE_DIRECTORIES = ['mysql', 'performance_schema', 'sys', '#innodb_redo', '#innodb_temp'];
const ORACLE_FILES = [
  ...['#ib_16384_0.dblwr', '#ib_16384_1.dblwr'],
  ...['ca-key.pem', 'ca.pem', 'client-cert.pem', 'client-key.pem', 'ib_buffer_pool', 'ibdata1'],
  ...['private_key.pem', 'public_key.pem', 'server-cert.pem', 'server-key.pem'],
  ...['undo_001', 'undo_002'],
];
const MARIADB_DIRECTORIES = ['mysql', 'performance_schema', 'sys'];
const MARIADB_FILES = [
  ...['.my-healthcheck.cnf', 'aria_log.00000001', 'aria_log_control', 'ddl_recovery.log'],
  ...['ib_buffer_pool', 'ib_logfile0', 'ibdata1', 'multi-master.info', 'undo001', 'undo002'],
  'undo003',
];

const write = (name: string, content: string): Step => ({
  type: 'write',
  afterMs: 0,
  path: `${DATA}/${name}`,
  content,
});

function oracleFiles(version: string, epochMs: number, prng: Prng): Step[] {
  const date = new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
  const maturity = /^(8\.0|8\.4|9\.7)/.test(version) ? 'LTS' : 'INNOVATION';
  const history = {
    file_format: '1',
    upgrade_history: [{ date, version, maturity, initialize: true }],
  };
  return [
    ...ORACLE_DIRECTORIES.map((name) => write(`${name}/`, '')),
    ...ORACLE_FILES.map((name) => write(name, '')),
    write('auto.cnf', `[auto]\nserver-uuid=${uuid(prng)}\n`),
    write('mysql_upgrade_history', JSON.stringify(history)),
  ];
}

const mariadbFiles = (version: string): Step[] => [
  ...MARIADB_DIRECTORIES.map((name) => write(`${name}/`, '')),
  ...MARIADB_FILES.map((name) => write(name, '')),
  write('mariadb_upgrade_info', `${version}-MariaDB`),
];

/** What the first initialisation leaves in the data directory. */
export function dataFiles(
  kind: keyof typeof DICTIONARIES,
  version: string,
  epochMs: number,
  prng: Prng,
): Step[] {
  return kind === 'mariadb' ? mariadbFiles(version) : oracleFiles(version, epochMs, prng);
}

/** The version of the server that wrote a data directory last. */
export function versionOfData(files: FileSystem, kind: keyof typeof DICTIONARIES): string {
  const content = files.read(DICTIONARIES[kind]);
  return content.ok ? (content.value.split('\n')[0] ?? '').trim() : '';
}
