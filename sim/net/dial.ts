import {
  type Conversation,
  type Dial,
  type DialAnswer,
  type FileSystem,
  type HttpRequest,
  type Program,
  type Service,
  type Socket,
  sleep,
  until,
  untilOr,
} from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import { findHost, type Place } from './host-names.ts';
import { headLines, remember, rememberUnresolved, waitForFailure } from './http-client.ts';
import type { Connection } from './network.ts';

/** The ports that the kernel gives to clients. */
const FIRST_CLIENT_PORT = 32_768;
const CLIENT_PORTS = 28_232;
const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

interface Wire {
  /** What arrived and was not read. */
  text: string;
  isEnded: boolean;
}

/** A request as it was typed; undefined until its head is whole, 'bad' when it is none. */
function typedRequest(text: string, { clock, from }: Place): HttpRequest | 'bad' | undefined {
  const [first = ''] = text.split(/\r?\n/, 1);
  const line = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(first);
  if (line === null) return text.includes('\n') || text.length > first.length ? 'bad' : undefined;
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return undefined;
  const lines = text.slice(0, end.index).split(/\r?\n/).slice(1);
  const headers = new Map(
    lines.map((each) => {
      const at = each.indexOf(':');
      return [each.slice(0, at).toLowerCase(), each.slice(at + 1).trim()];
    }),
  );
  // Before 1.1 a connection is for one request.
  if (line[3] === '0' && !headers.has('connection')) headers.set('connection', 'close');
  const body = text.slice(end.index + end[0].length);
  if (body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  const stamp = { atEpochMs: clock.epochMs(), from: from.address };
  return { method: line[1] ?? '', path: line[2] ?? '', headers, body, ...stamp };
}

/** What a web server says about something that is no request. */
function badAnswer({ clock, from }: Place, service: Service & { protocol: 'http' }): string {
  const headers = new Map([['connection', 'close']]);
  const stamp = { atEpochMs: clock.epochMs(), from: from.address };
  const answer = service.handle({ method: '?', path: '/', headers, body: '', ...stamp });
  if (answer.status !== 400) return BAD_REQUEST;
  return `${headLines(answer).join('\r\n')}\r\n\r\n${answer.body}`;
}

/** What a server that is not a conversation does with a client's bytes. */
function silentConversation(place: Place, service: Service, wire: Wire): Conversation {
  let typed = '';
  return {
    receive(text) {
      if (service.protocol !== 'http' || wire.isEnded) return;
      typed = (typed + text).replace(/^(\r?\n)+/, '');
      const request = typedRequest(typed, place);
      if (request === undefined) return;
      typed = '';
      if (request === 'bad') {
        wire.text += badAnswer(place, service);
        wire.isEnded = true;
        return;
      }
      const answer = service.handle(request);
      const body = request.method === 'HEAD' ? '' : answer.body;
      wire.text += `${headLines(answer).join('\r\n')}\r\n\r\n${body}`;
      if (request.headers.get('connection') === 'close') wire.isEnded = true;
    },
    end: () => undefined,
  };
}

function socketOver(
  address: string,
  connection: Connection & { type: 'open' },
  wire: Wire,
  conversation: Conversation,
): Socket {
  const isOver = (): boolean => wire.isEnded || !connection.isUp();
  const isReady = (): boolean => wire.text !== '' || isOver();
  const take = (): string | undefined => {
    const { text } = wire;
    wire.text = '';
    return text === '' ? undefined : text;
  };
  return {
    address,
    write(text) {
      if (isOver()) return false;
      conversation.receive(text);
      return true;
    },
    *read() {
      yield* until(isReady);
      return take();
    },
    *readWithin(limitMs) {
      return (yield* untilOr(isReady, limitMs)) ? take() : '';
    },
    close() {
      if (isOver()) return;
      wire.isEnded = true;
      conversation.end();
    },
  };
}

/** Opens a connection to what `connection` found. */
export function* open(
  place: Place,
  address: string,
  connection: Connection & { type: 'open' },
): Program<Socket> {
  const { service } = connection;
  const wire: Wire = { text: '', isEnded: false };
  if (service.protocol !== 'stream') {
    return socketOver(address, connection, wire, silentConversation(place, service, wire));
  }
  const isLocal = address.startsWith('127.');
  const conversation = yield* service.accept({
    address: isLocal ? '127.0.0.1' : place.from.address,
    port: FIRST_CLIENT_PORT + place.prng.below(CLIENT_PORTS),
    send(text) {
      if (wire.isEnded) return;
      wire.text += text;
      // A client that does not read is cut off, as by a full buffer of its server.
      if (wire.text.length > LIMITS.unreadCharacters) wire.isEnded = true;
    },
    close: () => {
      wire.isEnded = true;
    },
  });
  return socketOver(address, connection, wire, conversation);
}

/** Connections of the programs of a container; each is remembered for checks. */
export const createDial = (place: Place, files: () => FileSystem): Dial =>
  function* dial(host, port, timeoutMs): Program<DialAnswer> {
    const found = yield* findHost(place, files(), host);
    if (!found.ok) {
      rememberUnresolved(place, host, port);
      return { ok: false, error: found.error, address: '' };
    }
    const isV4 = ({ address }: { address: string }): boolean => !address.includes(':');
    let failure: DialAnswer = { ok: false, error: 'refused', address: host };
    for (const { address } of found.hosts.filter(isV4)) {
      const target = { host, address, port };
      const connection = place.network.connect(place.from, address, port);
      // Sockets of files have numbers below 0; what goes through them is not on the network.
      if (port > 0) remember(place, target, connection, { protocol: 'tcp', what: '', answer: '' });
      if (connection.type === 'open') {
        return { ok: true, socket: yield* open(place, address, connection) };
      }
      if (connection.type === 'refused') yield* sleep(0);
      const error = yield* waitForFailure(connection, timeoutMs);
      failure = { ok: false, error, address };
    }
    return failure;
  };
