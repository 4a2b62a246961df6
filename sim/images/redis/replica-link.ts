import { type Dial, type Program, type Socket, sleep, until } from '../../kernel/index.ts';
import { COMMANDS } from './conversation.ts';
import { execute } from './execute.ts';
import { restore } from './persistence.ts';
import { decodeReply, decodeRequest } from './protocol.ts';
import { bulks, encodeReply, type Reply } from './reply.ts';
import { type Client, createClient, type Link, type RedisServer } from './server.ts';

const RETRY_MS = 1_000;
const CONNECT_MS = 5_000;

/** Reads one reply; undefined when the connection ended. */
function* nextReply(socket: Socket, buffer: { text: string }): Program<Reply | undefined> {
  for (;;) {
    const decoded = decodeReply(buffer.text);
    if (decoded !== undefined) {
      buffer.text = decoded.rest;
      return decoded.reply;
    }
    const text = yield* socket.read();
    if (text === undefined) return undefined;
    buffer.text += text;
  }
}

/** The client under whose name the primary's commands run. */
function primaryClient(server: RedisServer): Client {
  const client = createClient(server, {
    address: '127.0.0.1',
    port: 0,
    send: () => undefined,
    close: () => undefined,
  });
  server.clients.delete(client);
  client.isAuthenticated = true;
  return client;
}

/** Runs a command of the primary: a replica takes it although it is read-only. */
export function applyCommand(server: RedisServer, client: Client, words: readonly string[]): void {
  const held = server.link;
  server.link = undefined;
  execute(server, COMMANDS, client, words);
  server.link = held;
}

/** Copies everything from the primary, then each of its commands, until the link breaks. */
function* follow(server: RedisServer, link: Link, socket: Socket): Program<void> {
  const buffer = { text: '' };
  const isMine = (): boolean => server.link === link;
  const ask = function* (...words: string[]): Program<Reply | undefined> {
    socket.write(encodeReply(bulks(words)));
    return yield* nextReply(socket, buffer);
  };
  server.log('*', 'Non blocking connect for SYNC fired the event.');
  const password = server.setting('masterauth');
  if (password !== '') yield* ask('AUTH', password);
  const pong = yield* ask('PING');
  if (pong?.type === 'error') {
    server.log('#', `Error reply to PING from master: '-${pong.text}'`);
    return;
  }
  server.log('*', 'Master replied to PING, replication can continue...');
  yield* ask('REPLCONF', 'listening-port', server.setting('port'));
  const answer = yield* ask('PSYNC', '?', '-1');
  if (answer?.type !== 'status' || !answer.text.startsWith('FULLRESYNC')) return;
  const [, id = '', offset = '0'] = answer.text.split(' ');
  server.log('*', `Full resync from master: ${id}:${offset}`);
  const copy = yield* nextReply(socket, buffer);
  if (copy?.type !== 'bulk' || !isMine()) return;
  server.log('*', 'MASTER <-> REPLICA sync: Flushing old data');
  for (const database of server.databases) database.clear();
  restore(copy.text ?? '', server.databases);
  server.log('*', 'MASTER <-> REPLICA sync: Finished with success');
  link.isUp = true;
  server.stats.offset = Number(offset);
  const client = primaryClient(server);
  for (;;) {
    for (let next = decodeRequest(buffer.text); next?.ok; next = decodeRequest(buffer.text)) {
      buffer.text = next.rest;
      if (isMine()) applyCommand(server, client, next.words);
    }
    const text = yield* socket.readWithin(RETRY_MS);
    if (text === undefined || !isMine()) return;
    buffer.text += text;
  }
}

const FAILURES: Readonly<Record<string, string>> = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
  refused: 'Connection refused',
  timeout: 'Operation now in progress',
  unreachable: 'No route to host',
};

/** Keeps the link of a replica, for as long as the server runs. */
export function* keepLink(server: RedisServer, dial: Dial): Program<number> {
  for (;;) {
    const { link } = server;
    if (link === undefined) {
      yield* until(() => server.link !== undefined);
      continue;
    }
    server.log('*', `Connecting to MASTER ${link.host}:${link.port}`);
    server.log('*', 'MASTER <-> REPLICA sync started');
    const answer = yield* dial(link.host, link.port, CONNECT_MS);
    if (answer.ok) {
      yield* follow(server, link, answer.socket);
      answer.socket.close();
      if (link.isUp) {
        server.log('*', 'Connection with master lost.');
        link.isUp = false;
        link.downSinceMs = server.clock.nowMs();
      }
    } else {
      const why = FAILURES[answer.error] ?? '';
      server.log('#', `Error condition on socket for SYNC: ${why}`);
    }
    yield* sleep(RETRY_MS);
  }
}
