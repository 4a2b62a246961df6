import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { nodes, type Pod, pods, services, statefulSets } from '../../sim/api/index.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../sim/index.ts';
import { causesOfCondition, causesOfEvent } from './causes.ts';
import { objectFacts, podNamedAt } from './object-facts.ts';
import { pastSession } from './time/past-session.ts';

const SOURCE = emptyLesson(2, true, {
  'large.yaml': `apiVersion: v1
kind: Pod
metadata: {name: large}
spec: {containers: [{name: a, image: nginx, resources: {requests: {cpu: "400"}}}]}
`,
  'full.yaml': `apiVersion: v1
kind: Pod
metadata: {name: full}
spec:
  volumes: [{name: d, emptyDir: {sizeLimit: 1Mi}}]
  containers:
    - name: full
      image: busybox
      command: [sh, -c, 'head -c 3000000 /dev/zero > /d/x; sleep 600']
      volumeMounts: [{name: d, mountPath: /d}]
`,
  'set.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:no-such-tag'}]}
`,
});

function play(lines: readonly string[]) {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: '1' });
  session.advance(100);
  for (const text of lines) {
    session.input({ type: 'line', terminal: '1', text });
    session.advance(20_000);
  }
  const factsOf = (name: string, from = session) => {
    const pod = from.view.get(pods, 'default', name) as Pod;
    return objectFacts(from, pod.metadata.uid);
  };
  return { session, factsOf };
}

test('a pod that fits nowhere says of each node which rule refuses it, and what is short', () => {
  const { session, factsOf } = play(['kubectl cordon node-1', 'kubectl apply -f large.yaml']);
  const rules = factsOf('large')?.refusals.map(({ node, rule }) => [node, rule]);
  expect(rules).toEqual([
    ['node-1', 'NodeUnschedulable'],
    ['node-2', 'NodeResourcesFit'],
  ]);
  const [, second] = factsOf('large')?.refusals ?? [];
  expect(second?.reasons).toEqual(['Insufficient cpu']);
  expect(second?.short[0]?.asked).toBe(400_000);
  expect(second?.short[0]?.free).toBeLessThan(400_000);
  const past = pastSession(session, session.nowMs() - 1000);
  expect(factsOf('large', past)?.refusals).toHaveLength(2);
});

test('a pod of a set says what the set waits for', () => {
  const { factsOf } = play(['kubectl apply -f set.yaml']);
  expect(factsOf('web-0')?.waits.map(({ why }) => why)).toEqual([
    { code: 'statefulset.waitReady', values: { pod: 'web-0', set: 'web' } },
  ]);
});

test('what holds an object up is said with the fields that say so', () => {
  const { session, factsOf } = play([
    'kubectl run nopull --image=nginx:no-such-tag',
    'kubectl run crash --image=busybox --command -- sh -c "exit 3"',
    'kubectl create service clusterip lonely --tcp=80',
    'kubectl apply -f set.yaml',
    `kubectl patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}'`,
    'kubectl set image sts web web=nginx',
    `kubectl patch pod nopull --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'`,
    'kubectl delete pod nopull --wait=false',
    'sleep 20',
  ]);
  const said = (facts: ReturnType<typeof factsOf>) =>
    facts?.holds.map(({ why, fields }) => [why.code, fields[0]]);
  expect(said(factsOf('nopull'))?.[0]).toEqual([
    'hold.finalizers',
    'metadata.finalizers: ["example.com/hold"]',
  ]);
  expect(said(factsOf('crash'))).toEqual([
    ['hold.crash', 'status.lastState.terminated.exitCode: 3'],
  ]);
  expect(said(factsOf('web-0'))).toEqual([
    ['hold.image', 'spec.containers[web].image: nginx:no-such-tag'],
    ['hold.partition', 'spec.updateStrategy.rollingUpdate.partition: 1'],
  ]);
  const lonely = session.view.get(services, 'default', 'lonely')?.metadata.uid ?? '';
  expect(said(objectFacts(session, lonely))).toEqual([
    ['hold.noPods', 'spec.selector: {"app":"lonely"}'],
  ]);
});

