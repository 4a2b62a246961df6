import { describe, expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

function start(manifest: string, waitS = 15) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 300_000 });
    return stdout + stderr;
  };
  run(`kubectl apply -f -; sleep ${waitS}`, manifest);
  const inside = (pod: string, line: string, container = 'c'): string =>
    run(`kubectl exec ${pod} -c ${container} -- sh -c '${line}'`);
  const waiting = (pod: string): string => {
    const state = '{.status.containerStatuses[0].state.waiting';
    return run(`kubectl get pod ${pod} -o jsonpath='${state}.reason}: ${state}.message}'`);
  };
  return { run, inside, waiting };
}

const pod = (name: string, container: string, rest = ''): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  ${rest}
  containers:
  - {name: c, ${container}}
`;
const SLEEPER = 'image: "busybox:1.36", command: [sleep, 1h]';

describe('images', () => {
  const { run, waiting } = start(
    pod('never', 'image: "alpine:3.20", imagePullPolicy: Never') +
      pod('upper', 'image: "Nginx:1"') +
      pod('tag', 'image: "nginx:9.99"') +
      pod('host', 'image: "ghcr.io/nobody/app:1"') +
      pod('wrong', 'image: "nginxx:1"') +
      pod('always', `${SLEEPER}, imagePullPolicy: Always`),
    8,
  );

  test('are refused in the words of the kubelet and containerd', () => {
    expect(waiting('never')).toBe(
      'ErrImageNeverPull: Container image "alpine:3.20" is not present with pull policy of Never',
    );
    expect(waiting('upper')).toBe(
      'InvalidImageName: Failed to apply default image tag "Nginx:1": couldn\'t parse image name ' +
        '"Nginx:1": invalid reference format: repository name must be lowercase',
    );
    expect(waiting('tag')).toMatch(
      /^(ErrImagePull|ImagePullBackOff): .*failed to resolve reference "docker.io\/library\/nginx:9.99": docker.io\/library\/nginx:9.99: not found/,
    );
    expect(waiting('wrong')).toContain('pull access denied, repository does not exist');
  });

  test('that are only known by name wait, and say so once in the log and in a notice', () => {
    const words = 'the image ghcr.io/nobody/app:1 is not modelled; this container only waits';
    expect(run('kubectl logs host')).toBe(`ordinal: ${words}\n`);
    const notices = run('kubectl events --for pod/host | grep -c NotModelled');
    expect(notices).toBe('1\n');
  });

  test('are pulled again, or not, as their policy says', () => {
    run('kubectl delete pod always --now');
    run('kubectl apply -f -; sleep 5', pod('always', `${SLEEPER}, imagePullPolicy: Always`));
    run(
      'kubectl apply -f -; sleep 5',
      pod('present', `${SLEEPER}, imagePullPolicy: IfNotPresent`, 'nodeName: "node-1"'),
    );
    run(
      'kubectl apply -f -; sleep 5',
      pod('again', `${SLEEPER}, imagePullPolicy: IfNotPresent`, 'nodeName: "node-1"'),
    );
    expect(run('kubectl events --for pod/always')).toContain('Successfully pulled image');
    expect(run('kubectl events --for pod/again')).toContain('already present on machine');
  });
});

describe('what a container finds', () => {
  const { run, inside } = start(
    `---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {one: "1", two: "2"}
