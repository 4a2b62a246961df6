import { type FileSystem, type Prng, uuid } from '../../kernel/index.ts';
import type { Step } from '../../node/index.ts';

/** The data directory of the official image. */
export const DATA = '/var/lib/mysql';
/** The data dictionary; it tells which server wrote it last. */
export const VERSION_FILE = `${DATA}/mysql.ibd`;

const DIRECTORIES = ['mysql', 'performance_schema', 'sys', '#innodb_redo', '#innodb_temp'];
const EMPTY_FILES = [
  ...['#ib_16384_0.dblwr', '#ib_16384_1.dblwr', 'binlog.000001', 'binlog.000002'],
  ...['ca-key.pem', 'ca.pem', 'client-cert.pem', 'client-key.pem', 'ib_buffer_pool', 'ibdata1'],
  ...['private_key.pem', 'public_key.pem', 'server-cert.pem', 'server-key.pem'],
  ...['undo_001', 'undo_002'],
];

/** What the first initialisation leaves in the data directory. */
export function dataFiles(
  version: string,
  epochMs: number,
  prng: Prng,
  dictionary: string,
): Step[] {
  const write = (name: string, content: string): Step => ({
    type: 'write',
    afterMs: 0,
    path: `${DATA}/${name}`,
    content,
  });
  const date = new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
  const history = {
    file_format: '1',
    upgrade_history: [{ date, version, maturity: 'INNOVATION', initialize: true }],
  };
  return [
    ...DIRECTORIES.map((name) => write(`${name}/`, '')),
    ...EMPTY_FILES.map((name) => write(name, '')),
    write('auto.cnf', `[auto]\nserver-uuid=${uuid(prng)}\n`),
    write('binlog.index', './binlog.000001\n./binlog.000002\n'),
    write('mysql.ibd', dictionary),
    write('mysql_upgrade_history', JSON.stringify(history)),
  ];
}

/** The version of the server that wrote a data directory last. */
export function versionOfData(files: FileSystem): string {
  const content = files.read(VERSION_FILE);
  return content.ok ? (content.value.split('\n')[0] ?? '').trim() : '8.0.0';
}
