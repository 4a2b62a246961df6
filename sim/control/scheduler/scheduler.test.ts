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