test('a pod that has failed, or was given to no node, says so, and its chain leads to the end', () => {
  const { session, factsOf } = play([
    'kubectl create job once --image=busybox -- sh -c "sleep 1; exit 7"',
    `kubectl run lost --image=nginx --overrides='{"spec":{"nodeName":"node-9"}}'`,
    'kubectl apply -f full.yaml',
    'sleep 20',
  ]);
  const ofJob = session.view
    .list(pods, 'default')
    .find(({ metadata, status }) => /^once-/.test(metadata.name) && status.phase === 'Failed');
  const counted = factsOf(ofJob?.metadata.name ?? '');
  expect(counted?.holds[0]).toMatchObject({
    why: { code: 'hold.failed', values: { code: 7 } },
    fields: [
      'status.state.terminated.exitCode: 7',
      'status.state.terminated.reason: Error',
      'spec.restartPolicy: Never',
    ],
  });
  const codes = counted?.causes.map(({ why }) => why.code) ?? [];
  expect(codes[0]).toBe('job.counted');
  expect(codes).toContain('change.containerEnded');
  expect(codes.at(-1)).toBe('command.line');
  expect(factsOf('lost')?.holds[0]).toMatchObject({
    why: { code: 'hold.nodeMissing', values: { node: 'node-9' } },
    fields: ['spec.nodeName: node-9'],
  });
  expect(factsOf('full')?.holds[0]).toMatchObject({
    why: { code: 'hold.stopped', values: { reason: 'Evicted' } },
    fields: [expect.stringContaining('status.message: Usage of EmptyDir volume "d" exceeds')],
  });
});

test('a look-up is one chain: what was asked for, each name that was tried, who answered', () => {
  const { factsOf } = play([
    'kubectl run asker --image=busybox:1.28 -- sleep 3600',
    'kubectl exec asker -- wget -T 1 -qO- http://kubernetes.default:80',
    'kubectl exec asker -- wget -T 1 -qO- http://kubernetes:80',
    'kubectl exec asker -- wget -T 1 -qO- http://nobody:80',
  ]);
  const { search = [], ndots, list = [] } = factsOf('asker')?.lookUps ?? {};
  expect(search).toEqual(['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local']);
  expect(ndots).toBe(5);
  expect(list.map(({ wanted, found }) => [wanted, found])).toEqual([
    ['nobody', ''],
    ['kubernetes', 'kubernetes.default.svc.cluster.local'],
    ['kubernetes.default', 'kubernetes.default.svc.cluster.local'],
  ]);
  expect(list[0]?.tries.map(({ name }) => name)).toEqual([
    ...search.map((domain) => `nobody.${domain}`),
    'nobody',
  ]);
  expect(list[2]?.tries.map(({ name, questions }) => [name, questions.at(-1)?.answer])).toEqual([
    ['kubernetes.default.default.svc.cluster.local', 'NXDOMAIN'],
    ['kubernetes.default.svc.cluster.local', '10.96.0.1'],
  ]);
  for (const { servers } of list) expect(servers.join()).toMatch(/^coredns-/);
});

test('a condition and an event have causes of their own, down to the command', () => {
  const { session, factsOf } = play([
    'kubectl run web --image=nginx',
    'kubectl label pod web tier=front',
  ]);
  const { uid = '', events = [] } = factsOf('web') ?? {};
  const lineOf = (causes: ReturnType<typeof causesOfEvent>) => causes.at(-1)?.why.values;
  const ran = { line: 'kubectl run web --image=nginx' };
  expect(factsOf('web')?.causes.at(-1)?.why.values).not.toEqual(ran);
  expect(lineOf(causesOfCondition(session, uid, 'Ready'))).toEqual(ran);
  expect(lineOf(causesOfCondition(session, uid, 'PodScheduled'))).toEqual(ran);
  expect(causesOfCondition(session, uid, 'PodScheduled')[0]?.actor).toBe('default-scheduler');
  expect(events.map(({ reason }) => reason)).toContain('Started');
  for (const event of events) expect(lineOf(causesOfEvent(session, event.uid))).toEqual(ran);
});

test('a chain names what each change said: the container that ended, the field that was changed', () => {
  const { session, factsOf } = play([
    'kubectl run crash --image=busybox --command -- sh -c "sleep 5; exit 3"',
    'kubectl apply -f set.yaml',
    'kubectl scale sts web --replicas=1',
    'sleep 60',
  ]);
  const [newest] = factsOf('crash')?.causes ?? [];
  expect(newest?.why).toEqual({
    code: 'change.containerWaits',
    values: { container: 'crash', pod: 'crash', reason: 'CrashLoopBackOff' },
  });
  expect(newest?.fields).toEqual([
    'status.containerStatuses[crash].state.waiting.reason: CrashLoopBackOff',
  ]);
  const set = session.view.get(statefulSets, 'default', 'web')?.metadata.uid ?? '';
  const ran = objectFacts(session, set)?.causes.find(({ actor }) => actor === 'user');
  expect(ran?.fields).toEqual(['spec.replicas: 3 → 1']);
});

