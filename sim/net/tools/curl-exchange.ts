import { type HttpAnswer, type HttpRequest, type Program, sleep } from '../../kernel/index.ts';
import { exchangeHttp, headLines, remember } from '../http-client.ts';
import type { Url } from '../url.ts';
import { byteLength, type CurlBody } from './curl-body.ts';
import { type CurlConnection, leave, waitForEnd } from './curl-connect.ts';
import { credentialsOf, requestLines } from './curl-request.ts';
import type { Run } from './curl-run.ts';

const HTTP_FAILURE = 400;
/** As long as nginx keeps a connection on which nothing comes. */
const SERVER_PATIENCE_MS = 65_000;

/** The head of an answer, as it is sent. */
export const headText = (answer: HttpAnswer): string => `${headLines(answer).join('\r\n')}\r\n\r\n`;

/** The value of the first header of this name. */
export const headerOf = ({ headers }: HttpAnswer, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/** Notes why a transfer failed. */
export function fail({ result }: Run, code: number, message: string): void {
  result.code = code;
  result.message = message;
}

const headersOf = (lines: readonly string[]): Map<string, string> =>
  new Map(
    lines.slice(1).map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );

/** Sends the request; the answer, or undefined after telling why there is none. */
export function* ask(
  run: Run,
  url: Url,
  connection: CurlConnection,
  method: string,
  body: CurlBody | undefined,
): Program<HttpAnswer | undefined> {
  const { place, request, reach, result, meter } = run;
  const credentials = credentialsOf(request, url);
  if (credentials !== undefined) {
    const { scheme, user } = credentials;
    yield* reach.verbose(`* Server auth using ${scheme} with user '${user}'\n`);
  }
  const lines = requestLines(request, url, method, body);
  const headers = headersOf(lines);
  if (request.flags.has('http1.0')) headers.set('connection', 'close');
  const sent: HttpRequest = {
    method,
    path: url.path,
    headers,
    body: body?.text ?? '',
    atEpochMs: place.clock.epochMs(),
    from: place.from.address,
  };
  yield* reach.verbose(`${lines.map((line) => `> ${line}\r\n`).join('')}> \r\n`);
  const bytes = byteLength(sent.body);
  result.requestBytes += lines.join('\r\n').length + 4 + bytes;
  const waitsForGo = body?.kind === 'upload';
  if (!waitsForGo) result.sentBytes += bytes;
  if (bytes > 0 && run.showsData && !waitsForGo) yield* reach.verbose(`} [${bytes} bytes data]\n`);
  if (body?.kind === 'form') yield* reach.verbose('* We are completely uploaded and fine\n');
  const exchange = exchangeHttp(place, connection.target, connection.open, sent);
  if (exchange.type === 'answer') return exchange.answer;
  const isGarbage = exchange.type === 'garbage';
  const why = isGarbage ? 'Received HTTP/0.9 when not allowed' : 'Empty reply from server';
  yield* reach.verbose(`* ${why}\n`);
  yield* meter.end({ announced: 0, received: 0, sent: bytes, tookMs: 0 });
  yield* leave(reach, url, connection, false);
  fail(run, isGarbage ? 1 : 52, why);
  return undefined;
}

/** Waits for the body that an answer to HEAD announces and never brings. */
function* missBody(run: Run, url: Url, connection: CurlConnection, length: number): Program<void> {
  const { request, reach, place, meter } = run;
  const isLate = request.maxMs > 0 && request.maxMs < SERVER_PATIENCE_MS;
  if (isLate) yield* waitForEnd(reach);
  else yield* sleep(SERVER_PATIENCE_MS);
  const tookMs = place.clock.nowMs() - run.startedAtMs;
  const why = isLate
    ? `Operation timed out after ${tookMs} milliseconds with 0 out of ${length} bytes received`
    : `transfer closed with ${length} bytes remaining to read`;
  yield* reach.verbose(`* ${why}\n`);
  yield* meter.end({ announced: length, received: 0, sent: 0, tookMs });
  yield* leave(reach, url, connection, false);
  fail(run, isLate ? 28 : 18, why);
}

/** Takes an answer in. `follows`: it leads to another URL, and its body is not wanted. */
export function* receive(
  run: Run,
  url: Url,
  connection: CurlConnection,
  method: string,
  answer: HttpAnswer,
  follows: boolean,
): Program<void> {
  const { request, reach, meter, result, showsData } = run;
  const { flags } = request;
  const isHead = flags.has('head') || method === 'HEAD';
  const text = isHead ? '' : answer.body;
  const bytes = byteLength(text);
  const length = Number(headerOf(answer, 'content-length') ?? bytes);
  const { sentBytes: sent } = result;
  const progress = { announced: length, received: bytes, sent, tookMs: 0 };
  const isWaiting = run.body?.kind === 'upload' && answer.status >= HTTP_FAILURE;
  const isClosing = headerOf(answer, 'connection')?.toLowerCase() === 'close' || isWaiting;
  const head = headLines(answer).map((line) => `< ${line}\r\n`);
  yield* reach.verbose(head.join(''));
  if (isWaiting) yield* reach.verbose('* HTTP error before end of send, stop sending\n');
  if (request.failsOnError && answer.status >= HTTP_FAILURE) {
    const why = `The requested URL returned error: ${answer.status}`;
    yield* run.deliver(answer, '');
    yield* reach.verbose(`* ${why}\n`);
    yield* meter.end({ ...progress, received: 0 });
    yield* leave(reach, url, connection, false);
    fail(run, 22, why);
    return;
  }
  yield* reach.verbose('< \r\n');
  if (!flags.has('head') && isHead && length > 0) {
    yield* run.deliver(answer, '');
    yield* missBody(run, url, connection, length);
    return;
  }
  if (follows && bytes > 0) yield* reach.verbose('* Ignoring the response-body\n');
  if (bytes > 0 && showsData) yield* reach.verbose(`{ [${bytes} bytes data]\n`);
  const code = yield* run.deliver(answer, follows ? '' : text);
  yield* meter.end(progress);
  yield* leave(reach, url, connection, !isClosing);
  const isFailure = flags.has('fail-with-body') && answer.status >= HTTP_FAILURE;
  if (code !== 0) fail(run, code, 'Failure writing output to destination');
  else if (isFailure) fail(run, 22, `The requested URL returned error: ${answer.status}`);
}

/** Keeps a connection that is no web's open until the time is up or the other side ends. */
export function* stay(run: Run, url: Url, connection: CurlConnection): Program<void> {
  const { place, request, reach, meter } = run;
  remember(place, connection.target, connection.open, { protocol: 'tcp', what: '', answer: '' });
  const close = function* (): Program<void> {
    yield* meter.end({ announced: 0, received: 0, sent: 0, tookMs: reach.elapsedMs() });
    yield* leave(reach, url, connection, false);
  };
  if (url.scheme === 'https') {
    const why = 'OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number';
    yield* reach.verbose(
      '* ALPN: offers h2,http/1.1\n} [5 bytes data]\n' +
        `* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n} [512 bytes data]\n* ${why}\n`,
    );
    yield* close();
    fail(run, 35, why);
    return;
  }
  if (request.maxMs > 0) {
    yield* waitForEnd(reach);
    yield* meter.begin();
    yield* reach.verbose('* Time-out\n');
    fail(run, 28, 'Time-out');
  }
  yield* close();
}
