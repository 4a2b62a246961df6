import { compareVersions } from '../../versions.ts';
import type { Flavour } from '../part.ts';

/** Whose server it is and which: what it knows as a statement depends on it. */
export type Maker = Flavour;

/** MASTER and SLAVE are words of replication. MySQL 8.4 forgot them. */
export const knowsOldWords = ({ kind, version }: Maker): boolean =>
  kind === 'mariadb' || compareVersions(version, '8.4.0') < 0;

/** SHOW BINARY LOG STATUS, and RESET BINARY LOGS AND GTIDS. */
export const knowsBinaryLogStatus = ({ kind, version }: Maker): boolean =>
  kind === 'oracle' && compareVersions(version, '8.2.0') >= 0;
