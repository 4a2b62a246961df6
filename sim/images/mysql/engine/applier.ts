import type { Program } from '../../../kernel/index.ts';
import type { BinlogEvent } from '../wire.ts';
import { flush } from './files.ts';
import type { Client, Server } from './model.ts';
import { createRunner, type Runner } from './runner.ts';
import { createClient, INTERNAL } from './server-client.ts';

const THREAD = 13;
const MORE =
  'See error log and/or performance_schema.replication_applier_status_by_worker table for more ' +
  'details about this failure or others, if any.';

/** Row events tell of a row that is there as the storage engine does. */
function detailOf(code: number, message: string, event: BinlogEvent): string {
  const name = /^\s*(?:insert|replace)\s+(?:ignore\s+)?(?:into\s+)?[`"]?([\w.`"]+)/i.exec(
    event.text,
  )?.[1];
  if (code !== 1062 || name === undefined) {
    const query = `Default database: '${event.schema}'. Query: '${event.text}'`;
    return `Error '${message}' on query. ${query}`;
  }
  const bare = name.replace(/[`"]/g, '');
  const table = bare.includes('.') ? bare : `${event.schema}.${bare}`;
  return (
    `Could not execute Write_rows event on table ${table}; ${message}, Error_code: 1062; ` +
    "handler error HA_ERR_FOUND_DUPP_KEY; the event's source log " +
    `${event.file}, end_log_pos ${event.end}`
  );
}

/** Stops the applier at a transaction that fails. Models Slave_worker::report of the server. */
function failApplier(server: Server, event: BinlogEvent, code: number, message: string): void {
  const { replication, host } = server;
  const gtid = /^[0-9a-f-]{36}:/i.test(event.gtid) ? event.gtid : 'ANONYMOUS';
  const where = `at source log ${event.file}, end_log_pos ${event.end}`;
  const detail = detailOf(code, message, event);
  const worker = `Worker 1 failed executing transaction '${gtid}' ${where}; ${detail}`;
  const isOracle = host.kind === 'oracle';
  const coordinator =
    'Coordinator stopped because there were error(s) in the worker(s). The most recent failure ' +
    `being: Worker 1 failed executing transaction '${gtid}' ${where}. ${MORE}`;
  replication.sqlError = { code, message: isOracle ? coordinator : detail };
  replication.sqlErrorAtMs = host.nowEpochMs();
  replication.workerError = worker;
  replication.isSqlRunning = false;
  const number = `MY-${String(code).padStart(6, '0')}`;
  const line = `Replica SQL for channel '': ${worker}, Error_code: ${number}`;
  host.log(THREAD + 1, 'ERROR', 'MY-010584', 'Repl', line);
  const advice =
    'Error running query, replica SQL thread aborted. Fix the problem, and restart the replica ' +
    'SQL thread with "START REPLICA". We stopped at log';
  const { file, position } = replication.source ?? { file: '', position: 0 };
  host.log(THREAD, 'ERROR', 'MY-010586', 'Repl', `${advice} '${file}' position ${position}`);
}

/** Does to the replica what was done to the source. */
function* apply(
  server: Server,
  client: Client,
  runner: Runner,
  event: BinlogEvent,
): Program<boolean> {
  client.schema = server.catalog.schemas.has(event.schema) ? event.schema : '';
  client.facts.set('gtid', event.gtid);
  client.facts.set('source_server_id', BigInt(event.serverId));
  const reply = yield* runner.run(event.text);
  if (reply.type !== 'error') return true;
  failApplier(server, event, reply.code, reply.message);
  return false;
}

/** Whether the next transaction is to be left out: `sql_replica_skip_counter`. */
function skips(server: Server): boolean {
  const { globals } = server;
  const name = globals.has('sql_replica_skip_counter')
    ? 'sql_replica_skip_counter'
    : 'sql_slave_skip_counter';
  const count = globals.get(name);
  if (typeof count !== 'bigint' || count <= 0n) return false;
  globals.set(name, 0n);
  return true;
}

/** The applier of a replica: what the receiver has put into the relay log, one after the other. */
export function* applyRelayLog(server: Server): Program {
  const { replication, host } = server;
  const round = replication.sqlRound;
  const isCurrent = (): boolean =>
    replication.sqlRound === round && replication.isSqlRunning && !server.isShutDown;
  const client = createClient(server, INTERNAL, 'system user', '');
  client.facts.set('replica', 1n);
  const runner = createRunner(server, client);
  while (isCurrent()) {
    const event = replication.relay[0];
    if (event === undefined) {
      replication.delayedUntilMs = 0;
      yield { ready: () => replication.relay.length > 0 || !isCurrent() };
      continue;
    }
    const delayMs = (replication.source?.delaySeconds ?? 0) * 1000;
    const dueMs = event.atEpochMs + delayMs;
    if (delayMs > 0 && host.nowEpochMs() < dueMs) {
      replication.delayedUntilMs = dueMs;
      yield { ready: () => !isCurrent(), delayMs: dueMs - host.nowEpochMs() };
      continue;
    }
    replication.delayedUntilMs = 0;
    if (!skips(server) && !(yield* apply(server, client, runner, event))) return 0;
    replication.relay.shift();
    if (replication.source !== undefined) {
      replication.source = { ...replication.source, file: event.file, position: event.end };
    }
    if (replication.relay.length === 0) {
      catchUp(server);
      flush(server, true);
    }
  }
  return 0;
}

/** With nothing left in the relay log the applier stands where the receiver does. */
export function catchUp({ replication }: Server): void {
  const { source, readFile, readPosition } = replication;
  if (source === undefined || readFile === '' || replication.relay.length > 0) return;
  replication.source = { ...source, file: readFile, position: readPosition };
}
