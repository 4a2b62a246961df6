import type { Lease } from '../../api/index.ts';
import {
  addQuantities,
  leases,
  milliValue,
  type Node,
  nodeRoles,
  type Pod,
  podAmounts,
  pods,
  wholeValue,
} from '../../api/index.ts';
import { longTime, since, writeAnnotations, writeLabels, writeTable } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import type { Writer } from './writer.ts';

type Amounts = Readonly<Record<string, string>>;

const numberOf = (name: string, amount: string): number =>
  name === 'cpu' ? milliValue(amount) : wholeValue(amount);

/** An amount and its part of what the node has. */
function partText(amounts: Amounts, name: string, capacity: Amounts): string {
  const amount = amounts[name] ?? '0';
  const whole = numberOf(name, capacity[name] ?? '0');
  const part = whole === 0 ? 0 : Math.trunc((numberOf(name, amount) * 100) / whole);
  return `${amount} (${part}%)`;
}

function sumOf(all: readonly Amounts[]): Amounts {
  const total: Record<string, string> = {};
  for (const amounts of all) {
    for (const [name, amount] of Object.entries(amounts)) {
      total[name] = total[name] === undefined ? amount : addQuantities(total[name], amount);
    }
  }
  return total;
}

function writePods(
  writer: Writer,
  node: Node,
  here: readonly Pod[],
  clock: Describer['clock'],
): void {
  const capacity = node.status.allocatable ?? node.status.capacity ?? {};
  writer.line(0, 'Non-terminated Pods:', `(${here.length} in total)`);
  const headers = [
    'Namespace',
    'Name',
    '',
    'CPU Requests',
    'CPU Limits',
    'Memory Requests',
    'Memory Limits',
    'Age',
  ];
  writer.line(1, ...headers);
  writer.line(
    1,
    '---------',
    '----',
    '',
    '------------',
    '----------',
    '---------------',
    '-------------',
    '---',
  );
  for (const pod of here) {
    const requests = podAmounts(pod, 'requests');
    const limits = podAmounts(pod, 'limits');
    writer.line(
      1,
      pod.metadata.namespace ?? '',
      pod.metadata.name,
      '',
      partText(requests, 'cpu', capacity),
      partText(limits, 'cpu', capacity),
      partText(requests, 'memory', capacity),
      partText(limits, 'memory', capacity),
      since(pod.metadata.creationTimestamp, clock),
    );
  }
  writer.write(
    0,
    'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n',
  );
  const requests = sumOf(here.map((pod) => podAmounts(pod, 'requests')));
  const limits = sumOf(here.map((pod) => podAmounts(pod, 'limits')));
  const names = ['cpu', 'memory', 'ephemeral-storage'];
  const huge = Object.keys(capacity)
    .filter((name) => name.startsWith('hugepages-'))
    .sort();
  const rows = [...names, ...huge].map((name) => [
    name,
    partText(requests, name, capacity),
    partText(limits, name, capacity),
  ]);
  writeTable(writer, 1, ['Resource', 'Requests', 'Limits'], rows);
}

function writeAmounts(writer: Writer, title: string, amounts: Amounts | undefined): void {
  const names = Object.keys(amounts ?? {}).sort();
  if (names.length === 0) return;
  writer.line(0, `${title}:`);
  for (const name of names) writer.line(1, `${name}:`, amounts?.[name] ?? '');
}

function writeTaints(writer: Writer, { spec }: Node): void {
  const taints = [...(spec.taints ?? [])].sort((a, b) =>
    `${a.effect},${a.key}` < `${b.effect},${b.key}` ? -1 : 1,
  );
  writer.write(0, 'Taints:\t');
  if (taints.length === 0) writer.line(0, '<none>');
  for (const [i, { key, value, effect }] of taints.entries()) {
    writer.write(0, `${i === 0 ? '' : '\t'}${key}${value ? `=${value}` : ''}:${effect}\n`);
  }
}

function writeSystem(writer: Writer, { status }: Node): void {
  const info = status.nodeInfo;
  writer.line(0, 'System Info:');
  writer.line(1, 'Machine ID:', info?.machineID ?? '');
  writer.line(1, 'System UUID:', info?.systemUUID ?? '');
  writer.line(1, 'Boot ID:', info?.bootID ?? '');
  writer.line(1, 'Kernel Version:', info?.kernelVersion ?? '');
  writer.line(1, 'OS Image:', info?.osImage ?? '');
  writer.line(1, 'Operating System:', info?.operatingSystem ?? '');
  writer.line(1, 'Architecture:', info?.architecture ?? '');
  writer.line(1, 'Container Runtime Version:', info?.containerRuntimeVersion ?? '');
  writer.line(1, 'Kubelet Version:', info?.kubeletVersion ?? '');
}

function writeLease(describer: Describer, node: Node): void {
  const { writer } = describer;
  const lease = describer
    .list<Lease>(leases, 'kube-node-lease')
    .find(({ metadata }) => metadata.name === node.metadata.name);
  if (lease === undefined) {
    const text = `leases.coordination.k8s.io "${node.metadata.name}" not found`;
    writer.line(0, 'Lease:', `Failed to get lease: ${text}`);
    return;
  }
  writer.line(0, 'Lease:');
  writer.line(1, 'HolderIdentity:', lease.spec.holderIdentity ?? '<unset>');
  writer.line(1, 'AcquireTime:', longTime(lease.spec.acquireTime));
  writer.line(1, 'RenewTime:', longTime(lease.spec.renewTime));
}

function writeConditions(writer: Writer, { status }: Node): void {
  const headers = [
    'Type',
    'Status',
    'LastHeartbeatTime',
    'LastTransitionTime',
    'Reason',
    'Message',
  ];
  writer.line(0, 'Conditions:');
  writer.line(1, ...headers);
  writer.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const c of status.conditions ?? []) {
    const times = [longTime(c.lastHeartbeatTime), longTime(c.lastTransitionTime)];
    writer.line(
      1,
      `${c.type} `,
      `${c.status} `,
      ...times.map((t) => `${t} `),
      `${c.reason ?? ''} `,
      `${c.message ?? ''}`,
    );
  }
}

/** Models kubectl's describer of Nodes. */
export function describeNode(describer: Describer, node: Node): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = node;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Roles:', nodeRoles(node));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  writer.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp));
  writeTaints(writer, node);
  writer.line(0, 'Unschedulable:', spec.unschedulable ?? false);
  writeLease(describer, node);
  writeConditions(writer, node);
  writer.line(0, 'Addresses:');
  for (const { type, address } of status.addresses ?? []) writer.line(1, `${type}:`, address);
  writeAmounts(writer, 'Capacity', status.capacity);
  writeAmounts(writer, 'Allocatable', status.allocatable);
  writeSystem(writer, node);
  if (spec.podCIDR) writer.line(0, 'PodCIDR:', spec.podCIDR);
  if (spec.podCIDRs?.length) writer.line(0, 'PodCIDRs:', spec.podCIDRs.join(','));
  if (spec.providerID) writer.line(0, 'ProviderID:', spec.providerID);
  const here = describer
    .list<Pod>(pods, '')
    .filter((pod) => pod.spec.nodeName === metadata.name)
    .filter((pod) => pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed');
  writePods(writer, node, here, clock);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(node), clock);
}
