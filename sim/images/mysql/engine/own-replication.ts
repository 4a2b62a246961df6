import { textOf } from '../../../sql/index.ts';
import { fail } from '../sql/errors.ts';
import type { ReplicationStatement } from '../sql/replication-statements.ts';
import { purgeBinlog, resetBinlog, rotateBinlog } from './binlog.ts';
import { CHANGED_HERE, OK, type OwnContext, type OwnOutcome } from './own-outcome.ts';
import { requireGlobal } from './privileges.ts';
import { changeSource, resetReplica, startReplica, stopReplica } from './replication.ts';

/** The place of the first file that a PURGE leaves. */
function firstKept(
  { server, evaluate }: OwnContext,
  { to, before }: Extract<ReplicationStatement, { kind: 'purge binary logs' }>,
): number {
  const { files, events } = server.binlog;
  if (before === undefined) {
    const at = files.findIndex(({ name }) => name === to);
    if (at < 0) fail(1373, 'HY000', 'Target log not found in binlog index');
    return at;
  }
  const value = evaluate(before);
  const untilMs = Date.parse(`${value === null ? '' : textOf(value).replace(' ', 'T')}Z`);
  const isOlder = (name: string): boolean =>
    events.every(({ file, atEpochMs }) => file !== name || atEpochMs < untilMs);
  const at = files.findIndex(({ name }) => !isOlder(name));
  return at < 0 ? files.length - 1 : at;
}

/** What makes a server a replica, and starts and stops it. */
export function runReplication(context: OwnContext, statement: ReplicationStatement): OwnOutcome {
  const { server, client, env } = context;
  if (statement.kind === 'flush binary logs') {
    requireGlobal(client, 'RELOAD');
    rotateBinlog(server);
    return OK;
  }
  requireGlobal(client, 'SUPER', 'REPLICATION_SLAVE_ADMIN');
  switch (statement.kind) {
    case 'change source':
      changeSource(server, env.warn, statement.options);
      break;
    case 'start replica':
      startReplica(server, env.warn, statement.threads);
      break;
    case 'stop replica':
      stopReplica(server, env.warn, statement.threads);
      break;
    case 'reset replica':
      resetReplica(server, statement.isAll);
      break;
    case 'reset binary logs':
      resetBinlog(server);
      break;
    case 'purge binary logs':
      purgeBinlog(server, firstKept(context, statement));
      break;
  }
  return CHANGED_HERE;
}
