import type { Program } from '../../kernel/index.ts';
import { parseUrl, resolveUrl, type Url, urlText, withoutDots } from '../url.ts';
import { type CurlBody, dataText } from './curl-body.ts';
import { type Failure, type Reach, reachServer } from './curl-connect.ts';
import { ask, fail, headerOf, headText, receive, stay } from './curl-exchange.ts';
import { methodOf } from './curl-request.ts';
import type { Mutable, Run, Transfer, TransferParts } from './curl-run.ts';
import { shakeHands } from './curl-tls.ts';

const CONNECTED_SCHEMES: ReadonlySet<string> = new Set([
  ...['http', 'https', 'telnet', 'ftp', 'gopher', 'dict'],
]);

/** Asks for one URL. Returns where the answer leads to, '' for nowhere. */
function* fetchOnce(
  run: Run,
  url: Url,
  body: CurlBody | undefined,
  isFirst: boolean,
): Program<string> {
  const { request, reach, result } = run;
  const reached = yield* reachServer(reach, url, isFirst);
  if (!reached.ok) {
    fail(run, reached.failure.code, reached.failure.message);
    return '';
  }
  const { target, open } = reached.connection;
  if (!reached.isReused) result.connects++;
  result.remoteAddress = target.address;
  result.remotePort = target.port;
  result.scheme = url.scheme.toUpperCase();
  const isWeb = url.scheme === 'https' && (reached.isReused || open.service.protocol === 'tls');
  if (url.scheme !== 'http' && !isWeb) {
    yield* stay(run, url, reached.connection);
    return '';
  }
  const connection = isWeb ? yield* shakeHands(run, url, reached.connection) : reached.connection;
  if (connection === undefined) return '';
  const method =
    result.redirects > 0 && body === undefined && !request.values.has('request')
      ? request.flags.has('head')
        ? 'HEAD'
        : 'GET'
      : methodOf(request, body);
  result.method = method;
  const answer = yield* ask(run, url, connection, method, body);
  if (answer === undefined) return '';
  result.answer = answer;
  result.headBytes += headText(answer).length;
  const location = headerOf(answer, 'location');
  const leads = location !== undefined && Math.floor(answer.status / 100) === 3;
  const next = leads ? resolveUrl(url, location) : '';
  const follows = next !== '' && request.flags.has('location');
  if (follows && body !== undefined) {
    yield* reach.verbose('* Please rewind output before next send\n');
  }
  yield* receive(run, url, connection, method, answer, follows);
  return next;
}

function runOf(parts: TransferParts, text: string): Run {
  const { place, context, request, session, meter } = parts;
  const startedAtMs = place.clock.nowMs();
  const elapsedMs = (): number => place.clock.nowMs() - startedAtMs;
  const result: Mutable = {
    ...{ code: 0, message: '', answer: undefined, url: text, redirectUrl: '', redirects: 0 },
    ...{ remoteAddress: '', remotePort: 0, connects: 0, method: 'GET', scheme: '' },
    ...{ requestBytes: 0, headBytes: 0, sentBytes: 0, resolvedMs: 0, tookMs: 0 },
  };
  const reach: Reach = {
    ...{ place, context, request, session, meter, elapsedMs },
    *verbose(line) {
      if (request.flags.has('verbose')) yield* context.stderr.write(line);
    },
    markResolved: () => {
      result.resolvedMs = elapsedMs();
    },
  };
  return { ...parts, reach, result, startedAtMs };
}

/** What is wrong with a URL before anybody is asked; undefined for nothing. */
function urlProblem(url: Url | undefined): Failure | undefined {
  if (url === undefined) {
    const message = 'URL using bad/illegal format or missing URL';
    return { code: 3, message, isEarly: true };
  }
  if (CONNECTED_SCHEMES.has(url.scheme)) return undefined;
  const message = `Protocol "${url.scheme}" not supported or disabled in libcurl`;
  return { code: 1, message, isEarly: true };
}

/** The URL with what `-G` and `--url-query` put behind it. */
function* completeUrl(parts: TransferParts, text: string): Program<Url | undefined> {
  const { context, request } = parts;
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  const data = request.flags.has('get') ? yield* dataText(context, request) : '';
  const query = [...(data === '' ? [] : [data]), ...request.queries].join('&');
  const path = request.flags.has('path-as-is') ? url.path : withoutDots(url.path);
  if (query === '') return { ...url, path };
  return { ...url, path: `${path}${path.includes('?') ? '&' : '?'}${query}` };
}

/** Fetches a URL, and what it leads to when that is wanted. */
export function* transfer(parts: TransferParts, text: string): Program<Transfer> {
  const run = runOf(parts, text);
  const { reach, result, request } = run;
  let url = yield* completeUrl(parts, text);
  let { body } = parts;
  for (;;) {
    const problem = urlProblem(url);
    if (url === undefined || problem !== undefined) {
      if (problem?.code === 1) yield* reach.verbose(`* ${problem.message}\n`);
      yield* reach.verbose('* Closing connection -1\n');
      fail(run, problem?.code ?? 3, problem?.message ?? '');
      break;
    }
    result.url = urlText(url);
    const next = yield* fetchOnce(run, url, body, result.redirects === 0);
    if (next === '' || result.code !== 0) break;
    if (!request.flags.has('location')) {
      result.redirectUrl = next;
      break;
    }
    if (request.maxRedirects >= 0 && result.redirects >= request.maxRedirects) {
      const why = `Maximum (${request.maxRedirects}) redirects followed`;
      yield* reach.verbose(`* ${why}\n`);
      fail(run, 47, why);
      break;
    }
    result.redirects++;
    yield* reach.verbose(`* Issue another request to this URL: '${next}'\n`);
    if (body !== undefined && [301, 302, 303].includes(result.answer?.status ?? 0)) {
      yield* reach.verbose('* Switch from POST to GET\n');
      body = undefined;
    }
    url = parseUrl(next);
  }
  result.tookMs = reach.elapsedMs();
  return result;
}
