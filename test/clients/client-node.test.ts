import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { PassThrough, Writable } from 'node:stream';
import {
  ApiException,
  AppsV1Api,
  Attach,
  AuthorizationV1Api,
  CoreV1Api,
  Exec,
  KubernetesObjectApi,
  Log,
  makeInformer,
  PatchStrategy,
  PolicyV1Api,
  PortForward,
  setHeaderOptions,
  type V1ConfigMap,
  type V1Pod,
  type V1Status,
  VersionApi,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Served, startServed } from './served.ts';

const namespace = 'default';
const POD = 'worker';
const WAIT = { timeout: 10_000, interval: 20 };

let served: Served;
let core: CoreV1Api;
let apps: AppsV1Api;

const podOf = (name: string, image: string, command: string[]): V1Pod => ({
  metadata: { name, labels: { run: name } },
  spec: {
    terminationGracePeriodSeconds: 1,
    containers: [{ name: 'main', image, ...(command.length === 0 ? {} : { command }) }],
  },
});
const isReady = async (name: string): Promise<boolean> => {
  const { status } = await core.readNamespacedPod({ name, namespace });
  return (
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
  );
};
const createConfig = (name: string, data = { a: '1' }): Promise<V1ConfigMap> =>
  core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } });
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error) => (error instanceof ApiException ? error.code : error),
  );
const collected = (): { readonly stream: Writable; text(): string } => {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
};

beforeAll(async () => {
  served = await startServed();
  core = served.config.makeApiClient(CoreV1Api);
  apps = served.config.makeApiClient(AppsV1Api);
  await core.createNamespacedPod({
    namespace,
    body: podOf(POD, 'busybox:1.36', [
      'sh',
      '-c',
      'echo started; while sleep 1; do echo tick; done',
    ]),
  });
  await core.createNamespacedPod({ namespace, body: podOf('web', 'nginx:1.25', []) });
  await vi.waitUntil(async () => (await isReady(POD)) && (await isReady('web')), WAIT);
});
afterAll(() => served.close());

describe('reading and writing', () => {
  it('knows the version and who may do what', async () => {
    const version = await served.config.makeApiClient(VersionApi).getCode();
    expect(version).toMatchObject({ major: '1', minor: '36' });
    const access = await served.config
      .makeApiClient(AuthorizationV1Api)
      .createSelfSubjectAccessReview({
        body: { spec: { resourceAttributes: { verb: 'create', resource: 'pods', namespace } } },
      });
    expect(access.status?.allowed).toBe(true);
  });
  it('lists in chunks, with selectors', async () => {
    for (const name of ['chunk-a', 'chunk-b', 'chunk-c']) await createConfig(name);
    const first = await core.listNamespacedConfigMap({ namespace, limit: 2 });
    expect(first.items).toHaveLength(2);
    const { _continue } = first.metadata ?? {};
    const rest = await core.listNamespacedConfigMap({
      namespace,
      limit: 500,
      ...(_continue === undefined ? {} : { _continue }),
    });
    expect(rest.items.length).toBe(first.metadata?.remainingItemCount ?? -1);
    const one = await core.listNamespacedPod({ namespace, labelSelector: `run=${POD}` });
    expect(one.items.map(({ metadata }) => metadata?.name)).toEqual([POD]);
    const field = await core.listNamespacedPod({ namespace, fieldSelector: 'metadata.name=web' });
    expect(field.items).toHaveLength(1);
  });
  it('gets the codes of failures', async () => {
    expect(await codeOf(core.readNamespacedPod({ name: 'nosuch', namespace }))).toBe(404);
    await createConfig('twice');
    expect(await codeOf(createConfig('twice'))).toBe(409);
    expect(await codeOf(createConfig('Bad_Name'))).toBe(422);
    const stale = await core.readNamespacedConfigMap({ name: 'twice', namespace });
    await core.replaceNamespacedConfigMap({
      name: 'twice',
      namespace,
      body: { ...stale, data: { a: '2' } },
    });
    const again = core.replaceNamespacedConfigMap({
      name: 'twice',
      namespace,
      body: { ...stale, data: { a: '3' } },
    });
    expect(await codeOf(again)).toBe(409);
    expect(await codeOf(core.listNamespacedPod({ namespace, fieldSelector: 'a=b' }))).toBe(400);
  });
  it('deletes with preconditions, and dry', async () => {
    await createConfig('gone');
    const remove = (body: object, dryRun?: string): Promise<V1Status> =>
      core.deleteNamespacedConfigMap({
        name: 'gone',
        namespace,
        body,
        ...(dryRun === undefined ? {} : { dryRun }),
      });
    expect(await codeOf(remove({ preconditions: { uid: 'x' } }))).toBe(409);
    await remove({ dryRun: ['All'] });
    expect((await remove({})).status).toBe('Success');
  });
  it('makes pods go by eviction and through the scale of their controller', async () => {
    await core.createNamespacedPod({ namespace, body: podOf('evicted', 'nginx:1.25', []) });
    const body = { metadata: { name: 'evicted', namespace } };
    await core.createNamespacedPodEviction({ name: 'evicted', namespace, body });
    await vi.waitUntil(
      async () => (await codeOf(core.readNamespacedPod({ name: 'evicted', namespace }))) === 404,
      WAIT,
    );
    expect(
      await served.config.makeApiClient(PolicyV1Api).listPodDisruptionBudgetForAllNamespaces(),
    ).toMatchObject({ items: [] });
  });
  it('gets a token for a service account', async () => {
    const body = { spec: { audiences: [], expirationSeconds: 3600 } };
    const answer = await core.createNamespacedServiceAccountToken({
      name: 'default',
      namespace,
      body,
    });
    expect(answer.status?.token?.split('.')).toHaveLength(3);
  });
});

