import { lookup } from '../../../sql/index.ts';
import { processRows } from './process-list.ts';
import { statusVariables } from './status.ts';
import { columns, type Maker, moment } from './system-columns.ts';

/** The tables of performance_schema. */
export const PERFORMANCE = lookup<Maker>({
  processlist: {
    columns: columns('#ID USER HOST DB COMMAND #TIME STATE INFO'),
    rows: (server, client) => processRows(server, client),
  },
  global_status: {
    columns: columns('VARIABLE_NAME VARIABLE_VALUE'),
    rows: (server, client) => statusVariables(server, client).map(([name, value]) => [name, value]),
  },
  global_variables: {
    columns: columns('VARIABLE_NAME VARIABLE_VALUE'),
    rows: (server) =>
      [...server.globals].map(([name, value]) => [name, value === null ? '' : String(value)]),
  },
  replication_connection_status: {
    columns: columns(
      'CHANNEL_NAME SOURCE_UUID SERVICE_STATE #LAST_ERROR_NUMBER LAST_ERROR_MESSAGE',
    ),
    rows: ({ replication: { source, isIoRunning, ioError } }) =>
      source === undefined
        ? []
        : [['', '', isIoRunning ? 'ON' : 'OFF', BigInt(ioError.code), ioError.message]],
  },
  replication_applier_status_by_worker: {
    columns: columns(
      `CHANNEL_NAME #WORKER_ID #THREAD_ID SERVICE_STATE #LAST_ERROR_NUMBER LAST_ERROR_MESSAGE
       LAST_ERROR_TIMESTAMP`,
    ),
    rows: ({ replication: { source, isSqlRunning, sqlError, workerError, sqlErrorAtMs } }) =>
      source === undefined
        ? []
        : [1n, 2n, 3n, 4n].map((id) => {
            const isFailed = id === 1n && workerError !== '';
            const at = isFailed ? moment(sqlErrorAtMs) : '0000-00-00 00:00:00.000000';
            const error = isFailed ? [BigInt(sqlError.code), workerError] : [0n, ''];
            const thread = isSqlRunning ? 40n + id : null;
            return ['', id, thread, isSqlRunning ? 'ON' : 'OFF', ...error, at];
          }),
  },
  replication_applier_status: {
    columns: columns('CHANNEL_NAME SERVICE_STATE #REMAINING_DELAY #COUNT_TRANSACTIONS_RETRIES'),
    rows: ({ replication: { source, isSqlRunning } }) =>
      source === undefined ? [] : [['', isSqlRunning ? 'ON' : 'OFF', null, 0n]],
  },
});

/** The tables of the sys schema. */
export const SYS = lookup<Maker>({
  version: {
    columns: columns('sys_version mysql_version'),
    rows: ({ host }) => [['2.1.2', host.version]],
  },
});
