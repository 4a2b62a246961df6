import type { Command, CommandContext, HttpAnswer, Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { headLines, rememberUnresolved } from '../http-client.ts';
import { parseUrl, type Url } from '../url.ts';
import { ask, reach, store } from './wget-fetch.ts';
import { fileNameOf, type WgetRequest, wgetOptions } from './wget-options.ts';

const DEFAULT_TIMEOUT_MS = 900_000;
const MAX_REDIRECTS = 5;
const BAR_WIDTH = 32;

/** The line of a finished download. */
function doneLine(name: string, bytes: number): string {
  const size = bytes < 100_000 ? String(bytes) : `${(bytes / 1024).toFixed(1)}k`;
  const bar = '*'.repeat(BAR_WIDTH);
  return `\r${name.slice(0, 20).padEnd(20)} 100% |${bar}| ${size.padStart(5)}  0:00:00 ETA\n`;
}

function* save(
  context: CommandContext,
  request: WgetRequest,
  url: Url,
  answer: HttpAnswer,
): Program {
  const { stderr } = context;
  const isQuiet = request.isQuiet;
  if (request.isSpider) {
    if (!isQuiet) yield* stderr.write('remote file exists\n');
    return 0;
  }
  const name = fileNameOf(request, url.path);
  const isStdout = name === '-';
  if (!isQuiet) yield* stderr.write(isStdout ? 'writing to stdout\n' : `saving to '${name}'\n`);
  if (!(yield* store(context, name, answer.body))) {
    yield* stderr.write(`wget: can't open '${name}': Permission denied\n`);
    return 1;
  }
  if (isQuiet) return 0;
  yield* stderr.write(doneLine(name, answer.body.length));
  yield* stderr.write(isStdout ? 'written to stdout\n' : `'${name}' saved\n`);
  return 0;
}

const withFile = (url: Url): string => (url.hasPort ? `${url.host}:${url.port}` : url.host);

function* fetch(
  place: Place,
  context: CommandContext,
  request: WgetRequest,
  text: string,
  redirects: number,
): Program {
  const { files, stderr } = context;
  const url = parseUrl(text);
  if (url === undefined) {
    yield* stderr.write(`wget: bad address '${text}'\n`);
    return 1;
  }
  if (url.scheme !== 'http' && url.scheme !== 'https') {
    yield* stderr.write(`wget: not an http or ftp url: ${text}\n`);
    return 1;
  }
  const found = yield* findHost(place, files, url.host);
  if (!found.ok) {
    rememberUnresolved(place, url.host, url.port);
    yield* stderr.write(`wget: bad address '${withFile(url)}'\n`);
    return 1;
  }
  const { address = '' } = found.hosts[0] ?? {};
  const target = { host: url.host, address, port: url.port };
  if (!request.isQuiet) {
    yield* stderr.write(`Connecting to ${withFile(url)} (${address}:${url.port})\n`);
  }
  const reached = yield* reach(place, target, request.timeoutMs);
  if (reached.type !== 'open') {
    const why = reached.type === 'refused' ? 'Connection refused' : 'No route to host';
    const failure = `can't connect to remote host (${address}): ${why}`;
    yield* stderr.write(`wget: ${reached.type === 'timeout' ? 'download timed out' : failure}\n`);
    return 1;
  }
  const own = [
    ['user-agent', 'Wget'],
    ['connection', 'close'],
  ] as const;
  const result = ask(place, target, reached.connection, url, request, own);
  if (result.type !== 'answer') {
    yield* stderr.write(`wget: error getting response\n`);
    return 1;
  }
  const { answer } = result;
  const [status = '', ...headers] = headLines(answer);
  if (request.showsHead) {
    yield* stderr.write([status, ...headers, ''].map((line) => `  ${line}\n`).join(''));
  }
  const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location !== undefined && answer.status < 400 && redirects < MAX_REDIRECTS) {
    return yield* fetch(place, context, request, location, redirects + 1);
  }
  if (answer.status >= 400) {
    yield* stderr.write(`wget: server returned error: ${status}\n`);
    return 1;
  }
  return yield* save(context, request, url, answer);
}

function* run(place: Place, context: CommandContext): Program {
  const { args, stderr } = context;
  const request = wgetOptions(args, { tries: 1, timeoutMs: DEFAULT_TIMEOUT_MS });
  if (typeof request === 'string' || request.urls.length === 0) {
    const why = typeof request === 'string' ? `wget: ${request}\n` : '';
    yield* stderr.write(`${why}Usage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n`);
    return 1;
  }
  for (const url of request.urls) {
    const code = yield* fetch(place, context, request, url, 0);
    if (code !== 0) return code;
  }
  return 0;
}

/** `wget` of BusyBox. */
export const createBusyboxWget = (place: Place): Command => ({
  name: 'wget',
  summary: 'retrieve files via HTTP',
  run: (context) => run(place, context),
});
