import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  Cp,
  Exec,
  PolicyV1Api,
  type V1ConfigMap,
  type V1Status,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Served, startServed } from './served.ts';

const namespace = 'default';
const WAIT = { timeout: 20_000, interval: 20 };

let served: Served;
let core: CoreV1Api;
let apps: AppsV1Api;
let directory = '';

const labels = { app: 'web' };
const readyOf = async (name: string): Promise<number> =>
  (await apps.readNamespacedStatefulSet({ name, namespace })).status?.readyReplicas ?? 0;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'ordinal-subresources-'));
  served = await startServed();
  core = served.config.makeApiClient(CoreV1Api);
  apps = served.config.makeApiClient(AppsV1Api);
  const containers = [{ name: 'main', image: 'nginx:1.25', ports: [{ containerPort: 80 }] }];
  const template = { metadata: { labels }, spec: { containers } };
  await apps.createNamespacedStatefulSet({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { serviceName: 'web', replicas: 2, selector: { matchLabels: labels }, template },
    },
  });
  await core.createNamespacedService({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { selector: labels, ports: [{ port: 8080, targetPort: 80 }] },
    },
  });
  await vi.waitUntil(async () => (await readyOf('web')) === 2, WAIT);
});
afterAll(() => {
  served.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Copies, and waits for the end of the tar in the pod, which Cp does not. */
const copied = (copy: (cp: Cp) => Promise<void>): Promise<V1Status> =>
  new Promise((resolve, reject) => {
    const exec = new Exec(served.config);
    const start = exec.exec.bind(exec);
    exec.exec = (...args) => {
      const [namespace, pod, container, command, stdout, stderr, stdin, tty] = args;
      return start(namespace, pod, container, command, stdout, stderr, stdin, tty, resolve);
    };
    copy(new Cp(served.config, exec)).catch(reject);
  });

it('a folder is copied into a pod and back', async () => {
  const text = `${'a line of some length\n'.repeat(5_000)}end\n`;
  const [there, back] = ['there', 'back'].map((name) => path.join(directory, name)) as [
    string,
    string,
  ];
  mkdirSync(there);
  writeFileSync(path.join(there, 'file.txt'), text);
  const sent = await copied((cp) => cp.cpToPod(namespace, 'web-0', 'main', there, '/tmp'));
  expect(sent.status).toBe('Success');
  const got = await copied((cp) =>
    cp.cpFromPod(namespace, 'web-0', 'main', 'file.txt', back, '/tmp'),
  );
  expect(got.status).toBe('Success');
  const file = path.join(back, 'file.txt');
  await vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8') === text, WAIT);
});

it('the scale is read, replaced and patched', async () => {
  const scale = await apps.readNamespacedStatefulSetScale({ name: 'web', namespace });
  expect(scale).toMatchObject({ kind: 'Scale', spec: { replicas: 2 }, status: { replicas: 2 } });
  expect(scale.status?.selector).toBe('app=web');
  const stale = { ...scale, spec: { replicas: 5 } };
  await apps.replaceNamespacedStatefulSetScale({
    name: 'web',
    namespace,
    body: { ...scale, spec: { replicas: 3 } },
  });
  await vi.waitUntil(async () => (await readyOf('web')) === 3, WAIT);
  const conflict = await apps
    .replaceNamespacedStatefulSetScale({ name: 'web', namespace, body: stale })
    .catch((error: unknown) => error);
  expect(conflict).toMatchObject({ code: 409 });
  const body = [{ op: 'replace', path: '/spec/replicas', value: 2 }];
  const patched = await apps.patchNamespacedStatefulSetScale({ name: 'web', namespace, body });
  expect(patched.spec?.replicas).toBe(2);
});

it('an eviction that a budget forbids is told to come again', async () => {
  const policy = served.config.makeApiClient(PolicyV1Api);
  await policy.createNamespacedPodDisruptionBudget({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { maxUnavailable: 0, selector: { matchLabels: labels } },
    },
  });
  await vi.waitUntil(async () => {
    const { status } = await policy.readNamespacedPodDisruptionBudget({ name: 'web', namespace });
    return status?.observedGeneration === 1;
  }, WAIT);
  const answer = await core
    .createNamespacedPodEviction({
      name: 'web-0',
      namespace,
      body: { metadata: { name: 'web-0' } },
    })
    .catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(ApiException);
  const { code, body } = answer as ApiException<string>;
  expect(code).toBe(429);
  expect(JSON.parse(body)).toMatchObject({
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
  });
  const dry = await core.deleteNamespacedPod({ name: 'web-0', namespace, dryRun: 'All' });
  expect(dry).toMatchObject({ metadata: { name: 'web-0' } });
  expect(
    (await core.readNamespacedPod({ name: 'web-0', namespace })).metadata?.deletionTimestamp,
  ).toBeUndefined();
});

it('a watch can begin with what there is, and marks where that ends', async () => {
  const body: V1ConfigMap = { metadata: { name: 'first' } };
  await core.createNamespacedConfigMap({ namespace, body });
  const seen: string[] = [];
  const watch = await new Watch(served.config).watch(
    `/api/v1/namespaces/${namespace}/configmaps`,
    { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: true },
    (type, { metadata }: V1ConfigMap) => {
      const isEnd = metadata?.annotations?.['k8s.io/initial-events-end'] === 'true';
      seen.push(isEnd ? `${type} end` : `${type} ${metadata?.name}`);
    },
    () => undefined,
  );
  await vi.waitUntil(() => seen.includes('BOOKMARK end'), WAIT);
  expect(seen).toContain('ADDED first');
  expect(seen.at(-1)).toBe('BOOKMARK end');
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'second' } } });
  await vi.waitUntil(() => seen.includes('ADDED second'), WAIT);
  watch.abort();
});

it('a watch of a version that is gone says so and ends', async () => {
  const old = (await core.listNamespacedConfigMap({ namespace })).metadata?.resourceVersion;
  for (let i = 0; i < 110; i++) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: `old-${i}` } } });
  }
  served.cluster.world.advance(20 * 60_000);
  const events: [string, number][] = [];
  const ended = vi.fn();
  await new Watch(served.config).watch(
    `/api/v1/namespaces/${namespace}/configmaps`,
    { resourceVersion: old },
    (type, status: { code: number }) => events.push([type, status.code]),
    ended,
  );
  await vi.waitUntil(() => ended.mock.calls.length > 0, WAIT);
  expect(events.slice(0, 1)).toEqual([['ERROR', 410]]);
});

it('a list is read page by page', async () => {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const page = await core.listNamespacedConfigMap({
      namespace,
      limit: 25,
      ...(next === undefined ? {} : { _continue: next }),
    });
    names.push(...page.items.map(({ metadata }) => metadata?.name ?? ''));
    next = page.metadata?._continue || undefined;
  } while (next !== undefined);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe((await core.listNamespacedConfigMap({ namespace })).items.length);
  expect(names).toEqual([...names].sort());
});

it('web servers are reached through the proxy of a service and of a pod', async () => {
  const service = { name: 'web:8080', namespace };
  const page = await core.connectGetNamespacedServiceProxyWithPath({ ...service, path: '' });
  expect(page).toContain('Welcome to nginx!');
  const pod = await core.connectGetNamespacedPodProxyWithPath({
    name: 'web-0',
    namespace,
    path: '',
  });
  expect(pod).toContain('Welcome to nginx!');
});

it('nothing is left when the clients are gone', async () => {
  served.server.server.closeAllConnections();
  await vi.waitUntil(() => served.server.openStreams() === 0, WAIT);
});