test('a lost node and what stays on it lead to the command that switched it off', () => {
  const { session, factsOf } = play([
    'kubectl run web --image=nginx',
    'ssh node-2 poweroff',
    ...Array.from({ length: 20 }, () => 'sleep 19'),
  ]);
  expect(factsOf('web')?.causes.at(-1)?.why.values).toEqual({ line: 'ssh node-2 poweroff' });
  expect(factsOf('web')?.holds.map(({ why }) => why.code)).toEqual(['hold.nodeLostDeleted']);
  const node = session.view.get(nodes, '', 'node-2')?.metadata.uid ?? '';
  const facts = objectFacts(session, node);
  expect(facts?.causes.at(-1)?.why.values).toEqual({ line: 'ssh node-2 poweroff' });
  expect(facts?.holds.map(({ why }) => why.code)).toEqual(['hold.silent']);
});

test('a workload says which of its pods holds it up, and why', () => {
  const { session } = play([
    'kubectl create quota few --hard=pods=3',
    'kubectl create deployment stuck --image=nginx:no-such-tag',
    'kubectl create job fails --image=busybox -- sh -c "exit 4"',
    'kubectl create ns doomed',
    'kubectl create cm keep -n doomed',
    `kubectl patch cm keep -n doomed --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'`,
    'kubectl delete ns doomed --wait=false',
    'kubectl create deployment many --image=nginx --replicas=3',
  ]);
  const codes = (kind: string, name: string) => {
    const found = session.view
      .changes()
      .findLast((one) => one.kind.kind === kind && one.object.metadata.name === name);
    const { holds = [] } = objectFacts(session, found?.object.metadata.uid ?? '') ?? {};
    return holds.map(({ why }) => why.code);
  };
  expect(codes('Deployment', 'stuck')).toEqual(['hold.podNotReady', 'hold.image']);
  expect(codes('Job', 'fails')).toContain('hold.jobPod');
  expect(codes('Namespace', 'doomed')).toContain('hold.insideHeld');
  expect(codes('Deployment', 'many')[0]).toBe('hold.refusedPods');
  expect(codes('ResourceQuota', 'few')).toEqual(['hold.quota']);
});

test('a StatefulSet and a DaemonSet whose pods are refused say so until they have them', () => {
  const set = (kind: string, name: string): string => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: nginx}]}
`;
  const refusedBy = (commands: readonly string[]) => {
    const { session } = play(commands);
    return ['StatefulSet', 'DaemonSet'].map((kind) => {
      const { object } = session.view.changes().findLast((one) => one.kind.kind === kind) ?? {};
      const { holds = [] } = objectFacts(session, object?.metadata.uid ?? '') ?? {};
      return holds.find(({ why }) => why.code === 'hold.refusedPods')?.fields.join(' ') ?? '';
    });
  };
  const create = `printf '%s---\\n%s' '${set('StatefulSet', 's')}' '${set('DaemonSet', 'd')}' | kubectl apply -f -`;
  const quota = 'kubectl create quota few --hard=pods=0';
  const refused = refusedBy([quota, create]);
  expect(refused[0]).toContain('pods "s-0" is forbidden: exceeded quota: few');
  expect(refused[1]).toContain('is forbidden: exceeded quota: few');
  expect(refusedBy([quota, create, 'kubectl delete quota few', 'sleep 60'])).toEqual(['', '']);
});

test('what a pod asked can be asked for when it is gone, also when another has its name', () => {
  const { session } = play([
    'kubectl run asker --image=busybox:1.28 --restart=Never -- wget -T 1 -qO- http://nobody:80',
    'kubectl delete pod asker --now',
    'kubectl run asker --image=busybox:1.28 -- sleep 3600',
  ]);
  const [first] = session.requests().filter(({ wanted }) => wanted === 'nobody');
  const by = { namespace: 'default', pod: 'asker' };
  const gone = podNamedAt(session, by, first?.atMs ?? 0);
  const there = podNamedAt(session, by, session.nowMs());
  expect(there).toBe(session.view.get(pods, 'default', 'asker')?.metadata.uid);
  expect(gone).not.toBe(there);
  const facts = objectFacts(session, gone ?? '');
  expect(facts?.exists).toBe(false);
  expect(facts?.lookUps?.list.map(({ wanted }) => wanted)).toEqual(['nobody']);
  expect(facts?.lookUps?.search).toContain('svc.cluster.local');
  expect(podNamedAt(session, { ...by, pod: 'nobody' }, session.nowMs())).toBeUndefined();
});
