import { describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import { statefulSet } from '../../../test/control-plane/manifests.ts';
import {
  controllerRevisions,
  events,
  type Pod,
  persistentVolumeClaims,
  pods,
  type StatefulSet,
  statefulSets,
} from '../../api/index.ts';
import { revisionOf } from './identity.ts';

const podsOf = (h: Harness): readonly Pod[] => h.store.list(pods, 'default');
const names = (h: Harness): string[] => podsOf(h).map(({ metadata }) => metadata.name);
const setOf = (h: Harness): StatefulSet =>
  h.store.get(statefulSets, 'default', 'web') as StatefulSet;
const isReady = (pod: Pod): boolean =>
  pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
const edit = (h: Harness, change: (draft: StatefulSet) => void): void =>
  h.change<StatefulSet>(statefulSets, 'default', 'web', change);
const setImage = (h: Harness, image: string): void =>
  edit(h, (set) => {
    (set.spec.template.spec?.containers[0] as { image: string }).image = image;
  });

/** At most one pod is on its way up or down, and claims never go. */
const oneInFlight = (h: Harness) => () => {
  const moving = podsOf(h).filter((pod) => pod.metadata.deletionTimestamp || !isReady(pod));
  expect(moving.length).toBeLessThanOrEqual(1);
};
const noClaimEnds = (h: Harness): void => {
  const ended = h.store
    .changes()
    .filter(({ kind, type }) => kind === persistentVolumeClaims && type === 'DELETED');
  expect(ended).toEqual([]);
};
const order = (h: Harness, what: 'ADDED' | 'DELETED'): string[] =>
  h.store
    .changes()
    .filter(({ kind, type }) => kind === pods && type === what)
    .map(({ object }) => object.metadata.name);
const messages = (h: Harness): string[] =>
  h.store
    .list(events, 'default')
    .filter(({ involvedObject }) => involvedObject.kind === 'StatefulSet')
    .map(({ message }) => message ?? '');

describe('ordered management', () => {
  it('creates one pod after another, each after its claim', () => {
    const h = createHarness();
    h.create(statefulSet('web'));
    h.run(5000, oneInFlight(h));
    expect(order(h, 'ADDED')).toEqual(['web-0', 'web-1', 'web-2']);
    const { status } = setOf(h);
    expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, updatedReplicas: 3 });
    expect(status.currentRevision).toBe(status.updateRevision);
    expect(messages(h)).toContain('Create Claim data-web-0 Pod web-0 in StatefulSet web success');
    expect(messages(h)).toContain('Create Pod web-0 in StatefulSet web successful');
    noClaimEnds(h);
  });

  it('removes the highest ordinals first, one at a time, and keeps the claims', () => {
    const h = createHarness();
    h.create(statefulSet('web'));
    h.run(5000);
    edit(h, (set) => {
      set.spec.replicas = 1;
    });
    h.run(5000, oneInFlight(h));
    expect(order(h, 'DELETED')).toEqual(['web-2', 'web-1']);
    noClaimEnds(h);
  });

  it('waits for a pod that does not become ready, and says so', () => {
    const h = createHarness();
    h.isReady = (pod) => pod.metadata.name !== 'web-1';
    h.create(statefulSet('web'));
    h.run(5000);
    expect(names(h)).toEqual(['web-0', 'web-1']);
    expect(setOf(h).status.readyReplicas).toBe(1);
  });

  it('is blocked by an unready pod in range, not by the first unready one beyond it', () => {
    const h = createHarness();
    h.isReady = (pod) => pod.metadata.name !== 'web-2';
    h.create(statefulSet('web'));
    h.run(5000);
    edit(h, (set) => {
      set.spec.replicas = 2;
    });
    h.run(5000);
    expect(names(h)).toEqual(['web-0', 'web-1']);
  });

  it('counts availability only after minReadySeconds', () => {
    const h = createHarness();
    h.create(statefulSet('web', { minReadySeconds: 2, volumeClaimTemplates: [], replicas: 2 }));
    h.run(1500);
    expect(names(h)).toEqual(['web-0']);
    expect(setOf(h).status).toMatchObject({ readyReplicas: 1, availableReplicas: 0 });
    h.run(5000);
    expect(setOf(h).status).toMatchObject({ readyReplicas: 2, availableReplicas: 2 });
  });

  it('starts at ordinals.start', () => {
    const h = createHarness();
    h.create(statefulSet('web', { ordinals: { start: 5 }, volumeClaimTemplates: [] }));
    h.run(5000);
    expect(names(h)).toEqual(['web-5', 'web-6', 'web-7']);
  });
});

describe('parallel management', () => {
  it('creates all pods in one sync and updates one at a time', () => {
    const h = createHarness();
    h.create(statefulSet('web', { podManagementPolicy: 'Parallel' }));
    h.run(100);
    expect(names(h)).toEqual(['web-0', 'web-1', 'web-2']);
    h.run(3000);
    setImage(h, 'nginx:1.26');
    h.run(10_000, oneInFlight(h));
    expect(order(h, 'DELETED')).toEqual(['web-2', 'web-1', 'web-0']);
  });

  it('replaces several at once behind the gate MaxUnavailableStatefulSet', () => {
    const h = createHarness({ MaxUnavailableStatefulSet: true });
    const updateStrategy = {
      type: 'RollingUpdate',
      rollingUpdate: { partition: 0, maxUnavailable: 2 },
    };
    h.create(statefulSet('web', { updateStrategy, volumeClaimTemplates: [] }));
    h.run(5000);
    setImage(h, 'nginx:1.26');
    h.run(200);
    expect(podsOf(h).filter(({ metadata }) => metadata.deletionTimestamp)).toHaveLength(2);
  });
});

