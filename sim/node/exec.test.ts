import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Container, MODELLED_KINDS, nodes, type Pod, pods } from '../api/index.ts';
import { createContainerDial, createContainerTools } from '../cluster/container-tools.ts';
import { createWorld } from '../cluster/world.ts';
import { createImages } from '../images/index.ts';
import {
  because,
  createPrng,
  createProcesses,
  createQueue,
  type Origin,
  readAll,
  writerTo,
} from '../kernel/index.ts';
import { createNetwork, PLAIN_NETWORK } from '../net/index.ts';
import { PATCHING } from '../requests/index.ts';
import {
  createApiServer,
  createEventRecorder,
  createStore,
  DELETE_DEFAULT,
  writeAs,
} from '../store/index.ts';
import { createKubelets, DEFAULT_PROFILE, nodeObject } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };

function createHarness() {
  const queue = createQueue(Date.UTC(2026, 10, 23));
  const prng = createPrng(1);
  const store = createStore(queue, 1);
  const processes = createProcesses(queue, ALL_PARTS);
  const kinds = MODELLED_KINDS;
  const server = createApiServer({
    store,
    clock: queue,
    prng,
    admissions: { mutating: [], validating: [] },
    subresourceErrors: () => [],
    patching: () => PATCHING,
    kinds,
  });
  store.put(nodes, nodeObject(0, DEFAULT_PROFILE, queue.epochMs()), USER);
  const network = createNetwork({
    apiServer: { protocol: 'tcp', speaksFirst: false },
    view: store,
    clock: queue,
    prng,
    options: PLAIN_NETWORK,
    serviceOf: () => undefined,
  });
  const place = { clock: queue, prng, network, adviceFor: () => undefined };
  const kubelets = createKubelets({
    queue,
    server,
    events: createEventRecorder(server, queue, prng),
    processes,
    prng,
    images: createImages(ALL_PARTS),
    profile: DEFAULT_PROFILE,
    createCommands: createContainerTools(place),
    createDial: createContainerDial(place),
  });
  const world = createWorld({
    queue,
    store,
    processes,
    watchers: [kubelets.onChange],
    missingFor: () => undefined,
  });
  const create = (name: string, container: Partial<Container>, rest: object = {}): void => {
    const metadata = { uid: '', resourceVersion: '', creationTimestamp: '' };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name, namespace: 'default' },
      spec: { nodeName: 'node-1', containers: [{ name: 'c', ...container }], ...rest },
      status: { phase: 'Pending' },
    };
    server.create(pods, pod as Pod, writeAs('test'), USER);
  };
  const request = (pod: string, command: readonly string[]) => {
    let output = '';
    const stdout = writerTo((text) => {
      output += text;
    });
    const base = { namespace: 'default', pod, container: '', command, stdin: undefined };
    const answer = kubelets.exec({ ...base, stdout, stderr: stdout, tty: undefined });
    return { answer, output: () => output };
  };
  const logs = (pod: string, isPrevious: boolean): string => {
    const base = { namespace: 'default', pod, container: '', isFollowed: false, isPrevious };
    const rest = { tailLines: undefined, sinceSeconds: undefined, hasTimestamps: false };
    const answer = kubelets.logs({ ...base, ...rest });
    if (!answer.ok) return answer.status.message;
    let text = '';
    processes.spawn('reader', function* () {
      text = yield* readAll(answer.value);
      return 0;
    });
    world.settle();
    return text;
  };
  const remove = (name: string): void => {
    const target = { namespace: 'default', name, subresource: '' };
    server.delete(pods, target, { ...DELETE_DEFAULT, gracePeriodSeconds: 5 }, USER);
  };
  return { store, world, create, request, logs, remove, kubelets };
}

const failureOf = ({ answer }: ReturnType<ReturnType<typeof createHarness>['request']>): string =>
  answer.ok ? '' : answer.status.message;

