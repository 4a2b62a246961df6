import { type Dial, type Program, type Socket, sleep, untilOr } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import { createMessageReader, encodeMessage, type ServerMessage } from '../wire.ts';
import { catchUp } from './applier.ts';
import { flush } from './files.ts';
import { addGtid, gtidSetText } from './gtids.ts';
import type { Server, Source } from './model.ts';

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

/** One more attempt that came to nothing; after the last one the receiver stops. */
function failIo(server: Server, attempt: Attempt, code: number, why: string): void {
  const { replication, host } = server;
  const { source, number } = attempt;
  const { retryCount, retrySeconds } = source;
  const pause = `with a delay of ${retrySeconds} seconds between attempts`;
  const how = attempt.isAgain ? 'reconnecting' : 'connecting';
  const message = `Error ${how} to source ${where(source)}. This was attempt ${number}/${retryCount}, ${pause}. Message: ${why}`;
  replication.ioError = { code, message };
  replication.ioErrorAtMs = host.nowEpochMs();
  const isLast = number >= retryCount;
  replication.ioState = isLast ? '' : 'Connecting to source';
  if (isLast) replication.isIoRunning = false;
  const text = `Replica I/O for channel '': ${message}, Error_code: MY-${String(code).padStart(6, '0')}`;
  host.log(THREAD, 'ERROR', 'MY-010584', 'Repl', text);
}

const THREAD = 12;

interface Attempt {
  readonly source: Source;
  readonly number: number;
  readonly isAgain: boolean;
}

/** Connects and logs in; undefined, with the error noted, when that fails. */
function* connect(server: Server, attempt: Attempt, dial: Dial): Program<Link | undefined> {
  const { source } = attempt;
  const answer = yield* dial(source.host, source.port, CONNECT_LIMIT_MS);
  if (!answer.ok) {
    const isName = answer.error === 'missing' || answer.error === 'again';
    const message = isName
      ? `Unknown MySQL server host '${source.host}' (-2)`
      : `Can't connect to MySQL server on '${source.host}:${source.port}' (111)`;
    failIo(server, attempt, isName ? 2005 : 2003, message);
    return undefined;
  }
  const link = linkOver(answer.socket);
  answer.socket.write(
    encodeMessage({
      type: 'login',
      user: source.user,
      password: source.password,
      isLocal: false,
      isEncrypted: source.isEncrypted,
      asksKey: source.asksKey,
      schema: '',
    }),
  );
  for (;;) {
    const message = yield* link.next(CONNECT_LIMIT_MS);
    if (message === undefined || message === 'nothing') {
      const why =
        "Lost connection to MySQL server at 'reading initial communication packet', system error: 0";
      failIo(server, attempt, 2013, why);
      return undefined;
    }
    if (message.type === 'refused') {
      failIo(server, attempt, message.error.code, message.error.message);
      return undefined;
    }
    if (message.type === 'ready') return link;
  }
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
  replication.ioErrorAtMs = host.nowEpochMs();
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

/** From where the receiver goes on, and what it has already. */
function requestOf(server: Server, source: Source): Parameters<typeof encodeMessage>[0] {
  const { relay, readFile, readPosition } = server.replication;
  const isAhead = relay.length > 0;
  const has = new Map(server.gtids);
  for (const { gtid } of relay) addGtid(has, gtid);
  return {
    type: 'dump',
    file: isAhead ? readFile : source.file,
    position: isAhead ? readPosition : source.position,
    after: source.autoPosition ? gtidSetText(has) : undefined,
    serverId: Number(server.globals.get('server_id') ?? 1),
    uuid: server.serverUuid,
  };
}

const SAME_ID =
  'Fatal error: The replica I/O thread stops because source and replica have equal MySQL server ' +
  'ids; these ids must be different for replication to work (or the --replicate-same-server-id ' +
  'option must be used on replica but this does not always make sense; please check the manual ' +
  'before using it).';

/** Receives for as long as the connection lasts. Returns whether it was lost. */
function* follow(server: Server, link: Link, isCurrent: () => boolean): Program<boolean> {
  const { replication, host } = server;
  const source = replication.source as Source;
  const own = Number(server.globals.get('server_id') ?? 1);
  link.socket.write(encodeMessage(requestOf(server, source)));
  replication.ioState = WAITING;
  replication.ioError = { code: 0, message: '' };
  replication.ioErrorAtMs = 0;
  while (isCurrent()) {
    const message = yield* link.next(LIMITS.replicaPollMs);
    if (message === undefined) return true;
    if (message !== 'nothing' && message.type === 'refused') {
      refused(server, message.error.message);
      return false;
    }
    if (message === 'nothing' || message.type !== 'events') continue;
    if (replication.sourceUuid !== message.uuid) tellConnected(server, source, message);
    replication.sourceId = message.serverId;
    replication.sourceUuid = message.uuid;
    if (message.serverId === own) {
      replication.isIoRunning = false;
      replication.ioError = { code: 13117, message: SAME_ID };
      replication.ioErrorAtMs = host.nowEpochMs();
      replication.ioState = '';
      return false;
    }
    replication.relay.push(...message.events.filter(({ serverId }) => serverId !== own));
    replication.readFile = message.file;
    replication.readPosition = message.position;
    catchUp(server);
    if (replication.relay.length === 0) flush(server, true);
  }
  return false;
}

function tellConnected(
  { host }: Server,
  source: Source,
  { uuid, serverId }: Extract<ServerMessage, { type: 'events' }>,
): void {
  const file = source.file === '' ? 'FIRST' : source.file;
  const text =
    `Replica receiver thread for channel '': connected to source ${where(source)} with ` +
    `server_uuid=${uuid}, server_id=${serverId}. Starting replication from file '${file}', ` +
    `position '${source.position}'.`;
  host.log(THREAD, 'System', 'MY-014001', 'Repl', text);
}

/** The receiver of a replica: it follows the source for as long as it is not stopped. */
export function* followSource(server: Server, dial: Dial): Program {
  const { replication } = server;
  const round = replication.ioRound;
  const isCurrent = (): boolean =>
    replication.ioRound === round && replication.isIoRunning && !server.isShutDown;
  let number = 1;
  let isAgain = false;
  while (isCurrent()) {
    const source = replication.source;
    if (source === undefined) return 0;
    const link: Link | undefined = yield* connect(server, { source, number, isAgain }, dial);
    if (link !== undefined) {
      number = 0;
      const isLost: boolean = yield* follow(server, link, isCurrent);
      link.socket.close();
      isAgain = isLost;
      if (isLost) replication.ioState = 'Reconnecting after a failed source event read';
    }
    number++;
    if (!isCurrent()) return 0;
    // A lost connection is made again at once, a failed one after a while.
    const pauseMs = link === undefined ? source.retrySeconds * 1000 : 0;
    yield* untilOr(() => !isCurrent(), pauseMs);
    yield* sleep(0);
  }
  return 0;
}
