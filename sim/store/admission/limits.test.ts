import { expect, test } from 'vitest';
import {
  type KubeObject,
  limitRanges,
  MODELLED_KINDS,
  namespaces,
  type Pod,
  pods,
  type Result,
  resourceQuotas,
  serviceAccounts,
} from '../../api/index.ts';
import { because, createPrng, createQueue } from '../../kernel/index.ts';
import { PATCHING } from '../../requests/index.ts';
import { type ApiServer, writeAs } from '../api-server.ts';
import { createApiServer } from '../server.ts';
import { createStore } from '../store.ts';
import { ADMISSION_CHAIN } from './index.ts';

const ORIGIN = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 0 };

const named = (kind: string, name: string, spec: object): never =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'team' }, spec }) as never;

function setUp(): ApiServer {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const server = createApiServer({
    store: createStore(queue, 1),
    clock: queue,
    prng: createPrng(3),
    admissions: ADMISSION_CHAIN,
    subresourceErrors: () => [],
    patching: () => PATCHING,
    kinds: MODELLED_KINDS,
  });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } };
  server.create(namespaces, namespace as never, writeAs('test'), ORIGIN);
  const account = named('ServiceAccount', 'default', {});
  server.create(serviceAccounts, account, writeAs('test'), ORIGIN);
  return server;
}

const createPod = (server: ApiServer, name: string, resources: object): Result<Pod> =>
  server.create(
    pods,
    named('Pod', name, { containers: [{ name: 'app', image: 'a:1', resources }] }),
    writeAs('test'),
    ORIGIN,
  );

const messageOf = (result: Result<KubeObject>): string =>
  result.ok ? 'accepted' : result.status.message;

test('a limit range fills in what containers leave out, and says so', () => {
  const server = setUp();
  const limits = [{ type: 'Container', default: { cpu: '500m' }, defaultRequest: { cpu: '100m' } }];
  server.create(limitRanges, named('LimitRange', 'r', { limits }), writeAs('test'), ORIGIN);
  const pod = createPod(server, 'p', {});
  if (!pod.ok) throw new Error(pod.status.message);
  expect(pod.value.spec.containers[0]?.resources).toEqual({
    limits: { cpu: '500m' },
    requests: { cpu: '100m' },
  });
  expect(pod.value.metadata.annotations).toEqual({
    'kubernetes.io/limit-ranger':
      'LimitRanger plugin set: cpu request for container app; cpu limit for container app',
  });
});

test('a limit range refuses what is out of its bounds', () => {
  const server = setUp();
  const limits = [{ type: 'Container', max: { memory: '1Gi' }, min: { memory: '64Mi' } }];
  server.create(limitRanges, named('LimitRange', 'r', { limits }), writeAs('test'), ORIGIN);
  const big = { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } };
  expect(messageOf(createPod(server, 'big', big))).toBe(
    'pods "big" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
  );
  const small = { requests: { memory: '1Mi' } };
  expect(messageOf(createPod(server, 'small', small))).toBe(
    'pods "small" is forbidden: minimum memory usage per Container is 64Mi, but request is 1Mi',
  );
});

test('a quota counts what is there', () => {
  const server = setUp();
  const hard = { pods: '2', 'requests.cpu': '1' };
  server.create(resourceQuotas, named('ResourceQuota', 'q', { hard }), writeAs('test'), ORIGIN);
  expect(messageOf(createPod(server, 'a', {}))).toBe(
    'pods "a" is forbidden: failed quota: q: must specify requests.cpu for: app',
  );
  expect(messageOf(createPod(server, 'a', { requests: { cpu: '600m' } }))).toBe('accepted');
  expect(messageOf(createPod(server, 'b', { requests: { cpu: '600m' } }))).toBe(
    [
      'pods "b" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: ',
      'requests.cpu=600m, limited: requests.cpu=1',
    ].join(''),
  );
  expect(messageOf(createPod(server, 'b', { requests: { cpu: '400m' } }))).toBe('accepted');
  expect(messageOf(createPod(server, 'c', { requests: { cpu: '0' } }))).toBe(
    'pods "c" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
  );
});

test('what an object says wrong is told before what a limit or a quota refuses', () => {
  const server = setUp();
  const limits = [{ type: 'Container', default: { cpu: '200m' }, max: { cpu: '1' } }];
  server.create(limitRanges, named('LimitRange', 'r', { limits }), writeAs('test'), ORIGIN);
  const hard = { 'requests.cpu': '1' };
  server.create(resourceQuotas, named('ResourceQuota', 'q', { hard }), writeAs('test'), ORIGIN);
  expect(messageOf(createPod(server, 'p', { requests: { cpu: '3' } }))).toContain(
    'must be less than or equal to cpu limit of 200m',
  );
  expect(messageOf(createPod(server, 'p', { requests: { cpu: '3' }, limits: { cpu: '3' } }))).toBe(
    'pods "p" is forbidden: maximum cpu usage per Container is 1, but limit is 3',
  );
});
