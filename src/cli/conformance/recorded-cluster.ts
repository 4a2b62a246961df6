import { ALL_PARTS } from '../../../sim/all-parts.ts';
import {
  BOOT_MS,
  type Cluster,
  createCluster,
  standardClass,
  waitingClass,
} from '../../../sim/index.ts';
import { type NetworkOptions, PLAIN_NETWORK } from '../../../sim/net/index.ts';
import type { NodeProfile } from '../../../sim/node/index.ts';
import type { Change } from '../../../sim/store/index.ts';
import { PROGRAMS_PROFILE, RECORDED_PROFILE } from './profile.ts';
import type { JsonObject, Recording, Step, TraceItem } from './recording.ts';

const SEED = 1;
const NODES = 3;
/** As long as the recorder waited for silence after a step that changed something. */
const QUIET_MS = 900;
/** Until the recorder looked whether a step had changed anything. */
const LOOK_MS = 80;
/** What a step, or the wait after it, may take. */
export const STEP_LIMIT_MS = 10 * 60_000;
/**
 * What one kubectl of the recorder took at least: later steps of a rollout see that much more of
 * it.
 */
const STEP_MS = 60;

/** Programs were recorded beside a CoreDNS that looks each time. */
const networkFor = ({ compare, upstream = {} }: Recording): NetworkOptions =>
  compare === 'programs' ? { dns: 'pods', dnsCacheSeconds: 0, upstream } : PLAIN_NETWORK;

/** The nodes of a recording, which start so that its first step comes at its own time. */
function profileFor({ compare, startedAt }: Recording): NodeProfile {
  const profile = compare === 'programs' ? PROGRAMS_PROFILE : RECORDED_PROFILE;
  if (startedAt === undefined) return profile;
  return { ...profile, startsAtEpochMs: Date.parse(startedAt) - BOOT_MS };
}

/** The programs were Debian's packages, not those of the images. */
function programVersions({ versions = {} }: Recording): Record<string, string> {
  const { redis, postgresql } = versions;
  return {
    ...(redis === undefined ? {} : { redis }),
    ...(postgresql === undefined
      ? {}
      : { postgresql: `${postgresql} (Debian ${postgresql}-0+deb12u1)` }),
  };
}

/** A cluster as the recorder had it. */
export const clusterFor = (recording: Recording): Cluster =>
  createCluster({
    seed: SEED,
    nodes: NODES,
    storageClasses: [standardClass(), waitingClass('wffc')],
    objects: [],
    files: {},
    profile: { ...profileFor(recording), programVersions: programVersions(recording) },
    featureGates: recording.featureGates ?? {},
    network: networkFor(recording),
    parts: ALL_PARTS,
  });

/** What a step's command took the recorder. */
export const recordedMsOf = ({ t, tEnd }: Step): number =>
  t === undefined || tEnd === undefined ? STEP_MS : tEnd - t;

/** Does what a step has to do before its command: it waits, until its own time at least. */
export function waitBefore(cluster: Cluster, step: Step, fromMs: number): void {
  if (step.sleep !== undefined) cluster.world.advance(step.sleep);
  if (step.waitQuiet !== undefined) {
    const quietMs = step.waitQuiet === true ? QUIET_MS : Number(step.waitQuiet);
    cluster.advanceUntilQuiet(quietMs, STEP_LIMIT_MS);
  }
  if (step.cmd === undefined) return;
  const aheadMs = fromMs + (step.t ?? 0) - cluster.clock.nowMs();
  if (aheadMs > 0) cluster.world.advance(aheadMs);
}

/** Waits as the recorder did after a command that changed something since `fromRv`. */
export function waitAfter(cluster: Cluster, step: Step, fromRv: number): void {
  if (step.tQuiet === undefined && step.t !== undefined) return;
  cluster.world.advance(LOOK_MS);
  if (cluster.view.resourceVersion() === fromRv) return;
  cluster.advanceUntilQuiet(QUIET_MS - LOOK_MS, STEP_LIMIT_MS);
}

/** What the recorder watched. Other kinds are seen only in what commands print. */
const RECORDED_KINDS: ReadonlySet<string> = new Set([
  ...['ConfigMap', 'ControllerRevision', 'CronJob', 'DaemonSet', 'Deployment', 'EndpointSlice'],
  ...['Event', 'HorizontalPodAutoscaler', 'Job', 'Namespace', 'Node', 'PersistentVolume'],
  ...['PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'ReplicaSet', 'Secret', 'Service'],
  'StatefulSet',
]);
const isRecorded = ({ kind, object }: Change): boolean =>
  RECORDED_KINDS.has(kind.kind) && !object.metadata.name.startsWith('kube-');

/** A copy, because the store's objects are frozen and the judge takes fields off that it skips. */
const asJson = (object: object): JsonObject => structuredClone(object) as unknown as JsonObject;

/** What happened since, as the recorder wrote it down. */
export const traceOf = (cluster: Cluster, fromRv: number, fromMs: number): TraceItem[] =>
  cluster.view
    .changes()
    .filter((change) => change.rv > fromRv && isRecorded(change))
    .map(({ rv, atMs, type, kind, object }) => ({
      t: atMs - fromMs,
      rv,
      type,
      kind: kind.kind,
      ns: object.metadata.namespace ?? '',
      name: object.metadata.name,
      object: asJson(object),
    }));

/** What there is in the end. */
export function finalObjectsOf(cluster: Cluster): Record<string, JsonObject[]> {
  const last = new Map<string, { kind: string; object: JsonObject | undefined }>();
  for (const { type, kind, object } of cluster.view.changes().filter(isRecorded)) {
    const isGone = type === 'DELETED';
    last.set(object.metadata.uid, {
      kind: kind.kind,
      object: isGone ? undefined : asJson(object),
    });
  }
  const byKind: Record<string, JsonObject[]> = {};
  for (const { kind, object } of last.values()) {
    if (object === undefined) continue;
    byKind[kind] = [...(byKind[kind] ?? []), object];
  }
  return byKind;
}
