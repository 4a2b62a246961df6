import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Pod, pods } from '../../sim/api/index.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../sim/index.ts';
import { orderOf } from './look-ups.ts';
import { objectFacts } from './object-facts.ts';

const utils = (name: string, namespace: string, image: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}}
spec: {containers: [{name: a, image: '${image}', command: [sleep, infinity]}]}
`;

const SOURCE = emptyLesson(1, true, {
  'utils.yaml': utils('utils', 'shop', 'quay.io/iamgini/k8sutils:debian12-1.1'),
  'box.yaml': utils('box', 'shop', 'busybox:1.36'),
  'old.yaml': utils('old', 'shop', 'busybox:1.28'),
  'web.yaml': `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, namespace: shop}
spec:
  serviceName: web
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`,
});

const BASE = ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
const searched = (name: string): string[] => BASE.map((domain) => `${name}.${domain}`);

/** Asks in a pod for each name, and returns what Why says of it: the oldest first. */
function ask(pod: string, lines: readonly string[]) {
  const session = createSession(SOURCE, 1, ALL_PARTS);
  session.input({ type: 'open', terminal: '1' });
  const run = (text: string, waitMs: number): void => {
    session.input({ type: 'line', terminal: '1', text });
    session.advance(waitMs);
  };
  run('kubectl create namespace shop; for f in *.yaml; do kubectl apply -f $f; done', 120_000);
  for (const line of lines) run(`kubectl exec -n shop ${pod} -- ${line}`, 25_000);
  const { metadata } = session.view.get(pods, 'shop', pod) as Pod;
  const facts = objectFacts(session, metadata.uid)?.lookUps;
  return (facts?.list ?? []).toReversed().map((one) => ({
    wanted: one.wanted,
    order: orderOf(one, facts?.ndots ?? 0),
    tries: one.tries.map(({ name }) => name),
    found: one.found,
    isByCoreDns: one.servers.every((server) => server.startsWith('coredns-')),
  }));
}
const chain = (wanted: string, order: string, tries: readonly string[], found: string) => ({
  ...{ wanted, order, tries, found, isByCoreDns: true },
});
const FULL = 'web.shop.svc.cluster.local';

test('nslookup of bind: each name that was tried, from what was typed', () => {
  expect(ask('utils', ['nslookup web', `nslookup ${FULL}`, `nslookup ${FULL}.`])).toEqual([
    chain('web', 'searched', [FULL], FULL),
    chain(FULL, 'searched', [...searched(FULL), FULL], FULL),
    chain(`${FULL}.`, 'complete', [FULL], FULL),
  ]);
  const ofPod = `web-0.${FULL}`;
  const reverse = '10.0.96.10.in-addr.arpa';
  const others = ['nslookup web.default', 'nslookup web-0.web', `nslookup ${ofPod}`];
  expect(ask('utils', [...others, 'nslookup 10.96.0.10'])).toEqual([
    chain('web.default', 'searched', [...searched('web.default'), 'web.default'], ''),
    chain('web-0.web', 'searched', [ofPod], ofPod),
    chain(ofPod, 'asIsFirst', [ofPod], ofPod),
    chain('10.96.0.10', 'reverse', [reverse], reverse),
  ]);
});

test('nslookup of BusyBox searches for names without a dot only, dig for none', () => {
  expect(ask('box', ['nslookup web', `nslookup ${FULL}`, 'nslookup nobody'])).toEqual([
    chain('web', 'searched', searched('web'), FULL),
    chain(FULL, 'alone', [FULL], FULL),
    chain('nobody', 'onlySearched', searched('nobody'), ''),
  ]);
  expect(ask('utils', ['dig web', 'dig +search web'])).toEqual([
    chain('web', 'alone', ['web'], ''),
    chain('web', 'searched', [FULL], FULL),
  ]);
});

test('what asks the C library is told alike, and the same name asked twice is two look-ups', () => {
  const missing = [...searched('nobody'), 'nobody'];
  const named = 'wget -T 1 -qO- http';
  expect(ask('old', [`${named}://web-0.web`, `${named}://nobody`, `${named}://nobody`])).toEqual([
    chain('web-0.web', 'searched', [`web-0.${FULL}`], `web-0.${FULL}`),
    chain('nobody', 'searched', missing, ''),
    chain('nobody', 'searched', missing, ''),
  ]);
});
