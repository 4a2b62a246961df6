import { describe, expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const MANIFEST = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: "1"}
---
apiVersion: v1
kind: Pod
metadata: {name: user}
spec:
  securityContext: {runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [4000]}
  volumes:
  - {name: data, emptyDir: {}}
  - {name: settings, configMap: {name: settings, defaultMode: 256}}
  - {name: host, hostPath: {path: /srv/data}}
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, 1h]
    volumeMounts:
    - {name: data, mountPath: /data/demo}
    - {name: settings, mountPath: /settings}
    - {name: host, mountPath: /host}
---
apiVersion: v1
kind: Pod
metadata: {name: closed}
spec:
  volumes: [{name: tmp, emptyDir: {}}]
  containers:
  - name: c
    image: debian:12
    command: [sleep, infinity]
    securityContext: {readOnlyRootFilesystem: true}
    volumeMounts: [{name: tmp, mountPath: /tmp}]
---
apiVersion: v1
kind: Pod
metadata: {name: root}
spec:
  securityContext: {runAsNonRoot: true}
  containers:
  - {name: image, image: "busybox:1.36", command: [sleep, 1h]}
  - {name: asked, image: "busybox:1.36", command: [sleep, 1h], securityContext: {runAsUser: 0}}
  - {name: named, image: curlimages/curl, command: [sleep, 1h]}
  - {name: fine, image: "busybox:1.36", command: [sleep, 1h], securityContext: {runAsUser: 5}}
`;

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 120_000 });
    return stdout + stderr;
  };
  run('kubectl apply -f -; sleep 15', MANIFEST);
  const inside = (pod: string, line: string): string =>
    run(`kubectl exec ${pod} -- sh -c '${line}'`);
  return { run, inside };
}

describe('a container that runs as a user', () => {
  test('has its numbers and groups, and writes where it may', () => {
    const { inside } = start();
    expect(inside('user', 'id; id -u; id -G; whoami')).toBe(
      'uid=1000 gid=3000 groups=2000,3000,4000\n1000\n2000 3000 4000\n' +
        'whoami: unknown uid 1000\ncommand terminated with exit code 1\n',
    );
    const words = 'touch: /etc/x: Permission denied';
    expect(inside('user', 'touch /etc/x')).toContain(words);
    expect(inside('user', 'rm /etc/passwd')).toContain('Permission denied');
    expect(inside('user', 'chmod 700 /etc')).toContain('Operation not permitted');
    expect(inside('user', 'chown 0 /data/demo')).toContain('Operation not permitted');
    expect(inside('user', 'echo 1 > /tmp/x; ls -ln /tmp | tail -1')).toMatch(
      /^-rw-r--r-- 1 1000 3000 2 /,
    );
    expect(inside('user', '[ -w /etc ] || echo no; [ -r /etc/passwd ] && echo yes')).toBe(
      'no\nyes\n',
    );
  });

  test('owns by group what is mounted for it alone, and not directories of its node', () => {
    const { inside } = start();
    expect(inside('user', 'ls -ld /data/demo')).toMatch(/^drwxrwsrwx 2 root 2000 /);
    expect(inside('user', 'echo hello > /data/demo/t; ls -l /data/demo | tail -1')).toMatch(
      /^-rw-r--r-- 1 1000 2000 6 /,
    );
    expect(inside('user', 'ls -lL /settings/a; cat /settings/a')).toMatch(
      /^-r--r----- 1 root 2000 1 .*\n1$/,
    );
    expect(inside('user', 'touch /host/x')).toContain('Permission denied');
  });

  test('is told in the status of its pod', () => {
    const { run } = start();
    const path = '{.status.containerStatuses[0].user.linux}';
    expect(run(`kubectl get pod user -o jsonpath='${path}'`)).toBe(
      '{"gid":3000,"supplementalGroups":[2000,3000,4000],"uid":1000}',
    );
  });
});

describe('a root file system that is read-only', () => {
  test('refuses every change but those of mounts', () => {
    const { inside } = start();
    const refused = 'Read-only file system';
    expect(inside('closed', 'touch /x')).toContain(`cannot touch '/x': ${refused}`);
    expect(inside('closed', 'rm /etc/passwd')).toContain(refused);
    expect(inside('closed', 'echo fine > /tmp/x && cat /tmp/x')).toBe('fine\n');
    expect(inside('closed', 'mount | head -1')).toContain('(ro,');
    expect(inside('closed', '[ -w /etc ] || echo no')).toBe('no\n');
  });
});

test('containers that must not run as root are refused in the words of the kubelet', () => {
  const { run } = start();
  const name = '{range .status.containerStatuses[*]}{.name}: {.state.waiting.reason} ';
  const text = run(
    `kubectl get pod root -o jsonpath='${name}{.state.waiting.message}{"\\n"}{end}'`,
  ).replace(/root_default\([\w-]+\)/g, 'root_default(UID)');
  const pod = '(pod: "root_default(UID)", container:';
  expect(text.split('\n')).toEqual([
    'image: CreateContainerConfigError container has runAsNonRoot and image will run as root ' +
      `${pod} image)`,
    `asked: CreateContainerConfigError container's runAsUser breaks non-root policy ${pod} asked)`,
    'named: CreateContainerConfigError container has runAsNonRoot and image has non-numeric user ' +
      `(curl_user), cannot verify user is non-root ${pod} named)`,
    'fine:  ',
    '',
  ]);
  const events = run('kubectl events --for pod/root');
  expect(events).toContain('Error: container has runAsNonRoot and image will run as root');
  expect(events).toMatch(/Pulled .*busybox/);
});
