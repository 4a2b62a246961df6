import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.7.7, selector: {app: none}, ports: [{port: 80, name: http}]}
---
apiVersion: v1
kind: Pod
metadata: {name: tools}
spec: {containers: [{name: c, image: 'quay.io/iamgini/k8sutils:debian12-1.1', command: [sleep, infinity]}]}
`;

const start = () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = '') =>
    cluster.runScript({ script, stdin, limitMs: 120_000 });
  run('kubectl apply -f -', MANIFEST);
  run('kubectl wait --for=condition=Ready pod/tools --timeout=60s');
  return (line: string, stdin = ''): string => {
    const { stdout, stderr } = run(`kubectl exec -i tools -- ${line}`, stdin);
    return stdout + stderr.replace(/command terminated.*\n/, '');
  };
};

const WEB = 'web.default.svc.cluster.local';

test('dig asks for several names, and from a file', () => {
  const run = start();
  expect(run(`dig ${WEB} kubernetes.default.svc.cluster.local +short`)).toBe(
    '10.96.7.7\n10.96.0.1\n',
  );
  expect(run('dig -f - +short', `${WEB}\n_http._tcp.${WEB} SRV\n`)).toBe(
    `10.96.7.7\n0 100 80 ${WEB}.\n`,
  );
  expect(run('dig +domain=default.svc.cluster.local web +short')).toBe('10.96.7.7\n');
  expect(run(`dig -t NOSUCH ${WEB} +short`)).toBe(
    '10.96.7.7\n;; Warning, ignoring invalid type NOSUCH\n',
  );
});

test('dig lays records out by what of them is shown', () => {
  const run = start();
  const answer = (options: string): string => run(`dig +noall +answer ${options} ${WEB}`);
  expect(answer('')).toBe(`${WEB}. 30 IN\tA\t10.96.7.7\n`);
  expect(answer('+nottlid')).toBe(`${WEB}. IN A\t10.96.7.7\n`);
  expect(answer('+noclass')).toMatch(/^web\.default\.svc\.cluster\.local\. \d+ A\t10\.96\.7\.7\n$/);
  expect(run('dig +noall +authority +multiline cluster.local TXT')).toMatch(
    /^cluster\.local\.\t\t\d+ IN SOA ns\.dns\.cluster\.local\. hostmaster\.cluster\.local\. \(\n\t\t\t\t\d+ +; serial\n\t\t\t\t7200 {7}; refresh \(2 hours\)\n/,
  );
});

test('host tells everything with -v, and what it does not know', () => {
  const run = start();
  expect(run('host -v -t A web')).toMatch(
    /^Trying "web\.default\.svc\.cluster\.local"\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: \d+\n;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0\n\n;; QUESTION SECTION:\n;web\.default\.svc\.cluster\.local\.\tIN\tA\n/,
  );
  expect(run('host -t NOSUCH web')).toBe('host: invalid type: NOSUCH\n\n');
  expect(run('host -N 1 web.default')).toBe('Host web.default not found: 3(NXDOMAIN)\n');
});

test('nslookup reads questions from a file without a prompt', () => {
  const run = start();
  expect(run('nslookup', `${WEB}\nexit\n`)).not.toContain('>');
  expect(run(`nslookup -norecurse ${WEB}`)).not.toContain('recursion');
  expect(run('nslookup -type=nosuch web')).toMatch(/^unknown query type: nosuch\n/);
});

test('getent knows accounts as well as hosts', () => {
  const run = start();
  expect(run('getent passwd root')).toBe('root:x:0:0:root:/root:/bin/bash\n');
  expect(run('getent ahostsv6 web')).toMatch(/^::ffff:10\.96\.7\.7 STREAM web\.default/);
});

const WEB_POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: c, image: 'nginx:1.25'}]}
`;

test('a web server answers a request that is typed', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 120_000 }).stdout;
  run('kubectl apply -f -', `${MANIFEST}---\n${WEB_POD}`);
  run('kubectl wait --for=condition=Ready pod/tools pod/web --timeout=60s');
  const address = run('kubectl get pod web -o jsonpath={.status.podIP}');
  const answer = run(
    `kubectl exec -i tools -- nc ${address} 80`,
    'HEAD /nosuch HTTP/1.0\r\nHost: x\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n[\s\S]*Connection: close\r\n/);
  const out = run(
    `kubectl exec tools -- curl -s -D - -o /dev/null -w '%{scheme} %{method}' ${address}`,
  );
  expect(out).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nHTTP GET$/);
});
