import {
  type Command,
  type CommandContext,
  type Program,
  readAll,
  resolvePath,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { dataText } from '../message.ts';
import { resolverConfig } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  BIND_VERSION,
  bindCandidates,
  NO_SERVERS,
  nameProblem,
  serverAddresses,
} from './bind.ts';
import { type DigRequest, digRequests, USAGE } from './dig-options.ts';
import { answerText, bannerText, queryText, traceText, yamlText } from './dig-text.ts';

const NO_SERVER_CODE = 9;
const BAD_SERVER_CODE = 1;
const NO_FILE_CODE = 8;
const BAD_NAME_CODE = 10;
const LOOPBACK = '::1';

/** One look-up of a command line. */
interface Run {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: DigRequest;
  readonly asking: Asking;
  /** '' for all but the first. */
  readonly banner: string;
}

/** Prints an answer in the form that was asked for. */
function* show(run: Run, name: string, answered: Answered, isTwice: boolean): Program<void> {
  const { place, context, request, banner } = run;
  const { on } = request;
  if (on.has('yaml')) {
    yield* context.stdout.write(yamlText(place, name, request, answered));
    return;
  }
  if (!on.has('short')) {
    const text = answerText(place, name, request, answered, isTwice);
    yield* context.stdout.write(`${banner}${text}`);
    return;
  }
  const from = on.has('identify') ? ` from server ${answered.server} in 0 ms.` : '';
  const lines = answered.message.answers.map((each) => `${dataText(each)}${from}\n`);
  yield* context.stdout.write(lines.join(''));
}

function* giveUp({ context, banner }: Run): Program {
  yield* context.stdout.write(`${banner}${NO_SERVERS}`);
  return NO_SERVER_CODE;
}

/** Asks for the name, along the search list when that is wanted. */
function* lookUp(run: Run): Program {
  const { place, context, request, asking } = run;
  const { on } = request;
  const found = resolverConfig(context.files);
  const config = {
    ...found,
    ndots: request.ndots ?? found.ndots,
    search: request.domain === '' ? found.search : [request.domain],
  };
  const isSearching = on.has('search') || on.has('defname');
  const names = isSearching
    ? bindCandidates(config, request.name)
    : [request.name.replace(/\.$/, '')];
  // With enough dots there is nothing to search for, and the figures come once more.
  const isComplete = isSearching && names.length === 1 && !request.name.endsWith('.');
  for (const [i, name] of names.entries()) {
    if (on.has('qr') && on.has('comments')) {
      const banner = i === 0 ? run.banner : '';
      yield* context.stdout.write(`${banner}${queryText(place, name, request)}`);
    }
    const question = { name, type: request.type, wanted: request.name };
    const answered = yield* askAsBind(place, asking, question, context.stdout);
    if (answered === undefined) return yield* giveUp(run);
    const isMissing = answered.message.code === 'NXDOMAIN';
    const isLast = !isMissing || i === names.length - 1;
    if (!isLast && !on.has('showsearch')) continue;
    const isShown = on.has('qr') && on.has('comments');
    const own = isShown ? { ...run, banner: '' } : run;
    yield* show(own, name, answered, isComplete && isMissing);
    if (isLast) return 0;
  }
  return 0;
}

/** Goes from the root on; the servers of a cluster know no other. */
function* trace(run: Run): Program {
  const { place, context, request, asking, banner } = run;
  const answered = yield* askAsBind(place, asking, { name: '', type: 'NS' }, context.stdout);
  if (answered === undefined) return yield* giveUp(run);
  if (request.on.has('short')) return 0;
  yield* context.stdout.write(`${banner}${traceText(request, answered)}`);
  return 0;
}

/** Asks all servers of a zone for its SOA; those of the cluster's zone are not reached so. */
function* searchServers(run: Run): Program {
  const { place, context, request, asking } = run;
  const { name: wanted } = request;
  const question = { name: wanted.replace(/\.$/, ''), type: 'NS', wanted };
  const answered = yield* askAsBind(place, asking, question, context.stdout);
  if (answered === undefined) return yield* giveUp(run);
  if (answered.message.answers.length === 0) return 0;
  yield* context.stdout.write(';; NS servers could not be reached\n');
  return NO_SERVER_CODE;
}

/** One of the look-ups of a command line; the first one shows the banner. */
function* answerOne(
  place: Place,
  context: CommandContext,
  request: DigRequest,
  banner: string,
): Program {
  const { files, stdout, stderr } = context;
  const own = request.isSixth ? [LOOPBACK] : resolverConfig(files).servers;
  const servers =
    request.server === '' ? own : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`dig: couldn't get address for '${request.server}': not found\n`);
    return BAD_SERVER_CODE;
  }
  const problem = nameProblem(request.name);
  if (problem !== '') {
    yield* stderr.write(`dig: '${request.name}' is not a legal name (${problem})\n`);
    return BAD_NAME_CODE;
  }
  if (request.type === 'AXFR') {
    yield* stdout.write(`${banner}; Transfer failed.\n`);
    return 0;
  }
  const { tries, timeoutMs, port, queryClass } = request;
  const asking = { servers, tries, timeoutMs, port, queryClass };
  const run: Run = { place, context, request, asking, banner };
  if (request.on.has('trace')) return yield* trace(run);
  return yield* request.on.has('nssearch') ? searchServers(run) : lookUp(run);
}

/** The look-ups of one command line, or of one line of a file of them. */
function* answerAll(place: Place, context: CommandContext, args: readonly string[]): Program {
  const { stdout, stderr } = context;
  const parsed = digRequests(args);
  for (const warning of parsed.warnings) yield* stderr.write(`;; Warning, ${warning}\n`);
  if (!parsed.ok) {
    yield* stdout.write(parsed.failure.stdout);
    yield* stderr.write(parsed.failure.stderr);
    return parsed.failure.exitCode;
  }
  const hasBanner = parsed.requests.every(({ on }) => on.has('cmd'));
  let code = 0;
  for (const [i, request] of parsed.requests.entries()) {
    const banner = i === 0 && hasBanner ? bannerText(args, request) : '';
    const own = yield* answerOne(place, context, request, banner);
    if (own !== 0) code = own;
    if (own === BAD_SERVER_CODE || own === BAD_NAME_CODE) break;
  }
  return code;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdin, stdout, stderr, directory } = context;
  if (args.includes('-v')) {
    yield* stderr.write(`DiG ${BIND_VERSION}\n`);
    return 0;
  }
  if (args[0] === '-h') {
    yield* stdout.write(USAGE);
    return 0;
  }
  const at = args.indexOf('-f');
  if (at < 0) return yield* answerAll(place, context, args);
  const name = args[at + 1] ?? '';
  const content = files.read(resolvePath(directory, name));
  if (name !== '-' && !content.ok) {
    const why = "dig: couldn't open specified batch file";
    yield* stderr.write(`${name}: No such file or directory\n${why}\n`);
    return NO_FILE_CODE;
  }
  const text = name === '-' ? yield* readAll(stdin) : content.ok ? content.value : '';
  const others = args.filter((_, i) => i !== at && i !== at + 1);
  let code = 0;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0 || /^[#;]/.test(line)) continue;
    code = yield* answerAll(place, context, [...others, ...words]);
  }
  return code;
}

/** `dig` of bind 9.18. */
export const createDig = (place: Place): Command => ({
  name: 'dig',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
