import type { JsonObject } from '../api/index.ts';
import { type Client, REQUESTS } from '../client/index.ts';
import {
  type Clock,
  createMemoryFiles,
  type FileSystem,
  filesOf,
  need,
  type Processes,
  type Program,
} from '../kernel/index.ts';
import type { CommandRecord, Inspection } from '../lesson/index.ts';
import type { NetworkRequest } from '../net/index.ts';
import type { Service } from '../node/index.ts';
import { type StoreView, writeAs } from '../store/index.ts';
import {
  type ControlPlane,
  type ControlPlaneOptions,
  createControlPlane,
  type RunningCommand,
} from './control-plane.ts';
import { fillHome, HOME, homeFiles, LEARNER } from './home.ts';
import { createInspection } from './inspection.ts';
import { machineCommands } from './machines.ts';
import { inSteps, type Moves, madeAtOnce, untilQuiet } from './moves.ts';
import {
  createTerminals,
  type ScriptOutcome,
  type ScriptRequest,
  type Terminal,
} from './terminals.ts';
import type { World } from './world.ts';

/** The controllers of a new control plane have nothing left to do after this. */
export const BOOT_MS = 2_000;

export interface ClusterOptions extends ControlPlaneOptions {
  /** Manifests of what exists from the start. */
  readonly objects: readonly JsonObject[];
  /** The home directory: relative path and content. */
  readonly files: Readonly<Record<string, string>>;
}

/** A whole cluster with its learner's computer. Nothing in it moves but through `world`. */
export interface Cluster {
  readonly clock: Clock;
  readonly view: StoreView;
  readonly world: World;
  /** The learner's files; the home directory is `HOME`. */
  readonly files: FileSystem;
  openTerminal(id: string, size: { columns: number; rows: number }): Terminal;
  /** An open terminal; one that is not open is a bug. */
  terminal(id: string): Terminal;
  /** Runs a script as `bash -c` would, to its end or to its limit; no part may be missing. */
  runScript(request: ScriptRequest): ScriptOutcome;
  /** The same in moves of time. */
  script(request: ScriptRequest): Moves<ScriptOutcome>;
  /**
   * Moves time forward until no object has changed for `quietMs` (heartbeats do not count), by
   * `limitMs` at the most. Returns whether it became quiet; no part may be missing.
   */
  advanceUntilQuiet(quietMs: number, limitMs: number): boolean;
  commands(): readonly CommandRecord[];
  homeFiles(): readonly { readonly path: string; readonly content: string }[];
  /** The API for programs outside the learner's computer, and where what they start runs. */
  clientOf(running: () => RunningCommand): Client;
  readonly processes: Processes;
  /** What answers on a port of a pod; undefined when nothing listens there. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  /**
   * As if the program that listens on a port had been killed while its container goes on: open
   * connections end, and new ones are refused. Returns what starts it again.
   */
  killListener(namespace: string, pod: string, port: number): () => void;
  /** What lies on a PersistentVolume; undefined before a pod has mounted it. */
  dataOf(volume: string): FileSystem | undefined;
  /** What pods asked of the network, the newest requests, oldest first. */
  requests(): readonly NetworkRequest[];
  /** A look at it that changes nothing. */
  readonly inspection: Inspection;
}

/** Creates the objects of a lesson's start; one that is refused is the author's mistake. */
function* createObjects(plane: ControlPlane, objects: readonly JsonObject[]): Program {
  yield* need(REQUESTS);
  const client = plane.clientOf(() => ({ id: 0, line: '' }));
  for (const object of objects) {
    const {
      apiVersion,
      kind: name,
      metadata,
    } = object as {
      apiVersion: string;
      kind: string;
      metadata: { namespace?: string };
    };
    const kind = plane.registry.kindOf(apiVersion, name);
    if (kind === undefined) throw new Error(`no kind ${apiVersion} ${name}`);
    const { namespace = 'default' } = metadata;
    const path = { kind, namespace, name: '', subresource: '' };
    const answer = client.create(path, object, writeAs('lesson'));
    if (!answer.ok) throw new Error(answer.status.message);
  }
  return 0;
}

/** Creates a cluster and lets it come to rest. The only door of the simulator. */
export function createCluster(options: ClusterOptions): Cluster {
  const plane = createControlPlane(options);
  const { queue, processes, store, world, clientOf } = plane;
  const disk = createMemoryFiles({
    nowEpochMs: () => queue.epochMs(),
    files: {},
    prng: plane.prng.split('devices'),
  });
  const files = filesOf(disk, LEARNER);
  const prng = plane.prng.split('shell');
  const powerOffs: { node: string; atMs: number }[] = [];
  const terminals = createTerminals({
    queue,
    processes,
    loaded: options.parts,
    prng,
    disk,
    files,
    network: plane.network,
    clientOf,
    adviceFor: plane.adviceFor,
    commands: machineCommands({
      view: store,
      fail(node) {
        powerOffs.push({ node, atMs: queue.nowMs() });
        plane.kubelets.failNode(node);
      },
      recover: plane.kubelets.recoverNode,
    }),
  });
  disk.setOwner(HOME, LEARNER.uid, LEARNER.gid);
  fillHome(files, options.files);
  world.advance(BOOT_MS);
  if (options.objects.length > 0) {
    processes.spawn('objects', () => createObjects(plane, options.objects));
  }
  world.settle();
  return {
    clock: queue,
    view: store,
    world,
    files,
    openTerminal: terminals.open,
    terminal: terminals.get,
    runScript: (request) => madeAtOnce(inSteps(world, terminals.script(request))),
    script: terminals.script,
    advanceUntilQuiet: (quietMs, limitMs) =>
      madeAtOnce(inSteps(world, untilQuiet(world, store.changes, quietMs, limitMs))),
    commands: terminals.commands,
    homeFiles: () => homeFiles(files),
    clientOf,
    processes,
    serviceOf: plane.serviceOf,
    killListener: plane.killListener,
    dataOf: plane.kubelets.dataOf,
    requests: plane.network.requests,
    inspection: createInspection(plane, options, () => powerOffs),
  };
}
