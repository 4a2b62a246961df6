import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RECORDED_PROFILE } from '../../src/cli/conformance/profile.ts';
import { expand } from '../../test/conformance/compare.mjs';
import {
  type Event,
  events,
  MODELLED_KINDS,
  namespaces,
  nodes,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  pods,
  secrets,
} from '../api/index.ts';
import { createWorld } from '../cluster/world.ts';
import { createImages } from '../images/index.ts';
import { because, createPrng, createProcesses, createQueue, type Origin } from '../kernel/index.ts';
import { createApiServer, createEventRecorder, createStore, writeAs } from '../store/index.ts';
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

/** Plays the same life: the same object, bound, changed and deleted at the same times. */
function play(life: readonly Item[]): { lived: Pod[]; said: string[] } {
  const queue = createQueue(Date.UTC(2026, 10, 23));
  const prng = createPrng(1);
  const store = createStore(queue, 1);
  const processes = createProcesses(queue);
  const server = createApiServer({
    store,
    clock: queue,
    prng,
    admissions: [],
    kinds: MODELLED_KINDS,
  });
  const recorder = createEventRecorder(server, queue, prng);
  const first = life[0] as Item;
  const { namespace = '' } = first.object.metadata;
  const named = { uid: 'u', resourceVersion: '', creationTimestamp: '' };
  const at = (name: string) => ({ ...named, name, namespace, uid: name });
  store.put(
    namespaces,
    { apiVersion: 'v1', kind: 'Namespace', metadata: at(namespace) } as never,
    USER,
  );
  for (let i = 0; i < 3; i++) store.put(nodes, nodeObject(i, RECORDED_PROFILE, 0), USER);
  const wanted = first.object.spec.containers
    .flatMap(({ env = [] }) => env)
    .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  for (const { name: secretName = '' } of wanted) {
    const keys = wanted.filter(({ name }) => name === secretName).map(({ key }) => [key, 'eA==']);
    const data = Object.fromEntries(keys);
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: at(secretName), data };
    store.put(secrets, secret as never, USER);
  }
  for (const { persistentVolumeClaim: claim } of first.object.spec.volumes ?? []) {
    if (claim === undefined) continue;
    const object = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: at(claim.claimName),
      spec: { volumeName: 'pv' },
      status: { phase: 'Bound' },
    } as unknown as PersistentVolumeClaim;
    store.put(persistentVolumeClaims, object, USER);
  }
  const kubelets = createKubelets({
    queue,
    server,
    events: recorder,
    processes,
    prng,
    images: createImages(),
    profile: RECORDED_PROFILE,
    createCommands: ({ programs }) => programs,
  });
  const world = createWorld({ queue, store, processes, watchers: [kubelets.onChange] });
  server.create(pods, first.object, writeAs('test'), USER);
  const startMs = first.t;
  let before = first.object;
  for (const { t, object } of life.slice(1)) {
    world.advance(Math.max(0, t - startMs - queue.nowMs()));
    const stored = store.get(pods, namespace, first.name);
    if (stored === undefined) break;
    const isBound = object.spec.nodeName !== before.spec.nodeName;
    const { annotations = {}, deletionGracePeriodSeconds: grace } = object.metadata;
    if (isBound) server.bind(namespace, first.name, object.spec.nodeName ?? '', USER);
    const isDeleted = grace !== before.metadata.deletionGracePeriodSeconds && grace !== 0;
    if (isDeleted) {
      const target = { namespace, name: first.name, subresource: '' };
      const options = {
        gracePeriodSeconds: grace,
        propagation: undefined,
        preconditions: {},
        isDryRun: false,
      };
      server.delete(pods, target, options, USER);
    } else if (JSON.stringify(annotations) !== JSON.stringify(before.metadata.annotations ?? {})) {
      const metadata = { ...stored.metadata, annotations };
      server.update(pods, { ...stored, metadata }, '', writeAs('test'), USER);
    }
    before = object;
  }
  world.advance(400);
  const lived = store
    .changes()
    .filter(({ kind, object }) => kind === pods && object.metadata.name === first.name)
    .map(({ object }) => object as Pod);
  const said = store
    .changes()
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
