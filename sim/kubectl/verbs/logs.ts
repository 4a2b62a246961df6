import { type Pod, pods } from '../../api/index.ts';
import type { LogRequest } from '../../client/index.ts';
import { type Program, type Reader, sleep, together, type Wait } from '../../kernel/index.ts';
import { describeFailure, done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { boolFlag, durationFlag, intFlag, textFlag } from '../flags.ts';
import { listKind, NOTHING_GIVEN, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { cutAt, endedAt } from './log-reading.ts';
import { chooseContainer, podsNamed, podTimeoutError } from './pod-choice.ts';
import { requestLimitMs } from './watching.ts';

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a " +
  "required argument for the logs command\nSee 'kubectl logs -h' for help and examples";

interface Source {
  readonly pod: Pod;
  readonly container: string;
}

const containersOf = ({ spec }: Pod): string[] =>
  [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])].map(
    ({ name }) => name,
  );

/** The container of the flag, or of the word behind the pod. */
const containerWanted = ({ flags, args }: Session): string => args[1] ?? flags.text('container');

function* sourcesOf(session: Session, pod: Pod): Program<Outcome<Source[]>> {
  if (session.flags.bool('all-containers')) {
    return done(containersOf(pod).map((container) => ({ pod, container })));
  }
  // Of all pods of a workload it is not said which container was chosen.
  const quiet = session.flags.bool('all-pods') ? { ...session, *err() {} } : session;
  const container = yield* chooseContainer(quiet, pod, containerWanted(session));
  return container.ok ? done([{ pod, container: container.value }]) : container;
}

/** A missing pod, in the words of this verb. */
function missing(session: Session, failure: Failure): Failure {
  if (failure.type !== 'status' || failure.status.reason !== 'NotFound') return failure;
  return message(
    `error from server (NotFound): ${failure.status.message} in namespace "${session.namespace}"`,
  );
}

function* podsWanted(session: Session): Program<Outcome<Pod[]>> {
  const labelSelector = session.flags.text('selector');
  if (labelSelector === '') {
    const words = session.args.slice(0, 1);
    if (words[0] === '') return failed(message(NOTHING_GIVEN));
    const found = yield* podsNamed(session, words, 'get the logs from');
    if (!found.ok) return { ok: false, failure: missing(session, found.failure) };
    const [first, ...others] = found.value;
    if (others.length === 0 || session.flags.bool('all-pods')) return done([...found.value]);
    const count = found.value.length;
    yield* session.err(`Found ${count} pods, using pod/${first.metadata.name}\n`);
    return done([first]);
  }
  const listed = yield* listKind(session, pods, {
    isEverywhere: false,
    labelSelector,
    fieldSelector: '',
  });
  return listed.ok ? done([...listed.value] as Pod[]) : listed;
}

/** How old the oldest line may be; undefined for any age. */
function sinceSeconds({ flags, parts }: Session): number | undefined {
  const since = flags.durationMs('since');
  if (since !== 0) return Math.round(since / 1000);
  const time = flags.text('since-time');
  return time === '' ? undefined : (parts.clock.epochMs() - Date.parse(time)) / 1000;
}

const LAYOUT = '2006-01-02T15:04:05Z07:00';
/** What each element of the layout reads, up to the seconds. */
const ELEMENTS = /\d{4}|\d\d|./g;
/** A time as RFC 3339 has it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/;

/** What is wrong with the value of `--since-time`; '' for nothing. */
function timeError(time: string): string {
  if (time === '' || TIME.test(time)) return '';
  const because = (rest: string, element: string): string =>
    `parsing time "${time}" as "${LAYOUT}": cannot parse "${rest}" as "${element}"`;
  let rest = time;
  for (const [element] of LAYOUT.slice(0, '2006-01-02T15:04:05'.length).matchAll(ELEMENTS)) {
    const isRead = new RegExp(`^${element.replace(/\d/g, '\\d')}`).test(rest);
    if (!isRead) return because(rest, element);
    rest = rest.slice(element.length);
  }
  return because(rest, 'Z07:00');
}

