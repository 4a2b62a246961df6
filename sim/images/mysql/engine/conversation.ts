import type { Conversation, Peer, Program } from '../../../kernel/index.ts';
import type { ServerStart } from '../../../node/index.ts';
import { engineHost } from '../host.ts';
import type { LoadedServer } from '../loaded-server.ts';
import type { Flavour } from '../part.ts';
import {
  type ClientMessage,
  createMessageReader,
  encodeMessage,
  type ServerMessage,
} from '../wire.ts';
import { createDumper } from './dumper.ts';
import { createMysqlServer } from './server.ts';
import { isFailure, type Session } from './session.ts';

/** Talks with one client. */
function converse(
  server: ReturnType<typeof createMysqlServer>,
  start: ServerStart,
  peer: Peer,
): Conversation & { close(): void } {
  const reader = createMessageReader<ClientMessage>();
  let session: Session | undefined;
  let isEnded = false;
  const send = (message: ServerMessage): void => peer.send(encodeMessage(message));
  const close = (): void => {
    if (isEnded) return;
    isEnded = true;
    session?.close();
    peer.close();
  };
  function* login(message: Extract<ClientMessage, { type: 'login' }>): Program {
    const address = message.isLocal ? 'localhost' : peer.address;
    const answer = yield* server.login({ ...message, address });
    if (isFailure(answer)) {
      send({ type: 'refused', error: answer });
      close();
      return 0;
    }
    session = answer;
    session.onClose(close);
    send({ type: 'ready', id: answer.id, schema: answer.schema() });
    return 0;
  }
  function* answer(text: string): Program {
    const own = session;
    if (own === undefined) return 0;
    const reply = yield* own.query(text);
    if (reply.type === 'lost') close();
    else send({ type: 'reply', reply, schema: own.schema() });
    return 0;
  }
  const take = (message: ClientMessage): void => {
    switch (message.type) {
      case 'login':
        start.spawn('mysqld login', () => login(message));
        break;
      case 'query':
        start.spawn('mysqld query', () => answer(message.text));
        break;
      case 'use':
        start.spawn('mysqld query', () =>
          answer(`use \`${message.schema.replaceAll('`', '``')}\``),
        );
        break;
      case 'interrupt':
        session?.interrupt();
        break;
      case 'dump':
        if (session !== undefined) {
          start.spawn(
            'mysqld dump',
            createDumper(session, message, send, () => isEnded),
          );
        }
        break;
      default:
        close();
    }
  };
  send({ type: 'greeting', version: server.version, comment: server.comment });
  return {
    receive(text) {
      for (const message of reader.take(text)) if (!isEnded) take(message);
    },
    end: close,
    close,
  };
}

/** Reads a server's data directory; from then on clients can talk with it. */
export function loadServer(flavour: Flavour, start: ServerStart): LoadedServer {
  const server = createMysqlServer(engineHost(flavour, start));
  const open = new Set<{ close(): void }>();
  return {
    accept(peer) {
      const conversation = converse(server, start, peer);
      open.add(conversation);
      return {
        receive: conversation.receive,
        end() {
          open.delete(conversation);
          conversation.end();
        },
      };
    },
    shutDown() {
      server.shutDown();
      for (const each of open) each.close();
    },
  };
}
