import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Container, type Event, events, type Pod, pods } from '../api/index.ts';
import { createControlPlane } from '../cluster/control-plane.ts';
import { because, type Origin, writerTo } from '../kernel/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DELETE_DEFAULT, writeAs } from '../store/index.ts';
import { DEFAULT_PROFILE } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };

function start() {
  const plane = createControlPlane({
    seed: 1,
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    nodes: 1,
    parts: ALL_PARTS,
    storageClasses: [],
  });
  const { server, store, world, kubelets } = plane;
  world.advance(2_000);
  const create = (spec: object): void => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' } };
    const answer = server.create(pods, { ...pod, spec } as never as Pod, writeAs('test'), USER);
    if (!answer.ok) throw new Error(answer.status.message);
  };
  const target = { namespace: 'default', name: 'p', subresource: '' };
  return {
    ...plane,
    create,
    advance: world.advance,
    remove: (seconds: number) =>
      server.delete(pods, target, { ...DELETE_DEFAULT, gracePeriodSeconds: seconds }, USER),
    pod: () => store.get(pods, 'default', 'p'),
    lastPod: () => store.changes().findLast(({ kind }) => kind === pods)?.object as Pod,
    events: () =>
      store
        .changes()
        .filter(({ kind, type }) => kind === events && type === 'ADDED')
        .map(({ object }) => object as Event)
        .filter(({ source }) => source?.component === 'kubelet')
        .map(({ reason, message }) => `${reason}: ${message}`),
    cat(path: string): string {
      let text = '';
      const stdout = writerTo((more) => {
        text += more;
      });
      const base = { namespace: 'default', pod: 'p', container: 'c', stdin: undefined };
      const rest = { stdout, stderr: stdout, tty: undefined };
      kubelets.exec({ ...base, ...rest, command: ['cat', path] });
      world.settle();
      return text;
    },
  };
}

const busybox = (name: string, script: string, rest: Partial<Container> = {}): Container => ({
  name,
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...rest,
});
const first = (pod: Pod | undefined) => pod?.status.containerStatuses?.[0];

it('looks for volumes less and less often', () => {
  const h = start();
  const volumes = [{ name: 'v', secret: { secretName: 'nosuch' } }];
  h.create({ volumes, containers: [busybox('c', 'sleep 1000')] });
  h.advance(32_500);
  const counts = h.store
    .list(events, 'default')
    .flatMap(({ reason, count }) => (reason === 'FailedMount' ? [count] : []));
  // After 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 seconds.
  expect(counts).toEqual([7]);
});

describe('hooks', () => {
  it('postStart runs before the container counts as running, and before the next one', () => {
    const cluster = start();
    const exec = { command: ['sh', '-c', 'sleep 5; echo yes > /started'] };
    const c = busybox('c', 'sleep 1000', { lifecycle: { postStart: { exec } } });
    cluster.create({ containers: [c, busybox('d', 'sleep 1000')] });
    cluster.advance(5_000);
    expect(first(cluster.pod())?.state?.waiting?.reason).toBe('ContainerCreating');
    cluster.advance(10_000);
    expect(cluster.pod()?.status.containerStatuses?.map(({ ready }) => ready)).toEqual([
      true,
      true,
    ]);
    expect(cluster.cat('/started')).toBe('yes\n');
    const [c1, d1] = cluster.pod()?.status.containerStatuses ?? [];
    const startOf = (status: typeof c1) => Date.parse(status?.state?.running?.startedAt ?? '');
    expect(startOf(d1) - startOf(c1)).toBeGreaterThanOrEqual(5_000);
  });

  it('a failed postStart kills the container and says so', () => {
    const cluster = start();
    const exec = { command: ['sh', '-c', 'echo bad; exit 3'] };
    const c = busybox('c', 'sleep 1000', { lifecycle: { postStart: { exec } } });
    cluster.create({ containers: [c], terminationGracePeriodSeconds: 4 });
    cluster.advance(7_800);
    expect(cluster.events()).toContain('FailedPostStartHook: PostStartHook failed');
    expect(cluster.events()).toContain('Killing: FailedPostStartHook');
    const uid = cluster.pod()?.metadata.uid;
    expect(first(cluster.pod())?.state?.waiting).toEqual({
      reason: 'PostStartHookError',
      message:
        `Exec lifecycle hook ([sh -c echo bad; exit 3]) for Container "c" in Pod ` +
        `"p_default(${uid})" failed - error: command 'sh -c echo bad; exit 3' exited with 3: ` +
        'bad\n, message: "bad\\n"',
    });
    cluster.advance(20_000);
    expect(first(cluster.pod())?.state?.waiting?.reason).toBe('CrashLoopBackOff');
    expect(first(cluster.pod())?.lastState?.terminated?.exitCode).toBe(137);
  });

  it('preStop runs before SIGTERM, within the grace', () => {
    const cluster = start();
    const c = { name: 'c', image: 'nginx:1.25', lifecycle: { preStop: { sleep: { seconds: 5 } } } };
    cluster.create({ containers: [c] });
    cluster.advance(20_000);
    cluster.remove(30);
    cluster.advance(4_900);
    expect(cluster.pod()?.status.phase).toBe('Running');
    expect(cluster.events().at(-1)).toBe('Killing: Stopping container c');
    cluster.advance(2_000);
    expect(cluster.pod()).toBeUndefined();
    expect(first(cluster.lastPod())?.state?.terminated?.exitCode).toBe(0);
  });

  it('a preStop that takes too long leaves two seconds; one that fails is told', () => {
    const cluster = start();
    const lifecycle = { preStop: { exec: { command: ['sleep', '100'] } } };
    cluster.create({ containers: [busybox('c', 'sleep 1000', { lifecycle })] });
    cluster.advance(20_000);
    const beforeMs = cluster.queue.nowMs();
    cluster.remove(6);
    cluster.world.advanceUntil(() => cluster.pod() === undefined, 60_000);
    expect(Math.round((cluster.queue.nowMs() - beforeMs) / 1000)).toBe(8);
    const again = start();
    const failing = { preStop: { exec: { command: ['false'] } } };
    again.create({ containers: [{ name: 'c', image: 'nginx:1.25', lifecycle: failing }] });
    again.advance(20_000);
    again.remove(30);
    again.advance(3_000);
    expect(again.events()).toContain('FailedPreStopHook: PreStopHook failed');
    expect(again.pod()).toBeUndefined();
  });
});

