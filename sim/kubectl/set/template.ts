import {
  type AnyKind,
  type Container,
  cronJobs,
  draftOf,
  type JsonObject,
  pods,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { twoWayMerge } from '../../schema/index.ts';
import { type Failure, gather, message, type Outcome, withSource } from '../failure.ts';
import { boolFlag, type Flag } from '../flags.ts';
import { FILE_FLAGS, hasFiles } from '../manifest/files.ts';
import { type Info, pathOf, SELECTOR_FLAG, slashName } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { dryRunOf, reportFor, writeFlags } from '../verbs/common.ts';
import { withCause } from '../verbs/record.ts';

/** The pod spec inside a workload's draft; undefined when it has none. */
export function podSpecOf(kind: AnyKind, draft: JsonObject): JsonObject | undefined {
  const path =
    kind === pods
      ? ['spec']
      : kind === cronJobs
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec'];
  let at: JsonObject | undefined = draft;
  for (const step of path) at = at?.[step] as JsonObject | undefined;
  return at;
}

/** The containers of a pod spec, initial ones last. */
export const containersOf = (spec: JsonObject): Container[] => [
  ...((spec.containers ?? []) as unknown as Container[]),
  ...((spec.initContainers ?? []) as unknown as Container[]),
];

export const SET_FLAGS: readonly Flag[] = [
  ...writeFlags('kubectl-set'),
  ...FILE_FLAGS,
  SELECTOR_FLAG,
  boolFlag('all', 'Every object of the given kinds'),
  boolFlag('local', 'Change only what is printed'),
];

/** How the `set` verbs name an object that they cannot change. */
export const setName = ({ flags }: Session, { kind, name }: Info): string =>
  flags.bool('local') ? slashName(kind, name) : `${kind.plural}/${name}`;

/** Changes a pod spec in place, or says why not. */
export type PodSpecChange = (spec: JsonObject, info: Info) => Outcome<undefined>;

export interface SetRequest {
  readonly resources: readonly string[];
  /** What is said when the arguments name no change; checked after the objects were found. */
  readonly missing: string;
  readonly change: PodSpecChange;
  /** `image` in `image updated`. */
  readonly what: string;
}

const LOCAL_NEEDS_FILES = [
  'you must specify resources by --filename when --local is set.',
  'Example resource specifications include:',
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
].join('\n');

/**
 * Runs one of the `set` verbs: finds the workloads, changes their pod spec, patches the difference.
 */
export function* setPodSpecs(session: Session, request: SetRequest): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  if (session.flags.bool('local') && !hasFiles(session)) return message(LOCAL_NEEDS_FILES);
  const found = yield* gatherTargets(session, request.resources, DEFAULT_RULES);
  if ('type' in found) return found;
  if (found.failures.length > 0) return gather(found.failures);
  if (request.missing !== '') return message(request.missing);
  const failures: Failure[] = [];
  for (const info of found.infos) {
    const draft = draftOf(info.object);
    const spec = podSpecOf(info.kind, draft);
    if (spec === undefined) {
      failures.push(
        message(
          `${setName(session, info)} the object is not a pod or does not have a pod template: ` +
            `*${info.kind.version}.${info.kind.kind}`,
        ),
      );
      continue;
    }
    const changed = request.change(spec, info);
    if (!changed.ok) {
      failures.push(changed.failure);
      continue;
    }
    const failure = yield* patchInfo(session, info, draft, `${request.what} updated`, request.what);
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

/** Patches an object to what a draft of it has become. Nothing is said when nothing changed. */
export function* patchInfo(
  session: Session,
  info: Info,
  draft: JsonObject,
  did: string,
  what: string,
  isAlwaysSaid = false,
): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  const plain = twoWayMerge(info.kind, info.object, draft);
  const isChanged = plain.ok && Object.keys(plain.value).length > 0;
  const merged = isChanged ? twoWayMerge(info.kind, info.object, withCause(session, draft)) : plain;
  if (!merged.ok) return message(merged.error);
  if (Object.keys(merged.value).length === 0) {
    return isAlwaysSaid ? yield* report.value(info, info.object, did) : undefined;
  }
  if (dryRun.value === 'client' || session.flags.bool('local'))
    return yield* report.value(info, draft, did);
  const patch = { type: 'strategic' as const, body: merged.value, isForced: false };
  const options = {
    fieldManager: session.flags.text('field-manager'),
    isDryRun: dryRun.value === 'server',
    fieldValidation: 'Ignore' as const,
  };
  const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
  if (patched.ok) return yield* report.value(info, patched.value as unknown as JsonObject, did);
  const { failure } = patched;
  if (failure.type !== 'status' || what === 'selector') {
    return withSource(failure, 'patching', info.source);
  }
  return message(`failed to patch ${what} update to pod template: ${failure.status.message}`);
}
