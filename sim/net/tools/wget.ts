import {
  type Command,
  type CommandContext,
  type HttpAnswer,
  type Program,
  sleep,
} from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { headLines, rememberUnresolved, statusText, type Target } from '../http-client.ts';
import { isAddress } from '../resolver-config.ts';
import { parseUrl, type Url } from '../url.ts';
import { ask, reach, store } from './wget-fetch.ts';
import { fileNameOf, type WgetRequest, wgetOptions } from './wget-options.ts';

const CONNECT_LIMIT_MS = 130_000;
const DEFAULT_TRIES = 20;
const NETWORK_FAILURE = 4;
const SERVER_FAILURE = 8;
const FAILURES = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
};
const REACH_FAILURES = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};

/** One URL on its way. */
interface Run {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: WgetRequest;
  readonly url: Url;
  /** As wget shows it. */
  readonly shown: string;
}

const stamp = ({ place }: Run): string =>
  new Date(place.clock.epochMs()).toISOString().slice(0, 19).replace('T', ' ');

/** Says something, unless it was asked to be quiet. */
function* say({ context, request }: Run, text: string): Program<void> {
  if (!request.isQuiet && !request.isTerse) yield* context.stderr.write(text);
}

function* resolve(run: Run): Program<string[] | undefined> {
  const { place, context, request, url } = run;
  if (isAddress(url.host)) return [url.host];
  yield* say(run, `Resolving ${url.host} (${url.host})... `);
  const found = yield* findHost(place, context.files, url.host);
  if (found.ok) {
    const addresses = found.hosts.map(({ address }) => address);
    yield* say(run, `${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', ...' : ''}\n`);
    return addresses;
  }
  rememberUnresolved(place, url.host, url.port);
  yield* say(run, `failed: ${FAILURES[found.error]}.\n`);
  if (!request.isQuiet) {
    yield* context.stderr.write(`wget: unable to resolve host address '${url.host}'\n`);
  }
  return undefined;
}

const sizeText = (bytes: number): string => {
  if (bytes < 1024) return String(bytes);
  const kilo = bytes / 1024;
  return `${bytes} (${kilo < 10 ? kilo.toFixed(1) : String(Math.round(kilo))}K)`;
};

/** What follows the answer's head when all went well. */
function* finish(run: Run, answer: HttpAnswer): Program {
  const { context, request, url } = run;
  const type = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const bytes = answer.body.length;
  yield* say(run, `Length: ${sizeText(bytes)} [${type}]\n`);
  if (request.isSpider) {
    yield* say(run, 'Remote file exists.\n\n');
    return 0;
  }
  const name = fileNameOf(request, url.path);
  yield* say(run, `Saving to: '${name === '-' ? 'STDOUT' : name}'\n\n`);
  if (!(yield* store(context, name, answer.body))) {
    yield* context.stderr.write(`${name}: Permission denied\n`);
    return 3;
  }
  const dots = '.'.repeat(Math.ceil(bytes / 1024));
  yield* say(run, `     0K ${dots.padEnd(54)} 100% 5.89M=0s\n\n`);
  const where = name === '-' ? 'written to stdout' : `'${name}' saved`;
  yield* say(run, `${stamp(run)} (5.89 MB/s) - ${where} [${bytes}/${bytes}]\n\n`);
  if (request.isTerse && !request.isQuiet) {
    const line = `${stamp(run)} URL:${run.shown} [${bytes}/${bytes}] -> "${name}" [1]\n`;
    yield* context.stderr.write(line);
  }
  return 0;
}

