import { SqlFailure } from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Server, Source } from './model.ts';

const fail = (code: number, message: string): never => {
  throw new SqlFailure(mysqlError(code, 'HY000', message));
};
const NO_ERROR = { code: 0, message: '' };

/** Whether the replica goes by GTIDs. */
function isAutomatic(options: ReadonlyMap<string, string>, before: Source | undefined): boolean {
  const auto = options.get('source_auto_position');
  if (auto !== undefined) return auto === '1';
  const uses = options.get('source_use_gtid');
  return uses === undefined ? before?.autoPosition === true : uses.toLowerCase() !== 'no';
}

/** Positions and GTIDs exclude each other. */
function refuseMixed(
  server: Server,
  options: ReadonlyMap<string, string>,
  before: Source | undefined,
): void {
  const isOracle = server.host.kind === 'oracle';
  if (!isOracle || !isAutomatic(options, before)) return;
  if (options.has('source_log_file') || options.has('source_log_pos')) {
    fail(
      1776,
      'Parameters SOURCE_LOG_FILE, SOURCE_LOG_POS, RELAY_LOG_FILE and RELAY_LOG_POS cannot be set when SOURCE_AUTO_POSITION is active.',
    );
  }
  if (server.globals.get('gtid_mode') === 'OFF') {
    fail(
      1777,
      'CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = 1 cannot be executed because @@GLOBAL.GTID_MODE = OFF.',
    );
  }
}

/** CHANGE REPLICATION SOURCE TO …; what is not named stays as it was. */
export function changeSource(server: Server, options: ReadonlyMap<string, string>): void {
  const { replication } = server;
  if (replication.isIoRunning || replication.isSqlRunning) {
    fail(
      3021,
      "This operation cannot be performed with a running replica io thread; run STOP REPLICA IO_THREAD FOR CHANNEL '' first.",
    );
  }
  const before = replication.source;
  refuseMixed(server, options, before);
  const of = (name: string, otherwise: string): string => options.get(name) ?? otherwise;
  const isOtherHost = options.has('source_host') && options.get('source_host') !== before?.host;
  replication.source = {
    host: of('source_host', before?.host ?? ''),
    port: Number(of('source_port', String(before?.port ?? 3306))),
    user: of('source_user', before?.user ?? ''),
    password: of('source_password', before?.password ?? ''),
    autoPosition: isAutomatic(options, before),
    retrySeconds: Number(of('source_connect_retry', String(before?.retrySeconds ?? 60))),
    file: of('source_log_file', isOtherHost ? '' : (before?.file ?? '')),
    position: Number(of('source_log_pos', isOtherHost ? '4' : String(before?.position ?? 4))),
  };
  replication.ioError = NO_ERROR;
  replication.sqlError = NO_ERROR;
}

/** START REPLICA: both threads run from now on. */
export function startReplica(server: Server): void {
  const { replication } = server;
  if (replication.source === undefined || replication.source.host === '') {
    fail(
      1200,
      'The server is not configured as replica; fix in config file or with CHANGE REPLICATION SOURCE TO',
    );
  }
  if (replication.isIoRunning && replication.isSqlRunning) return;
  replication.isIoRunning = true;
  replication.isSqlRunning = true;
  replication.ioState = 'Connecting to source';
  replication.ioError = NO_ERROR;
  replication.sqlError = NO_ERROR;
  replication.round++;
  server.host.replicate(server);
}

export function stopReplica({ replication }: Server): void {
  replication.isIoRunning = false;
  replication.isSqlRunning = false;
  replication.ioState = '';
  replication.round++;
}

export function resetReplica(server: Server, isAll: boolean): void {
  const { replication } = server;
  if (replication.isIoRunning) {
    fail(
      3081,
      "This operation cannot be performed with running replication threads; run STOP REPLICA FOR CHANNEL '' first",
    );
  }
  if (isAll) replication.source = undefined;
  else if (replication.source !== undefined) {
    replication.source = { ...replication.source, file: '', position: 4 };
  }
}