describe('the end of a pod', () => {
  it('keeps the last words of a container', () => {
    const cluster = start();
    const c = busybox('c', 'echo why > /tmp/word; exit 2', { terminationMessagePath: '/tmp/word' });
    const d = busybox('d', 'echo one; echo two; exit 1', {
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
    cluster.create({ restartPolicy: 'Never', containers: [c, d] });
    cluster.advance(20_000);
    const ends = cluster.pod()?.status.containerStatuses?.map(({ state }) => state?.terminated);
    expect(ends?.map((end) => end?.message)).toEqual(['why\n', 'one\ntwo\n']);
  });

  it('comes with its deadline', () => {
    const cluster = start();
    const spec = { activeDeadlineSeconds: 20, terminationGracePeriodSeconds: 5 };
    cluster.create({ ...spec, containers: [busybox('c', 'sleep 1000')] });
    cluster.advance(19_000);
    expect(cluster.pod()?.status.phase).toBe('Running');
    cluster.advance(10_000);
    const message = 'Pod was active on the node longer than the specified deadline';
    expect(cluster.pod()?.status).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      message,
    });
    expect(cluster.events()).toContain(`DeadlineExceeded: ${message}`);
    cluster.remove(5);
    cluster.advance(5_000);
    expect(cluster.pod()).toBeUndefined();
  });

  it('comes to sidecars last, in the reverse order of their starts', () => {
    const cluster = start();
    const loop = (name: string): string =>
      `trap 'echo ${name} >> /shared/ends; exit 0' TERM; while true; do sleep 1; done`;
    const volumeMounts = [{ name: 'shared', mountPath: '/shared' }];
    const sidecar = (name: string) =>
      busybox(name, loop(name), { restartPolicy: 'Always', volumeMounts });
    cluster.create({
      initContainers: [sidecar('one'), sidecar('two')],
      containers: [busybox('c', loop('c'), { volumeMounts })],
      volumes: [{ name: 'shared', emptyDir: {} }],
    });
    cluster.advance(20_000);
    const files = cluster.kubelets.containersOf('default', 'p')?.[0]?.run()?.files();
    cluster.remove(30);
    cluster.advance(20_000);
    expect(cluster.pod()).toBeUndefined();
    const ends = files?.read('/shared/ends');
    expect(ends?.ok && ends.value).toBe('c\ntwo\none\n');
  });

  it('restarts a failing init container with a back-off', () => {
    const cluster = start();
    const init = busybox('init', 'test -e /shared/go || { echo no; exit 1; }', {
      volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
    });
    cluster.create({
      initContainers: [init],
      containers: [busybox('c', 'sleep 1000')],
      volumes: [{ name: 'shared', emptyDir: {} }],
    });
    cluster.advance(12_000);
    const status = () => cluster.pod()?.status.initContainerStatuses?.[0];
    expect(status()?.state?.waiting?.reason).toBe('CrashLoopBackOff');
    expect(status()?.restartCount).toBeGreaterThan(0);
    expect(cluster.pod()?.status.phase).toBe('Pending');
  });
});

describe('memory', () => {
  it('that goes over the limit ends the container', () => {
    const cluster = start();
    const resources = { limits: { memory: '100Mi' } };
    const args = ['--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1'];
    const image = 'polinux/stress';
    cluster.create({ containers: [{ name: 'c', image, command: ['stress'], args, resources }] });
    cluster.advance(15_000);
    expect(first(cluster.pod())?.lastState?.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
  });
});

describe('ephemeral containers', () => {
  it('are started in a running pod', () => {
    const cluster = start();
    cluster.create({ containers: [busybox('c', 'sleep 1000')] });
    cluster.advance(20_000);
    const pod = cluster.pod() as Pod;
    const debug = { name: 'debugger', image: 'busybox:1.36', command: ['sleep', '1000'] };
    const spec = { ...pod.spec, ephemeralContainers: [debug] };
    const answer = cluster.server.update(
      pods,
      { ...pod, spec },
      'ephemeralcontainers',
      writeAs('kubectl'),
      USER,
    );
    expect(answer.ok).toBe(true);
    cluster.advance(5_000);
    const [status] = cluster.pod()?.status.ephemeralContainerStatuses ?? [];
    expect(status?.state?.running).toBeDefined();
    expect(cluster.pod()?.status.phase).toBe('Running');
    cluster.remove(3);
    cluster.advance(10_000);
    expect(cluster.pod()).toBeUndefined();
  });
});
