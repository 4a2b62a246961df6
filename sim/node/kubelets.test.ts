import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Event, events, MODELLED_KINDS, nodes, type Pod, pods } from '../api/index.ts';
import { createWorld } from '../cluster/world.ts';
import { createImages } from '../images/index.ts';
import { because, createPrng, createProcesses, createQueue, type Origin } from '../kernel/index.ts';
import { PATCHING } from '../requests/index.ts';
import {
  createApiServer,
  createEventRecorder,
  createStore,
  DELETE_DEFAULT,
  writeAs,
} from '../store/index.ts';
import { createKubelets, DEFAULT_PROFILE, type NodeProfile, nodeObject } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };

function createHarness(profile: Partial<NodeProfile>) {
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
  const recorder = createEventRecorder(server, queue, prng.split('events'));
  const full = { ...DEFAULT_PROFILE, ...profile };
  store.put(nodes, nodeObject(0, full, queue.epochMs()), USER);
  const kubelets = createKubelets({
    queue,
    server,
    events: recorder,
    processes,
    prng: prng.split('kubelets'),
    images: createImages(ALL_PARTS),
    profile: full,
    createCommands: ({ programs }) => programs,
    createDial: () =>
      // biome-ignore lint/correctness/useYield: nobody is there, which is known at once
      function* () {
        return { ok: false, error: 'refused', address: '' };
      },
  });
  const world = createWorld({
    queue,
    store,
    processes,
    watchers: [kubelets.onChange],
    missingFor: () => undefined,
  });
  return {
    store,
    kubelets,
    advance: world.advance,
    create: (pod: Pod) => {
      const answer = server.create(pods, pod, writeAs('test'), USER);
      if (!answer.ok) throw new Error(answer.status.message);
    },
    remove: (name: string) => {
      const target = { namespace: 'default', name, subresource: '' };
      server.delete(pods, target, DELETE_DEFAULT, USER);
    },
    pod: (name: string) => store.get(pods, 'default', name),
    events: (name: string): string[] =>
      store
        .changes()
        .filter(({ type, kind }) => kind === events && type === 'ADDED')
        .map(({ object }) => object as Event)
        .filter(({ involvedObject }) => involvedObject.name === name)
        .map(({ reason, message }) => `${reason}: ${message}`),
  };
}

const podObject = (name: string, container: object): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: '', resourceVersion: '', creationTimestamp: '' },
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'c', imagePullPolicy: 'IfNotPresent', ...container }],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
  },
  status: { phase: 'Pending' },
});

const statesOf = (harness: ReturnType<typeof createHarness>, name: string): string[] =>
  harness.store
    .changes()
    .filter(({ kind, object }) => kind === pods && object.metadata.name === name)
    .map(({ type, object }) => {
      const { status } = object as Pod;
      const [first] = status.containerStatuses ?? [];
      const state = first?.state;
      const word =
        state?.waiting?.reason ?? state?.terminated?.reason ?? Object.keys(state ?? {})[0];
      return `${type} ${status.phase} ${word ?? '-'} ${first?.ready ?? '-'}`;
    });

