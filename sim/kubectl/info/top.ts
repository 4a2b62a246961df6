import {
  type KubeObject,
  METRICS_KINDS,
  milliValue,
  type Node,
  type NodeMetrics,
  nodeMetricses,
  nodes,
  type Pod,
  type PodMetrics,
  podMetricses,
  pods,
  podUsage,
  type ResourceUsage,
  wholeValue,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome, usageFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { ALL_NAMESPACES_FLAG, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';

const MIB = 1024 * 1024;
/** So long the metrics of a new pod may be missing. Models metricsCreationDelay. */
const CREATION_DELAY_MS = 120_000;
const UNKNOWN = '<unknown>';
const NOT_YET = 'metrics not available yet';
/** Nodes here have no swap, and pods use none. */
const NO_SWAP = '0Mi';

type Selectors = Parameters<Session['client']['list']>[1];

/** What one line is about: its first cells, and what is used. */
interface Line {
  readonly cells: readonly string[];
  readonly usage: ResourceUsage;
}

const usedCells = ({ cpu, memory }: ResourceUsage): [string, string] => [
  `${milliValue(cpu)}m`,
  `${Math.floor(wholeValue(memory) / MIB)}Mi`,
];

const percentOf = (used: string, of: string | undefined): string[] => {
  if (of === undefined) return [];
  const all = milliValue(of);
  return [`${all === 0 ? 0 : Math.trunc((milliValue(used) / all) * 100)}%`];
};

/** The lines as the printer of the real tool lays them out, which ends each cell with a tab. */
const layOut = (rows: readonly (readonly string[])[]): string =>
  alignTabs(rows.map((cells) => `${cells.map((cell) => `${cell}\t`).join('')}\n`).join(''), {
    ...tableLayout(),
  });

/** Largest first by a resource, else by name. Models the sorters of pkg/metricsutil. */
const sorted = <T>(
  items: readonly T[],
  by: string,
  usageOf: (item: T) => ResourceUsage,
  nameOf: (item: T) => string,
): T[] => {
  if (by === 'cpu' || by === 'memory') {
    const amounts = items.map((item) => ({ item, amount: milliValue(usageOf(item)[by]) }));
    return amounts.sort((a, b) => b.amount - a.amount).map(({ item }) => item);
  }
  const named = items.map((item) => ({ item, name: nameOf(item) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ item }) => item);
};

function checkFlags(
  { args, flags }: Session,
  name: string,
  isSelected: boolean,
  others: string,
): Failure | undefined {
  if (args.length > 1) return usageFailure(`top ${name}`, `${name} [NAME | -l label]`);
  if (!['', 'cpu', 'memory'].includes(flags.text('sort-by'))) {
    return message('--sort-by accepts only cpu or memory');
  }
  if (args.length > 0 && isSelected) {
    return message(`only one of NAME or ${others} can be provided`);
  }
  return undefined;
}

/** Whether the server has metrics; that is asked anew each time. */
function isServed({ peek, log }: Session): boolean {
  log.discover('');
  return peek.discovery.kinds().some((kind) => METRICS_KINDS.includes(kind));
}

const podSelectors = ({ flags }: Session): Selectors => ({
  labelSelector: flags.text('selector'),
  fieldSelector: flags.text('field-selector'),
});
const nodeSelectors = ({ flags }: Session): Selectors => ({
  labelSelector: flags.text('selector'),
  fieldSelector: '',
});

/** The metrics that were asked for: of one object, or of a list. */
function* metricsFor(
  session: Session,
  kind: typeof podMetricses | typeof nodeMetricses,
  namespace: string,
  selectors: Selectors,
): Program<Outcome<readonly KubeObject[]>> {
  const { typed: client, args } = session;
  const [name] = args;
  if (name !== undefined) {
    const found = yield* session.call(client.get({ kind, namespace, name, subresource: '' }));
    return found.ok ? done([found.value]) : failed(found.failure);
  }
  const listed = yield* session.call(client.list({ kind, namespace }, selectors));
  return listed.ok ? done(listed.value.items) : failed(listed.failure);
}

/** `2m5.123s`: how Go writes a duration. */
function goDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (minutes === 0) return seconds;
  return hours === 0 ? `${minutes}m${seconds}` : `${hours}h${minutes % 60}m${seconds}`;
}

/** Why no pod has metrics. Models verifyEmptyMetrics. */
function* explainEmpty(session: Session, namespace: string): Program<Failure | undefined> {
  const { typed: client, parts } = session;
  const listed = yield* session.call(client.list({ kind: pods, namespace }, podSelectors(session)));
  if (!listed.ok) return listed.failure;
  for (const { metadata } of listed.value.items as readonly Pod[]) {
    const ageMs = parts.clock.epochMs() - Date.parse(metadata.creationTimestamp);
    if (ageMs <= CREATION_DELAY_MS) continue;
    const pod = `${metadata.namespace}/${metadata.name}`;
    return message(`Metrics not available for pod ${pod}, age: ${goDuration(ageMs)}`);
  }
  return listed.value.items.length === 0 ? undefined : message(NOT_YET);
}

function podLines(session: Session, metrics: readonly PodMetrics[]): Line[] {
  const { flags } = session;
  const by = flags.text('sort-by');
  const isEverywhere = flags.bool('all-namespaces');
  const nameOf = ({ metadata }: PodMetrics): string =>
    `${isEverywhere ? metadata.namespace : ''}/${metadata.name}`;
  return sorted(metrics, by, podUsage, nameOf).flatMap((pod): Line[] => {
    const where = isEverywhere ? [pod.metadata.namespace ?? ''] : [];
    const { name } = pod.metadata;
    if (!flags.bool('containers')) return [{ cells: [...where, name], usage: podUsage(pod) }];
    const containers = sorted(
      pod.containers,
      by,
      ({ usage }) => usage,
      (one) => one.name,
    );
    return containers.map((one) => ({ cells: [...where, name, one.name], usage: one.usage }));
  });
}

function podTable(session: Session, metrics: readonly PodMetrics[]): string {
  const { flags } = session;
  const swap = flags.bool('show-swap') ? [NO_SWAP] : [];
  const before = [
    ...(flags.bool('all-namespaces') ? ['NAMESPACE'] : []),
    ...(flags.bool('containers') ? ['POD'] : []),
  ];
  const columns = [...before, 'NAME', 'CPU(cores)', 'MEMORY(bytes)'];
  const header = [...columns, ...(swap.length === 0 ? [] : ['SWAP(bytes)'])];
  const hasHeader = !flags.bool('no-headers');
  const rows = podLines(session, metrics).map(({ cells, usage }) => [
    ...cells,
    ...usedCells(usage),
    ...swap,
  ]);
  if (flags.bool('sum')) {
    const width = hasHeader ? header.length : 3 + swap.length;
    const total = podUsage({
      containers: metrics.flatMap(({ containers }) => containers),
    } as unknown as PodMetrics);
    const empty = (count: number): string[] => Array.from({ length: Math.max(0, count) }, () => '');
    rows.push([...empty(width - 2), '________', '________']);
    rows.push([...empty(width - 3), '', ...usedCells(total), ...swap]);
  }
  return layOut(hasHeader ? [header, ...rows] : rows);
}

/** Models pkg/cmd/top RunTopPod. */
function* topPods(session: Session): Program<Failure | undefined> {
  const selectors = podSelectors(session);
  const isSelected = selectors.labelSelector !== '' || selectors.fieldSelector !== '';
  const refused = checkFlags(session, 'pod', isSelected, 'selector');
  if (refused !== undefined) return refused;
  if (!isServed(session)) return message('Metrics API not available');
  const isEverywhere = session.flags.bool('all-namespaces');
  const namespace = isEverywhere ? '' : session.namespace;
  const found = yield* metricsFor(session, podMetricses, namespace, selectors);
  if (!found.ok) return found.failure;
  const metrics = found.value as readonly (KubeObject & PodMetrics)[];
  if (metrics.length > 0) {
    yield* session.out(podTable(session, metrics));
    return undefined;
  }
  // Also for all namespaces the real tool looks at the pods of the current one.
  const why = yield* explainEmpty(session, session.namespace);
  if (why !== undefined) return why;
  const where = isEverywhere ? '' : ` in ${session.namespace} namespace.`;
  yield* session.err(`No resources found${where}\n`);
  return undefined;
}

function nodeTable(
  { flags }: Session,
  metrics: readonly NodeMetrics[],
  all: readonly Node[],
): string {
  const swap = flags.bool('show-swap') ? [UNKNOWN, UNKNOWN] : [];
  const columns = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
  const header = [...columns, ...(swap.length === 0 ? [] : ['SWAP(bytes)', 'SWAP(%)'])];
  const availableOf = ({ status }: Node) =>
    flags.bool('show-capacity') ? status.capacity : status.allocatable;
  const inOrder = sorted(
    metrics,
    flags.text('sort-by'),
    ({ usage }) => usage,
    ({ metadata }) => metadata.name,
  );
  const rows = inOrder.map(({ metadata, usage }) => {
    const node = all.find((one) => one.metadata.name === metadata.name);
    const available = node === undefined ? {} : (availableOf(node) ?? {});
    const [cpu, memory] = usedCells(usage);
    return [
      metadata.name,
      cpu,
      ...percentOf(usage.cpu, available.cpu),
      memory,
      ...percentOf(usage.memory, available.memory),
      ...swap,
    ];
  });
  const measured = new Set(metrics.map(({ metadata }) => metadata.name));
  const missing = all
    .filter(({ metadata }) => !measured.has(metadata.name))
    .map(({ metadata }) => [metadata.name, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, ...swap]);
  return layOut([...(flags.bool('no-headers') ? [] : [header]), ...rows, ...missing]);
}

/** Models pkg/cmd/top RunTopNode. */
function* topNodes(session: Session): Program<Failure | undefined> {
  const selectors = nodeSelectors(session);
  const refused = checkFlags(session, 'node', selectors.labelSelector !== '', '--selector');
  if (refused !== undefined) return refused;
  if (!isServed(session)) return message('Metrics API not available');
  const found = yield* metricsFor(session, nodeMetricses, '', selectors);
  if (!found.ok) return found.failure;
  if (found.value.length === 0) return message(NOT_YET);
  const { typed: client, args } = session;
  const [name] = args;
  const listed = yield* session.call(client.list({ kind: nodes, namespace: '' }, selectors));
  if (!listed.ok) return listed.failure;
  const all = (listed.value.items as readonly Node[]).filter(
    ({ metadata }) => name === undefined || metadata.name === name,
  );
  const metrics = found.value as readonly (KubeObject & NodeMetrics)[];
  yield* session.out(nodeTable(session, metrics, all));
  return undefined;
}

const COMMON_FLAGS = [
  SELECTOR_FLAG,
  boolFlag('no-headers', 'Print no line of headers'),
  textFlag('sort-by', 'cpu or memory'),
  boolFlag('show-swap', 'Show what is used of swap memory'),
  boolFlag('use-protocol-buffers', 'Ask for metrics in the binary format', '', 'true'),
];

const nodeVerb: Verb = {
  ...PLAIN_VERB,
  name: 'node',
  aliases: ['nodes', 'no'],
  summary: 'Show what nodes use',
  usage: '[NAME | -l label]',
  examples: [{ does: 'Show the busiest node first', line: 'kubectl top node --sort-by=cpu' }],
  flags: [...COMMON_FLAGS, boolFlag('show-capacity', 'Percent of the capacity')],
  verbs: [],
  isServerFirst: () => true,
  run: topNodes,
};

const podVerb: Verb = {
  ...PLAIN_VERB,
  name: 'pod',
  aliases: ['pods', 'po'],
  summary: 'Show what pods use',
  usage: '[NAME | -l label]',
  examples: [{ does: 'Show each container', line: 'kubectl top pod web-0 --containers' }],
  flags: [
    ...COMMON_FLAGS,
    ALL_NAMESPACES_FLAG,
    boolFlag('containers', 'One line a container'),
    boolFlag('sum', 'Add a line with the sum'),
    textFlag('field-selector', 'Only objects with these fields'),
  ],
  verbs: [],
  run: topPods,
};

/** A cluster without a metrics server says that it has none. */
export const topGroup: VerbGroup = {
  name: 'top',
  aliases: [],
  summary: 'Show what nodes and pods use',
  usage: '[flags]',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: [nodeVerb, podVerb],
};
