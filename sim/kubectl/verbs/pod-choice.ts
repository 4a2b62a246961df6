import { formatSelector, type LabelSelector, type Pod, pods, services } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { hasFiles, readManifests, refusedArguments } from '../manifest/files.ts';
import { getObjects, type Info, infosFromManifests, listKind, objectOf } from '../resources.ts';
import { type Selection, selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The pods of a selector, those that are ready first, then by age. */
export function* podsOf(session: Session, selector: LabelSelector): Program<Outcome<Pod[]>> {
  const labelSelector = formatSelector(selector);
  const typed = { ...session, client: session.typed };
  const all = yield* listKind(typed, pods, {
    isEverywhere: false,
    labelSelector,
    fieldSelector: '',
  });
  if (!all.ok) return all;
  const found = [...(all.value as Pod[])];
  const isReady = (pod: Pod): boolean =>
    pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
  return done(found.sort((a, b) => Number(isReady(b)) - Number(isReady(a))));
}

/** The pods of a workload or a Service, or why there is no such thing. */
function selectorOf({ kind, name, object }: Info): LabelSelector | string {
  const { spec } = object as { spec?: { selector?: unknown } };
  const selector = spec?.selector as (LabelSelector & Record<string, string>) | undefined;
  if (selector === undefined) {
    return kind === services
      ? `invalid service '${name}': Service is defined without a selector`
      : `selector for *${kind.version}.${kind.kind} not implemented`;
  }
  const isPlain = selector.matchLabels === undefined && selector.matchExpressions === undefined;
  return isPlain ? { matchLabels: selector as Record<string, string> } : selector;
}

/** What `POD` or `TYPE/NAME` names: a word without a slash is a pod. */
export function podSelection(session: Session, words: readonly string[]): Outcome<Selection> {
  const [first = '', ...rest] = words;
  if (first === '' && rest.length === 0) return done({ type: 'none' });
  if (!first.includes('/') && rest.length === 0) {
    return done({ type: 'objects', objects: [{ kind: pods, name: first }] });
  }
  return selectionOf(session, words);
}

/** What is wrong with `--pod-running-timeout`; '' for nothing. */
export const podTimeoutError = ({ flags }: Session): string =>
  flags.durationMs('pod-running-timeout') > 0
    ? ''
    : '--pod-running-timeout must be higher than zero';

/** The pod that `POD` or `TYPE/NAME` means; of a workload, one of its pods. */
export function* choosePod(session: Session, words: readonly string[]): Program<Outcome<Pod>> {
  const found = yield* podsNamed(session, words, 'attach to');
  return found.ok ? done(found.value[0]) : found;
}

/** A word that may name a pod alone, as TYPE/NAME. */
export const asPodName = (word: string): string =>
  word.includes('/') ? word : `${pods.plural}/${word}`;

/** The object of a file as it is written there, for verbs that take files. */
function* infoInFiles(session: Session, words: readonly string[]): Program<Outcome<Info>> {
  const refused = refusedArguments(session, words.map(asPodName));
  if (refused !== undefined) return failed(refused);
  const read = yield* readManifests(session, 'Ignore');
  const { infos, failures } = infosFromManifests(session, read.manifests);
  const [failure] = [...read.failures, ...failures];
  if (failure !== undefined) return failed(failure);
  const [info] = infos;
  if (info !== undefined && infos.length === 1) return done(info);
  return failed(message(`cannot ${session.path} into multiple objects at a time`));
}

/** The one object that a file, `POD` or `TYPE/NAME` names. */
function* infoNamed(session: Session, words: readonly string[]): Program<Outcome<Info>> {
  if (session.flags.isDefined('filename') && hasFiles(session)) {
    return yield* infoInFiles(session, words);
  }
  const selection = podSelection(session, words);
  if (!selection.ok) return selection;
  if (selection.value.type !== 'objects')
    return failed(message('pod, type/name or --filename must be specified'));
  const { infos, failures } = yield* getObjects(session, selection.value.objects);
  const [info] = infos;
  return info === undefined ? failed(failures[0] as Failure) : done(info);
}

/** The pods that `POD` or `TYPE/NAME` means, the one to be chosen first; at least one. */
export function* podsNamed(
  session: Session,
  words: readonly string[],
  doing: 'attach to' | 'get the logs from',
): Program<Outcome<readonly [Pod, ...Pod[]]>> {
  const named = yield* infoNamed(session, words);
  if (!named.ok) return named;
  const info = named.value;
  if (info.kind === pods) return done([{ status: {}, ...objectOf(info) } as Pod]);
  const selector = selectorOf(info);
  if (typeof selector === 'string') {
    const type = `*${info.kind.version}.${info.kind.kind}`;
    return failed(message(`cannot ${doing} ${type}: ${selector}`));
  }
  const found = yield* podsOf(session, selector);
  if (!found.ok) return found;
  const [pod, ...others] = found.value;
  if (pod !== undefined) return done([pod, ...others]);
  return failed(message('timed out waiting for the condition'));
}

/** Why nothing can be done in a pod whose containers have all ended. */
export function endedPod(doing: 'exec into' | 'attach', pod: Pod): Failure | undefined {
  const { phase } = pod.status;
  if (phase !== 'Succeeded' && phase !== 'Failed') return undefined;
  return message(`cannot ${doing} a container in a completed pod; current phase is ${phase}`);
}

/** The container that is meant; says on standard error when one had to be chosen. */
export function* chooseContainer(
  session: Session,
  pod: Pod,
  wanted: string,
): Program<Outcome<string>> {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  if (wanted === '' && containers.length === 0) {
    const { namespace = '', name } = pod.metadata;
    return failed(message(`pod ${namespace}/${name} does not have any containers`));
  }
  const named = [
    ...containers.map(({ name }) => ({ name, shown: name })),
    ...ephemeralContainers.map(({ name }) => ({ name, shown: `${name} (ephem)` })),
    ...initContainers.map(({ name }) => ({ name, shown: `${name} (init)` })),
  ];
  const all = named.map(({ name }) => name);
  const shown = named.map((one) => one.shown).join(', ');
  if (wanted !== '') {
    if (all.includes(wanted)) return done(wanted);
    const what = `container ${wanted} is not valid for pod ${pod.metadata.name}`;
    return failed(message(`${what} out of: ${shown}`));
  }
  const marked = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  if (marked !== undefined && all.includes(marked)) return done(marked);
  const first = containers[0]?.name ?? '';
  const isQuiet = session.flags.isDefined('quiet') && session.flags.bool('quiet');
  if (all.length > 1 && !isQuiet) {
    yield* session.err(`Defaulted container "${first}" out of: ${shown}\n`);
  } else if (session.path !== 'logs') {
    session.log.line(4, 'podcmd.go:84', `Using the first container in a pod: ${first}`);
  }
  return done(first);
}
