import { SqlFailure } from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Server } from './model.ts';

const fail = (code: number, message: string): never => {
  throw new SqlFailure(mysqlError(code, 'HY000', message));
};
const NO_ERROR = { code: 0, message: '' };
const FIRST_POSITION = 158;

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
  const of = (name: string, otherwise: string): string => options.get(name) ?? otherwise;
  const isOtherHost = options.has('source_host') && options.get('source_host') !== before?.host;
  replication.source = {
    host: of('source_host', before?.host ?? ''),
    port: Number(of('source_port', String(before?.port ?? 3306))),
    user: of('source_user', before?.user ?? ''),
    password: of('source_password', before?.password ?? ''),
    autoPosition: of('source_auto_position', before?.autoPosition === true ? '1' : '0') === '1',
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

export function resetBinaryLogs(server: Server): void {
  server.binlog.length = 0;
  server.binlogFile = 1;
  server.binlogPosition = FIRST_POSITION;
  server.gtidNext = 1;
}
