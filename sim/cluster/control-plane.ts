import {
  createRegistry,
  METRICS_KINDS,
  type MetricsSource,
  MODELLED_KINDS,
  OTHER_VERSIONS,
  type Registry,
  UNMODELLED_KINDS,
} from '../api/index.ts';
import {
  type Access,
  type Client,
  type DefaultObjects,
  REQUESTS,
  requestsIn,
} from '../client/index.ts';
import {
  CONTROLLERS,
  createControllers,
  createRunner,
  isWork,
  type Runner,
} from '../control/index.ts';
import { createImages, IMAGES } from '../images/index.ts';
import {
  because,
  createPrng,
  createProcesses,
  createQueue,
  type Origin,
  type Parts,
  type Prng,
  type Processes,
  type Queue,
  rememberLast,
} from '../kernel/index.ts';
import { createNetwork, type Network } from '../net/index.ts';
import { createKubelets, type Kubelets, type NodeProfile, type Service } from '../node/index.ts';
import {
  type ApiServer,
  admissionChain,
  type Change,
  createApiServer,
  createEventRecorder,
  createStore,
  type Store,
} from '../store/index.ts';
import { createApiEndpoint } from './api-endpoint.ts';
import { AGE_MS, type BootOptions, bootCluster } from './boot.ts';
import { createContainerDial, createContainerTools } from './container-tools.ts';
import { withFaults } from './faults.ts';
import { createLateApi, createSubresourceErrors, type LateApi } from './late-api.ts';
import { createListeners } from './listeners.ts';
import { createMetricsServer } from './metrics-server.ts';
import { createProgramAdviser, type ProgramAdviser } from './program-adviser.ts';
import { createWorld, type World } from './world.ts';

const FIRST_RV = 1;

export interface ControlPlaneOptions extends BootOptions {
  readonly seed: number;
  readonly profile: NodeProfile;
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** What has come of the code that may come later; more may be added as time goes on. */
  readonly parts: Parts;
}

/** A command whose requests a client makes; `id` 0 when no command is behind them. */
export interface RunningCommand {
  readonly id: number;
  readonly line: string;
}

/** API server, controllers and nodes, wired to one clock. */
export interface ControlPlane {
  readonly queue: Queue;
  readonly prng: Prng;
  readonly processes: Processes;
  readonly store: Store;
  readonly server: ApiServer;
  readonly registry: Registry;
  readonly kubelets: Kubelets;
  readonly metrics: MetricsSource;
  readonly defaults: DefaultObjects;
  /** Who may do what, by the roles that a client sees. */
  access(client: Client): Access;
  readonly requestToken: LateApi['requestToken'];
  readonly network: Network;
  /** What answers on a port of a pod; undefined when nothing listens there. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  /** See `Cluster`. */
  killListener(namespace: string, pod: string, port: number): () => void;
  readonly world: World;
  /** Why an object waits, by the controllers' own guards, as things stand now. */
  readonly waitsFor: Runner['waitsFor'];
  /**
   * A client whose requests carry the command that is running when they are made; to be called
   * when what requests go through has come.
   */
  clientOf(running: () => RunningCommand): Client;
  readonly adviceFor: ProgramAdviser;
}

/** What every write passes, in a cluster with these options. */
export const admissionsOf = ({ featureGates }: Pick<ControlPlaneOptions, 'featureGates'>) =>
  admissionChain(featureGates);

/** Names the part without which nobody can be told of a change. The first work needs them. */
const missingPartFor =
  (loaded: Parts) =>
  (change: Change): string | undefined =>
    isWork(change)
      ? [CONTROLLERS, IMAGES, REQUESTS].find((part) => part.of(loaded) === undefined)?.name
      : undefined;

/** What a change says that a command asks for; it may ask for many. */
const originOf = rememberLast(
  ({ id, line }: RunningCommand): Origin => ({
    actor: 'user',
    why: because('command', { line }),
    triggerRv: 0,
    commandId: id,
  }),
);

/** Wires a control plane. Nothing has run yet: the world stands at 0. */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const { seed, profile, featureGates, parts: loaded } = options;
  const queue = createQueue(profile.startsAtEpochMs);
  const prng = createPrng(seed);
  const store = createStore(queue, FIRST_RV);
  const processes = createProcesses(queue, loaded);
  const registry = createRegistry([
    ...MODELLED_KINDS,
    ...UNMODELLED_KINDS,
    ...OTHER_VERSIONS.map(({ kind }) => kind),
    ...(profile.hasMetricsServer ? METRICS_KINDS : []),
  ]);
  const server = createApiServer({
    store,
    clock: queue,
    prng: prng.split('api-server'),
    admissions: admissionsOf(options),
    kinds: [...MODELLED_KINDS, ...UNMODELLED_KINDS],
    subresourceErrors: createSubresourceErrors(loaded),
    patching: () => requestsIn(loaded).patching,
  });
  const events = createEventRecorder(server, queue, prng.split('events'));
  bootCluster(store, queue, prng.split('boot'), options);
  const listeners = createListeners((namespace, pod, port) => {
    const containers = kubelets.containersOf(namespace, pod) ?? [];
    const services = containers.map((container) => container.run()?.service(port));
    return services.find((service) => service !== undefined);
  });
  const { serviceOf } = listeners;
  const network = createNetwork({
    view: store,
    clock: queue,
    prng: prng.split('network'),
    options: options.network,
    apiServer: createApiEndpoint({
      clock: queue,
      processes,
      client: () => clientOf(() => ({ id: 0, line: '' })),
      access: (client) => lateApi.access(client),
    }),
    serviceOf,
  });
  const adviceFor = createProgramAdviser(loaded, () => clientOf(() => ({ id: 0, line: '' })));
  const inContainers = { clock: queue, prng: prng.split('containers'), network, adviceFor };
  const kubelets: Kubelets = createKubelets({
    queue,
    server,
    events,
    processes,
    prng: prng.split('kubelets'),
    images: createImages(loaded),
    profile: withFaults(profile, store),
    createCommands: createContainerTools(inContainers),
    createDial: createContainerDial(inContainers),
  });
  const metrics = createMetricsServer(store, kubelets, queue);
  const controllers = createControllers({
    featureGates,
    prng: prng.split('provisioner'),
    metrics: profile.hasMetricsServer ? metrics : undefined,
  });
  const runnerPrng = prng.split('controllers');
  const runner = createRunner({ queue, server, events, prng: runnerPrng, controllers, loaded });
  for (const change of store.changes()) runner.onBoot(change);
  const missingFor = missingPartFor(loaded);
  const watchers = [runner.onChange, kubelets.onChange];
  const world = createWorld({ queue, store, processes, watchers, missingFor });
  const madeAtEpochMs = profile.startsAtEpochMs - AGE_MS;
  const lateApi = createLateApi(loaded, store, registry, queue, madeAtEpochMs);
  const clientOf = (running: () => RunningCommand): Client =>
    requestsIn(loaded).createClient({
      server,
      discovery: registry,
      containers: kubelets,
      clock: queue,
      metrics,
      ...lateApi,
      serviceOf,
      origin: () => originOf(running()),
    });
  const seen = { metrics, ...lateApi, waitsFor: runner.waitsFor };
  const own = { queue, prng, processes, store, server, registry, kubelets, ...seen, world };
  return { ...own, network, serviceOf, killListener: listeners.kill, clientOf, adviceFor };
}
