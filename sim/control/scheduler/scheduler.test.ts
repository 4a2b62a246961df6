import { describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import { statefulSet } from '../../../test/control-plane/manifests.ts';
import { events, type Node, nodes, type PodSpec, pods } from '../../api/index.ts';

const pod = (name: string, spec: Partial<PodSpec>) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app: name } },
  spec: { containers: [{ name: 'main', image: 'nginx:1.25' }], ...spec },
});
const asking = (resources: Record<string, string>): Partial<PodSpec> => ({
  containers: [{ name: 'main', image: 'nginx:1.25', resources: { requests: resources } }],
});
const said = (h: Harness, reason: string): (string | undefined)[] =>
  h.store
    .list(events, 'default')
    .filter((event) => event.reason === reason)
    .map(({ message }) => message);
const preempting = (reason: string): string =>
  `no new claims to deallocate, preemption: 0/3 nodes are available: 3 ${reason}.`;
const NOT_HELPFUL = preempting('Preemption is not helpful for scheduling');
const changeNodes = (h: Harness, change: (node: Node) => void): void => {
  for (const { metadata } of h.store.list(nodes, '')) h.change(nodes, '', metadata.name, change);
};

describe('what it says when no node fits', () => {
  const cases: [string, Partial<PodSpec>, string][] = [
    ['cpu', asking({ cpu: '10' }), '3 Insufficient cpu'],
    [
      'cpu and memory',
      asking({ cpu: '9', memory: '20Gi' }),
      '3 Insufficient cpu, 3 Insufficient memory',
    ],
    [
      'selector',
      { nodeSelector: { disktype: 'ssd' } },
      "3 node(s) didn't match Pod's node affinity/selector",
    ],
  ];
  it.each(cases)('%s', (_, spec, reasons) => {
    const h = createHarness();
    h.create(pod('big', spec));
    h.run(100);
    expect(said(h, 'FailedScheduling')).toEqual([
      `0/3 nodes are available: ${reasons}. ${NOT_HELPFUL}`,
    ]);
    const [condition] = h.store.get(pods, 'default', 'big')?.status.conditions ?? [];
    expect(condition).toMatchObject({ type: 'PodScheduled', status: 'False' });
  });

  it('a topology or a label that no node has, also by the name of what every object has', () => {
    const h = createHarness();
    const labelSelector = { matchLabels: { app: 'away' } };
    const topologyKey = 'constructor';
    h.create(
      pod('away', {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector }],
          },
        },
      }),
    );
    h.run(2000);
    // Were the nodes of one topology, it could not be beside the other.
    h.create({
      ...pod('beside', {}),
      metadata: { ...pod('beside', {}).metadata, labels: { app: 'away' } },
    });
    h.run(2000);
    expect(h.store.get(pods, 'default', 'beside')?.spec.nodeName).toBeDefined();
    const spread = { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector };
    h.create(pod('spread', { topologySpreadConstraints: [spread] }));
    h.run(100);
    expect(said(h, 'FailedScheduling')).toEqual([
      "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints " +
        `(missing required label). ${NOT_HELPFUL}`,
    ]);
  });

  it('taints, and again when one is taken away', () => {
    const h = createHarness();
    changeNodes(h, (node) => {
      node.spec.taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
    });
    h.create(pod('plain', {}));
    h.run(100);
    expect(said(h, 'FailedScheduling')[0]).toContain('3 node(s) had untolerated taint(s)');
    h.change<Node>(nodes, '', 'node-2', (node) => {
      delete node.spec.taints;
    });
    h.run(100);
    expect(said(h, 'Scheduled')).toEqual(['Successfully assigned default/plain to node-2']);
  });

  it('pods that keep apart from each other', () => {
    const h = createHarness();
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    };
    const set = statefulSet('web', { replicas: 4, volumeClaimTemplates: [] });
    Object.assign(set.spec.template.spec, { affinity: { podAntiAffinity } });
    h.create(set);
    h.run(5000);
    expect(said(h, 'FailedScheduling')).toEqual([
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. " +
        preempting('No preemption victims found for incoming pod'),
    ]);
  });

  it('a claim that is missing', () => {
    const h = createHarness();
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'gone' } }];
    h.create(pod('missing', { volumes }));
    h.run(100);
    expect(said(h, 'FailedScheduling')).toEqual([
      '0/3 nodes are available: persistentvolumeclaim "gone" not found. not found',
    ]);
  });
});

it('spreads the pods of a set over the nodes', () => {
  const h = createHarness();
  h.create(statefulSet('web', { replicas: 6, podManagementPolicy: 'Parallel' }));
  h.run(5000);
  const used = h.store.list(pods, 'default').map(({ spec }) => spec.nodeName);
  for (const node of ['node-1', 'node-2', 'node-3']) {
    expect(used.filter((name) => name === node)).toHaveLength(2);
  }
});

describe('a pod that is more important', () => {
  const cluster = (preemptionPolicy: string): Harness => {
    const h = createHarness();
    h.create({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'vip' },
      value: 1000,
      preemptionPolicy,
    });
    for (const name of ['a', 'b', 'c']) h.create(pod(name, asking({ cpu: '3' })));
    h.run(1000);
    h.create(pod('vip', { priorityClassName: 'vip', ...asking({ cpu: '2' }) }));
    h.run(100);
    return h;
  };
  const condition = (h: Harness, name: string, type: string) =>
    h.store.get(pods, 'default', name)?.status.conditions?.find((one) => one.type === type);

  it('takes the place of one that is less so', () => {
    const h = cluster('PreemptLowerPriority');
    const vip = h.store.get(pods, 'default', 'vip');
    const node = vip?.status.nominatedNodeName;
    const victim = h.store
      .list(pods, 'default')
      .find(({ metadata, spec }) => spec.nodeName === node && metadata.deletionTimestamp);
    expect(condition(h, victim?.metadata.name ?? '', 'DisruptionTarget')).toMatchObject({
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    });
    expect(said(h, 'FailedScheduling')).toEqual(['0/3 nodes are available: 3 Insufficient cpu.']);
    expect(said(h, 'Preempted')).toEqual([`Preempted by pod ${vip?.metadata.uid} on node ${node}`]);
    h.create(pod('late', asking({ cpu: '2' })));
    h.run(1000);
    expect(h.store.get(pods, 'default', 'vip')?.spec.nodeName).toBe(node);
    expect(h.store.list(pods, 'default')).toHaveLength(4);
  });

  it('waits when its class says so', () => {
    expect(said(cluster('Never'), 'FailedScheduling')).toEqual([
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: ' +
        'not eligible due to preemptionPolicy=Never.',
    ]);
  });

  it('does not take more than it needs', () => {
    const h = createHarness();
    h.create({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'vip' },
      value: 1000,
    });
    const here = { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } };
    for (const name of ['a', 'b', 'c']) h.create(pod(name, { ...here, ...asking({ cpu: '1' }) }));
    h.run(1000);
    h.create(pod('vip', { ...here, priorityClassName: 'vip', ...asking({ cpu: '2' }) }));
    h.run(1000);
    expect(said(h, 'Preempted')).toHaveLength(1);
  });
});
