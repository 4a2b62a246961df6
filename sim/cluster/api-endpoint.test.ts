import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const cluster = createStandardCluster(1, ALL_PARTS);
const shell = (script: string) => cluster.runScript({ script, stdin: '', limitMs: 900_000 });
shell(
  'kubectl run tools --image=nicolaka/netshoot --command -- sleep 1d;' +
    'kubectl run box --image=busybox:1.36 --command -- sleep 1d;' +
    'kubectl run deb --image=quay.io/iamgini/k8sutils:debian12-1.1 --command -- sleep 1d;' +
    'kubectl wait --for=condition=Ready pod/tools pod/box pod/deb --timeout=300s',
);
const inside = (script: string, pod = 'deb') => {
  const quoted = script.replaceAll("'", "'\\''");
  return shell(`kubectl exec ${pod} -- sh -c '${quoted}; echo "[$?]"'`);
};
const URL = 'https://kubernetes.default';
const SECRETS = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN = `-H "Authorization: Bearer $(cat ${SECRETS}/token)" --cacert ${SECRETS}/ca.crt`;

describe('the API inside the cluster', () => {
  it('tells everybody its version and its health', () => {
    const version = inside(`curl -sk ${URL}/version`).stdout;
    expect(JSON.parse(version.replace(/\[0\]\n$/, ''))).toMatchObject({ major: '1' });
    expect(inside(`curl -sk ${URL}/healthz`).stdout).toBe('ok[0]\n');
    expect(inside('curl -sk https://10.96.0.1:443/healthz', 'tools').stdout).toBe('ok[0]\n');
  });

  it('lets those that it does not know see nothing else', () => {
    const refused = inside(`curl -sk ${URL}/api/v1/pods`).stdout;
    expect(refused).toBe(`{
  "kind": "Status",
  "apiVersion": "v1",
  "metadata": {},
  "status": "Failure",
  "message": "pods is forbidden: User \\"system:anonymous\\" cannot list resource \\"pods\\" in API group \\"\\" at the cluster scope",
  "reason": "Forbidden",
  "details": {
    "kind": "pods"
  },
  "code": 403
}[0]
`);
    expect(inside(`curl -sk ${URL}/api`).stdout).toContain(
      '"message": "forbidden: User \\"system:anonymous\\" cannot get path \\"/api\\""',
    );
    const bad = inside(`curl -sk -H "Authorization: Bearer abc" ${URL}/version`).stdout;
    expect(bad).toContain('"code": 401');
  });

  it('knows service accounts by their tokens, and what their roles allow', () => {
    const pods = `${URL}/api/v1/namespaces/default/pods`;
    const who = 'system:serviceaccount:default:default';
    expect(inside(`curl -s ${TOKEN} ${pods}`).stdout).toContain(
      `pods is forbidden: User \\"${who}\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"`,
    );
    shell('kubectl create rolebinding see --clusterrole=view --serviceaccount=default:default');
    expect(inside(`curl -s ${TOKEN} ${pods}/box | grep -m1 '"name"'`).stdout).toBe(
      '    "name": "box",\n[0]\n',
    );
    expect(inside(`curl -s ${TOKEN} -X DELETE ${pods}/box`).stdout).toContain('cannot delete');
    expect(inside(`curl -s ${TOKEN} -H "Impersonate-User: a" ${pods}`).stdout).toContain(
      `users \\"a\\" is forbidden: User \\"${who}\\" cannot impersonate resource \\"users\\"`,
    );
    expect(inside(`curl -s ${TOKEN} ${URL}/api`).stdout).toContain('"versions"');
  });

  it('is trusted by nobody who was not given its authority', () => {
    const { stdout, stderr } = inside(`curl ${URL}/version`);
    expect(stdout).toBe('[60]\n');
    expect(stderr).toContain(
      'curl: (60) SSL certificate problem: unable to get local issuer certificate\n' +
        'More details here: https://curl.se/docs/sslcerts.html\n\ncurl failed to verify',
    );
    expect(inside(`curl -s --cacert /none ${URL}/version`).stdout).toBe('[77]\n');
    const gnu = inside(`wget -qO- --no-check-certificate ${URL}/healthz`);
    expect(gnu.stdout).toBe('ok[0]\n');
    const box = inside(`wget -O- ${URL}/healthz`, 'box');
    expect(box.stderr).toContain('wget: note: TLS certificate validation not implemented\n');
    expect(box.stdout).toBe('ok[0]\n');
    expect(inside(`curl -si -k ${URL}/healthz`).stdout).toMatch(/^HTTP\/2 200 \r\ncache-control:/);
    expect(inside('curl -s http://kubernetes.default:443/').stdout).toBe(
      'Client sent an HTTP request to an HTTPS server.\n[0]\n',
    );
  });
});