describe('patches', () => {
  const patch = (type: string, body: unknown, more = {}): Promise<unknown> =>
    apps.patchNamespacedDeployment(
      { name: 'patched', namespace, body, ...more },
      setHeaderOptions('Content-Type', type),
    );
  const containers = async (): Promise<object[]> => {
    const { spec } = await apps.readNamespacedDeployment({ name: 'patched', namespace });
    return spec?.template.spec?.containers ?? [];
  };
  beforeAll(async () => {
    const labels = { app: 'patched' };
    await apps.createNamespacedDeployment({
      namespace,
      body: {
        metadata: { name: 'patched' },
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'a', image: 'nginx:1.25' }] },
          },
        },
      },
    });
  });
  it('of four types do what each of them says', async () => {
    const spec = { template: { spec: { containers: [{ name: 'b', image: 'redis:7' }] } } };
    await patch(PatchStrategy.StrategicMergePatch, { spec });
    expect(await containers()).toHaveLength(2);
    await patch(PatchStrategy.MergePatch, { spec });
    expect(await containers()).toMatchObject([{ name: 'b' }]);
    await patch(PatchStrategy.JsonPatch, [
      { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'redis:8' },
    ]);
    expect(await containers()).toMatchObject([{ name: 'b', image: 'redis:8' }]);
    expect(await codeOf(patch(PatchStrategy.JsonPatch, [{ op: 'remove', path: '/nosuch' }]))).toBe(
      422,
    );
  });
  it('applied by the server know their owners', async () => {
    const applied = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'patched' } };
    const mine = { ...applied, spec: { minReadySeconds: 5 } };
    await patch(PatchStrategy.ServerSideApply, mine, { fieldManager: 'mine' });
    const theirs = { ...applied, spec: { minReadySeconds: 6 } };
    const other = { fieldManager: 'other' };
    expect(await codeOf(patch(PatchStrategy.ServerSideApply, theirs, other))).toBe(409);
    await patch(PatchStrategy.ServerSideApply, theirs, { ...other, force: true });
    const { metadata } = await apps.readNamespacedDeployment({ name: 'patched', namespace });
    expect(metadata?.managedFields?.map(({ manager }) => manager)).toContain('other');
  });
  it('work through the API of any object', async () => {
    const objects = KubernetesObjectApi.makeApiClient(served.config);
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace } };
    await objects.create({ ...object, data: { a: '1' } } as V1ConfigMap);
    await objects.patch({ ...object, data: { b: '2' } } as V1ConfigMap);
    expect(await objects.read<V1ConfigMap>(object)).toMatchObject({ data: { a: '1', b: '2' } });
    await objects.delete(object);
  });
});

describe('watches', () => {
  it('tell each change, and end when they are aborted', async () => {
    const seen: string[] = [];
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const ended = vi.fn();
    const { metadata } = await core.listNamespacedConfigMap({ namespace });
    const from = { resourceVersion: metadata?.resourceVersion, allowWatchBookmarks: true };
    const watch = await new Watch(served.config).watch(
      path,
      from,
      (type, object: V1ConfigMap) => seen.push(`${type} ${object.metadata?.name}`),
      ended,
    );
    await createConfig('watched');
    const body = [{ op: 'replace', path: '/data/a', value: '2' }];
    await core.patchNamespacedConfigMap({ name: 'watched', namespace, body });
    await core.deleteNamespacedConfigMap({ name: 'watched', namespace });
    await vi.waitUntil(() => seen.length >= 3, WAIT);
    expect(seen).toEqual(['ADDED watched', 'MODIFIED watched', 'DELETED watched']);
    watch.abort();
    await vi.waitUntil(() => ended.mock.calls.length > 0, WAIT);
  });
  it('of an informer survive a lost connection and a version that is too old', async () => {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const informer = makeInformer(served.config, path, () =>
      core.listNamespacedConfigMap({ namespace }),
    );
    const events: string[] = [];
    for (const type of ['add', 'update', 'delete'] as const) {
      informer.on(type, (object) => events.push(`${type} ${object.metadata?.name}`));
    }
    informer.on('error', () => setTimeout(() => void informer.start(), 20));
    await informer.start();
    await createConfig('before');
    await vi.waitUntil(() => events.includes('add before'), WAIT);
    served.server.server.closeAllConnections();
    await createConfig('between');
    await vi.waitUntil(() => events.includes('add between'), WAIT);
    // So long a time that the informer's version is not kept any more.
    for (let i = 0; i < 110; i++) await createConfig(`many-${i}`);
    served.server.server.closeAllConnections();
    served.cluster.world.advance(20 * 60_000);
    await core.deleteNamespacedConfigMap({ name: 'before', namespace });
    await vi.waitUntil(() => events.includes('delete before'), WAIT);
    expect(informer.get('between', namespace)).toBeDefined();
    expect(informer.list()).toHaveLength(
      (await core.listNamespacedConfigMap({ namespace })).items.length,
    );
    await informer.stop();
  });
});

