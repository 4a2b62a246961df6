import { type Program, until } from '../../../kernel/index.ts';
import type { BinlogEvent, ClientMessage, ServerMessage } from '../wire.ts';
import { binlogEnd, purgedGtids } from './binlog.ts';
import { gtidSetText, hasGtid, missingGtids, parseGtidSet } from './gtids.ts';
import type { Server } from './model.ts';
import type { Session } from './session.ts';

type Request = Extract<ClientMessage, { type: 'dump' }>;

/** Whether an event stands behind a position. */
const isBehind = (event: BinlogEvent, file: string, position: number): boolean =>
  file === '' || event.file > file || (event.file === file && event.start >= position);

/** Why a replica cannot get what it asks for; '' when it can. Models sql/rpl_binlog_sender.cc. */
function refusalOf(server: Server, { file, position, after }: Request): string {
  const source = server.host.kind === 'oracle' ? 'source' : 'master';
  if (server.binlog.files.length === 0) return 'Binary log is not open';
  if (after !== undefined) {
    const missing = missingGtids(purgedGtids(server), parseGtidSet(after));
    if (missing.size === 0) return '';
    return (
      `Cannot replicate because the ${source} purged required binary logs. Replicate the missing ` +
      'transactions from elsewhere, or provision a new replica from backup. Consider increasing ' +
      `the ${source}'s binary log expiration period. The GTID set sent by the replica is ` +
      `'${after}', and the missing transactions are '${gtidSetText(missing)}'`
    );
  }
  if (file === '') return '';
  const found = server.binlog.files.find(({ name }) => name === file);
  if (found === undefined) return 'Could not find first log file name in binary log index file';
  return position > found.size
    ? `Client requested ${source} to start replication from position > file size`
    : '';
}

/** Sends the binary log to a replica, and what is added to it. */
export const createDumper = (
  session: Session,
  request: Request,
  send: (message: ServerMessage) => void,
  isEnded: () => boolean,
) =>
  function* dump(): Program {
    const { server, client } = session;
    const message = refusalOf(server, request);
    if (message !== '') {
      send({ type: 'refused', error: { type: 'error', code: 1236, state: 'HY000', message } });
      return 0;
    }
    client.command = 'Binlog Dump';
    client.state = 'Source has sent all binlog to replica; waiting for more updates';
    client.facts.set('replica_server_id', BigInt(request.serverId));
    client.facts.set('replica_uuid', request.uuid);
    const has = parseGtidSet(request.after ?? '');
    let { file, position } = request.after === undefined ? request : { file: '', position: 4 };
    while (!isEnded() && session.isOpen()) {
      const events = server.binlog.events.filter(
        (event) => isBehind(event, file, position) && !hasGtid(has, event.gtid),
      );
      ({ file, position } = binlogEnd(server));
      const serverId = Number(server.globals.get('server_id') ?? 1);
      send({ type: 'events', events, file, position, serverId, uuid: server.serverUuid });
      const isNew = (): boolean => {
        const end = binlogEnd(server);
        return end.position !== position || end.file !== file;
      };
      yield* until(() => isNew() || isEnded() || !session.isOpen());
    }
    return 0;
  };
