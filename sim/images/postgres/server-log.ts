/** Writes one line of the server's log; `process` is who says it. */
export type Log = (severity: string, text: string, process?: number) => string;

const SOCKET = '/var/run/postgresql/.s.PGSQL';
/** Processes of the server beside the first one, as they are numbered in a container. */
const CHECKPOINTER = 27;
const STARTUP = 29;
const LAUNCHER = 32;

export const stamp = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 23).replace('T', ' ')} UTC`;
const second = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const major = (version: string): number => Number.parseInt(version, 10);
/** From 15 on checkpoints are logged. */
const logsCheckpoints = (version: string): boolean => major(version) >= 15;

export const startingText = (version: string): string =>
  `starting PostgreSQL ${version} on x86_64-pc-linux-gnu, compiled by gcc ` +
  '(Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit';

/** The lines of a start up to where the data directory is looked at. */
export const listeningLines = (log: Log, version: string, port: number): string =>
  log('LOG', startingText(version)) +
  log('LOG', `listening on IPv4 address "0.0.0.0", port ${port}`) +
  log('LOG', `listening on IPv6 address "::", port ${port}`) +
  log('LOG', `listening on Unix socket "${SOCKET}.${port}"`);

/** The line of the temporary server, which listens on its socket alone. */
export const socketLine = (log: Log): string =>
  log('LOG', `listening on Unix socket "${SOCKET}.5432"`);

export const stoppedLine = (log: Log, epochMs: number): string =>
  log('LOG', `database system was shut down at ${second(epochMs)}`, STARTUP);

export const interruptedLine = (log: Log, epochMs: number): string =>
  log('LOG', `database system was interrupted; last known up at ${second(epochMs)}`, STARTUP);

const checkpoint = (log: Log, version: string, why: string, buffers: number): string =>
  logsCheckpoints(version)
    ? log('LOG', `checkpoint starting: ${why}`, CHECKPOINTER) +
      log(
        'LOG',
        `checkpoint complete: wrote ${buffers} buffers (0.0%); 0 WAL file(s) added, 0 removed, ` +
          '0 recycled; write=0.005 s, sync=0.004 s, total=0.019 s; sync files=2, ' +
          'longest=0.003 s, average=0.002 s; distance=0 kB, estimate=0 kB',
        CHECKPOINTER,
      )
    : '';

/** What a server says that finds a directory whose server was killed. Models xlogrecovery.c. */
export function recoveryLines(log: Log, version: string): string {
  const wanted = major(version) >= 16 ? 'expected at least' : 'wanted';
  const usage = 'system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s';
  return (
    log(
      'LOG',
      'database system was not properly shut down; automatic recovery in progress',
      STARTUP,
    ) +
    log('LOG', 'redo starts at 0/15338B8', STARTUP) +
    log('LOG', `invalid record length at 0/15339A0: ${wanted} 24, got 0`, STARTUP) +
    log('LOG', `redo done at 0/1533968 ${usage}`, STARTUP) +
    checkpoint(log, version, 'end-of-recovery immediate wait', 3)
  );
}

/** What a server says that was asked to stop. */
export const stoppingLines = (log: Log): string =>
  log('LOG', 'received fast shutdown request') + log('LOG', 'aborting any active transactions');

/** The last lines of a server that stops. */
export const stopLines = (log: Log, version: string): string =>
  log(
    'LOG',
    `background worker "logical replication launcher" (PID ${LAUNCHER}) exited with exit code 1`,
  ) +
  log('LOG', 'shutting down', CHECKPOINTER) +
  checkpoint(log, version, 'shutdown immediate', 0) +
  log('LOG', 'database system is shut down');
