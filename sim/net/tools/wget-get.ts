import {
  type CommandContext,
  type HttpAnswer,
  type Program,
  resolvePath,
  sleep,
} from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { headLines, rememberUnresolved, statusText, type Target } from '../http-client.ts';
import type { Connection } from '../network.ts';
import { isAddress } from '../resolver-config.ts';
import { parseUrl, resolveUrl, type Url } from '../url.ts';
import { byteLength } from './curl-body.ts';
import { ask, reach, store } from './wget-fetch.ts';
import { fileNameOf, type WgetRequest } from './wget-options.ts';
import { shakeHands } from './wget-tls.ts';

const CONNECT_LIMIT_MS = 130_000;
const LONGEST_PAUSE_MS = 10_000;
const FILE_FAILURE = 3;
const NETWORK_FAILURE = 4;
const TRUST_FAILURE = 5;
const SERVER_FAILURE = 8;
const PAGE = /^text\/html|^application\/xhtml/;
const FAILURES = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
};
const REACH_FAILURES = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};

interface Kept {
  readonly target: Target;
  readonly connection: Connection & { readonly type: 'open' };
  /** Behind TLS. */
  readonly isSecure: boolean;
}

/** What one call of wget remembers from URL to URL. */
export interface Session {
  readonly open: Map<string, Kept>;
  files: number;
  bytes: number;
}

export interface WgetRun {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: WgetRequest;
  readonly session: Session;
}

/** One URL on its way. */
interface Run extends WgetRun {
  readonly url: Url;
  /** As wget shows it. */
  readonly shown: string;
  /** The path after which the file is named: that of the first URL. */
  readonly firstPath: string;
}

/** What comes of one request: an exit code, another URL, or that it is worth another try. */
type Outcome =
  | { readonly type: 'done'; readonly code: number }
  | { readonly type: 'follow'; readonly url: string }
  | { readonly type: 'again' };

const done = (code: number): Outcome => ({ type: 'done', code });

const stamp = ({ place }: WgetRun): string =>
  new Date(place.clock.epochMs()).toISOString().slice(0, 19).replace('T', ' ');

/** Says something, unless it was asked to be quiet. */
function* say({ context, request }: WgetRun, text: string): Program<void> {
  if (!request.isQuiet && !request.isTerse) yield* context.stderr.write(text);
}

/** Says what is left of the talk with `-nv`. */
function* sayShortly({ context, request }: WgetRun, text: string): Program<void> {
  if (!request.isQuiet && request.isTerse) yield* context.stderr.write(text);
}

function* resolve(run: Run): Program<string[] | undefined> {
  const { place, context, request, url } = run;
  const { host } = url;
  if (isAddress(host)) return [host];
  yield* say(run, `Resolving ${host} (${host})... `);
  const found = yield* findHost(place, context.files, host);
  if (found.ok) {
    const addresses = found.hosts.map(({ address }) => address);
    yield* say(run, `${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', ...' : ''}\n`);
    return addresses;
  }
  rememberUnresolved(place, host, url.port);
  yield* say(run, `failed: ${FAILURES[found.error]}.\n`);
  if (!request.isQuiet) {
    yield* context.stderr.write(`wget: unable to resolve host address '${host}'\n`);
  }
  return undefined;
}

const sizeText = (bytes: number): string => {
  if (bytes < 1024) return String(bytes);
  const kilo = bytes / 1024;
  return `${bytes} (${kilo < 10 ? kilo.toFixed(1) : String(Math.round(kilo))}K)`;
};

/** What was fetched in all. */
export function sizesText(run: WgetRun, tookMs: number): string {
  const { files, bytes } = run.session;
  const seconds = tookMs < 1000 ? '0.004' : (tookMs / 1000).toFixed(1);
  return (
    `FINISHED --${stamp(run)}--\nTotal wall clock time: ${seconds}s\n` +
    `Downloaded: ${files} files, ${bytes} in 0s (5.89 MB/s)\n`
  );
}

/** A name that is free: `index.html.1` when `index.html` is there. */
function freeName({ context, request }: Run, name: string): string {
  if (request.output !== '' || name === '-') return name;
  const { files, directory } = context;
  const isTaken = (each: string): boolean => files.stat(resolvePath(directory, each)).ok;
  if (!isTaken(name)) return name;
  let count = 1;
  while (isTaken(`${name}.${count}`)) count++;
  return `${name}.${count}`;
}

/** Saves a body; the file's name, undefined when it cannot be written. */
function* saveBody(run: Run, body: string): Program<string | undefined> {
  const { context, request, firstPath } = run;
  const name = freeName(run, fileNameOf(request, firstPath));
  yield* say(run, `Saving to: '${name === '-' ? 'STDOUT' : name}'\n\n`);
  const path = resolvePath(context.directory, name);
  if (request.folder !== '') context.files.makeDirectory(path.slice(0, path.lastIndexOf('/')));
  // Several URLs with one file are written one after the other.
  const before = request.output !== '' && name !== '-' ? context.files.read(path) : undefined;
  const text = `${before?.ok === true ? before.value : ''}${body}`;
  if (yield* store(context, name, text)) return name;
  yield* context.stderr.write(
    `${name}: Permission denied\n\nCannot write to '${name}' (Success).\n`,
  );
  return undefined;
}

