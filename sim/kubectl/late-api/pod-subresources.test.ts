import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
  - name: web
    image: nginx
    resources: { requests: { cpu: 100m }, limits: { memory: 128Mi } }
`;

let cluster: Cluster;
beforeAll(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
  run(`kubectl apply -f - << EOF\n${POD}\nEOF\nkubectl wait --for=condition=Ready pod/web`);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 90_000 });
  return (stdout + stderr).trimEnd();
}

const patch = (subresource: string, spec: object): string =>
  run(`kubectl patch pod web --subresource=${subresource} -p '${JSON.stringify({ spec })}'`);
const resize = (resources: object, rest: object = {}): string =>
  patch('resize', { containers: [{ name: 'web', resources, ...rest }] });
const refused = (detail: string): string => `The Pod "web" is invalid: ${detail}`;

describe('the resize subresource', () => {
  it('changes what a running pod asks for and may use', () => {
    expect(resize({ requests: { cpu: '200m' } })).toBe('pod/web patched');
    run('sleep 3');
    const status = '.status.containerStatuses[0]';
    const path = `{.spec.containers[0].resources.requests.cpu} {${status}.resources.requests.cpu}`;
    expect(run(`kubectl get pod web -o jsonpath='${path} {${status}.restartCount}'`)).toBe(
      '200m 200m 0',
    );
  });

  it('takes nothing away and changes nothing else', () => {
    expect(resize({ requests: { cpu: null } })).toBe(
      refused(
        'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
      ),
    );
    expect(resize({ requests: { 'ephemeral-storage': '1Gi' } })).toBe(
      refused('spec: Forbidden: only cpu and memory resources are mutable'),
    );
    expect(resize({}, { image: 'busybox' })).toBe('pod/web patched (no change)');
    expect(resize({ limits: { cpu: '50m' } })).toContain(
      'spec.containers[0].resources.requests: Invalid value: "200m": must be less than or equal to cpu limit of 50m',
    );
  });

  it('lets memory limits shrink only with a restart', () => {
    expect(resize({ limits: { memory: '64Mi' } })).toContain(
      'spec.containers[0].resources.limits[memory]: Forbidden: memory limits cannot be ' +
        'decreased unless resizePolicy is RestartContainer',
    );
  });
});

describe('the ephemeralcontainers subresource', () => {
  const add = (container: object): string =>
    patch('ephemeralcontainers', { ephemeralContainers: [{ image: 'busybox', ...container }] });

  it('refuses what such a container has not', () => {
    expect(add({ name: 'd', ports: [{ containerPort: 80 }] })).toBe(
      refused(
        'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
      ),
    );
  });

  it('keeps those that are there as they are', () => {
    expect(add({ name: 'look', stdin: true })).toBe('pod/web patched');
    expect(add({ name: 'look', image: 'nginx' })).toContain(
      'spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be changed',
    );
    const gone = JSON.stringify([{ op: 'remove', path: '/spec/ephemeralContainers/0' }]);
    expect(
      run(`kubectl patch pod web --subresource=ephemeralcontainers --type=json -p '${gone}'`),
    ).toContain('existing ephemeral containers "look" may not be removed');
  });
});
