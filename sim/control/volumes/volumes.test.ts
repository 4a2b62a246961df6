import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import {
  events,
  type PersistentVolume,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
} from '../../api/index.ts';

const claim = (name: string, spec: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const volumeByHand = (source: object) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'made' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Delete',
    ...source,
  },
});
const phases = (h: Harness): string[] =>
  h.store
    .changes()
    .filter(
      ({ kind, type }) =>
        kind === persistentVolumeClaims || (kind === persistentVolumes && type !== 'ADDED'),
    )
    .map(({ kind, object }) => `${kind.singular} ${(object as PersistentVolume).status.phase}`);
const said = (h: Harness, name: string): string[] =>
  h.store
    .list(events, 'default')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason, message }) => `${reason}: ${message}`);

it('makes a volume for a claim and binds the volume first', () => {
  const h = createHarness();
  h.create(claim('data'));
  h.run(1000);
  expect(phases(h)).toEqual([
    'persistentvolumeclaim Pending',
    'persistentvolumeclaim Pending',
    'persistentvolume Bound',
    'persistentvolumeclaim Pending',
    'persistentvolumeclaim Bound',
  ]);
});

it('removes the volume with its claim', () => {
  const h = createHarness();
  h.create(claim('data'));
  h.run(1000);
  h.remove(persistentVolumeClaims, 'default', 'data');
  h.run(1000);
  expect(h.store.list(persistentVolumes, '')).toEqual([]);
});

it('says why a claim is not bound', () => {
  const h = createHarness();
  h.create(claim('noclass', { storageClassName: 'nosuch' }));
  h.create(claim('emptyclass', { storageClassName: '' }));
  h.run(100);
  expect(said(h, 'noclass')).toEqual([
    'ProvisioningFailed: storageclass.storage.k8s.io "nosuch" not found',
  ]);
  expect(said(h, 'emptyclass')).toEqual([
    'FailedBinding: no persistent volumes available for this claim and no storage class is set',
  ]);
});

it('binds the smallest volume that fits, and keeps it when its claim goes', () => {
  const h = createHarness();
  for (const [name, storage] of [
    ['large', '5Gi'],
    ['small', '2Gi'],
  ]) {
    h.create({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        capacity: { storage },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path: '/x' },
      },
    });
  }
  h.run(100);
  h.create(claim('data', { storageClassName: '' }));
  h.run(100);
  expect(h.store.get(persistentVolumeClaims, 'default', 'data')).toMatchObject({
    spec: { volumeName: 'small' },
    status: { phase: 'Bound', capacity: { storage: '2Gi' } },
  });
  h.remove(persistentVolumeClaims, 'default', 'data');
  h.run(1000);
  expect(h.store.get(persistentVolumes, '', 'small')?.status.phase).toBe('Released');
});

it.each([
  [{ hostPath: { path: '/data/x' } }, 'host_path deleter only supports /tmp/.+ but received'],
  [{ nfs: { server: 's', path: '/p' } }, 'error getting deleter volume plugin for volume "made"'],
])('says why a volume made by hand is not deleted with its claim: %j', (source, message) => {
  const h = createHarness();
  h.create(volumeByHand(source));
  h.create(claim('data', { storageClassName: '' }));
  h.run(100);
  h.remove(persistentVolumeClaims, 'default', 'data');
  h.run(1000);
  const { status } = h.store.get(persistentVolumes, '', 'made') as PersistentVolume;
  expect(status).toMatchObject({ phase: 'Failed', message: expect.stringContaining(message) });
  const [event] = h.store.list(events, 'default').filter(({ type }) => type === 'Warning');
  expect(event).toMatchObject({ reason: 'VolumeFailedDelete', message: status.message });
});

it('deletes a volume made by hand below /tmp', () => {
  const h = createHarness();
  h.create(volumeByHand({ hostPath: { path: '/tmp/x' } }));
  h.create(claim('data', { storageClassName: '' }));
  h.run(100);
  h.remove(persistentVolumeClaims, 'default', 'data');
  h.run(1000);
  expect(h.store.list(persistentVolumes, '')).toEqual([]);
});

it('waits for a pod when the class says so', () => {
  const h = createHarness();
  h.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'wffc' },
    provisioner: 'k8s.io/minikube-hostpath',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  h.create(claim('lazy', { storageClassName: 'wffc' }));
  h.run(1000);
  expect(said(h, 'lazy')).toEqual([
    'WaitForFirstConsumer: waiting for first consumer to be created before binding',
  ]);
  h.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'user', namespace: 'default' },
    spec: {
      containers: [{ name: 'main', image: 'nginx:1.25' }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'lazy' } }],
    },
  });
  h.run(3000);
  expect(h.store.get(pods, 'default', 'user')?.status.phase).toBe('Running');
});

it('says that somebody else must make a volume larger', () => {
  const h = createHarness();
  h.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'growing' },
    provisioner: 'k8s.io/minikube-hostpath',
    allowVolumeExpansion: true,
  });
  h.create(claim('data', { storageClassName: 'growing' }));
  h.run(1000);
  h.change<PersistentVolumeClaim>(persistentVolumeClaims, 'default', 'data', (draft) => {
    draft.spec.resources = { requests: { storage: '2Gi' } };
  });
  h.run(1000);
  expect(said(h, 'data').at(-1)).toBe(
    'ExternalExpanding: waiting for an external controller to expand this PVC',
  );
});
