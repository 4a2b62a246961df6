import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RECORDED_PROFILE } from '../../src/cli/conformance/profile.ts';
import { expand } from '../../test/conformance/compare.mjs';
import { ALL_PARTS } from '../all-parts.ts';
import {
  type AnyKind,
  type Event,
  events,
  MODELLED_KINDS,
  namespaces,
  nodes,
  type Pod,
  persistentVolumeClaims,
  pods,
  secrets,
} from '../api/index.ts';
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
import { createKubelets, nodeObject } from './index.ts';

interface Item {
  readonly t: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly name: string;
  readonly object: Pod & Event;
}

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };
const RECORDINGS = path.join(import.meta.dirname, '../../test/conformance/recordings');

/** The life of one pod in a recording, and what its kubelet said about it. */
function lifeOf(id: string, name: string, index: number): { life: Item[]; said: string[] } {
  const text = readFileSync(path.join(RECORDINGS, `${id}.json`), 'utf8');
  const all = expand(JSON.parse(text)).trace as Item[];
  const uids = all
    .filter((item) => item.kind === 'Pod' && item.type === 'ADDED' && item.name === name)
    .map(({ object }) => object.metadata.uid);
  const uid = uids[index];
  const said = all
    .filter(({ kind, object }) => kind === 'Event' && object.involvedObject.uid === uid)
    .filter(({ object }) => object.reportingComponent === 'kubelet')
    .map(({ object }) => `${object.reason}: ${object.message}`);
  const life = all.filter(({ kind, object }) => kind === 'Pod' && object.metadata.uid === uid);
  return { life, said };
}

/** A status without what differs from run to run. */
const plain = (pod: Pod): unknown =>
  JSON.parse(
    JSON.stringify(pod.status, (key, value: unknown) => {
      if (value === undefined || key.endsWith('Time') || key.endsWith('At')) {
        return value === null ? null : '<time>';
      }
      return value;
    })
      .replace(/10\.244\.\d+\.\d+/g, '<ip>')
      .replace(/sha256:[0-9a-f]{64}/g, '<digest>')
      .replace(/containerd:\/\/[0-9a-f]{64}/g, '<id>')
      .replaceAll(pod.metadata.uid, '<uid>'),
  );

/** A cluster of three nodes with all that the pod refers to, and the pod itself. */
function stage(pod: Pod) {
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
  const { namespace = '' } = pod.metadata;
  const put = (kind: AnyKind, name: string, rest: object): void => {
    const metadata = { name, namespace, uid: name, resourceVersion: '', creationTimestamp: '' };
    store.put(kind, { apiVersion: 'v1', kind: kind.kind, metadata, ...rest } as never, USER);
  };
  put(namespaces, namespace, {});
  for (let i = 0; i < 3; i++) store.put(nodes, nodeObject(i, RECORDED_PROFILE, 0), USER);
  const wanted = pod.spec.containers
    .flatMap(({ env = [] }) => env)
    .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  for (const { name: secret = '' } of wanted) {
    const keys = wanted.filter(({ name }) => name === secret).map(({ key }) => [key, 'eA==']);
    put(secrets, secret, { data: Object.fromEntries(keys) });
  }
  for (const { persistentVolumeClaim: claim } of pod.spec.volumes ?? []) {
    if (claim === undefined) continue;
    const rest = { spec: { volumeName: 'pv' }, status: { phase: 'Bound' } };
    put(persistentVolumeClaims, claim.claimName, rest);
  }
  const kubelets = createKubelets({
    queue,
    server,
    events: createEventRecorder(server, queue, prng),
    processes,
    prng,
    images: createImages(ALL_PARTS),
    profile: RECORDED_PROFILE,
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
  server.create(pods, pod, writeAs('test'), USER);
  return { store, server, world };
}

/** Does to the stored pod what was done to the recorded one between two of its states. */
function follow({ store, server }: ReturnType<typeof stage>, before: Pod, after: Pod): void {
  const { name, namespace = '', annotations = {} } = after.metadata;
  const stored = store.get(pods, namespace, name);
  if (stored === undefined) return;
  const { nodeName = '' } = after.spec;
  if (nodeName !== before.spec.nodeName) server.bind(namespace, name, nodeName, false, USER);
  const grace = after.metadata.deletionGracePeriodSeconds;
  if (grace !== before.metadata.deletionGracePeriodSeconds && grace !== 0) {
    const options = { ...DELETE_DEFAULT, gracePeriodSeconds: grace };
    server.delete(pods, { namespace, name, subresource: '' }, options, USER);
  } else if (JSON.stringify(annotations) !== JSON.stringify(before.metadata.annotations ?? {})) {
    const metadata = { ...stored.metadata, annotations };
    server.update(pods, { ...stored, metadata }, '', writeAs('test'), USER);
  }
}

/** Plays the same life: the same object, bound, changed and deleted at the same times. */
function play(life: readonly Item[]): { lived: Pod[]; said: string[] } {
  const first = life[0] as Item;
  const staged = stage(first.object);
  const { store, world } = staged;
  let before = first.object;
  for (const { t, object } of life.slice(1)) {
    world.advance(Math.max(0, t - first.t - world.nowMs()));
    follow(staged, before, object);
    before = object;
  }
  world.advance(400);
  const changes = store.changes();
  const lived = changes
    .filter(({ kind, object }) => kind === pods && object.metadata.name === first.name)
    .map(({ object }) => object as Pod);
  const said = changes
    .filter(({ kind }) => kind === events)
    .map(({ object }) => object as Event)
    .map(({ reason, message }) => `${reason}: ${message}`);
  return { lived, said };
}

const withoutRepeats = (list: readonly unknown[]): unknown[] =>
  list.filter((item, i) => i === 0 || JSON.stringify(item) !== JSON.stringify(list[i - 1]));
const isKubelets = (pod: Pod): boolean => pod.status.startTime !== undefined;

describe('a pod lives as in the recordings', () => {
  it.each([
    ['a member of a set that is deleted', 'p40-mysql-chapter', 'mysql-stateful-0', 0],
    ['a bad image', 'p15-broken-image', 'mysql-2', 1],
    ['a crashing container', 'p15-broken-image', 'mysql-2', 3],
    ['readiness that comes and goes', 'p05-notready-blocks', 'web-0', 0],
    ['requests and limits', 'p01-mysql-tour', 'mysql-0', 0],
    ['a slow stop', 'p28-delete-variants', 'p2', 1],
    ['a pod that never stood', 'p20-canary-two-deploys', 'extra', 0],
    ['a failing job', 'p23-ds-job-cronjob', 'failing-99j2t', 0],
  ])('%s', (_title, id, name, index) => {
    const recorded = lifeOf(id, name, index);
    const { lived, said } = play(recorded.life);
    const expected = recorded.life
      .map(({ object }) => object)
      .filter(isKubelets)
      .map(plain);
    expect(withoutRepeats(lived.filter(isKubelets).map(plain))).toEqual(withoutRepeats(expected));
    expect(new Set(said.map((each) => each.replace(/\([0-9a-f-]{36}\)/, '')))).toEqual(
      new Set(recorded.said.map((each) => each.replace(/\([0-9a-f-]{36}\)/, ''))),
    );
  });
});
