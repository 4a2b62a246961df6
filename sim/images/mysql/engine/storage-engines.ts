import type { Value } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';

type Rows = readonly (readonly Value[])[];

const ORACLE_ENGINES: Rows = [
  ['ndbcluster', 'NO', 'Clustered, fault-tolerant tables', null, null, null],
  ['MEMORY', 'YES', 'Hash based, stored in memory, useful for temporary tables', 'NO', 'NO', 'NO'],
  [
    'InnoDB',
    'DEFAULT',
    'Supports transactions, row-level locking, and foreign keys',
    'YES',
    'YES',
    'YES',
  ],
  ['PERFORMANCE_SCHEMA', 'YES', 'Performance Schema', 'NO', 'NO', 'NO'],
  ['MyISAM', 'YES', 'MyISAM storage engine', 'NO', 'NO', 'NO'],
  ['FEDERATED', 'NO', 'Federated MySQL storage engine', null, null, null],
  ['ndbinfo', 'NO', 'MySQL Cluster system information storage engine', null, null, null],
  ['MRG_MYISAM', 'YES', 'Collection of identical MyISAM tables', 'NO', 'NO', 'NO'],
  [
    'BLACKHOLE',
    'YES',
    '/dev/null storage engine (anything you write to it disappears)',
    'NO',
    'NO',
    'NO',
  ],
  ['CSV', 'YES', 'CSV storage engine', 'NO', 'NO', 'NO'],
  ['ARCHIVE', 'YES', 'Archive storage engine', 'NO', 'NO', 'NO'],
];

const aria =
  'Crash-safe tables with MyISAM heritage. Used for internal temporary tables and privilege tables';
const inno = 'Supports transactions, row-level locking, foreign keys and encryption for tables';
const myisam = 'Non-transactional engine with good performance and small data footprint';
const MARIADB_ENGINES: Rows = [
  ['CSV', 'YES', 'Stores tables as CSV files', 'NO', 'NO', 'NO'],
  ['MRG_MyISAM', 'YES', 'Collection of identical MyISAM tables', 'NO', 'NO', 'NO'],
  ['MEMORY', 'YES', 'Hash based, stored in memory, useful for temporary tables', 'NO', 'NO', 'NO'],
  ['Aria', 'YES', aria, 'NO', 'NO', 'NO'],
  ['MyISAM', 'YES', myisam, 'NO', 'NO', 'NO'],
  ['SEQUENCE', 'YES', 'Generated tables filled with sequential values', 'YES', 'NO', 'YES'],
  ['InnoDB', 'DEFAULT', inno, 'YES', 'YES', 'YES'],
  ['PERFORMANCE_SCHEMA', 'YES', 'Performance Schema', 'NO', 'NO', 'NO'],
];

/** The rows of SHOW ENGINES. */
export const engineRows = (kind: Flavour['kind']): Rows =>
  kind === 'mariadb' ? MARIADB_ENGINES : ORACLE_ENGINES;
