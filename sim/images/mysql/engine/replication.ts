import { SqlFailure, type Warn } from '../../../sql/index.ts';
import { compareVersions } from '../../versions.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Threads } from '../sql/replication-statements.ts';
import type { EngineHost, Server, Source } from './model.ts';

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

/** How often a server tries to connect before it gives up. */
const retriesOf = ({ kind, dataVersion }: EngineHost): number =>
  kind === 'oracle' && compareVersions(dataVersion, '8.1.0') >= 0 ? 10 : 86_400;

const isYes = (text: string): boolean => text === '1' || /^(true|on)$/i.test(text);

/** CHANGE REPLICATION SOURCE TO …; what is not named stays as it was. */
export function changeSource(
  server: Server,
  warn: Warn,
  options: ReadonlyMap<string, string>,
): void {
  const { replication, host } = server;
  refuseRunning(server, options);
  const before = replication.source;
  refuseMixed(server, options, before);
  const of = (name: string, otherwise: string): string => options.get(name) ?? otherwise;
  const isOtherHost =
    (options.has('source_host') && options.get('source_host') !== before?.host) ||
    (options.has('source_port') && Number(options.get('source_port')) !== before?.port);
  const isMoved = isOtherHost || options.has('source_log_file') || options.has('source_log_pos');
  replication.source = {
    host: of('source_host', before?.host ?? ''),
    port: Number(of('source_port', String(before?.port ?? 3306))),
    user: of('source_user', before?.user ?? ''),
    password: of('source_password', before?.password ?? ''),
    autoPosition: isAutomatic(options, before),
    retrySeconds: Number(of('source_connect_retry', String(before?.retrySeconds ?? 60))),
    retryCount: Number(of('source_retry_count', String(before?.retryCount ?? retriesOf(host)))),
    delaySeconds: Number(of('source_delay', String(before?.delaySeconds ?? 0))),
    isEncrypted: isYes(of('source_ssl', before?.isEncrypted === true ? '1' : '0')),
    asksKey:
      host.kind === 'mariadb' ||
      isYes(of('get_source_public_key', before?.asksKey === true ? '1' : '0')),
    file: of('source_log_file', isOtherHost ? '' : (before?.file ?? '')),
    position: Number(of('source_log_pos', isOtherHost ? '4' : String(before?.position ?? 4))),
  };
  if (isMoved) {
    Object.assign(replication, { relay: [], readFile: '', readPosition: 4, sourceUuid: '' });
  }
  replication.ioError = NO_ERROR;
  replication.sqlError = NO_ERROR;
  replication.ioErrorAtMs = 0;
  replication.sqlErrorAtMs = 0;
  if (host.kind === 'oracle') tellChanged(server, warn, options, before);
}

function refuseRunning({ replication }: Server, options: ReadonlyMap<string, string>): void {
  const stop = (code: number, thread: string): never =>
    fail(
      code,
      `This operation cannot be performed with a running replica ${thread} thread; run STOP ` +
        `REPLICA ${thread.toUpperCase()}_THREAD FOR CHANNEL '' first.`,
    );
  const isOfApplier = options.has('source_delay');
  const isOfReceiver = [...options.keys()].some((name) => name !== 'source_delay');
  if (replication.isIoRunning && isOfReceiver) stop(3021, 'io');
  if (replication.isSqlRunning && isOfApplier) stop(3085, 'sql');
}

const PLAIN = 'Sending passwords in plain text without SSL/TLS is extremely insecure.';
const STORED =
  'Storing MySQL user name or password information in the connection metadata repository is not ' +
  'secure and is therefore not recommended. Please consider using the USER and PASSWORD ' +
  "connection options for START REPLICA; see the 'START REPLICA Syntax' in the MySQL Manual for " +
  'more information.';

function tellChanged(
  { host, replication }: Server,
  warn: Warn,
  options: ReadonlyMap<string, string>,
  before: Source | undefined,
): void {
  if (options.has('source_user') || options.has('source_password')) {
    if (replication.source?.isEncrypted !== true) warn('Note', 1759, PLAIN);
    warn('Note', 1760, STORED);
  }
  const text = (state: Source | undefined): string =>
    `source_host='${state?.host ?? ''}', source_port= ${state?.port ?? 3306}, ` +
    `source_log_file='${state?.file ?? ''}', source_log_pos= ${state?.position ?? 4}, source_bind=''`;
  const changed = `Previous state ${text(before)}. New state ${text(replication.source)}.`;
  const line = `'CHANGE REPLICATION SOURCE TO FOR CHANNEL '' executed'. ${changed}`;
  host.log(12, 'System', 'MY-010597', 'Repl', line);
}

const BOTH: Threads = { receiver: true, applier: true };

/** START REPLICA: its threads run from now on. */
export function startReplica(
  server: Server,
  warn: Warn = () => undefined,
  { receiver, applier }: Threads = BOTH,
): void {
  const { replication, host } = server;
  if (replication.source === undefined || replication.source.host === '') {
    fail(
      1200,
      'The server is not configured as replica; fix in config file or with CHANGE REPLICATION SOURCE TO',
    );
  }
  const startsIo = receiver && !replication.isIoRunning;
  const startsSql = applier && !replication.isSqlRunning;
  if (!startsIo && !startsSql) {
    warn('Note', 3083, "Replication thread(s) for channel '' are already runnning.");
  }
  if (startsIo) {
    replication.isIoRunning = true;
    replication.ioState = 'Connecting to source';
    replication.ioError = NO_ERROR;
    replication.ioErrorAtMs = 0;
    replication.ioRound++;
    host.replicate(server, 'receiver');
  }
  if (startsSql) {
    replication.isSqlRunning = true;
    replication.sqlError = NO_ERROR;
    replication.sqlErrorAtMs = 0;
    replication.workerError = '';
    replication.sqlRound++;
    host.replicate(server, 'applier');
  }
}

export function stopReplica(
  { replication }: Server,
  warn: Warn,
  { receiver, applier }: Threads,
): void {
  const isStopped =
    !(receiver && replication.isIoRunning) && !(applier && replication.isSqlRunning);
  if (isStopped) {
    warn('Note', 3084, "Replication thread(s) for channel '' are already stopped.");
  }
  if (receiver) {
    replication.isIoRunning = false;
    replication.ioState = '';
    replication.ioRound++;
  }
  if (applier) {
    replication.isSqlRunning = false;
    replication.delayedUntilMs = 0;
    replication.sqlRound++;
  }
}

export function resetReplica(server: Server, isAll: boolean): void {
  const { replication } = server;
  if (replication.isIoRunning || replication.isSqlRunning) {
    fail(
      3081,
      "This operation cannot be performed with running replication threads; run STOP REPLICA FOR CHANNEL '' first",
    );
  }
  Object.assign(replication, { relay: [], readFile: '', readPosition: 4, workerError: '' });
  replication.ioError = NO_ERROR;
  replication.sqlError = NO_ERROR;
  if (isAll) replication.source = undefined;
  else if (replication.source !== undefined) {
    replication.source = { ...replication.source, file: '', position: 4 };
  }
}