const ROW_WIDTH = 54;
const ROW_DOTS = 50;

/** A dot for each kilobyte, in groups of ten. */
const dotsOf = (bytes: number): string =>
  '.'.repeat(Math.min(ROW_DOTS, Math.floor(bytes / 1024))).replace(/\.{10}(?=\.)/g, '$& ');

/** What follows the answer's head when all went well. */
function* finish(run: Run, answer: HttpAnswer, hasLength: boolean): Program {
  const { request, session } = run;
  const type = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const bytes = byteLength(answer.body);
  const announced = answer.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const length = request.isSpider ? Number(announced ?? bytes) : bytes;
  const known = type === '' ? '' : ` [${type}]`;
  yield* say(run, `Length: ${hasLength ? sizeText(length) : 'unspecified'}${known}\n`);
  if (request.isSpider) {
    const isPage = PAGE.test(type);
    yield* say(
      run,
      isPage
        ? 'Remote file exists and could contain further links,\n' +
            'but recursion is disabled -- not retrieving.\n\n'
        : 'Remote file exists.\n\n',
    );
    yield* sayShortly(run, `${stamp(run)} URL: ${run.shown} ${statusText(answer)}\n`);
    return 0;
  }
  const name = yield* saveBody(run, answer.body);
  if (name === undefined) return FILE_FAILURE;
  session.files++;
  session.bytes += bytes;
  const share = hasLength && bytes > 0 ? '100%' : '';
  const rate = bytes === 0 ? ' 0.00 ' : ' 5.89M';
  yield* say(run, `     0K ${dotsOf(bytes).padEnd(ROW_WIDTH)}${share}${rate}=0s\n\n`);
  const where = name === '-' ? 'written to stdout' : `'${name}' saved`;
  const count = hasLength ? `${bytes}/${bytes}` : String(bytes);
  const speed = bytes === 0 ? '0.00 B/s' : '5.89 MB/s';
  yield* say(run, `${stamp(run)} (${speed}) - ${where} [${count}]\n\n`);
  yield* sayShortly(run, `${stamp(run)} URL:${run.shown} [${count}] -> "${name}" [1]\n`);
  return 0;
}

const NO_HEADERS: HttpAnswer = { status: 200, headers: [], body: '' };

function* showHead({ request, context }: Run, answer: HttpAnswer): Program<void> {
  if (!request.showsHead) return;
  const lines = headLines(answer).map((line) => `  ${line}\n`);
  yield* context.stderr.write(lines.join(''));
}

/** What an answer means. */
function* judge(run: Run, kept: Kept, answer: HttpAnswer, redirects: number): Program<Outcome> {
  const { context, request, session, url } = run;
  const header = (wanted: string): string | undefined =>
    answer.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const key = `${url.host}:${url.port}`;
  if (header('connection')?.toLowerCase() === 'close') session.open.delete(key);
  else session.open.set(key, kept);
  if (request.showsHead) {
    yield* say(run, '\n');
    yield* showHead(run, answer);
  } else yield* say(run, `${statusText(answer)}\n`);
  const location = header('location');
  if (location !== undefined && answer.status < 400) {
    yield* say(run, `Location: ${location} [following]\n`);
    if (redirects < request.maxRedirects) return { type: 'follow', url: resolveUrl(url, location) };
    yield* say(run, `${request.maxRedirects} redirections exceeded.\n`);
    return done(SERVER_FAILURE);
  }
  if (answer.status < 400) return done(yield* finish(run, answer, true));
  if (request.keepsErrors) yield* saveBody(run, answer.body);
  const [, ...reason] = statusText(answer).split(' ');
  if (request.isSpider) {
    yield* say(run, 'Remote file does not exist -- broken link!!!\n\n');
    return done(SERVER_FAILURE);
  }
  yield* say(run, `${stamp(run)} ERROR ${answer.status}: ${reason.join(' ')}.\n\n`);
  const line = `${run.shown}:\n${stamp(run)} ERROR ${answer.status}: ${reason.join(' ')}.\n`;
  if (request.isTerse && !request.isQuiet) yield* context.stderr.write(line);
  return done(SERVER_FAILURE);
}