describe('programs in containers', () => {
  const run = async (
    command: string[],
    input: string | null,
  ): Promise<[string, string, V1Status]> => {
    const [out, error] = [collected(), collected()];
    const stdin = input === null ? null : new PassThrough();
    stdin?.end(input ?? '');
    const status = await new Promise<V1Status>((resolve, reject) => {
      new Exec(served.config)
        .exec(namespace, POD, 'main', command, out.stream, error.stream, stdin, false, resolve)
        .catch(reject);
    });
    return [out.text(), error.text(), status];
  };
  it('write to both streams, and say how they ended', async () => {
    const [out, error, status] = await run(['sh', '-c', 'echo out; echo err >&2; exit 3'], null);
    expect([out, error]).toEqual(['out\n', 'err\n']);
    expect(status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
    expect(status.details?.causes).toContainEqual({ reason: 'ExitCode', message: '3' });
    expect((await run(['true'], null))[2].status).toBe('Success');
  });
  it('read what they are sent, to its end', async () => {
    const text = 'a line\n'.repeat(20_000);
    const [out, , status] = await run(['wc', '-c'], text);
    expect([out.trim(), status.status]).toEqual([String(text.length), 'Success']);
  });
  it('that are not there are a failure', async () => {
    const [, , status] = await run(['nosuch'], null);
    expect(status.status).toBe('Failure');
  });
  it('write to a terminal when there is one', async () => {
    const out = collected();
    const stdin = new PassThrough();
    const status = new Promise<V1Status>((resolve, reject) => {
      new Exec(served.config)
        .exec(namespace, POD, 'main', ['sh'], out.stream, null, stdin, true, resolve)
        .catch(reject);
    });
    await vi.waitUntil(() => out.text().includes('#'), WAIT);
    stdin.write('echo $((6 * 7))\r');
    await vi.waitUntil(() => /\r\n42\r\n/.test(out.text()), WAIT);
    stdin.write('exit 4\r');
    expect((await status).details?.causes?.[0]?.message).toBe('4');
  });
  it('can be attached to and their logs followed', async () => {
    const attached = collected();
    const socket = await new Attach(served.config).attach(
      namespace,
      POD,
      'main',
      attached.stream,
      null,
      null,
      false,
    );
    await vi.waitUntil(() => attached.text().includes('tick'), WAIT);
    socket.close();
    const log = collected();
    await new Log(served.config).log(namespace, POD, 'main', log.stream, {
      follow: true,
      tailLines: 1,
    });
    await vi.waitUntil(() => log.text().split('\n').length > 3, WAIT);
    const whole = await core.readNamespacedPodLog({ name: POD, namespace });
    expect(whole.startsWith('started\ntick\n')).toBe(true);
    // A log that is followed ends with its container.
    await core.deleteNamespacedPod({ name: POD, namespace, gracePeriodSeconds: 0 });
    await vi.waitUntil(() => log.stream.writableFinished, WAIT);
  });
});

it('ports of pods can be reached through a local one', async () => {
  const forward = new PortForward(served.config);
  const local = createServer((socket) => {
    void forward.portForward(namespace, 'web', [80], socket, null, socket);
  });
  local.listen(0, '127.0.0.1');
  await once(local, 'listening');
  const address = local.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = createConnection(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: web\r\n\r\n');
  let text = '';
  client.on('data', (bytes) => {
    text += bytes;
  });
  await vi.waitUntil(() => text.includes('</html>'), WAIT);
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  client.destroy();
  local.close();
});

it('nothing is left when the clients are gone', async () => {
  served.server.server.closeAllConnections();
  await vi.waitUntil(() => served.server.openStreams() === 0, WAIT);
});
