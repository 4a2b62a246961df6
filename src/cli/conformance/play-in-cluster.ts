import { ALL_PARTS } from '../../../sim/all-parts.ts';
import {
  BOOT_MS,
  type Cluster,
  createCluster,
  HOME,
  standardClass,
  waitingClass,
} from '../../../sim/index.ts';
import type { FileSystem } from '../../../sim/kernel/index.ts';
import { type NetworkOptions, PLAIN_NETWORK } from '../../../sim/net/index.ts';
import type { NodeProfile } from '../../../sim/node/index.ts';
import type { Change } from '../../../sim/store/index.ts';
import { playOnTerminal } from './play-on-terminal.ts';
import { PROGRAMS_PROFILE, RECORDED_PROFILE } from './profile.ts';
import {
  bugText,
  type JsonObject,
  type Played,
  type PlayedStep,
  type Recording,
  type Step,
  type TraceItem,
} from './recording.ts';

/** Servers were up and running before the first judged step of a recording of programs. */
const SCENE_MS = 60_000;
const SEED = 1;
const NODES = 3;
/** As long as the recorder waited for silence after a step that changed something. */
const QUIET_MS = 900;
/** Until the recorder looked whether a step had changed anything. */
const LOOK_MS = 80;
/** What a step, or the wait after it, may take. */
const STEP_LIMIT_MS = 10 * 60_000;
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

const clusterFor = (recording: Recording): Cluster =>
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

/** The recording's own directory, which it calls by its name. */
const directoryOf = ({ id }: Recording): string => `${HOME}/${id}`;

/** Paths as the recorder wrote them down. */
const asRecorded = (text: string): string => text.replaceAll(`${HOME}/`, './');

/**
 * Runs a step's command in the recording's directory. It has taken at least as long as it took the
 * recorder, for what runs beside.
 */
function runCommand(cluster: Cluster, recording: Recording, step: Step, cmd: string): PlayedStep {
  if (step.tty === true) return playOnTerminal(cluster, cmd, step.typed ?? [], step.note ?? '');
  const startedAtMs = cluster.clock.nowMs();
  const outcome = cluster.runScript({
    script: `cd ${directoryOf(recording)}; ${cmd}`,
    stdin: step.stdin ?? '',
    limitMs: STEP_LIMIT_MS,
  });
  const tookMs = cluster.clock.nowMs() - startedAtMs;
  const recordedMs = step.t === undefined || step.tEnd === undefined ? STEP_MS : step.tEnd - step.t;
  if (recordedMs > tookMs) cluster.world.advance(recordedMs - tookMs);
  const { exitCode, stdout, stderr } = outcome;
  return { cmd, exit: exitCode, stdout: asRecorded(stdout), stderr: asRecorded(stderr) };
}

/** Writes a file below the recording's directory, and the folders on the way. */
function writeFile(files: FileSystem, directory: string, name: string, content: string): void {
  const folders = name.split('/').slice(0, -1);
  folders.forEach((_folder, i) => {
    files.makeDirectory(`${directory}/${folders.slice(0, i + 1).join('/')}`);
  });
  const written = files.write(`${directory}/${name}`, content);
  if (!written.ok) throw new Error(`cannot write ${name}: ${written.error}`);
}

/** Waits until a step's own time, if the cluster is ahead of the recording. */
function waitFor(cluster: Cluster, step: Step, fromMs: number): void {
  const aheadMs = fromMs + (step.t ?? 0) - cluster.clock.nowMs();
  if (aheadMs > 0) cluster.world.advance(aheadMs);
}

function playStep(cluster: Cluster, recording: Recording, step: Step, fromMs: number): PlayedStep {
  for (const [name, content] of Object.entries(step.files ?? {})) {
    writeFile(cluster.files, directoryOf(recording), name, content);
  }
  if (step.sleep !== undefined) cluster.world.advance(step.sleep);
  if (step.waitQuiet !== undefined) {
    const quietMs = step.waitQuiet === true ? QUIET_MS : Number(step.waitQuiet);
    cluster.world.advanceUntilQuiet(quietMs, STEP_LIMIT_MS);
  }
  if (step.cmd === undefined) return {};
  waitFor(cluster, step, fromMs);
  const fromRv = cluster.view.resourceVersion();
  const played = runCommand(cluster, recording, step, step.cmd);
  const hasNoTimes = step.t === undefined;
  if (step.tQuiet !== undefined || hasNoTimes) {
    cluster.world.advance(LOOK_MS);
    if (cluster.view.resourceVersion() !== fromRv) {
      cluster.world.advanceUntilQuiet(QUIET_MS - LOOK_MS, STEP_LIMIT_MS);
    }
  }
  return played;
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

const traceOf = (cluster: Cluster, fromRv: number, fromMs: number): TraceItem[] =>
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

function finalObjectsOf(cluster: Cluster): Record<string, JsonObject[]> {
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

/**
 * Plays a recording of a cluster, or of programs inside one, in a cluster of its own. A bug ends
 * it; what happened until then is kept.
 */
export function playInCluster(recording: Recording): Played {
  const cluster = clusterFor(recording);
  const fromRv = cluster.view.resourceVersion();
  const fromMs = cluster.clock.nowMs();
  cluster.files.makeDirectory(directoryOf(recording));
  const steps: PlayedStep[] = [];
  const bugs: string[] = [];
  let isScene = recording.compare === 'programs';
  for (const step of recording.steps) {
    try {
      if (isScene && step.judge !== 'skip') {
        isScene = false;
        cluster.world.advance(SCENE_MS);
      }
      steps.push(playStep(cluster, recording, step, fromMs));
    } catch (error) {
      bugs.push(bugText(steps.length, error));
      break;
    }
  }
  return {
    id: recording.id,
    steps,
    trace: traceOf(cluster, fromRv, fromMs),
    finalObjects: finalObjectsOf(cluster),
    bugs,
  };
}
