import {
  type Command,
  type CommandContext,
  type HttpAnswer,
  type Program,
  readAll,
  resolvePath,
  sleep,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { headLines } from '../http-client.ts';
import { bodyOf } from './curl-body.ts';
import { type CurlSession, createSession } from './curl-connect.ts';
import { globUrl, withGroups } from './curl-glob.ts';
import { type CurlRequest, type CurlTarget, curlOptions } from './curl-options.ts';
import { createBar, createMeter, type Meter } from './curl-progress.ts';
import { VERSION } from './curl-request.ts';
import type { Transfer } from './curl-run.ts';
import { transfer } from './curl-transfer.ts';
import { LIBRARY, writeOut } from './curl-write-out.ts';

const NO_OUTPUT = '/dev/null';
const WRITE_FAILURE = 23;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 600_000;
/** What servers say for a while. */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const FIRST_CLIENT_PORT = 32_768;
const CLIENT_PORTS = 28_232;
const HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const WARNING = 'Warning: ';
const WARNING_WIDTH = 70;

const HELP = `Usage: curl [options...] <url>
 -d, --data <data>          HTTP POST data
 -f, --fail                 Fail fast with no output on HTTP errors
 -h, --help <category>      Get help for commands
 -i, --include              Include protocol response headers in the output
 -o, --output <file>        Write to file instead of stdout
 -O, --remote-name          Write output to a file named as the remote file
 -s, --silent               Silent mode
 -T, --upload-file <file>   Transfer local FILE to destination
 -u, --user <user:password> Server user and password
 -A, --user-agent <name>    Send User-Agent <name> to server
 -v, --verbose              Make the operation more talkative
 -V, --version              Show version number and quit

This is not the full help, this menu is stripped into categories.
Use "--help category" to get an overview of all categories.
For all options use the manual or "--help all".
`;

const ABOUT = `curl ${VERSION} (x86_64-pc-linux-gnu) ${LIBRARY}
Release-Date: 2023-02-20, security patched: 7.88.1-10+deb12u15
Protocols: dict file ftp ftps gopher gophers http https imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtsp scp sftp smb smbs smtp smtps telnet tftp
Features: alt-svc AsynchDNS brotli GSS-API HSTS HTTP2 HTTPS-proxy IDN IPv6 Kerberos Largefile libz NTLM NTLM_WB PSL SPNEGO SSL threadsafe TLS-SRP UnixSockets zstd
`;

/** A warning in lines of a terminal's width. */
function warningText(text: string): string {
  let rest = text;
  let lines = '';
  while (rest.length >= WARNING_WIDTH) {
    const at = rest.lastIndexOf(' ', WARNING_WIDTH - 1);
    const cut = at <= 0 ? WARNING_WIDTH : at + 1;
    lines += `${WARNING}${rest.slice(0, cut)}\n`;
    rest = rest.slice(cut);
  }
  return `${lines}${WARNING}${rest}\n`;
}

/** One URL of the command line, after its pattern was resolved. */
interface Job {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: CurlRequest;
  readonly session: CurlSession;
  readonly target: CurlTarget;
  readonly url: string;
  readonly number: number;
  readonly isOnScreen: boolean;
}

function* warn({ context, request }: Job, text: string): Program<void> {
  if (!request.flags.has('silent')) yield* context.stderr.write(warningText(text));
}

/** Where the body goes: '' for standard output. */
function fileOf({ request, target, url, context }: Job): string {
  const path = url.replace(/^[a-z]+:\/\//i, '').split(/[?#]/)[0] ?? '';
  const last = path.includes('/') ? path.slice(path.lastIndexOf('/') + 1) : '';
  const name = target.isRemoteName ? last : target.output;
  if (name === '' || name === '-' || name === NO_OUTPUT) return name === '-' ? '' : name;
  const folder = request.values.get('output-dir');
  return folder === undefined ? name : resolvePath(resolvePath(context.directory, folder), name);
}

/** Writes a text to a file; whether that worked. */
function* save(job: Job, name: string, text: string, isNew: boolean): Program<boolean> {
  if (name === NO_OUTPUT) return true;
  const { files, directory } = job.context;
  const path = resolvePath(directory, name);
  if (job.request.flags.has('create-dirs')) {
    const folders = path.split('/').slice(1, -1);
    for (const [i] of folders.entries()) {
      files.makeDirectory(`/${folders.slice(0, i + 1).join('/')}`);
    }
  }
  const before = isNew ? undefined : files.read(path);
  const written = files.write(path, `${before?.ok ? before.value : ''}${text}`);
  if (written.ok) return true;
  yield* warn(job, `Failed to open the file ${name}: No such file or directory`);
  return false;
}

/** Takes answers to where they belong. */
function deliverer(job: Job): (answer: HttpAnswer, body: string) => Program {
  const { context, request } = job;
  const { flags, values } = request;
  const name = fileOf(job);
  let [hasDumped, hasSaved] = [false, false];
  return function* (answer, body) {
    const head = `${headLines(answer).join('\r\n')}\r\n\r\n`;
    const dump = values.get('dump-header') ?? '';
    if (dump === '-') yield* context.stdout.write(head);
    else if (dump !== '') {
      yield* save(job, dump, head, !hasDumped);
      hasDumped = true;
    }
    const text = `${flags.has('include') || flags.has('head') ? head : ''}${body}`;
    if (text === '' && name === '') return 0;
    if (name === '') {
      yield* context.stdout.write(text);
      return 0;
    }
    const isSaved = yield* save(job, name, text, !hasSaved);
    hasSaved = true;
    return isSaved ? 0 : WRITE_FAILURE;
  };
}

/** Why a transfer is worth another try; '' when it is not. */
function retryReason({ flags }: CurlRequest, { code, answer }: Transfer): string {
  if (code === 28 || code === 6) return ': timeout';
  if (code === 7 && flags.has('retry-connrefused')) return ': connection refused';
  const isHttp = (code === 0 || code === 22) && RETRIED.has(answer?.status ?? 0);
  if (isHttp) return ': HTTP error';
  return code !== 0 && flags.has('retry-all-errors') ? '(retrying all errors)' : '';
}

function* report({ context, request }: Job, { code, message }: Transfer): Program<void> {
  if (code !== 0 && request.showsErrors) {
    yield* context.stderr.write(`curl: (${code}) ${message}\n`);
  }
}

/** Transfers one URL, as often as the options say. */
function* attempts(job: Job, meter: Meter): Program<Transfer> {
  const { place, context, request, session, target, isOnScreen } = job;
  const startedAtMs = place.clock.nowMs();
  const body = yield* bodyOf(context, place.prng, request, target);
  const isFolder = target.upload !== '' && /^([a-z]+:\/\/)?[^/]*(\/.*)?\/$/i.test(job.url);
  const url = isFolder
    ? job.url + target.upload.slice(target.upload.lastIndexOf('/') + 1)
    : job.url;
  let delayMs = FIRST_RETRY_MS;
  for (let left = request.retries; ; left--) {
    const deliver = deliverer(job);
    const showsData = !isOnScreen;
    const parts = { place, context, request, session, meter, body, showsData, deliver };
    const result = yield* transfer(parts, url);
    const reason = retryReason(request, result);
    const waitMs = request.retryDelayMs === 0 ? delayMs : request.retryDelayMs;
    const tookMs = place.clock.nowMs() - startedAtMs;
    const isOver = request.retryMaxMs > 0 && tookMs + waitMs > request.retryMaxMs;
    if (reason === '' || left <= 0 || isOver) return result;
    yield* report(job, result);
    const when = `Will retry in ${waitMs / 1000} seconds. ${left} retries left.`;
    yield* warn(job, `Problem ${reason}. ${when}`);
    yield* sleep(waitMs);
    delayMs = Math.min(2 * delayMs, LONGEST_RETRY_MS);
  }
}

function* formatOf({ context, request }: Job): Program<string> {
  const given = request.values.get('write-out') ?? '';
  if (!given.startsWith('@')) return given;
  const name = given.slice(1);
  const content = context.files.read(resolvePath(context.directory, name));
  const text = name === '-' ? yield* readAll(context.stdin) : content.ok ? content.value : '';
  return text.replace(/\r?\n/g, '');
}

function* runJob(job: Job): Program {
  const { place, context, request, target, isOnScreen } = job;
  const { flags } = request;
  if (target.isRemoteName && fileOf(job) === '') {
    if (!flags.has('silent'))
      yield* context.stderr.write('curl: Remote file name has no length!\n');
    if (request.showsErrors) {
      const why = 'Failed writing received data to disk/application';
      yield* context.stderr.write(`curl: (${WRITE_FAILURE}) ${why}\n`);
    }
    return WRITE_FAILURE;
  }
  const isShown = !flags.has('silent') && !flags.has('no-progress-meter') && !isOnScreen;
  const hasBar = flags.has('progress-bar');
  const create = hasBar ? createBar : createMeter;
  const result = yield* attempts(job, create(context.stderr, isShown));
  yield* report(job, result);
  if (hasBar && isShown && result.code !== 0) yield* context.stderr.write('\n');
  const format = yield* formatOf(job);
  const facts = {
    givenUrl: job.url,
    number: job.number,
    fileName: fileOf(job),
    localAddress: place.from.address,
    localPort: format === '' ? 0 : FIRST_CLIENT_PORT + place.prng.below(CLIENT_PORTS),
    referer: request.values.get('referer') ?? '',
  };
  yield* writeOut(format, result, facts, context.stdout, context.stderr);
  return result.code;
}

/** What two options that do not go together are called; '' when all do. */
function methodConflict({ flags, data, forms, targets }: CurlRequest): string {
  const asked = [
    ...(targets.some(({ upload }) => upload !== '') ? ['PUT \n(-T, --upload-file)'] : []),
    ...(data.length > 0 && !flags.has('get') ? ['POST \n(-d, --data)'] : []),
    ...(forms.length > 0 ? ['multipart formpost (-F, --form)'] : []),
    ...(flags.has('head') ? ['HEAD (-I, --head)'] : []),
  ].map((each) => each.replace('\n', ''));
  if (asked.length < 2) return '';
  const both = asked.slice(0, 2).join(' and ');
  return `You can only select one HTTP request method! You asked for both ${both}.`;
}

function* runRequest(
  place: Place,
  context: CommandContext,
  request: CurlRequest,
  session: CurlSession,
): Program {
  const { stderr, tty } = context;
  const conflict = methodConflict(request);
  if (conflict !== '') {
    if (!request.flags.has('silent')) yield* stderr.write(warningText(conflict));
    return 2;
  }
  let [code, number] = [0, 0];
  for (const target of request.targets) {
    const globbed = request.flags.has('globoff')
      ? { ok: true as const, urls: [{ url: target.url, groups: [] }] }
      : globUrl(target.url);
    if (!globbed.ok) {
      const where = `${globbed.problem} in URL position ${globbed.at}:\n${target.url}\n`;
      const text = `curl: (3) ${where}${' '.repeat(globbed.at - 1)}^\n`;
      if (request.showsErrors) yield* stderr.write(text);
      return 3;
    }
    for (const { url, groups } of globbed.urls) {
      const output = withGroups(target.output, groups);
      const isOnScreen = tty !== undefined && output === '' && !target.isRemoteName;
      const own = { ...target, output };
      const job: Job = {
        ...{ place, context, request, session, target: own, url, number, isOnScreen },
      };
      code = yield* runJob(job);
      number++;
      if (code !== 0 && request.flags.has('fail-early')) return code;
    }
  }
  return code;
}

/** The words of a `-K` file: an option and its value a line, with or without dashes. */
function configWords(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(-{0,2})([\w#:.-]+)(?:\s*[=:]\s*|\s+|$)(.*)$/.exec(line);
    if (match === null || /^\s*#/.test(line)) return [];
    const [, dashes = '', name = '', rest = ''] = match;
    const word = dashes === '' ? `--${name}` : `${dashes}${name}`;
    const value = rest.trim().replace(/^"(.*)"$/, '$1');
    return value === '' ? [word] : [word, value];
  });
}

/** The arguments, with the words of files of options in place of their names. */
function* withConfigs(context: CommandContext): Program<string[]> {
  const { args, files, directory, stdin } = context;
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word !== '-K' && word !== '--config') {
      words.push(word);
      continue;
    }
    const name = args[++i] ?? '';
    const content = files.read(resolvePath(directory, name));
    const text = name === '-' ? yield* readAll(stdin) : content.ok ? content.value : '';
    words.push(...configWords(text));
  }
  return words;
}

function* run(place: Place, whole: CommandContext): Program {
  const parsed = curlOptions(yield* withConfigs(whole));
  const isMerged = parsed.ok && parsed.requests.some(({ values }) => values.get('stderr') === '-');
  const context = isMerged ? { ...whole, stderr: whole.stdout } : whole;
  const { stdout, stderr } = context;
  if (!parsed.ok) {
    yield* stderr.write(`curl: ${parsed.message}\n${HINT}`);
    return 2;
  }
  const { requests } = parsed;
  const has = (flag: string): boolean => requests.some(({ flags }) => flags.has(flag));
  if (has('version') || has('help')) {
    yield* stdout.write(has('version') ? ABOUT : HELP);
    return 0;
  }
  if (requests.every(({ targets }) => targets.length === 0)) {
    yield* stderr.write(HINT);
    return 2;
  }
  const session = createSession();
  let code = 0;
  for (const request of requests) code = yield* runRequest(place, context, request, session);
  return code;
}

/** `curl` 7.88. */
export const createCurl = (place: Place): Command => ({
  name: 'curl',
  summary: 'transfer a URL',
  run: (context) => run(place, context),
});
