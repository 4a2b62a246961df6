import { ALL_PARTS } from '../../sim/all-parts.ts';
import {
  type AnyKind,
  draftOf,
  type KubeObject,
  MODELLED_KINDS,
  type Node,
  namespaces,
  nodes,
  type Pod,
  pods,
  type StorageClass,
  storageClasses,
  timestamp,
} from '../../sim/api/index.ts';
import { createControllers, createRunner } from '../../sim/control/index.ts';
import {
  because,
  createPrng,
  createQueue,
  type Origin,
  type Queue,
} from '../../sim/kernel/index.ts';
import { PATCHING } from '../../sim/requests/index.ts';
import {
  type ApiServer,
  admissionChain,
  type Change,
  createApiServer,
  createEventRecorder,
  createStore,
  DELETE_DEFAULT,
  type Store,
  writeAs,
} from '../../sim/store/index.ts';

const ORIGIN: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };
const START_MS = Date.UTC(2026, 10, 23, 8, 0, 0);
const START_DELAY_MS = 300;
const STOP_DELAY_MS = 300;
const REMOVE_DELAY_MS = 60;

/** A control plane without nodes' programs: pods start and stop after fixed delays. */
export interface Harness {
  readonly store: Store;
  readonly server: ApiServer;
  readonly queue: Queue;
  create(object: unknown): KubeObject;
  change<T extends KubeObject>(
    kind: AnyKind,
    namespace: string,
    name: string,
    edit: (draft: T) => void,
  ): void;
  remove(
    kind: AnyKind,
    namespace: string,
    name: string,
    propagation?: 'Orphan' | 'Foreground',
  ): void;
  /** Advances virtual time, and calls `check` after every instant in which something happened. */
  run(ms: number, check?: () => void): void;
  /** Decides whether a pod becomes ready; all do by default. */
  isReady: (pod: Pod) => boolean;
}

const READY_TYPES = ['Ready', 'ContainersReady'];

function withConditions(pod: Pod, isReady: boolean, nowEpochMs: number): Pod {
  const draft = draftOf(pod);
  const now = timestamp(nowEpochMs);
  const old = draft.status.conditions ?? [];
  const types = ['Initialized', ...READY_TYPES];
  const fresh = types.map((type) => {
    const status = type === 'Initialized' || isReady ? 'True' : 'False';
    const known = old.find((condition) => condition.type === type);
    return known?.status === status ? known : { type, status, lastTransitionTime: now };
  });
  draft.status.conditions = [...fresh, ...old.filter(({ type }) => !types.includes(type))];
  return draft;
}

const nodeNamed = (name: string): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    uid: '',
    resourceVersion: '',
    creationTimestamp: '',
    labels: { 'kubernetes.io/hostname': name },
  },
  spec: {},
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
});

const standardClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'standard',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: 'k8s.io/minikube-hostpath',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
} as unknown as StorageClass;