function requestOf(session: Session, { pod, container }: Source): LogRequest {
  const { flags } = session;
  const tail = flags.int('tail');
  const isSelected = flags.text('selector') !== '';
  const tailLines = flags.isSet('tail') ? tail : isSelected ? 10 : -1;
  return {
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    container,
    isFollowed: flags.bool('follow'),
    isPrevious: flags.bool('previous'),
    tailLines: tailLines < 0 ? undefined : tailLines,
    sinceSeconds: sinceSeconds(session),
    hasTimestamps: flags.bool('timestamps'),
  };
}

/** Lets the other programs go on that can. */
const NEXT_TURN: Wait = { ready: () => true };

function* copy(session: Session, reader: Reader, prefix: string): Program<void> {
  const isStepped = session.flags.bool('follow') && session.context.tty === undefined;
  if (prefix === '') {
    for (;;) {
      const text = yield* reader.read();
      if (text === undefined || session.isCutOff()) return;
      // Line by line, as it comes: who takes a few lines of them and ends is noticed by the next.
      for (const line of isStepped ? text.split(/(?<=\n)/) : [text]) {
        yield* session.out(line);
        if (session.isCutOff()) return;
        if (isStepped) yield NEXT_TURN;
      }
    }
  }
  let rest = '';
  for (;;) {
    const text = yield* reader.read();
    if (session.isCutOff()) return;
    const lines = (rest + (text ?? '')).split('\n');
    rest = lines.pop() ?? '';
    if (text === undefined && rest !== '') lines.push(rest);
    yield* session.out(lines.length === 0 ? '' : `${prefix}${lines.join(`\n${prefix}`)}\n`);
    if (text === undefined) return;
  }
}

const SELECTOR_ONLY =
  "only a selector (-l) or a POD name is allowed\nSee 'kubectl logs -h' for help and examples";

/** What is wrong with the words, before anything is asked for; '' for nothing. */
function wordsError({ args, flags }: Session): string {
  const hasSelector = flags.text('selector') !== '';
  if (args.length > 2 || (args.length === 0 && !hasSelector)) return USAGE;
  return args.length === 1 && hasSelector ? SELECTOR_ONLY : '';
}

/** What is wrong with the flags, once the pods are known; '' for nothing. */
function flagsError(session: Session): string {
  const { args, flags } = session;
  if (flags.durationMs('since') !== 0 && flags.isSet('since-time')) {
    return 'at most one of `sinceTime` or `sinceSeconds` may be specified';
  }
  const container = containerWanted(session);
  if (flags.bool('all-containers') && container !== '') {
    return `--all-containers=true should not be specified with container name ${container}`;
  }
  if (flags.isSet('container') && args.length === 2) {
    return 'only one of -c or an inline [CONTAINER] arg is allowed';
  }
  if (flags.int('limit-bytes') < 0) return '--limit-bytes must be greater than 0';
  if (flags.durationMs('since') < 0) return '--since must be greater than 0';
  return flags.int('tail') < -1 ? '--tail must be greater than or equal to -1' : '';
}

const RETRY_MS = 1000;

/** A log to read; one that is followed is waited for until its container has started. */
function* openLog(session: Session, source: Source): Program<Outcome<Reader>> {
  const { flags, parts } = session;
  const startMs = parts.clock.nowMs();
  const endMs = startMs + flags.durationMs('pod-running-timeout');
  for (;;) {
    const reader = yield* session.call(session.client.logs(requestOf(session, source)));
    if (reader.ok || !flags.bool('follow')) return reader;
    const { failure } = reader;
    if (failure.type !== 'status' || !failure.status.message.includes(' is waiting to start: ')) {
      return reader;
    }
    yield* session.err(`${failure.status.message}\n`);
    if (parts.clock.nowMs() >= endMs) return failed(message('context deadline exceeded'));
    const atMs = startMs + RETRY_MS * (1 + Math.floor((parts.clock.nowMs() - startMs) / RETRY_MS));
    yield* sleep(Math.min(atMs, endMs) - parts.clock.nowMs());
  }
}

const TIMED_OUT =
  'net/http: request canceled (Client.Timeout or context cancellation while reading body)';