---
apiVersion: v1
kind: Service
metadata: {name: early}
spec: {selector: {app: p}, ports: [{port: 80, name: web}]}
---
apiVersion: v1
kind: Service
metadata: {name: group}
spec: {clusterIP: None, selector: {app: p}}
` +
      pod(
        'p',
        `${SLEEPER.replace('[sleep, 1h]', '[sh, -c, "echo $(A) $(HOSTNAME) $$(A); sleep 1h"]')}, workingDir: /work,
     env: [{name: A, value: a}, {name: B, value: "$(A)-$(EARLY_SERVICE_PORT)-$(NO)"}],
     resources: {limits: {cpu: 500m}},
     volumeMounts: [{name: all, mountPath: /all}, {name: all, mountPath: /one, subPath: eins},
       {name: data, mountPath: /data, subPathExpr: $(A)}]`,
        `hostname: box
  subdomain: group
  hostAliases: [{ip: 1.2.3.4, hostnames: [x, "y"]}]
  volumes:
  - {name: data, emptyDir: {}}
  - name: all
    projected:
      defaultMode: 0440
      sources:
      - configMap: {name: settings, items: [{key: one, path: eins, mode: 0400}]}
      - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: cpu, resourceFieldRef: {containerName: c, resource: limits.cpu, divisor: 1m}}]}
      - serviceAccountToken: {path: token, expirationSeconds: 600}`,
      ) +
      pod('q', SLEEPER, 'enableServiceLinks: false\n  setHostnameAsFQDN: true\n  subdomain: group'),
  );

  test('of its names', () => {
    const hosts = inside('p', 'cat /etc/hosts');
    expect(hosts).toMatch(/\n[\d.]+\tbox\.group\.default\.svc\.cluster\.local\tbox\n/);
    expect(hosts).toContain('\n# Entries added by HostAliases.\n1.2.3.4\tx\ty\n');
    expect(inside('p', 'cat /etc/hostname; echo $HOSTNAME; hostname')).toBe('box\nbox\nbox\n');
    const full = 'q.group.default.svc.cluster.local';
    expect(inside('q', 'hostname; cat /etc/hostname')).toBe(`${full}\n${full}\n`);
  });

  test('of its variables, which know the Services of its start', () => {
    expect(inside('p', 'echo $B; echo $EARLY_SERVICE_PORT_WEB; echo $HOME; pwd')).toBe(
      'a-80-$(NO)\n80\n/root\n/work\n',
    );
    expect(run('kubectl logs p')).toMatch(/HOSTNAME: not found\na a\n$/);
    expect(inside('q', 'env')).not.toContain('EARLY');
    expect(inside('q', 'env')).toContain('KUBERNETES_SERVICE_HOST=10.96.0.1\n');
    run('kubectl create service clusterip late --tcp=1; sleep 5');
    expect(inside('p', 'env')).not.toContain('LATE');
  });

  test('of projected files, which follow their objects but for single ones', () => {
    expect(inside('p', 'ls /all; cat /all/eins /one /all/labels /all/cpu')).toBe(
      'cpu\neins\nlabels\ntoken\n11app="p"500',
    );
    expect(inside('p', 'ls -lL /all/eins')).toMatch(/^-r-------- /);
    expect(inside('p', 'ls -lL /all/cpu')).toMatch(/^-r--r----- /);
    expect(inside('p', 'readlink /all/eins; readlink /all/..data')).toMatch(
      /^\.\.data\/eins\n\.\.2026_11_23_\d\d_\d\d_\d\d\.\d+\n$/,
    );
    const claims = inside('p', 'cut -d. -f2 /all/token');
    const token = JSON.parse(Buffer.from(claims.trim(), 'base64url').toString()) as {
      sub: string;
      exp: number;
      iat: number;
    };
    expect(token.sub).toBe('system:serviceaccount:default:default');
    expect(token.exp - token.iat).toBe(600);
    expect(inside('p', 'echo x > /one')).toContain('Read-only file system');
    expect(inside('p', 'echo y > /data/f && cat /data/f')).toBe('y\n');
    const patch = JSON.stringify({ data: { one: '9' } });
    run(`kubectl patch configmap settings -p '${patch}'; sleep 90`);
    expect(inside('p', 'cat /all/eins /one')).toBe('91');
  });
});

describe('processes', () => {
  const { run, inside } = start(
    pod('shared', SLEEPER, 'shareProcessNamespace: true').replace(
      /$/,
      '  - {name: web, image: "nginx:1.27"}\n',
    ) + pod('single', `${SLEEPER.replace('[sleep, 1h]', '[sh, -c, "sleep 2; exec sleep 1h"]')}`),
  );

  test('are seen by all containers of a pod that shares them', () => {
    const shown = inside('shared', 'ps');
    expect(shown).toContain('    1 root      0:00 /pause\n');
    expect(shown).toContain('sleep 1h\n');
    expect(shown).toContain('nginx -g daemon off;\n');
  });

  test('of a container are seen by one that is put in to look at it', () => {
    expect(inside('single', 'ps')).toContain('    1 root      0:00 sleep 1h\n');
    run('kubectl debug single --image=busybox:1.36 --target=c -c look -- sleep 100; sleep 5');
    expect(run('kubectl exec single -c look -- ps')).toContain('    1 root      0:00 sleep 1h\n');
  });

  test('that end by themselves with 137 are no signal to a shell', () => {
    const line = 'kubectl exec single -c c -- sh -c "exit 137"; echo $?';
    expect(run(`bash -c '${line}' 2>&1`)).toBe('command terminated with exit code 137\n137\n');
  });
});
