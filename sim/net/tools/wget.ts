import {
  type Command,
  type CommandContext,
  type Program,
  resolvePath,
  type Writer,
  writerTo,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { parseUrl } from '../url.ts';
import { fetch, type Session, sizesText, type WgetRun } from './wget-get.ts';
import { GNU, type WgetProblem, type WgetRequest, wgetOptions } from './wget-options.ts';

const USAGE = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
const VERSION = 'GNU Wget 1.21.3 built on linux-gnu.\n';
const TITLE = 'GNU Wget 1.21.3, a non-interactive network retriever.\n';

function problemText(problem: WgetProblem): string {
  switch (problem.type) {
    case 'period':
      return `wget: --${problem.option}: Invalid time period '${problem.value}'\n`;
    case 'unrecognized':
      return `wget: unrecognized option '${problem.option}'\n${USAGE}`;
    case 'invalid':
      return `wget: invalid option -- '${problem.option}'\n${USAGE}`;
    case 'lacking':
      return `wget: option requires an argument -- '${problem.option}'\n${USAGE}`;
  }
}

/** Why a text is no URL that can be fetched; '' when it is one. */
function urlProblem(text: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !['http', 'https', 'ftp', 'ftps'].includes(scheme)) {
    return `${text}: Unsupported scheme '${scheme}'.\n`;
  }
  const whole = scheme === undefined ? `http://${text}` : text;
  if (parseUrl(whole.replaceAll(' ', '%20')) !== undefined) return '';
  const isPort = /:\d+(\/|$)/.test(whole.replace(/^[a-z]+:\/\//i, ''));
  return `${whole}: ${isPort ? 'Bad port number' : 'Invalid host name'}.\n`;
}

/** The URLs of the command line and of its list. */
function* urlsOf(request: WgetRequest, context: CommandContext): Program<readonly string[]> {
  if (request.list === '') return request.urls;
  const content = context.files.read(resolvePath(context.directory, request.list));
  if (!content.ok) {
    yield* context.stderr.write(
      `${request.list}: No such file or directory\nNo URLs found in ${request.list}.\n`,
    );
    return request.urls;
  }
  const listed = content.value.split('\n').map((line) => line.trim());
  return [...request.urls, ...listed.filter((line) => line !== '')];
}

/** Standard error, or the file that the messages go to. */
function messagesOf({ files, directory, stderr }: CommandContext, request: WgetRequest): Writer {
  if (request.log === '') return stderr;
  const path = resolvePath(directory, request.log);
  const before = request.appendsLog ? files.read(path) : undefined;
  let text = before?.ok === true ? before.value : '';
  files.write(path, text);
  return writerTo((more) => {
    text += more;
    files.write(path, text);
  });
}

function* fetchAll(run: WgetRun, urls: readonly string[]): Program {
  const { context, request, session, place } = run;
  const startedAtMs = place.clock.nowMs();
  let code = 0;
  for (const text of urls) {
    const problem = urlProblem(text);
    if (problem !== '') {
      yield* context.stderr.write(problem);
      code = 1;
      continue;
    }
    const result = yield* fetch(run, text);
    if (result !== 0) code = result;
  }
  const isTalking = !request.isQuiet && !request.isSpider;
  if (urls.length > 1 && session.files > 0 && isTalking) {
    const tookMs = place.clock.nowMs() - startedAtMs;
    yield* context.stderr.write(sizesText(run, tookMs));
  }
  return code;
}

function* run(place: Place, whole: CommandContext): Program {
  const { args, stdout, stderr } = whole;
  if (args.includes('--version') || args.includes('-V')) {
    yield* stdout.write(VERSION);
    return 0;
  }
  if (args.includes('--help') || args[0] === '-h') {
    yield* stdout.write(`${TITLE}Usage: wget [OPTION]... [URL]...\n`);
    return 0;
  }
  const options = wgetOptions(args, GNU);
  if (!options.ok) {
    yield* stderr.write(problemText(options.problem));
    return 2;
  }
  const { request } = options;
  if (request.urls.length === 0 && request.list === '') {
    yield* stderr.write(`wget: missing URL\n${USAGE}`);
    return 1;
  }
  const context = { ...whole, stderr: messagesOf(whole, request) };
  const path = resolvePath(whole.directory, request.output);
  const isFile = request.output !== '' && request.output !== '-';
  if (isFile && !whole.files.write(path, '').ok && request.output !== '/dev/null') {
    yield* stderr.write(`${request.output}: No such file or directory\n`);
    return 1;
  }
  const session: Session = { open: new Map(), files: 0, bytes: 0 };
  return yield* fetchAll({ place, context, request, session }, yield* urlsOf(request, context));
}

/** GNU `wget` 1.21. */
export const createWget = (place: Place): Command => ({
  name: 'wget',
  summary: 'the non-interactive network downloader',
  run: (context) => run(place, context),
});