/** Prints one log, up to its end, or for as long as `--request-timeout` lets a request take. */
function* printLog(session: Session, source: Source): Program<Failure | undefined> {
  const { flags } = session;
  const hasPrefix = flags.bool('prefix') || flags.bool('all-pods');
  const prefix = hasPrefix ? `[pod/${source.pod.metadata.name}/${source.container}] ` : '';
  const startMs = session.parts.clock.nowMs();
  const reader = yield* openLog(session, source);
  if (!reader.ok) return reader.failure;
  const limitBytes = flags.int('limit-bytes');
  const cut = limitBytes > 0 ? cutAt(reader.value, limitBytes) : reader.value;
  const limitMs = requestLimitMs(flags.text('request-timeout'));
  if (limitMs === 0) {
    yield* copy(session, cut, prefix);
    return undefined;
  }
  const { nowMs } = session.parts.clock;
  const timed = endedAt(cut, startMs + limitMs, nowMs);
  yield* copy(session, timed, prefix);
  if (!timed.isOver()) return undefined;
  yield* session.err(`${TIMED_OUT}\n`);
  return message(TIMED_OUT);
}

/** One log among others; what it fails with may be ignored. */
function* printOne(session: Session, source: Source): Program<Failure | undefined> {
  const failure = yield* printLog(session, source);
  if (failure === undefined || !session.flags.bool('ignore-errors')) return failure;
  yield* session.out(`error: ${plainText(failure)}\n`);
  return undefined;
}

const plainText = (failure: Failure): string =>
  failure.type === 'status' ? failure.status.message : describeFailure(failure);

function* printLogs(session: Session, sources: readonly Source[]): Program<Failure | undefined> {
  const { flags, parts } = session;
  if (!flags.bool('follow') || sources.length < 2) {
    for (const source of sources) {
      const failure = yield* printOne(session, source);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }
  const limit = flags.int('max-log-requests');
  if (sources.length > limit) {
    return message(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed ` +
        `concurrency is ${limit}, use --max-log-requests to increase the limit`,
    );
  }
  const programs = sources.map((source) => printOne(session, source));
  return yield* together(parts.clock, programs);
}

/** Models pkg/cmd/logs. */
function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const wrongWords = wordsError(session);
  if (wrongWords !== '') return message(wrongWords);
  const wrongTimeout = podTimeoutError(session);
  if (wrongTimeout !== '') return message(wrongTimeout);
  const wrongTime = timeError(flags.text('since-time'));
  if (wrongTime !== '') return message(wrongTime);
  const wanted = yield* podsWanted(session);
  if (!wanted.ok) return wanted.failure;
  if (wanted.value.length === 0)
    yield* session.err(`No resources found in ${session.namespace} namespace.\n`);
  const wrongFlags = flagsError(session);
  if (wrongFlags !== '') return message(wrongFlags);
  const sources: Source[] = [];
  for (const pod of wanted.value) {
    const found = yield* sourcesOf(session, pod);
    if (!found.ok) return found.failure;
    sources.push(...found.value);
  }
  session.endAt('terminations', 1);
  return yield* printLogs(session, sources);
}

export const logsVerb: Verb = {
  ...PLAIN_VERB,
  name: 'logs',
  aliases: [],
  summary: 'Print what containers wrote',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  examples: [
    { does: 'Print the log of a pod', line: 'kubectl logs mysql-0' },
    { does: 'Follow it from its last ten lines', line: 'kubectl logs -f --tail=10 mysql-0' },
    { does: 'Print what the container before the restart wrote', line: 'kubectl logs -p mysql-0' },
  ],
  flags: [
    SELECTOR_FLAG,
    boolFlag('follow', 'Go on with lines as they come', 'f'),
    boolFlag('previous', 'The container before the last restart', 'p'),
    boolFlag('all-containers', 'Every container of the pod'),
    boolFlag('all-pods', 'Every pod of the workload'),
    boolFlag('ignore-errors', 'Go on when a log cannot be read'),
    boolFlag('prefix', 'Begin each line with its pod and container'),
    boolFlag('timestamps', 'Begin each line with its time'),
    boolFlag('insecure-skip-tls-verify-backend', 'Do not check the certificate of the kubelet'),
    textFlag('container', 'The container; else the first one', 'c'),
    textFlag('since-time', 'Only lines after this time'),
    durationFlag('since', 'Only lines that are not older'),
    intFlag('tail', 'How many of the last lines; -1 for all', '-1'),
    intFlag('limit-bytes', 'At most so many bytes'),
    intFlag('max-log-requests', 'How many logs to follow at once', '5'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '20s'),
  ],
  verbs: [],
  run,
};
