import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Pod, pods, services } from '../../sim/api/index.ts';
import { createSession, type LessonSource } from '../../sim/index.ts';
import { causesOfCondition, causesOfEvent } from './causes.ts';
import { objectFacts } from './object-facts.ts';
import { pastSession } from './time/past-session.ts';

const SOURCE: LessonSource = {
  lesson: {
    id: 'test/empty',
    start: 'fresh',
    cluster: { nodes: 2, hasDefaultStorageClass: true, objects: [] },
    tasks: [],
    predictions: [],
    questions: [],
  },
  start: [],
  files: {
    'large.yaml': `apiVersion: v1
kind: Pod
metadata: {name: large}
spec: {containers: [{name: a, image: nginx, resources: {requests: {cpu: "400"}}}]}
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
  },
};

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

test('a look-up shows every name that was tried, and who answered', () => {
  const { factsOf } = play([
    'kubectl run asker --image=busybox:1.28 -- sleep 3600',
    'kubectl exec asker -- wget -qO- http://kubernetes.default:80',
  ]);
  const { search = [], ndots, questions = [] } = factsOf('asker')?.lookUps ?? {};
  expect(search).toEqual(['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local']);
  expect(ndots).toBe(5);
  const tried = questions.map(({ what, answer }) => [what.replace(/^\w+ /, ''), answer]);
  expect(tried).toContainEqual(['kubernetes.default.svc.cluster.local', '10.96.0.1']);
  expect(tried).toContainEqual(['kubernetes.default.default.svc.cluster.local', 'NXDOMAIN']);
  expect(questions.every(({ pod }) => pod.startsWith('coredns-'))).toBe(true);
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