function* talk(run: Run, kept: Kept, redirects: number): Program<Outcome> {
  const { place, context, request, url } = run;
  const { service } = kept.connection;
  if (url.scheme === 'https' && service.protocol === 'tls') {
    const connection = yield* shakeHands(context, request, url.host, kept.connection);
    if (connection === undefined) return done(TRUST_FAILURE);
    const secure = { ...kept, connection, isSecure: true };
    run.session.open.set(`${url.host}:${url.port}`, secure);
    return yield* talk(run, secure, redirects);
  }
  if (url.scheme === 'https' && !kept.isSecure) {
    yield* say(run, 'GnuTLS: An unexpected TLS packet was received.\n');
    yield* say(run, 'Unable to establish SSL connection.\n');
    return done(NETWORK_FAILURE);
  }
  const own = [
    ['user-agent', request.userAgent ?? 'Wget/1.21.3'],
    ['accept', '*/*'],
    ['accept-encoding', 'identity'],
    ['connection', 'Keep-Alive'],
  ] as const;
  const result = ask(place, kept.target, kept.connection, url, request, own);
  yield* say(run, 'HTTP request sent, awaiting response... ');
  if (result.type === 'answer') return yield* judge(run, kept, result.answer, redirects);
  if (result.type === 'empty') {
    yield* say(run, 'No data received.\n');
    return { type: 'again' };
  }
  yield* say(run, '200 No headers, assuming HTTP/0.9\n');
  return done(yield* finish(run, NO_HEADERS, false));
}

/** Connects and asks once. */
function* attempt(run: Run, redirects: number, known: string[]): Program<Outcome> {
  const { place, context, request, session, url } = run;
  const { host, port } = url;
  const kept = session.open.get(`${host}:${port}`);
  if (kept?.connection.isUp() === true) {
    yield* say(run, `Reusing existing connection to ${host}:${port}.\n`);
    return yield* talk(run, kept, redirects);
  }
  if (known.length === 0) {
    const addresses = yield* resolve(run);
    if (addresses === undefined) return done(NETWORK_FAILURE);
    known.push(...addresses);
  }
  let failure: keyof typeof REACH_FAILURES = 'refused';
  for (const address of known) {
    const target: Target = { host, address, port };
    const shown = isAddress(host) ? host : `${host} (${host})|${address}|`;
    yield* say(run, `Connecting to ${shown}:${port}... `);
    const limitMs = request.timeoutMs === 0 ? CONNECT_LIMIT_MS : request.timeoutMs;
    const reached = yield* reach(place, target, limitMs);
    if (reached.type === 'open') {
      yield* say(run, 'connected.\n');
      return yield* talk(
        run,
        { target, connection: reached.connection, isSecure: false },
        redirects,
      );
    }
    failure = reached.type;
    if (!request.isQuiet) {
      yield* context.stderr.write(`failed: ${REACH_FAILURES[reached.type]}.\n`);
    }
  }
  const isPassing = failure === 'timeout' || (failure === 'refused' && request.retriesRefused);
  return isPassing ? { type: 'again' } : done(NETWORK_FAILURE);
}

/** The URL as wget shows it, with the password hidden. */
function shownUrl({ scheme, user, host, port, path, hasPort }: Url): string {
  const [name, ...password] = user.split(':');
  const secret = password.length === 0 ? '' : ':*password*';
  const before = user === '' ? '' : `${name}${secret}@`;
  return `${scheme}://${before}${host}${hasPort ? `:${port}` : ''}${path}`.replaceAll(' ', '%20');
}

/** Fetches one URL, and what it leads to. Returns an exit code. */
export function* fetch(whole: WgetRun, text: string): Program {
  const { request, context } = whole;
  const firstPath = parseUrl(text)?.path ?? '/';
  const wanted = fileNameOf(request, firstPath);
  const isThere = context.files.stat(resolvePath(context.directory, wanted)).ok;
  if (request.keepsFiles && request.output === '' && isThere) {
    yield* say(whole, `File '${wanted}' already there; not retrieving.\n\n`);
    return 0;
  }
  if (request.isSpider) yield* say(whole, 'Spider mode enabled. Check if remote file exists.\n');
  let at = text;
  let redirects = 0;
  let addresses: string[] = [];
  for (let tries = 1; ; tries++) {
    const url = parseUrl(at);
    if (url === undefined) return 1;
    const shown = shownUrl(url);
    const run: Run = { ...whole, url, shown, firstPath };
    const nth = tries === 1 ? '' : `(try:${String(tries).padStart(2)})  `;
    yield* say(run, `--${stamp(run)}--  ${nth}${shown}\n`);
    const outcome = yield* attempt(run, redirects, addresses);
    if (outcome.type === 'done') return outcome.code;
    if (outcome.type === 'follow') {
      at = outcome.url;
      redirects++;
      tries = 0;
      addresses = [];
      continue;
    }
    if (tries >= request.tries) {
      yield* say(run, 'Giving up.\n\n');
      return NETWORK_FAILURE;
    }
    yield* say(run, 'Retrying.\n\n');
    yield* sleep(Math.min(tries * 1000, LONGEST_PAUSE_MS));
  }
}
