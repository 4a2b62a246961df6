import { apiVersionOf, type Container, draftOf, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { twoWayMerge } from '../../schema/index.ts';
import { type Failure, gather, message, type Outcome, withSource } from '../failure.ts';
import { boolFlag, type Flag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, LOCAL_NEEDS_FILES } from '../manifest/files.ts';
import { type Info, NOTHING_GIVEN, pathOf, SELECTOR_FLAG, slashName } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import {
  dryRunOf,
  localTrialFailure,
  type Report,
  reportFor,
  writeFlags,
} from '../verbs/common.ts';
import { withCause } from '../verbs/record.ts';
import { podSpecOf } from './pod-spec.ts';

/** The containers of a pod spec, initial ones last. */
export const containersOf = (spec: JsonObject): Container[] => [
  ...((spec.containers ?? []) as unknown as Container[]),
  ...((spec.initContainers ?? []) as unknown as Container[]),
];

/**
 * Whether a name is meant by a word in which `*` may stand for anything. Models selectString of
 * pkg/cmd/set/helper.go, in which a part before the first `*` need not be at the beginning, and one
 * behind the last counts from where the part before it began.
 */
function isChosen(name: string, wanted: string): boolean {
  if (!wanted.includes('*')) return name === wanted;
  const parts = wanted.split('*');
  let from = 0;
  for (const [at, part] of parts.entries()) {
    if (part === '') continue;
    const next = name.slice(from).indexOf(part);
    const isLast = at === parts.length - 1;
    if (next < from || (isLast && name.length !== part.length + next)) return false;
    from = next;
  }
  return true;
}

/** The containers that `--containers` names: a name, or one with `*` for anything. */
export const chosenContainers = (spec: JsonObject, wanted: string): Container[] =>
  containersOf(spec).filter(({ name }) => isChosen(name, wanted));

export const SET_FLAGS: readonly Flag[] = [
  ...writeFlags('kubectl-set'),
  ...FILE_FLAGS,
  SELECTOR_FLAG,
  boolFlag('all', 'Every object of the given kinds'),
  boolFlag('local', 'Change only what is printed'),
];

/** How the `set` verbs name an object that they cannot change; one of a group ends the line. */
export function setName({ flags, client }: Session, { kind, name }: Info): string {
  if (!flags.bool('local')) return `${kind.plural}/${name}`;
  // What the server does not list has no name in the types of the tool.
  const isListed = client.discovery.kindOf(apiVersionOf(kind), kind.kind) !== undefined;
  return slashName(kind, isListed ? name : '') + (kind.group === '' ? '' : '\n');
}

/** Changes a pod spec in place, or says why not. */
export type PodSpecChange = (spec: JsonObject, info: Info) => Program<Outcome<undefined>>;

export interface SetRequest {
  readonly resources: readonly string[];
  /** Why the arguments name no change; said after the objects were found. */
  readonly refusal: Failure | undefined;
  readonly change: PodSpecChange;
  /** `image` in `image updated`. */
  readonly what: string;
  /** What is said before the reason when the server refuses. */
  readonly refused: string;
  /** Whether a change that changes nothing is sent, and said, too. */
  readonly isAlwaysSent: boolean;
  /** Whether `--record` shows in an object that is only printed. */
  readonly isRecordPrinted: boolean;
  /** Whether it is only looked at. */
  readonly isListed?: boolean;
  /** What is said, and ends everything, once the server has taken a change. */
  readonly complaint?: Failure | undefined;
}

/** Two ways to name objects that cannot go together. */
export const allAndSelected = ({ flags }: Session): Failure | undefined =>
  flags.isDefined('selector') && flags.bool('all') && flags.text('selector') !== ''
    ? message('cannot set --all and --selector at the same time')
    : undefined;

/** Why nothing can be changed without the server; undefined if it can, or if it is asked. */
export function localFailure(session: Session, resources: readonly string[]): Failure | undefined {
  if (!session.flags.bool('local')) return undefined;
  if (resources.length > 0) return message(LOCAL_NEEDS_FILES);
  return hasFiles(session) ? undefined : message(NOTHING_GIVEN);
}

/** What some verbs look up: with `--local` and files they read no names. */
export const resourcesToFind = (session: Session, names: readonly string[]): readonly string[] =>
  session.flags.bool('local') && hasFiles(session) ? [] : names;

/**
 * Runs one of the `set` verbs: finds the workloads, changes their pod spec, patches the difference.
 */
export function* setPodSpecs(session: Session, request: SetRequest): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const twice = allAndSelected(session);
  if (twice !== undefined) return twice;
  const absent = localFailure(session, request.resources);
  const untried = absent ?? localTrialFailure(session);
  if (untried !== undefined) return untried;
  const found = yield* gatherTargets(session, request.resources, DEFAULT_RULES);
  if ('type' in found) return found;
  if (found.failures.length > 0) return gather(found.failures);
  if (request.refusal !== undefined) return request.refusal;
  const failures: Failure[] = [];
  for (const info of found.infos) {
    const draft = draftOf(info.object);
    const spec = podSpecOf(info.kind, draft);
    if (spec === undefined) {
      const name = setName(session, info);
      const type = `*${info.kind.version}.${info.kind.kind}`;
      const text = 'the object is not a pod or does not have a pod template';
      failures.push(message(`error: ${name} ${text}: ${type}\n`));
      continue;
    }
    const changed = yield* request.change(spec, info);
    if (!changed.ok) {
      failures.push(changed.failure);
      continue;
    }
    if (request.isListed === true) continue;
    const failure = yield* patchInfo(session, info, draft, report.value, {
      did: `${request.what} updated`,
      refused: request.refused,
      isAlwaysSent: request.isAlwaysSent,
      isRecordPrinted: request.isRecordPrinted,
      complaint: request.complaint,
    });
    if (failure !== undefined && failure === request.complaint) return failure;
    if (failure !== undefined) failures.push(failure);
  }
  // A list leaves out what has no pod.
  return request.isListed === true ? undefined : gather(failures);
}

/** How a patch of `set` is told. */
export interface PatchWords {
  readonly did: string;
  /** What stands before the reason when the server refuses; '' for the server's own words. */
  readonly refused: string;
  readonly isAlwaysSent: boolean;
  readonly isRecordPrinted: boolean;
  /** Why a change that the server took is a failure all the same. */
  readonly complaint?: Failure | undefined;
}

/** Patches an object to what a draft of it has become. */
export function* patchInfo(
  session: Session,
  info: Info,
  draft: JsonObject,
  report: Report,
  { did, refused, isAlwaysSent, isRecordPrinted, complaint }: PatchWords,
): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const recorded = withCause(session, draft);
  const merged = twoWayMerge(info.kind, info.object, recorded);
  if (!merged.ok) return message(merged.error);
  if (Object.keys(merged.value).length === 0) {
    return isAlwaysSent ? yield* report(info, info.object, did) : undefined;
  }
  if (dryRun.value === 'client' || session.flags.bool('local'))
    return yield* report(info, isRecordPrinted ? recorded : draft, did);
  const patch = { type: 'strategic' as const, body: merged.value, isForced: false };
  const options = {
    fieldManager: session.flags.text('field-manager'),
    isDryRun: dryRun.value === 'server',
    fieldValidation: 'Ignore' as const,
  };
  const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
  if (patched.ok) {
    return complaint ?? (yield* report(info, patched.value as unknown as JsonObject, did));
  }
  const { failure } = patched;
  if (failure.type !== 'status' || refused === '') {
    return withSource(failure, 'patching', info.source);
  }
  return message(`${refused} ${failure.status.message}`);
}