/** Creates a control plane with three nodes and the class `standard`. */
export function createHarness(featureGates: Readonly<Record<string, boolean>> = {}): Harness {
  const queue = createQueue(START_MS);
  const prng = createPrng(1);
  const store = createStore(queue, 1);
  const kinds = MODELLED_KINDS;
  const server = createApiServer({
    store,
    clock: queue,
    prng: prng.split('server'),
    admissions: admissionChain(featureGates),
    subresourceErrors: () => [],
    patching: () => PATCHING,
    kinds,
  });
  const events = createEventRecorder(server, queue, prng.split('events'));
  const controllers = createControllers({
    featureGates,
    prng: prng.split('provisioner'),
    metrics: undefined,
  });
  const runner = createRunner({ queue, server, events, prng, controllers, loaded: ALL_PARTS });
  let told = 0;
  let address = 2;

  const setStatus = (pod: Pod): void => {
    const current = store.get(pods, pod.metadata.namespace ?? '', pod.metadata.name);
    if (current?.metadata.uid !== pod.metadata.uid) return;
    const draft = { ...draftOf(current), status: pod.status };
    server.update(pods, draft, 'status', writeAs('kubelet'), ORIGIN);
  };
  const current = (pod: Pod): Pod | undefined => {
    const found = store.get(pods, pod.metadata.namespace ?? '', pod.metadata.name);
    return found?.metadata.uid === pod.metadata.uid ? found : undefined;
  };
  const start = (pod: Pod): void => {
    const now = current(pod);
    if (now === undefined || now.metadata.deletionTimestamp !== undefined) return;
    const running = withConditions(now, harness.isReady(now), queue.epochMs());
    const ip = `10.244.0.${address++}`;
    running.status = { ...running.status, phase: 'Running', podIP: ip, podIPs: [{ ip }] };
    setStatus(running);
  };
  const stop = (pod: Pod): void => {
    const now = current(pod);
    if (now === undefined) return;
    const ended = withConditions(now, false, queue.epochMs());
    ended.status.phase = 'Succeeded';
    setStatus(ended);
    queue.schedule(REMOVE_DELAY_MS, 'remove', () => {
      const { namespace = '', name } = pod.metadata;
      if (current(pod) === undefined) return;
      const options = { ...DELETE_DEFAULT, gracePeriodSeconds: 0 };
      server.delete(pods, { namespace, name, subresource: '' }, options, ORIGIN);
    });
  };
  const kubelet = ({ kind, type, object, previous }: Change): void => {
    if (kind !== pods || type === 'DELETED') return;
    const [pod, before] = [object as Pod, previous as Pod | undefined];
    if (!pod.spec.nodeName) return;
    if (!before?.spec.nodeName) {
      queue.schedule(START_DELAY_MS, 'start', () => start(pod));
      setStatus(withConditions(pod, false, queue.epochMs()));
    }
    const isEnding = pod.metadata.deletionTimestamp !== undefined;
    if (isEnding && before?.metadata.deletionTimestamp === undefined) {
      queue.schedule(STOP_DELAY_MS, 'stop', () => stop(pod));
    }
  };
  const settle = (): void => {
    const changes = store.changes();
    while (told < changes.length) {
      const change = changes[told++] as Change;
      runner.onChange(change);
      kubelet(change);
    }
  };
  const must = (answer: { ok: boolean; status?: { message: string }; value?: KubeObject }) => {
    if (!answer.ok) throw new Error(answer.status?.message);
    return answer.value as KubeObject;
  };

  const harness: Harness = {
    store,
    server,
    queue,
    isReady: () => true,
    create(object) {
      const kind = server.kindOf(object as KubeObject);
      return must(server.create(kind, object as KubeObject, writeAs('kubectl'), ORIGIN));
    },
    change(kind, namespace, name, edit) {
      const draft = draftOf(store.get(kind, namespace, name));
      edit(draft);
      must(server.update(kind, draft, '', writeAs('kubectl'), ORIGIN));
    },
    remove(kind, namespace, name, propagation) {
      const options = { ...DELETE_DEFAULT, propagation };
      must(server.delete(kind, { namespace, name, subresource: '' }, options, ORIGIN));
    },
    run(ms, check) {
      const untilMs = queue.nowMs() + ms;
      settle();
      for (let next = queue.nextAtMs(); next !== undefined && next <= untilMs; ) {
        queue.runNext();
        settle();
        check?.();
        next = queue.nextAtMs();
      }
      queue.moveTo(untilMs);
    },
  };
  const put = (kind: AnyKind, object: unknown): void => {
    must(server.create(kind, object as KubeObject, writeAs('boot'), ORIGIN));
  };
  put(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  put(storageClasses, standardClass);
  for (const name of ['node-1', 'node-2', 'node-3'])
    store.put(
      nodes,
      { ...nodeNamed(name), metadata: { ...nodeNamed(name).metadata, uid: name } },
      ORIGIN,
    );
  harness.run(100);
  return harness;
}
