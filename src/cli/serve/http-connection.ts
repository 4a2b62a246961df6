import { STATUS_CODES } from 'node:http';
import { decodeUtf8, encodeUtf8, type Service } from '../../../sim/kernel/index.ts';
import { LIMITS } from '../../../sim/limits.ts';

export type WebService = Extract<Service, { protocol: 'http' }>;
type Asked = Parameters<WebService['handle']>[0];
type Answer = ReturnType<WebService['handle']>;

/** A server refuses longer heads; nginx allows four buffers of 8k. */
const MAX_HEAD_BYTES = 32 * 1024;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_LINE = Buffer.from('\r\n');

/** The server's side of a connection to a web server in a pod. */
export interface HttpConnection {
  /** Answers the requests that are complete, in order. False: the connection is over. */
  receive(bytes: Buffer): boolean;
}

interface Head {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly headers: ReadonlyMap<string, string>;
}

function parseHead(text: string): Head | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const match = /^([A-Z]+) (\S+) (HTTP\/1\.[01])$/.exec(first);
  if (match === null) return undefined;
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  const [, method = '', path = '', version = ''] = match;
  return { method, path, version, headers: new Map(headers) };
}

type Body =
  | { readonly type: 'whole'; readonly bytes: Buffer; readonly used: number }
  | { readonly type: 'partial' }
  | { readonly type: 'bad' };

function chunkedBody(bytes: Buffer): Body {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf(END_OF_LINE, at);
    if (lineEnd < 0) return { type: 'partial' };
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) return { type: 'bad' };
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return { type: 'partial' };
    parts.push(bytes.subarray(start, start + size));
    at = start + size + 2;
    if (size === 0) return { type: 'whole', bytes: Buffer.concat(parts), used: at };
  }
}

function bodyOf({ headers }: Head, bytes: Buffer): Body {
  if (headers.get('transfer-encoding') === 'chunked') return chunkedBody(bytes);
  const length = Number(headers.get('content-length') ?? 0);
  if (!Number.isInteger(length) || length < 0) return { type: 'bad' };
  if (bytes.length < length) return { type: 'partial' };
  return { type: 'whole', bytes: bytes.subarray(0, length), used: length };
}

/** An answer as bytes; the body's length is said when the server does not say it. */
function answerBytes(answer: Answer, isHead: boolean, isLast: boolean): Buffer {
  const body = Buffer.from(encodeUtf8(answer.body));
  const names = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
    ...(names.has('content-length') ? [] : [`Content-Length: ${body.length}`]),
    ...(isLast && !names.has('connection') ? ['Connection: close'] : []),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
  return isHead ? head : Buffer.concat([head, body]);
}

const refusal = (status: number): Answer => ({
  status,
  headers: [['Content-Type', 'text/plain']],
  body: `${status} ${STATUS_CODES[status] ?? ''}\n`,
});

/** Speaks HTTP/1.1 for a web server of the simulator, over any connection. */
export function createHttpConnection(
  service: WebService,
  nowEpochMs: () => number,
  send: (bytes: Buffer) => void,
): HttpConnection {
  let rest = Buffer.alloc(0);

  const refuse = (status: number): false => {
    send(answerBytes(refusal(status), false, true));
    return false;
  };
  const answerOne = ({ method, path, version, headers }: Head, body: Buffer): boolean => {
    const wish = headers.get('connection')?.toLowerCase();
    const isLast = wish === 'close' || (version === 'HTTP/1.0' && wish !== 'keep-alive');
    const asked: Asked = {
      method,
      path,
      headers,
      body: decodeUtf8(body),
      atEpochMs: nowEpochMs(),
      from: '127.0.0.1',
    };
    send(answerBytes(service.handle(asked), method === 'HEAD', isLast));
    return !isLast;
  };
  return {
    receive(bytes) {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const end = rest.indexOf(END_OF_HEAD);
        if (end < 0) return rest.length <= MAX_HEAD_BYTES || refuse(431);
        const head = parseHead(rest.toString('latin1', 0, end));
        if (head === undefined) return refuse(400);
        const body = bodyOf(head, rest.subarray(end + END_OF_HEAD.length));
        if (body.type === 'bad') return refuse(400);
        if (body.type === 'partial') return rest.length <= LIMITS.requestBytes || refuse(413);
        rest = rest.subarray(end + END_OF_HEAD.length + body.used);
        if (!answerOne(head, body.bytes)) return false;
      }
    },
  };
}
