import {
  type Command,
  type CommandContext,
  type Program,
  resolvePath,
  sleep,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { headLines } from '../http-client.ts';
import { type CurlRequest, curlOptions } from './curl-options.ts';
import { doneLine, PROGRESS_HEADING, waitingLine, waitingLines } from './curl-progress.ts';
import { type Transfer, transfer, VERSION } from './curl-transfer.ts';

const NO_OUTPUT = '/dev/null';
const WRITE_FAILURE = 23;
const FIRST_RETRY_MS = 1000;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** Failures that `--retry` tries again: time-outs and what servers say for a while. */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** `-w`: variables in `%{}`, and escapes. */
function writeOutText(format: string, result: Transfer): string {
  const { answer, code, message, url, remoteAddress, remotePort, tookMs } = result;
  const head = answer === undefined ? '' : `${headLines(answer).join('\r\n')}\r\n\r\n`;
  const type = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type');
  const seconds = (tookMs / 1000).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    content_type: type?.[1] ?? '',
    errormsg: message,
    exitcode: String(code),
    http_code: String(answer?.status ?? 0).padStart(3, '0'),
    http_version: answer === undefined ? '0' : '1.1',
    method: result.method,
    num_connects: remoteAddress === '' ? '0' : '1',
    num_headers: String(answer?.headers.length ?? 0),
    num_redirects: String(result.redirects),
    redirect_url: '',
    remote_ip: remoteAddress,
    remote_port: String(remotePort),
    response_code: String(answer?.status ?? 0).padStart(3, '0'),
    scheme: result.scheme,
    size_download: String(answer?.body.length ?? 0),
    size_upload: '0',
    speed_download: String(Math.round(((answer?.body.length ?? 0) * 1000) / Math.max(1, tookMs))),
    ssl_verify_result: '0',
    size_header: String(head.length),
    time_connect: seconds,
    time_appconnect: '0.000000',
    time_pretransfer: seconds,
    time_redirect: '0.000000',
    time_namelookup: seconds,
    time_starttransfer: seconds,
    time_total: seconds,
    url,
    url_effective: url,
  };
  return format
    .replace(/%\{(\w+)\}|%%/g, (whole, name: string | undefined) =>
      name === undefined ? '%' : (values[name] ?? whole),
    )
    .replace(/\\([nrt])/g, (_, letter: string) => ESCAPES[letter] ?? '');
}

/** Puts the body where it is wanted; returns an exit code. */
function* save(
  { stdout, stderr, files, directory }: CommandContext,
  request: CurlRequest,
  { answer, url }: Transfer,
): Program {
  if (answer === undefined) return 0;
  if (request.dumpHead !== '') {
    const dump = `${headLines(answer).join('\r\n')}\r\n\r\n`;
    if (request.dumpHead === '-') yield* stdout.write(dump);
    else files.write(resolvePath(directory, request.dumpHead), dump);
  }
  const isHeadShown = request.includesHead || request.isHead;
  const head = isHeadShown ? `${headLines(answer).join('\r\n')}\r\n\r\n` : '';
  const text = `${head}${answer.body}`;
  const name = request.isRemoteName ? (url.split('?')[0]?.split('/').at(-1) ?? '') : request.output;
  if (name === '' || name === '-') {
    yield* stdout.write(text);
    return 0;
  }
  if (name === NO_OUTPUT) return 0;
  const folder = resolvePath(directory, request.outputDirectory);
  const written = files.write(resolvePath(folder, name), text);
  if (written.ok) return 0;
  yield* stderr.write(`Warning: Failed to open the file ${name}: No such file or directory\n`);
  return WRITE_FAILURE;
}

/** The meter of one transfer, and what goes wrong in it. */
function* report(
  { stderr }: CommandContext,
  request: CurlRequest,
  result: Transfer,
  hasMeter: boolean,
): Program<void> {
  const { code, message, answer, tookMs, isEarly } = result;
  if (hasMeter && request.hasBar) {
    if (code === 0) yield* stderr.write(`\r${'#'.repeat(72)} 100.0%\n`);
  } else if (hasMeter && code !== 3) {
    yield* stderr.write(`${PROGRESS_HEADING}${waitingLine(0)}`);
    if (code === 0 || request.failsWithBody)
      yield* stderr.write(doneLine(answer?.body.length ?? 0, tookMs));
    else if (!isEarly) {
      const lines = waitingLines(tookMs);
      yield* stderr.write(`${lines === '' ? waitingLine(0) : lines}\n`);
    }
  }
  if (code !== 0 && request.showsErrors) yield* stderr.write(`curl: (${code}) ${message}\n`);
}

function* attempts(
  place: Place,
  context: CommandContext,
  request: CurlRequest,
  url: string,
): Program<Transfer> {
  let delayMs = FIRST_RETRY_MS;
  for (let retry = 0; ; retry++) {
    const result = yield* transfer(place, context, request, url);
    const isPassing =
      result.code === 28 ||
      RETRIED.has(result.answer?.status ?? 0) ||
      (request.retriesRefused && result.code !== 0);
    if (!isPassing || retry >= request.retries) return result;
    if (request.showsErrors) {
      const left = request.retries - retry;
      const why = result.code === 28 ? 'timeout' : 'connection refused';
      const when = `Will retry in ${delayMs / 1000} seconds. ${left} retries left.`;
      yield* context.stderr.write(`Warning: Problem: ${why}. ${when}\n`);
    }
    yield* sleep(delayMs);
    delayMs *= 2;
  }
}

function* run(place: Place, context: CommandContext): Program {
  const { args, stdout, stderr, tty } = context;
  if (args.includes('--version') || args.includes('-V')) {
    yield* stdout.write(`curl ${VERSION} (x86_64-pc-linux-gnu) libcurl/${VERSION}\n`);
    return 0;
  }
  const parsed = curlOptions(args);
  const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
  if (!parsed.ok) {
    yield* stderr.write(`curl: ${parsed.message}\n${hint}`);
    return 2;
  }
  const { request } = parsed;
  if (request.urls.length === 0) {
    yield* stderr.write(hint);
    return 2;
  }
  const isOnScreen = tty !== undefined && request.output === '' && !request.isRemoteName;
  const hasMeter = !request.isSilent && !isOnScreen;
  let code = 0;
  for (const url of request.urls) {
    const result = yield* attempts(place, context, request, url);
    const isShown = result.code === 0 || request.failsWithBody;
    yield* report(context, request, result, hasMeter);
    const saved = isShown ? yield* save(context, request, result) : 0;
    if (request.writeOut !== '') yield* stdout.write(writeOutText(request.writeOut, result));
    code = result.code === 0 ? saved : result.code;
  }
  return code;
}

/** `curl` 7.88. */
export const createCurl = (place: Place): Command => ({
  name: 'curl',
  summary: 'transfer a URL',
  run: (context) => run(place, context),
});
