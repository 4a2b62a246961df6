import {
  fnv32a,
  formatQuantity,
  type MetricsSource,
  milliValue,
  type Node,
  type NodeMetrics,
  nodes,
  type Pod,
  type PodMetrics,
  pods,
  type ResourceUsage,
  timestamp,
} from '../api/index.ts';
import { type Clock, rememberLast } from '../kernel/index.ts';
import type { Kubelets } from '../node/index.ts';
import type { StoreView } from '../store/index.ts';

/** How often the metrics server asks the kubelets: its flag `--metric-resolution`. */
const RESOLUTION_MS = 15_000;
/** A container that was started later than this before a scrape is not measured by it. */
const FRESH_MS = 10_000;
/** Memory is handed out in pages. */
const PAGE_BYTES = 4096;
/** How far a measurement goes up and down by itself. */
const CPU_NOISE = { share: 0.15, mostMilli: 6, mostShare: 0.02 };
const MEMORY_NOISE = 0.01;
/** The system, the kubelet and the container runtime; and what runs the control plane. */
const NODE_OWN = { cpuMilli: 62, memoryBytes: 410 * 1024 * 1024 };
const CONTROL_PLANE_OWN = { cpuMilli: 118, memoryBytes: 690 * 1024 * 1024 };
const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';

const API_VERSION = 'metrics.k8s.io/v1beta1';

interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A factor around 1 that is the same whenever the same measurement is asked for. */
const noise = (key: string, width: number): number => 1 + width * (fnv32a(key) / 2 ** 31 - 1);

/** Small loads vary much, a busy processor hardly. */
function noisyMilli(milli: number, key: string): number {
  const { share, mostMilli, mostShare } = CPU_NOISE;
  const width = Math.min(milli * share, mostMilli + milli * mostShare);
  return milli + width * (noise(key, 1) - 1);
}

/** An amount as the metrics server knows it. */
interface Used {
  readonly cpuNanos: number;
  readonly memoryPages: number;
}

const usedOf = (cpuMilli: number, memoryBytes: number): Used => ({
  cpuNanos: Math.round(cpuMilli * 1_000_000),
  memoryPages: Math.round(memoryBytes / PAGE_BYTES),
});

/** How the metrics server writes an amount. */
const usageOf = ({ cpuNanos, memoryPages }: Used): ResourceUsage => {
  const bytes = BigInt(memoryPages) * BigInt(PAGE_BYTES);
  return {
    cpu: formatQuantity(BigInt(cpuNanos), 'DecimalSI'),
    memory: formatQuantity(bytes * 1_000_000_000n, 'BinarySI'),
  };
};

/** The thousandths of a limit; without one there is no end. */
const limitOf = (limit: string | undefined): number =>
  limit === undefined ? Number.POSITIVE_INFINITY : milliValue(limit);

const coresOf = ({ status }: Node): number => milliValue(status.allocatable?.cpu ?? '0');

/**
 * What containers and nodes use, as a metrics server that asks all kubelets every 15 s knows it. It
 * keeps nothing: a measurement is worked out from the runs themselves. Models pkg/storage of the
 * metrics server.
 */
export function createMetricsServer(
  view: StoreView,
  kubelets: Pick<Kubelets, 'containersOf' | 'isReachable'>,
  clock: Clock,
): MetricsSource {
  const startedMs = (epochMs: number): number => epochMs - (clock.epochMs() - clock.nowMs());
  // All pods of a list have the same one, and other times between.
  const scrapeTimestamp = rememberLast(timestamp);
  const lastScrapeMs = (): number => Math.floor(clock.nowMs() / RESOLUTION_MS) * RESOLUTION_MS;
  const head = (kind: string, { fromMs, toMs }: Window) => ({
    apiVersion: API_VERSION,
    kind,
    timestamp: scrapeTimestamp(clock.epochMs() - clock.nowMs() + toMs),
    window: `${(toMs - fromMs) / 1000}s`,
  });
  const metadataOf = ({ metadata }: Pod | Node) => ({
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    creationTimestamp: timestamp(clock.epochMs()),
    ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
  });

  const measure = (pod: Pod, toMs: number) => {
    const { namespace = '', name, uid } = pod.metadata;
    const { initContainers = [] } = pod.spec;
    const specs =
      initContainers.length === 0
        ? pod.spec.containers
        : [...pod.spec.containers, ...initContainers];
    let window: Window = { fromMs: toMs - RESOLUTION_MS, toMs };
    const containers: { readonly name: string; readonly used: Used }[] = [];
    for (const container of kubelets.containersOf(namespace, name) ?? []) {
      const run = container.run();
      if (run === undefined) continue;
      const sinceMs = startedMs(run.startedAtEpochMs);
      if (sinceMs > toMs) continue;
      if (toMs - sinceMs < FRESH_MS) return undefined;
      const fromMs = Math.max(sinceMs, toMs - RESOLUTION_MS);
      if (fromMs > window.fromMs) window = { fromMs, toMs };
      const used = run.usage(fromMs, toMs);
      const key = `${uid} ${container.name} ${toMs}`;
      const limit = specs.find((one) => one.name === container.name)?.resources?.limits;
      const mostMilli = limitOf(limit?.cpu);
      const cpuMilli = (used.cpuMs * 1000) / (toMs - fromMs);
      const mostBytes = limitOf(limit?.memory) / 1000;
      containers.push({
        name: container.name,
        used: usedOf(
          Math.min(mostMilli, noisyMilli(cpuMilli, key)),
          Math.min(mostBytes, used.memoryBytes * noise(`${key} memory`, MEMORY_NOISE)),
        ),
      });
    }
    return containers.length === 0 ? undefined : { window, containers };
  };

  return {
    podMetrics(namespace, name): PodMetrics | undefined {
      const pod = view.get(pods, namespace, name);
      if (pod === undefined || pod.status.phase !== 'Running') return undefined;
      const measured = measure(pod, lastScrapeMs());
      if (measured === undefined) return undefined;
      const { window } = measured;
      const containers = measured.containers.map(({ name: container, used }) => ({
        name: container,
        usage: usageOf(used),
      }));
      return { ...head('PodMetrics', window), metadata: metadataOf(pod), containers };
    },
    nodeMetrics(name): NodeMetrics | undefined {
      const node = view.get(nodes, '', name);
      if (node === undefined || !kubelets.isReachable(name)) return undefined;
      const toMs = lastScrapeMs();
      const window = { fromMs: toMs - RESOLUTION_MS, toMs };
      if (startedMs(Date.parse(node.metadata.creationTimestamp)) > window.fromMs) return undefined;
      const isControlPlane = node.metadata.labels?.[CONTROL_PLANE_LABEL] !== undefined;
      const own = isControlPlane ? CONTROL_PLANE_OWN : NODE_OWN;
      let cpuMilli = noisyMilli(own.cpuMilli, `${name} ${toMs}`);
      let memoryBytes = own.memoryBytes * noise(`${name} ${toMs} memory`, MEMORY_NOISE);
      for (const pod of view.list(pods, '')) {
        if (pod.spec.nodeName !== name) continue;
        for (const { used } of measure(pod, toMs)?.containers ?? []) {
          cpuMilli += Math.ceil(used.cpuNanos / 1_000_000);
          memoryBytes += used.memoryPages * PAGE_BYTES;
        }
      }
      const usage = usageOf(usedOf(Math.min(coresOf(node), cpuMilli), memoryBytes));
      return { ...head('NodeMetrics', window), metadata: metadataOf(node), usage };
    },
  };
}
