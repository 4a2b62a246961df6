import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const claim = (name: string, className: string): string => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: ${className}
  resources: {requests: {storage: 1Mi}}
`;
const pod = (name: string, claimName: string, node = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: "${node}"
  containers:
  - name: c
    image: debian:12
    command: [sleep, infinity]
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: ${claimName}}}]
`;
const CLASS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: disks}
provisioner: hostpath.csi.k8s.io
allowVolumeExpansion: true
`;

function start(...manifests: readonly string[]) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 200_000 });
    return stdout + stderr;
  };
  run('kubectl apply -f -; sleep 15', [CLASS, ...manifests].join('---\n'));
  const grow = (name: string, size: string): string => {
    const spec = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
    return run(`kubectl patch pvc ${name} -p '${spec}'`);
  };
  return { run, grow };
}

const STATUS = "-o jsonpath='{.status.capacity.storage} {.status.conditions[*].type}'";

test('a disk grows while its pod runs, and says each step', () => {
  const { run, grow } = start(claim('data', 'disks'), pod('p', 'data'));
  expect(run('kubectl exec p -- dd if=/dev/zero of=/data/big bs=1M count=2')).toContain('No space');
  grow('data', '3Mi');
  expect(run(`sleep 1; kubectl get pvc data ${STATUS}`)).toBe('1Mi Resizing');
  run('sleep 5');
  expect(run(`kubectl get pvc data ${STATUS}`)).toBe('3Mi ');
  expect(run('kubectl exec p -- df -h /data')).toContain('3.0M');
  expect(run('kubectl exec p -- dd if=/dev/zero of=/data/big bs=1M count=2')).not.toContain('No');
  const reasons = run('kubectl events --for pvc/data -o json | jq -r ".items[].reason"');
  for (const reason of ['ExternalExpanding', 'Resizing', 'FileSystemResizeRequired']) {
    expect(reasons).toContain(`${reason}\n`);
  }
  const name = run("kubectl get pvc data -o jsonpath='{.spec.volumeName}'");
  expect(run('kubectl events --for pod/p')).toContain(
    `MountVolume.NodeExpandVolume succeeded for volume "${name}"`,
  );
});

test('a disk that no pod has waits for one', () => {
  const { run, grow } = start(claim('data', 'disks'));
  grow('data', '3Mi');
  expect(run(`sleep 20; kubectl get pvc data ${STATUS}`)).toBe('1Mi FileSystemResizePending');
  expect(run('kubectl describe pvc data')).toContain(
    'Waiting for user to (re-)start a pod to finish file system resize of volume on node.',
  );
  run('kubectl apply -f -; sleep 15', pod('p', 'data'));
  expect(run(`kubectl get pvc data ${STATUS}`)).toBe('3Mi ');
});

test('what cannot grow, or would shrink, is refused in the words of the API server', () => {
  const { run, grow } = start(claim('data', 'disks'), claim('plain', 'standard'));
  expect(grow('plain', '3Mi')).toContain(
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the ' +
      'pvc must support resize',
  );
  expect(grow('data', '1Ki')).toContain(
    'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
  );
  expect(run(`kubectl get pvc ${STATUS.replaceAll('.status', '.items[*].status')}`)).toBe(
    '1Mi 1Mi ',
  );
});

test('a disk follows its pod to another node, one node at a time', () => {
  const { run } = start(claim('data', 'disks'), pod('p', 'data', 'node-1'));
  run("kubectl exec p -- sh -c 'echo kept > /data/f'");
  run('kubectl apply -f -; sleep 5', pod('q', 'data', 'node-2'));
  expect(run('kubectl events --for pod/q')).toMatch(
    /FailedAttachVolume .*Multi-Attach error for volume "pvc-\S+" Volume is already used by pod\(s\) p/,
  );
  run('kubectl delete pod p --now; sleep 10');
  expect(run('kubectl exec q -- cat /data/f')).toBe('kept\n');
});
