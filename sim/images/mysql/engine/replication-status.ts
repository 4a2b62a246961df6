import type { Value } from '../../../sql/index.ts';
import { binlogEnd, usesGtids } from './binlog.ts';
import { gtidSetText } from './gtids.ts';
import type { Server } from './model.ts';

/** The GTIDs of this server and of those it follows, when GTIDs are on. */
export const executedGtids = (server: Server): string =>
  usesGtids(server) ? gtidSetText(server.gtids) : '';

/** SHOW BINARY LOG STATUS: nothing without a log. */
export function sourceStatus(server: Server): Value[][] {
  const { file, position } = binlogEnd(server);
  if (file === '') return [];
  const gtids = server.host.kind === 'oracle' ? [executedGtids(server)] : [];
  return [[file, BigInt(position), '', '', ...gtids]];
}

/** SHOW BINARY LOGS. */
export const binaryLogs = (server: Server): Value[][] =>
  server.binlog.files.map(({ name, size }) => [
    name,
    BigInt(size),
    ...(server.host.kind === 'oracle' ? ['No'] : []),
  ]);

/** Replicas that are connected. */
export const replicaRows = (server: Server): Value[][] =>
  [...server.clients.values()]
    .filter(({ command, isClosed }) => command === 'Binlog Dump' && !isClosed)
    .map(({ facts }) => {
      const of = (name: string): Value => facts.get(name) ?? '';
      const own = server.globals.get('server_id') ?? 1n;
      return [of('replica_server_id'), '', 3306n, own, of('replica_uuid')];
    });

const OLD_WORDS: readonly (readonly [RegExp, string])[] = [
  [/Replica/g, 'Slave'],
  [/Source/g, 'Master'],
];

const empty = (names: readonly string[]): (readonly [string, Value])[] =>
  names.map((name) => [name, '']);
const FILTERS = [
  ...['Replicate_Do_DB!', 'Replicate_Ignore_DB!', 'Replicate_Do_Table!'],
  ...['Replicate_Ignore_Table!', 'Replicate_Wild_Do_Table!', 'Replicate_Wild_Ignore_Table!'],
];
const TLS_FILES = ['CA_File!', 'CA_Path!', 'Cert!', 'Cipher!', 'Key!'].map(
  (n) => `Source_SSL_${n}`,
);
const REVOKED = ['Source_SSL_Crl!', 'Source_SSL_Crlpath!', 'Retrieved_Gtid_Set!'];
const CHANNEL = ['Replicate_Rewrite_DB!', 'Channel_Name!', 'Source_TLS_Version!'];

/** What stands in a relay log before the events of the source. */
const RELAY_HEAD = 211n;

/** `261126 09:40:45`, or '' for never. */
function stamp(epochMs: number): string {
  if (epochMs === 0) return '';
  const text = new Date(epochMs).toISOString();
  return `${text.slice(2, 10).replaceAll('-', '')} ${text.slice(11, 19)}`;
}

/** How old the next transaction is that is to be applied. */
function secondsBehind({ replication, host }: Server): bigint | null {
  const { isIoRunning, isSqlRunning, ioError, relay } = replication;
  if (!isSqlRunning || !isIoRunning || ioError.code !== 0) return null;
  const [next] = relay;
  if (next === undefined) return 0n;
  return BigInt(Math.max(0, Math.floor((host.nowEpochMs() - next.atEpochMs) / 1000)));
}

function remainingDelay({ replication, host }: Server): bigint | null {
  const { delayedUntilMs } = replication;
  if (delayedUntilMs === 0) return null;
  return BigInt(Math.max(0, Math.ceil((delayedUntilMs - host.nowEpochMs()) / 1000)));
}

function applierState({ replication }: Server): string {
  if (replication.delayedUntilMs > 0) {
    return 'Waiting until SOURCE_DELAY seconds after source executed event';
  }
  return replication.relay.length > 0
    ? 'Waiting for dependent transaction to commit'
    : 'Replica has read all relay log; waiting for more updates';
}