describe('programs in containers', () => {
  it('run with the files and environment of the container', () => {
    const harness = createHarness();
    const env = [
      { name: 'A', value: '1' },
      { name: 'B', value: '$(A)2 $$(A) $(NOPE)' },
    ];
    harness.create('web', { image: 'nginx:1.25', env });
    harness.world.advance(20_000);
    const line = 'echo $B; hostname; cat /etc/hostname; ls /usr/share/nginx/html';
    const { answer, output } = harness.request('web', ['sh', '-c', line]);
    harness.world.advance(1_000);
    expect(output()).toBe('12 $(A) $(NOPE)\nweb\nweb\n50x.html\nindex.html\n');
    expect(answer.ok && answer.value.exitCode()).toBe(0);
    expect(harness.logs('web', false)).toContain('start worker processes');
  });

  it('are killed with their container', () => {
    const harness = createHarness();
    harness.create('web', { image: 'nginx:1.25' });
    harness.world.advance(20_000);
    const { answer } = harness.request('web', ['sleep', '1000']);
    harness.world.advance(1_000);
    harness.remove('web');
    harness.world.advance(10_000);
    expect(answer.ok && answer.value.exitCode()).toBe(137);
    expect(failureOf(harness.request('web', ['ls']))).toBe('pods "web" not found');
  });

  it('can be the main program, and be restarted', () => {
    const harness = createHarness();
    const command = ['sh', '-c', 'echo run; sleep 2; exit 3'];
    harness.create('job', { image: 'busybox:1.36', command }, { restartPolicy: 'Never' });
    harness.create('loop', { image: 'busybox:1.36', command }, { restartPolicy: 'Always' });
    harness.world.advance(10_000);
    const status = (name: string) => harness.store.get(pods, 'default', name)?.status;
    expect(status('job')?.phase).toBe('Failed');
    const [container] = status('job')?.containerStatuses ?? [];
    expect(container?.state?.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    expect(harness.logs('job', false)).toBe('run\n');
    expect(status('loop')?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0);
    expect(harness.logs('loop', true)).toBe('run\n');
    expect(harness.logs('job', true)).toBe(
      'previous terminated container "c" in pod "job" not found',
    );
  });

  it('tell their last words while the next run is waited for', () => {
    const harness = createHarness();
    const command = ['sh', '-c', 'date +%s; exit 1'];
    harness.create('loop', { image: 'busybox:1.36', command }, { restartPolicy: 'Always' });
    const state = () => harness.store.get(pods, 'default', 'loop')?.status.containerStatuses?.[0];
    const isBackedOff = (): boolean =>
      state()?.state?.waiting?.reason === 'CrashLoopBackOff' && (state()?.restartCount ?? 0) > 1;
    expect(harness.world.advanceUntil(isBackedOff, 120_000)).toBe(true);
    const startedAt = state()?.lastState?.terminated?.startedAt ?? '';
    const lastWords = `${Date.parse(startedAt) / 1000}\n`;
    expect(harness.logs('loop', true)).toBe(lastWords);
    expect(harness.logs('loop', false)).toBe(lastWords);
  });

  it("ask the cluster's resolver", () => {
    const harness = createHarness();
    harness.create('utils', {
      image: 'quay.io/iamgini/k8sutils:debian12-1.1',
      command: ['sleep', 'infinity'],
    });
    harness.world.advance(10_000);
    const { output } = harness.request('utils', ['getent', 'hosts', 'utils']);
    harness.world.settle();
    expect(output()).toBe('10.244.0.2      utils\n');
  });

  it('that ignore SIGTERM are killed at the end of the grace', () => {
    const harness = createHarness();
    harness.create('stubborn', { image: 'busybox:1.36', command: ['sleep', '3600'] });
    harness.world.advance(10_000);
    const deletedAtMs = harness.world.nowMs();
    harness.remove('stubborn');
    harness.world.advanceUntil(() => !harness.store.get(pods, 'default', 'stubborn'), 60_000);
    expect(harness.world.nowMs() - deletedAtMs).toBeGreaterThan(5_000);
    const last = harness.store.changes().findLast(({ kind }) => kind === pods)?.object as Pod;
    const terminated = last.status.containerStatuses?.[0]?.state?.terminated;
    expect(terminated).toMatchObject({ exitCode: 137, reason: 'Error' });
  });

  it('that do not exist are told apart', () => {
    const harness = createHarness();
    harness.create('web', { image: 'nginx:1.25' });
    harness.create('typo', { image: 'busybox:1.36', command: ['slep', '1'] });
    harness.create('pulling', { image: 'nginx:does-not-exist' });
    harness.world.advance(10_000);
    expect(failureOf(harness.request('web', ['nosuch']))).toContain(
      'exec: "nosuch": executable file not found in $PATH: unknown',
    );
    expect(failureOf(harness.request('pulling', ['ls']))).toBe(
      'Internal error occurred: unable to upgrade connection: container not found ("c")',
    );
    expect(harness.logs('pulling', false)).toBe(
      'container "c" in pod "pulling" is waiting to start: trying and failing to pull image',
    );
    const [typo] = harness.store.get(pods, 'default', 'typo')?.status.containerStatuses ?? [];
    expect(typo?.lastState?.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' });
  });
});
