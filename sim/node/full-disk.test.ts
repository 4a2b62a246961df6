import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const MANIFEST = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: debian:12
    command: [sleep, infinity]
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

const start = () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = '') =>
    cluster.runScript({ script, stdin, limitMs: 120_000 });
  run('kubectl apply -f -', MANIFEST);
  run('kubectl wait --for=condition=Ready pod/p --timeout=60s');
  return (line: string): string => {
    const { stdout, stderr } = run(`kubectl exec p -- bash -c '${line}'`);
    return stdout + stderr;
  };
};

const SPACE = 'No space left on device';

test('a full volume stops every tool in its own words, after what there was room for', () => {
  const run = start();
  expect(
    run('dd if=/dev/zero of=/data/big bs=1k count=1023; ls -l /data/big | cut -d" " -f5'),
  ).toBe(
    '1047552\n1023+0 records in\n1023+0 records out\n1047552 bytes (1.0 MB, 1023 KiB) copied, 0.00261888 s, 400 MB/s\n',
  );
  expect(run('seq 1000 > /data/part; echo $?; wc -c < /data/part')).toBe(
    `1\n1024\nseq: write error: ${SPACE}\n`,
  );
  expect(run('echo more > /data/x; echo $?; wc -c < /data/x')).toBe(
    `1\n0\nbash: line 1: echo: write error: ${SPACE}\n`,
  );
  expect(run('cp /etc/passwd /data/z; echo $?')).toBe(`1\ncp: error writing '/data/z': ${SPACE}\n`);
  expect(run('set -o pipefail; echo hi | tee /data/t; echo $?')).toBe(
    `hi\n1\ntee: /data/t: ${SPACE}\n`,
  );
  expect(run('tar cf /data/t.tar /etc/group; echo $?')).toContain(
    `tar: /data/t.tar: Cannot write: ${SPACE}\ntar: Error is not recoverable: exiting now\n`,
  );
  expect(run('dd if=/dev/zero of=/data/more bs=1k count=2; echo $?')).toContain(
    `1\ndd: error writing `,
  );
  expect(run('yes > /data/yes; echo $?')).toBe(`1\nyes: standard output: ${SPACE}\n`);
});

test('df, mount and du tell of the disks of a container', () => {
  const run = start();
  run('fallocate -l 300K /data/big');
  expect(run('df -h /data')).toBe(
    'Filesystem      Size  Used Avail Use% Mounted on\n' +
      '/dev/sdb        1.0M  300K  724K  30% /data\n',
  );
  expect(run('df -hT')).toMatch(/^Filesystem {5}Type {5}Size .*\noverlay {8}overlay +59G +14G /);
  expect(run('du -sh /data')).toBe('304K\t/data\n');
  expect(run('mount | grep /data')).toBe('/dev/sdb on /data type ext4 (rw,relatime)\n');
  expect(run('df /nope')).toContain('df: /nope: No such file or directory\n');
});