function cellsOf(server: Server): (readonly [name: string, value: Value])[] {
  const { replication } = server;
  const {
    source,
    isIoRunning,
    isSqlRunning,
    ioError,
    sqlError,
    relay: waitingEvents,
  } = replication;
  const isConnected = isIoRunning && ioError.code === 0;
  const hasRead = replication.readFile !== '' || (source?.file ?? '') !== '';
  const relay = `${server.host.hostname}-relay-bin.00000${replication.readFile === '' ? 1 : 2}`;
  const executed = BigInt(source?.position ?? 4);
  const isBehind = waitingEvents.length > 0;
  const read = isBehind ? BigInt(replication.readPosition) : executed;
  const readFile = isBehind ? replication.readFile : (source?.file ?? '');
  return [
    ['Replica_IO_State!', replication.ioState],
    ['Source_Host!', source?.host ?? ''],
    ['Source_User!', source?.user ?? ''],
    ['#Source_Port!', BigInt(source?.port ?? 3306)],
    ['#Connect_Retry!', BigInt(source?.retrySeconds ?? 60)],
    ['Source_Log_File!', readFile],
    ['#Read_Source_Log_Pos!', read],
    ['Relay_Log_File!', relay],
    ['#Relay_Log_Pos!', replication.readFile === '' ? 4n : executed + RELAY_HEAD],
    ['Relay_Source_Log_File!', source?.file ?? ''],
    ['Replica_IO_Running!', isIoRunning ? (isConnected ? 'Yes' : 'Connecting') : 'No'],
    ['Replica_SQL_Running!', isSqlRunning ? 'Yes' : 'No'],
    ...empty(FILTERS),
    ['#Last_Errno!', BigInt(sqlError.code)],
    ['Last_Error!', sqlError.message],
    ['#Skip_Counter!', server.globals.get('sql_replica_skip_counter') ?? 0n],
    ['#Exec_Source_Log_Pos!', hasRead ? executed : 0n],
    ['#Relay_Log_Space!', replication.readFile === '' ? 158n : read + RELAY_HEAD + 222n],
    ['Until_Condition!', 'None'],
    ['Until_Log_File!', ''],
    ['#Until_Log_Pos!', 0n],
    ['Source_SSL_Allowed!', source?.isEncrypted === true ? 'Yes' : 'No'],
    ...empty(TLS_FILES),
    ['#Seconds_Behind_Source', secondsBehind(server)],
    ['Source_SSL_Verify_Server_Cert!', 'No'],
    ['#Last_IO_Errno!', BigInt(ioError.code)],
    ['Last_IO_Error!', ioError.message],
    ['#Last_SQL_Errno!', BigInt(sqlError.code)],
    ['Last_SQL_Error!', sqlError.message],
    ['Replicate_Ignore_Server_Ids!', ''],
    ['#Source_Server_Id!', BigInt(replication.sourceId)],
    ['Source_UUID!', replication.sourceUuid],
    ['Source_Info_File!', 'mysql.slave_master_info'],
    ['#SQL_Delay!', BigInt(source?.delaySeconds ?? 0)],
    ['#SQL_Remaining_Delay', remainingDelay(server)],
    ['Replica_SQL_Running_State!', isSqlRunning ? applierState(server) : ''],
    ['#Source_Retry_Count!', BigInt(source?.retryCount ?? 10)],
    ['Source_Bind!', ''],
    ['Last_IO_Error_Timestamp!', stamp(replication.ioErrorAtMs)],
    ['Last_SQL_Error_Timestamp!', stamp(replication.sqlErrorAtMs)],
    ...empty(REVOKED),
    ['Executed_Gtid_Set!', executedGtids(server)],
    ['#Auto_Position!', source?.autoPosition === true ? 1n : 0n],
    ...empty(CHANNEL),
    ['Source_public_key_path!', ''],
    ['#Get_Source_public_key!', source?.asksKey === true ? 1n : 0n],
    ['Network_Namespace!', ''],
  ];
}

/** MariaDB has not all of MySQL's cells, and others in their place. */
function mariadbCells(
  server: Server,
  cells: readonly (readonly [string, Value])[],
): (readonly [string, Value])[] {
  const { replication } = server;
  const { source } = replication;
  const last = cells.findIndex(([name]) => name === '#Source_Server_Id!');
  const text = gtidSetText(server.gtids);
  return [
    ...cells.slice(0, last + 1),
    ['Source_SSL_Crl!', ''],
    ['Source_SSL_Crlpath!', ''],
    ['Using_Gtid!', source?.autoPosition === true ? 'Slave_Pos' : 'No'],
    ['Gtid_IO_Pos!', source?.autoPosition === true ? text : ''],
    ['Replicate_Do_Domain_Ids!', ''],
    ['Replicate_Ignore_Domain_Ids!', ''],
    ['Parallel_Mode!', 'optimistic'],
    ['#SQL_Delay!', BigInt(source?.delaySeconds ?? 0)],
    ['#SQL_Remaining_Delay', remainingDelay(server)],
    ['Replica_SQL_Running_State!', stateOf(replication.isSqlRunning)],
    ['#Replica_DDL_Groups!', 0n],
    ['#Replica_Non_Transactional_Groups!', 0n],
    ['#Replica_Transactional_Groups!', 0n],
    ['Replicate_Rewrite_DB!', ''],
  ];
}

const stateOf = (isRunning: boolean): string =>
  isRunning ? 'Slave has read all relay log; waiting for more updates' : '';

/** SHOW REPLICA STATUS: one row, or none on a server that is no replica. */
export function replicaStatus(
  server: Server,
  isOld: boolean,
): { names: readonly string[]; rows: Value[][] } {
  const { source } = server.replication;
  const all = cellsOf(server);
  const cells = server.host.kind === 'oracle' ? all : mariadbCells(server, all);
  const names = cells.map(([name]) =>
    isOld ? OLD_WORDS.reduce((text, [from, to]) => text.replace(from, to), name) : name,
  );
  return { names, rows: source === undefined ? [] : [cells.map(([, value]) => value)] };
}