describe('rolling update', () => {
  const update = (partition: number): Harness => {
    const h = createHarness();
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition } };
    h.create(statefulSet('web', { updateStrategy }));
    h.run(5000);
    setImage(h, 'nginx:1.26');
    h.run(10_000, oneInFlight(h));
    return h;
  };

  it('goes from the highest ordinal down and then makes the new revision current', () => {
    const h = update(0);
    expect(order(h, 'DELETED')).toEqual(['web-2', 'web-1', 'web-0']);
    const { status } = setOf(h);
    expect(status.currentRevision).toBe(status.updateRevision);
    expect(status.currentReplicas).toBe(3);
    expect(h.store.list(controllerRevisions, 'default')).toHaveLength(2);
  });

  it('keeps pods below the partition, and brings a deleted one back as it was', () => {
    const h = update(2);
    expect(order(h, 'DELETED')).toEqual(['web-2']);
    expect(setOf(h).status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    h.remove(pods, 'default', 'web-0');
    h.run(5000);
    const [first] = podsOf(h);
    expect(first && revisionOf(first)).toBe(setOf(h).status.currentRevision);
  });

  it('reuses an old revision with a new number', () => {
    const h = update(0);
    const [before] = h.store.list(controllerRevisions, 'default').filter((r) => r.revision === 1);
    setImage(h, 'nginx:1.25');
    h.run(10_000);
    const again = h.store.get(controllerRevisions, 'default', before?.metadata.name ?? '');
    expect(again?.revision).toBe(3);
  });

  it('with OnDelete replaces only what is deleted and never moves the current revision', () => {
    const h = createHarness();
    h.create(statefulSet('web', { updateStrategy: { type: 'OnDelete' } }));
    h.run(5000);
    const { currentRevision } = setOf(h).status;
    setImage(h, 'nginx:1.26');
    h.run(3000);
    expect(order(h, 'DELETED')).toEqual([]);
    h.remove(pods, 'default', 'web-1');
    h.run(5000);
    expect(setOf(h).status).toMatchObject({ currentRevision, updatedReplicas: 1 });
  });

  it('keeps no more old revisions than its limit', () => {
    const h = createHarness();
    h.create(statefulSet('web', { revisionHistoryLimit: 1, replicas: 1 }));
    h.run(3000);
    for (const tag of ['1.26', '1.27', '1.28']) {
      setImage(h, `nginx:${tag}`);
      h.run(5000);
    }
    expect(h.store.list(controllerRevisions, 'default')).toHaveLength(2);
  });
});

describe('claims', () => {
  it('belong to the set with whenDeleted: Delete, and go with it', () => {
    const h = createHarness();
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Retain' };
    h.create(statefulSet('web', { persistentVolumeClaimRetentionPolicy, replicas: 1 }));
    h.run(3000);
    const [claim] = h.store.list(persistentVolumeClaims, 'default');
    expect(claim?.metadata.ownerReferences?.map(({ kind }) => kind)).toEqual(['StatefulSet']);
    h.remove(statefulSets, 'default', 'web');
    h.run(3000);
    expect(h.store.list(persistentVolumeClaims, 'default')).toEqual([]);
  });

  it('go with their pod with whenScaled: Delete', () => {
    const h = createHarness();
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' };
    h.create(statefulSet('web', { persistentVolumeClaimRetentionPolicy }));
    h.run(5000);
    edit(h, (set) => {
      set.spec.replicas = 1;
    });
    h.run(5000);
    const left = h.store.list(persistentVolumeClaims, 'default');
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['data-web-0']);
  });

  it('that end keep a pod from coming back until they are gone', () => {
    const h = createHarness();
    h.create(statefulSet('web', { replicas: 1 }));
    h.run(3000);
    const before = h.store.get(persistentVolumeClaims, 'default', 'data-web-0')?.metadata.uid;
    h.remove(persistentVolumeClaims, 'default', 'data-web-0');
    h.run(500);
    expect(h.store.get(persistentVolumeClaims, 'default', 'data-web-0')).toBeDefined();
    h.remove(pods, 'default', 'web-0');
    h.run(5000);
    const after = h.store.get(persistentVolumeClaims, 'default', 'data-web-0')?.metadata.uid;
    expect(after).not.toBe(before);
    expect(setOf(h).status.readyReplicas).toBe(1);
    expect(messages(h)).toContain(
      'Create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted',
    );
  });
});

describe('membership', () => {
  it('leaves pods behind when orphaned and takes them back', () => {
    const h = createHarness();
    const manifest = statefulSet('web', { volumeClaimTemplates: [] });
    h.create(manifest);
    h.run(5000);
    const uids = podsOf(h).map(({ metadata }) => metadata.uid);
    h.remove(statefulSets, 'default', 'web', 'Orphan');
    h.run(1000);
    expect(podsOf(h).every(({ metadata }) => metadata.ownerReferences === undefined)).toBe(true);
    h.create(manifest);
    h.run(3000);
    expect(podsOf(h).map(({ metadata }) => metadata.uid)).toEqual(uids);
    expect(podsOf(h).every(({ metadata }) => metadata.ownerReferences?.length === 1)).toBe(true);
  });

  it('releases a pod whose labels no longer match, and waits for its name', () => {
    const h = createHarness();
    h.create(statefulSet('web', { volumeClaimTemplates: [] }));
    h.run(5000);
    h.change<Pod>(pods, 'default', 'web-0', (pod) => {
      pod.metadata.labels = { ...pod.metadata.labels, app: 'other' };
    });
    h.run(500);
    expect(podsOf(h)[0]?.metadata.ownerReferences).toBeUndefined();
    expect(setOf(h).status.replicas).toBe(2);
  });
});
