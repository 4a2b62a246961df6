import { type Program, until } from '../../../kernel/index.ts';
import type { BinlogEvent, ClientMessage, ServerMessage } from '../wire.ts';
import { binlogName } from './binlog.ts';
import type { Session } from './session.ts';

/** Whether an event stands behind a position. */
const isBehind = (event: BinlogEvent, file: string, position: number): boolean =>
  file === '' || event.file > file || (event.file === file && event.start >= position);

/** Sends the binary log to a replica, and what is added to it. */
export const createDumper = (
  session: Session,
  request: Extract<ClientMessage, { type: 'dump' }>,
  send: (message: ServerMessage) => void,
  isEnded: () => boolean,
) =>
  function* dump(): Program {
    const { server, client } = session;
    client.command = 'Binlog Dump';
    client.state = 'Source has sent all binlog to replica; waiting for more updates';
    client.facts.set('replica_server_id', BigInt(request.serverId));
    client.facts.set('replica_uuid', request.uuid);
    let { file, position } = request;
    while (!isEnded() && session.isOpen()) {
      const events = server.binlog.filter((event) => isBehind(event, file, position));
      const last = events.at(-1);
      file = last?.file ?? (file === '' ? binlogName(server.binlogFile) : file);
      position = last?.end ?? (position <= 4 ? server.binlogPosition : position);
      const serverId = Number(server.globals.get('server_id') ?? 1);
      send({ type: 'events', events, file, position, serverId, uuid: server.serverUuid });
      const seen = server.binlogPosition;
      yield* until(() => server.binlogPosition !== seen || isEnded() || !session.isOpen());
    }
    return 0;
  };
