import {
  createRegistry,
  type JsonObject,
  MODELLED_KINDS,
  type StorageClass,
  UNMODELLED_KINDS,
} from '../api/index.ts';
import { createLocalClient } from '../client/index.ts';
import { createControllers, createRunner } from '../control/index.ts';
import { createImages } from '../images/index.ts';
import {
  because,
  type Clock,
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  type FileSystem,
  type Origin,
} from '../kernel/index.ts';
import type { CommandRecord } from '../lesson/index.ts';
import { createKubelets, type NodeProfile } from '../node/index.ts';
import {
  admissionChain,
  createApiServer,
  createEventRecorder,
  createStore,
  type StoreView,
  writeAs,
} from '../store/index.ts';
import { bootCluster } from './boot.ts';
import { createContainerTools } from './container-tools.ts';
import { fillHome, homeFiles } from './home.ts';
import {
  createTerminals,
  type ScriptOutcome,
  type ScriptRequest,
  type Terminal,
} from './terminals.ts';
import { createWorld, type World } from './world.ts';

/** When a cluster starts, on the calendar: fixed, so that two sessions of one seed are equal. */
const START_EPOCH_MS = Date.UTC(2026, 10, 23, 8, 0, 0);
const FIRST_RV = 1;
/** The controllers of a new control plane have nothing left to do after this. */
const BOOT_MS = 2_000;

export interface ClusterOptions {
  readonly seed: number;
  readonly nodes: number;
  readonly storageClasses: readonly StorageClass[];
  /** Manifests of what exists from the start. */
  readonly objects: readonly JsonObject[];
  /** The home directory: relative path and content. */
  readonly files: Readonly<Record<string, string>>;
  readonly profile: NodeProfile;
  readonly featureGates: Readonly<Record<string, boolean>>;
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
  /** Runs a script as `bash -c` would, to its end or to its limit. */
  runScript(request: ScriptRequest): ScriptOutcome;
  commands(): readonly CommandRecord[];
  homeFiles(): readonly { readonly path: string; readonly content: string }[];
}

/** Creates a cluster and lets it come to rest. The only door of the simulator. */
export function createCluster(options: ClusterOptions): Cluster {
  const queue = createQueue(START_EPOCH_MS);
  const prng = createPrng(options.seed);
  const store = createStore(queue, FIRST_RV);
  const processes = createProcesses(queue);
  const registry = createRegistry([...MODELLED_KINDS, ...UNMODELLED_KINDS]);
  const server = createApiServer({
    store,
    clock: queue,
    prng: prng.split('api-server'),
    admissions: admissionChain(options.featureGates),
    kinds: registry.kinds(),
  });
  const events = createEventRecorder(server, queue, prng.split('events'));
  const files = createMemoryFiles({ nowEpochMs: () => queue.epochMs(), files: {} });
  const { profile, featureGates } = options;
  bootCluster(store, queue, prng.split('boot'), options);
  const kubelets = createKubelets({
    queue,
    server,
    events,
    processes,
    prng: prng.split('kubelets'),
    images: createImages(),
    profile,
    createCommands: createContainerTools({
      processes,
      clock: queue,
      prng: prng.split('containers'),
      dns: { view: store, upstream: () => undefined },
    }),
  });
  const runner = createRunner({
    queue,
    server,
    events,
    prng: prng.split('controllers'),
    controllers: createControllers({ featureGates, prng: prng.split('provisioner') }),
  });
  for (const change of store.changes()) {
    runner.onChange(change);
    kubelets.onChange(change);
  }
  const world = createWorld({
    queue,
    store,
    processes,
    watchers: [runner.onChange, kubelets.onChange],
  });
  const clientOf = (commandId: () => number) =>
    createLocalClient({
      server,
      discovery: registry,
      containers: kubelets,
      clock: queue,
      origin: (): Origin => ({
        actor: 'user',
        why: because('command'),
        triggerRv: 0,
        commandId: commandId(),
      }),
    });
  const terminals = createTerminals({
    queue,
    processes,
    prng: prng.split('shell'),
    files,
    world,
    clientOf,
  });
  fillHome(files, options.files);
  world.advance(BOOT_MS);
  for (const object of options.objects) create(object);
  world.settle();

  function create(object: JsonObject): void {
    const client = clientOf(() => 0);
    const kind = registry.kindOf(String(object['apiVersion']), String(object['kind']));
    if (kind === undefined) throw new Error(`no kind ${object['apiVersion']} ${object['kind']}`);
    const { namespace = 'default' } = object['metadata'] as { namespace?: string };
    const answer = client.create(
      { kind, namespace, name: '', subresource: '' },
      object,
      writeAs('lesson'),
    );
    if (!answer.ok) throw new Error(answer.status.message);
  }

  return {
    clock: queue,
    view: store,
    world,
    files,
    openTerminal: terminals.open,
    terminal: terminals.get,
    runScript: terminals.runScript,
    commands: terminals.commands,
    homeFiles: () => homeFiles(files),
  };
}
