import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const pod = (name: string, spec: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  nodeName: node-2
${spec}
  containers: [{name: c, image: 'busybox:1.36', command: [sleep, infinity]}]
`;

function start(...manifests: string[]) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 300_000 }).stdout;
  run('kubectl apply -f -', manifests.join('---\n'));
  run('kubectl wait --for=condition=Ready pod --all --timeout=60s');
  const inPod = (name: string, script: string): string =>
    run(`kubectl exec ${name} -- sh -c '${script}'`);
  return { run, inPod };
}

const OUTER = 'nameserver 192.168.49.1\n';
const CLUSTER =
  'search default.svc.cluster.local svc.cluster.local cluster.local\n' +
  'nameserver 10.96.0.10\noptions ndots:5\n';

it('gives a pod of its node’s network the name, hosts and name server of the node', () => {
  const { run, inPod } = start(
    pod('host', '  hostNetwork: true\n  setHostnameAsFQDN: true\n  subdomain: web'),
    pod('both', '  hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet'),
  );
  const address = run("kubectl get pod host -o jsonpath='{.status.hostIP}'");
  expect(inPod('host', 'hostname; cat /etc/resolv.conf')).toBe(`node-2\n${OUTER}`);
  expect(inPod('host', 'cat /etc/hosts')).toMatch(/^# .*\(host network\)\.\n127\.0\.0\.1\t/);
  expect(inPod('host', 'tail -1 /etc/hosts')).toBe(`${address}\tnode-2\n`);
  expect(inPod('both', 'cat /etc/resolv.conf')).toBe(CLUSTER);
});

it('asks the name server outside for a pod that wants the node’s, which knows no Service', () => {
  const { inPod } = start(
    pod('node', '  dnsPolicy: Default'),
    pod(
      'own',
      '  dnsPolicy: None\n  dnsConfig: {nameservers: [192.168.49.1], searches: [a.b, a.b]}',
    ),
    pod(
      'more',
      '  dnsConfig: {searches: [a.b, cluster.local], options: [{name: ndots, value: "2"}]}',
    ),
  );
  expect(inPod('node', 'cat /etc/resolv.conf')).toBe(OUTER);
  expect(inPod('node', 'nslookup kubernetes.default.svc.cluster.local')).toContain('NXDOMAIN');
  expect(inPod('own', 'cat /etc/resolv.conf')).toBe(`search a.b\n${OUTER}`);
  expect(inPod('more', 'cat /etc/resolv.conf')).toBe(
    CLUSTER.replace('cluster.local\nname', 'cluster.local a.b\nname').replace('ndots:5', 'ndots:2'),
  );
  expect(inPod('more', 'nslookup kubernetes.default.svc.cluster.local')).toContain('10.96.0.1\n');
});

const WEB = (name: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}}
spec:
  containers: [{name: c, image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', args: [netexec]}]
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 10}}
  ports: [{port: 80, targetPort: 8080}]
`;

it('keeps a client at one pod until it has been silent for the time of the affinity', () => {
  const names = ['a', 'b', 'c', 'd'];
  const { inPod } = start(pod('client', ''), SERVICE, ...names.map(WEB));
  const ask = (times: number, silence: number): Set<string> => {
    const round = `wget -qO- http://web/hostname; echo; sleep ${silence}`;
    const loop = `i=0; while [ $i -lt ${times} ]; do ${round}; i=$((i+1)); done`;
    return new Set(inPod('client', loop).trim().split(/\n+/));
  };
  expect(ask(20, 1).size).toBe(1);
  expect(ask(20, 11).size).toBeGreaterThan(1);
});