function* talk(run: Run, target: Target, connection: Parameters<typeof ask>[2]): Program {
  const { place, context, request, url } = run;
  const own = [
    ['user-agent', 'Wget/1.21.3'],
    ['accept', '*/*'],
    ['connection', 'Keep-Alive'],
  ] as const;
  const result = ask(place, target, connection, url, request, own);
  yield* say(run, 'HTTP request sent, awaiting response... ');
  if (result.type !== 'answer') {
    const isGarbage = result.type === 'garbage';
    yield* say(run, isGarbage ? '200 No headers, assuming HTTP/0.9\n' : 'No data received.\n');
    return NETWORK_FAILURE;
  }
  const { answer } = result;
  if (request.showsHead) {
    yield* say(run, '\n');
    if (!request.isQuiet) {
      yield* context.stderr.write(
        headLines(answer)
          .map((line) => `  ${line}\n`)
          .join(''),
      );
    }
  } else yield* say(run, `${statusText(answer)}\n`);
  if (answer.status < 400) return yield* finish(run, answer);
  const [, ...reason] = statusText(answer).split(' ');
  if (request.isSpider) {
    yield* say(run, 'Remote file does not exist -- broken link!!!\n\n');
    return SERVER_FAILURE;
  }
  yield* say(run, `${stamp(run)} ERROR ${answer.status}: ${reason.join(' ')}.\n\n`);
  if (request.isTerse && !request.isQuiet) {
    const line = `${run.shown}:\n${stamp(run)} ERROR ${answer.status}: ${reason.join(' ')}.\n`;
    yield* context.stderr.write(line);
  }
  return SERVER_FAILURE;
}

/** Tries all addresses once; undefined when it is worth another try. */
function* attempt(run: Run, isLast: boolean): Program<number | undefined> {
  const { place, request, url } = run;
  const { host, port } = url;
  const addresses = yield* resolve(run);
  if (addresses === undefined) return NETWORK_FAILURE;
  let isTimeout = false;
  for (const address of addresses) {
    const target: Target = { host, address, port };
    const shown = isAddress(host) ? host : `${host} (${host})|${address}|`;
    yield* say(run, `Connecting to ${shown}:${port}... `);
    const limitMs = request.timeoutMs === 0 ? CONNECT_LIMIT_MS : request.timeoutMs;
    const reached = yield* reach(place, target, limitMs);
    if (reached.type === 'open') {
      yield* say(run, 'connected.\n');
      return yield* talk(run, target, reached.connection);
    }
    isTimeout = reached.type === 'timeout';
    yield* say(run, `failed: ${REACH_FAILURES[reached.type]}.\n`);
  }
  if (!isTimeout) return NETWORK_FAILURE;
  if (isLast) {
    yield* say(run, 'Giving up.\n\n');
    return NETWORK_FAILURE;
  }
  yield* say(run, 'Retrying.\n\n');
  return undefined;
}

const LONGEST_PAUSE_MS = 10_000;

function* fetch(run: Run): Program {
  const { request } = run;
  for (let tries = 1; ; tries++) {
    const nth = tries === 1 ? '' : `(try:${String(tries).padStart(2)})  `;
    yield* say(run, `--${stamp(run)}--  ${nth}${run.shown}\n`);
    const code = yield* attempt(run, tries >= request.tries);
    if (code !== undefined) return code;
    yield* sleep(Math.min(tries * 1000, LONGEST_PAUSE_MS));
  }
}

function* run(place: Place, context: CommandContext): Program {
  const { args, stderr } = context;
  const request = wgetOptions(args, { tries: DEFAULT_TRIES, timeoutMs: 0 });
  if (typeof request === 'string') {
    const help = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
    yield* stderr.write(`wget: ${request}\n${help}`);
    return 2;
  }
  if (request.urls.length === 0) {
    const help = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
    yield* stderr.write(`wget: missing URL\n${help}`);
    return 1;
  }
  let code = 0;
  for (const text of request.urls) {
    const url = parseUrl(text);
    if (url === undefined) {
      yield* stderr.write(`${text}: Invalid host name.\n`);
      code = 1;
      continue;
    }
    const port = url.hasPort ? `:${url.port}` : '';
    const shown = `${url.scheme}://${url.host}${port}${url.path}`;
    const result = yield* fetch({ place, context, request, url, shown });
    if (result !== 0) code = result;
  }
  return code;
}

/** GNU `wget` 1.21. */
export const createWget = (place: Place): Command => ({
  name: 'wget',
  summary: 'the non-interactive network downloader',
  run: (context) => run(place, context),
});
