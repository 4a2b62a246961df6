import { type Dial, type Program, type Socket, sleep, untilOr } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import {
  type BinlogEvent,
  createMessageReader,
  encodeMessage,
  type ServerMessage,
} from '../wire.ts';
import { flush } from './files.ts';
import { gtidSetText } from './gtids.ts';
import type { Client, Server, Source } from './model.ts';
import { createRunner, type Runner } from './runner.ts';
import { createClient, INTERNAL } from './server-client.ts';

const CONNECT_LIMIT_MS = 30_000;
const WAITING = 'Waiting for source to send event';

/** One connection of a replica to its source. */
interface Link {
  readonly socket: Socket;
  next(limitMs: number): Program<ServerMessage | 'nothing' | undefined>;
}

function linkOver(socket: Socket): Link {
  const reader = createMessageReader<ServerMessage>();
  const waiting: ServerMessage[] = [];
  return {
    socket,
    *next(limitMs) {
      if (waiting.length === 0) {
        const text = yield* socket.readWithin(limitMs);
        if (text === undefined) return undefined;
        if (text === '') return 'nothing';
        waiting.push(...reader.take(text));
      }
      return waiting.shift() ?? 'nothing';
    },
  };
}

const where = ({ user, host, port }: Source): string => `'${user}@${host}:${port}'`;

function failIo(server: Server, code: number, message: string): void {
  const { replication } = server;
  replication.ioState = 'Connecting to source';
  replication.ioError = { code, message };
}

/** Connects and logs in; undefined, with the error noted, when that fails. */
function* connect(server: Server, source: Source, dial: Dial): Program<Link | undefined> {
  const intro = `Error connecting to source ${where(source)}. This was attempt 1/10, with a delay of ${source.retrySeconds} seconds between attempts. Message: `;
  const answer = yield* dial(source.host, source.port, CONNECT_LIMIT_MS);
  if (!answer.ok) {
    const isName = answer.error === 'missing' || answer.error === 'again';
    const message = isName
      ? `Unknown MySQL server host '${source.host}' (-2)`
      : `Can't connect to MySQL server on '${source.host}:${source.port}' (111)`;
    failIo(server, isName ? 2005 : 2003, intro + message);
    return undefined;
  }
  const link = linkOver(answer.socket);
  answer.socket.write(
    encodeMessage({
      type: 'login',
      user: source.user,
      password: source.password,
      isLocal: false,
      isEncrypted: false,
      schema: '',
    }),
  );
  for (;;) {
    const message = yield* link.next(CONNECT_LIMIT_MS);
    if (message === undefined || message === 'nothing') {
      failIo(
        server,
        2013,
        `${intro}Lost connection to MySQL server at 'reading initial communication packet', system error: 0`,
      );
      return undefined;
    }
    if (message.type === 'refused') {
      failIo(server, message.error.code, intro + message.error.message);
      return undefined;
    }
    if (message.type === 'ready') return link;
  }
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
  const { replication } = server;
  const intro = `Coordinator stopped because there were error(s) in the worker(s). The most recent failure being: Worker 1 failed executing transaction 'ANONYMOUS' at source log ${event.file}, end_log_pos ${event.end}; `;
  const query = `Error '${reply.message}' on query. Default database: '${event.schema}'. Query: '${event.text}'`;
  replication.sqlError = { code: reply.code, message: intro + query };
  replication.isSqlRunning = false;
  return false;
}

/** The source does not have what the replica needs: its receiver stops. */
function refused(server: Server, message: string): void {
  const { replication, host } = server;
  const isOracle = host.kind === 'oracle';
  const who = isOracle ? 'source' : 'master';
  const text = `Got fatal error 1236 from ${who} when reading data from binary log: '${message}'`;
  replication.isIoRunning = false;
  replication.ioState = '';
  replication.ioError = { code: isOracle ? 13114 : 1236, message: text };
  const line = `Error reading packet from server for channel '': ${message} (server_errno=1236)`;
  host.log(12, 'ERROR', 'MY-010557', 'Repl', line);
  host.log(
    12,
    'ERROR',
    'MY-013114',
    'Repl',
    `Replica I/O for channel '': ${text}, Error_code: MY-013114`,
  );
}

function* follow(server: Server, link: Link, isCurrent: () => boolean): Program<void> {
  const { replication } = server;
  const source = replication.source as Source;
  const client = createClient(server, INTERNAL, 'system user', '');
  client.facts.set('replica', 1n);
  const runner = createRunner(server, client);
  link.socket.write(
    encodeMessage({
      type: 'dump',
      file: source.file,
      position: source.position,
      after: source.autoPosition ? gtidSetText(server.gtids) : undefined,
      serverId: Number(server.globals.get('server_id') ?? 1),
      uuid: server.serverUuid,
    }),
  );
  replication.ioState = WAITING;
  replication.ioError = { code: 0, message: '' };
  while (isCurrent()) {
    const message = yield* link.next(LIMITS.replicaPollMs);
    if (message === undefined) {
      failIo(
        server,
        2003,
        `Error reconnecting to source ${where(source)}. This was attempt 1/10, with a delay of ${source.retrySeconds} seconds between attempts. Message: Can't connect to MySQL server on '${source.host}:${source.port}' (111)`,
      );
      return;
    }
    if (message !== 'nothing' && message.type === 'refused') {
      refused(server, message.error.message);
      return;
    }
    if (message === 'nothing' || message.type !== 'events') continue;
    replication.sourceId = message.serverId;
    replication.sourceUuid = message.uuid;
    if (message.serverId === Number(server.globals.get('server_id') ?? 1)) {
      replication.isIoRunning = false;
      const text =
        'Fatal error: The replica I/O thread stops because source and replica have equal MySQL server ids; these ids must be different for replication to work (or the --replicate-same-server-id option must be used on replica but this does not always make sense; please check the manual before using it).';
      replication.ioError = { code: 13117, message: text };
      replication.ioState = '';
      return;
    }
    for (const event of message.events) {
      if (!isCurrent() || !replication.isSqlRunning) return;
      if (event.serverId === Number(server.globals.get('server_id'))) continue;
      if (!(yield* apply(server, client, runner, event))) return;
      replication.source = {
        ...(replication.source as Source),
        file: event.file,
        position: event.end,
      };
    }
    replication.source = {
      ...(replication.source as Source),
      file: message.file,
      position: message.position,
    };
    flush(server, true);
  }
}

/** The threads of a replica: they follow the source for as long as they are not stopped. */
export function* followSource(server: Server, dial: Dial): Program {
  const { replication } = server;
  const { round } = replication;
  const isCurrent = (): boolean =>
    replication.round === round && replication.isIoRunning && !server.isShutDown;
  while (isCurrent()) {
    const source = replication.source;
    if (source === undefined) return 0;
    const link = yield* connect(server, source, dial);
    if (link !== undefined) {
      yield* follow(server, link, isCurrent);
      link.socket.close();
    }
    if (!isCurrent() || !replication.isSqlRunning) return 0;
    yield* untilOr(() => !isCurrent(), source.retrySeconds * 1000);
    yield* sleep(0);
  }
  return 0;
}
