import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 300_000 });
    return stdout + stderr;
  };
  run('kubectl run web --image=nginx:alpine; kubectl run box --image=busybox:1.36 -- sleep 1000');
  run('kubectl wait --for=condition=Ready pod --all --timeout=60s');
  return run;
}

it('counts the processes of a container from 1, and shows nobody else', () => {
  const run = start();
  expect(run('kubectl exec box -- ps')).toBe(
    'PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 1000\n    2 root      0:00 ps\n',
  );
  expect(run('kubectl exec web -- ps aux')).toContain('    1 root      0:00 nginx');
  expect(run('ps aux')).not.toContain('nginx');
});

it('ends a container by a signal to its first process, unless that does not hear it', () => {
  const run = start();
  run('kubectl exec box -- kill 1; kubectl exec box -- kill -9 1');
  expect(run("kubectl get pod box -o jsonpath='{.status.containerStatuses[0].restartCount}'")).toBe(
    '0',
  );
  run('kubectl exec web -- kill 1; sleep 5');
  expect(run("kubectl get pod web -o jsonpath='{.status.containerStatuses[0].restartCount}'")).toBe(
    '1',
  );
  expect(run('kubectl logs web -p')).toContain('signal 15 (SIGTERM) received, exiting');
});
