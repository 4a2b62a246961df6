import {
  type Command,
  type CommandContext,
  type HttpAnswer,
  type Program,
  resolvePath,
  writerTo,
} from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { headLines, rememberUnresolved } from '../http-client.ts';
import type { Connection } from '../network.ts';
import { parseUrl, type Url } from '../url.ts';
import { busyboxUsage } from './busybox-usage.ts';
import { byteLength } from './curl-body.ts';
import { secured } from './tls.ts';
import { ask, reach, store } from './wget-fetch.ts';
import {
  BUSYBOX,
  fileNameOf,
  type WgetProblem,
  type WgetRequest,
  wgetOptions,
} from './wget-options.ts';

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
  const isOpen = isStdout || (yield* store(context, name, ''));
  if (!isOpen) {
    yield* stderr.write(`wget: can't open '${name}': No such file or directory\n`);
    return 1;
  }
  if (!isQuiet) yield* stderr.write(isStdout ? 'writing to stdout\n' : `saving to '${name}'\n`);
  yield* store(context, name, answer.body);
  if (isQuiet) return 0;
  const bytes = byteLength(answer.body);
  const short = name.slice(name.lastIndexOf('/') + 1);
  if (bytes > 0 && request.log === '') yield* stderr.write(doneLine(short, bytes));
  yield* stderr.write(isStdout ? 'written to stdout\n' : `'${name}' saved\n`);
  return 0;
}

const withFile = (url: Url): string => (url.hasPort ? `${url.host}:${url.port}` : url.host);

type Open = Connection & { readonly type: 'open' };

/** The connection behind TLS; undefined after saying that there is none. */
function* shakeHands(
  { stderr }: CommandContext,
  { isTrusting }: WgetRequest,
  connection: Open,
): Program<Open | undefined> {
  if (connection.service.protocol !== 'tls') {
    yield* stderr.write('wget: error getting response: Connection reset by peer\n');
    return undefined;
  }
  if (!isTrusting) {
    yield* stderr.write('wget: note: TLS certificate validation not implemented\n');
  }
  return yield* secured(connection, false);
}

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
    yield* stderr.write(`wget: bad address '${text.replace(/^https?:\/\//, '')}'\n`);
    return 1;
  }
  if (!['http', 'https', 'ftp'].includes(url.scheme)) {
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
  const connection =
    url.scheme === 'https'
      ? yield* shakeHands(context, request, reached.connection)
      : reached.connection;
  if (connection === undefined) return 1;
  const own = [
    ['user-agent', request.userAgent ?? 'Wget'],
    ['connection', 'close'],
  ] as const;
  const result = ask(place, target, connection, url, request, own);
  if (result.type !== 'answer') {
    yield* stderr.write('wget: error getting response\n');
    return 1;
  }
  const { answer } = result;
  const [status = '', ...headers] = headLines(answer);
  const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  const isLeading = location !== undefined && answer.status < 400;
  if (request.showsHead) {
    // It stops to read where it knows enough.
    const at = headers.findIndex((line) => /^location:/i.test(line));
    const shown = isLeading ? headers.slice(0, at + 1) : [...headers, ''];
    const lines = answer.status >= 400 ? [status] : [status, ...shown];
    yield* stderr.write(lines.map((line) => `  ${line}\n`).join(''));
  }
  if (isLeading && redirects < MAX_REDIRECTS) {
    return yield* fetch(place, context, request, location, redirects + 1);
  }
  if (answer.status >= 400) {
    yield* stderr.write(`wget: server returned error: ${status}\n`);
    return 1;
  }
  return yield* save(context, request, url, answer);
}

const USAGE = `wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
\t[--post-data STR | --post-file FILE] [-Y on/off]
\t[--no-check-certificate] [-P DIR] [-U AGENT] URL...

Retrieve files via HTTP or FTP

\t--spider\tOnly check URL existence: $? is 0 if exists
\t--header STR\tAdd STR (of form 'header: value') to headers
\t--post-data STR\tSend STR using POST method
\t--post-file FILE\tSend FILE using POST method
\t--no-check-certificate\tDon't validate the server's certificate
\t-c\t\tContinue retrieval of aborted transfer
\t-q\t\tQuiet
\t-P DIR\t\tSave to DIR (default .)
\t-S    \t\tShow server response
\t-O FILE\t\tSave to FILE ('-' for stdout)
\t-o LOGFILE\tLog messages to FILE
\t-U STR\t\tUse STR for User-Agent header
\t-Y on/off\tUse proxy
`;

const problemText = (problem: WgetProblem): string => {
  if (problem.type === 'unrecognized') return `wget: unrecognized option '${problem.option}'\n`;
  if (problem.type === 'invalid') return `wget: invalid option -- '${problem.option}'\n`;
  if (problem.type === 'period') return `wget: invalid number '${problem.value}'\n`;
  return `wget: option requires an argument -- '${problem.option}'\n`;
};

function* run(place: Place, whole: CommandContext, minor: number): Program {
  const { args, files, directory } = whole;
  const options = wgetOptions(args, BUSYBOX);
  if (!options.ok || options.request.urls.length === 0) {
    const why = options.ok ? '' : problemText(options.problem);
    const isNumber = !options.ok && options.problem.type === 'period';
    yield* whole.stderr.write(`${why}${isNumber ? '' : busyboxUsage(minor, USAGE)}`);
    return 1;
  }
  const { request } = options;
  let context = whole;
  if (request.log !== '') {
    const path = resolvePath(directory, request.log);
    let log = '';
    files.write(path, '');
    const stderr = writerTo((text) => {
      log += text;
      files.write(path, log);
    });
    context = { ...whole, stderr };
  }
  for (const text of request.urls) {
    const code = yield* fetch(place, context, request, text, 0);
    if (code !== 0) return code;
  }
  return 0;
}

/** `wget` of BusyBox. */
export const createBusyboxWget = (place: Place, minor: number): Command => ({
  name: 'wget',
  summary: 'retrieve files via HTTP',
  run: (context) => run(place, context, minor),
});