describe('kubelets', () => {
  it('start a pod and tell Running and Ready in one update', () => {
    const harness = createHarness({});
    harness.create(podObject('web', { image: 'nginx:1.25' }));
    harness.advance(20_000);
    expect(statesOf(harness, 'web')).toEqual([
      'ADDED Pending - -',
      'MODIFIED Pending ContainerCreating false',
      'MODIFIED Running running true',
    ]);
    expect(harness.pod('web')?.status.podIP).toBe('10.244.0.2');
    expect(harness.events('web')).toEqual([
      'Pulling: Pulling image "nginx:1.25"',
      expect.stringMatching(/^Pulled: Successfully pulled image "nginx:1.25" in /),
      'Created: Container created',
      'Started: Container started',
    ]);
  });

  it('end a deleted pod as Succeeded, then remove it', () => {
    const harness = createHarness({});
    harness.create(podObject('web', { image: 'nginx:1.25' }));
    harness.advance(20_000);
    const before = statesOf(harness, 'web').length;
    harness.remove('web');
    harness.advance(20_000);
    expect(statesOf(harness, 'web').slice(before)).toEqual([
      'MODIFIED Running running true',
      'MODIFIED Running running true',
      'MODIFIED Succeeded Completed false',
      'MODIFIED Succeeded Completed false',
      'DELETED Succeeded Completed false',
    ]);
    expect(harness.events('web').at(-1)).toBe('Killing: Stopping container c');
  });

  it('back off from an image that cannot be pulled', () => {
    const harness = createHarness({});
    harness.create(podObject('web', { image: 'nginx:does-not-exist' }));
    harness.advance(5_000);
    expect(statesOf(harness, 'web')).toEqual([
      'ADDED Pending - -',
      'MODIFIED Pending ContainerCreating false',
      'MODIFIED Pending ErrImagePull false',
      'MODIFIED Pending ImagePullBackOff false',
    ]);
    harness.remove('web');
    harness.advance(1_000);
    expect(statesOf(harness, 'web').slice(-3)).toEqual([
      'MODIFIED Failed ContainerStatusUnknown false',
      'MODIFIED Failed ContainerStatusUnknown false',
      'DELETED Failed ContainerStatusUnknown false',
    ]);
  });

  it('restart a container that crashes, at once and then with a back-off', () => {
    const run = { type: 'emulated', exitAfterMs: 400, exitCode: 1 } as const;
    const harness = createHarness({ run: () => run });
    harness.create(podObject('web', { image: 'nginx:1.25' }));
    harness.advance(6_000);
    const restarts = (): number | undefined =>
      harness.pod('web')?.status.containerStatuses?.[0]?.restartCount;
    expect(statesOf(harness, 'web').slice(2)).toEqual([
      'MODIFIED Running running true',
      'MODIFIED Running Error false',
      'MODIFIED Running running true',
      'MODIFIED Running Error false',
      'MODIFIED Running CrashLoopBackOff false',
    ]);
    expect(restarts()).toBe(1);
    harness.advance(12_000);
    expect(restarts()).toBe(2);
    const waiting = harness.pod('web')?.status.containerStatuses?.[0]?.state?.waiting;
    expect(waiting?.message).toMatch(/^back-off 20s restarting failed container=c pod=web_default/);
  });

  it('runs init containers one after the other, then the others', () => {
    const exit = { type: 'emulated', exitAfterMs: 400, exitCode: 0 } as const;
    const forever = { type: 'emulated', exitAfterMs: undefined, exitCode: 0 } as const;
    const harness = createHarness({ run: (_pod, { name }) => (name === 'c' ? forever : exit) });
    const pod = podObject('web', { image: 'nginx:1.25' });
    const init = ['one', 'two'].map((name) => ({ ...pod.spec.containers[0], name }));
    harness.create({ ...pod, spec: { ...pod.spec, initContainers: init as never } });
    harness.advance(20_000);
    expect(statesOf(harness, 'web')).toEqual([
      'ADDED Pending - -',
      'MODIFIED Pending PodInitializing false',
      'MODIFIED Pending PodInitializing false',
      'MODIFIED Pending PodInitializing false',
      'MODIFIED Pending PodInitializing false',
      'MODIFIED Pending PodInitializing false',
      'MODIFIED Running running true',
    ]);
  });

  it('waits for a Secret and says so', () => {
    const harness = createHarness({});
    const secretKeyRef = { name: 'absent', key: 'k' };
    harness.create(
      podObject('web', { image: 'nginx:1.25', env: [{ name: 'A', valueFrom: { secretKeyRef } }] }),
    );
    harness.advance(3_000);
    expect(harness.pod('web')?.status.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "absent" not found',
    });
  });

  it('probes readiness and liveness', () => {
    const harness = createHarness({});
    const httpGet = { path: '/', port: 80 };
    const readinessProbe = { httpGet, periodSeconds: 1, failureThreshold: 3 };
    harness.create(podObject('web', { image: 'nginx:1.25', readinessProbe }));
    harness.advance(20_000);
    expect(statesOf(harness, 'web').slice(2)).toEqual([
      'MODIFIED Running running false',
      'MODIFIED Running running true',
    ]);
  });
});
