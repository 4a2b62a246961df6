import { beforeEach, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Cluster, createStandardCluster } from '../index.ts';

let cluster: Cluster;
beforeEach(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return (stdout + stderr).trimEnd();
}

const OLDER = {
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    maxReplicas: 3,
    targetCPUUtilizationPercentage: 50,
  },
};
const apply = (manifest: object): string =>
  run(`echo '${JSON.stringify(manifest)}' | kubectl apply -f -`);

it('stores an older form as the newer one', () => {
  expect(apply(OLDER)).toBe('horizontalpodautoscaler.autoscaling/web created');
  expect(run("kubectl get hpa web -o jsonpath='{.apiVersion} {.spec.metrics[0].resource}'")).toBe(
    'autoscaling/v2 {"name":"cpu","target":{"averageUtilization":50,"type":"Utilization"}}',
  );
});

it('answers in the form that is asked for', () => {
  apply(OLDER);
  const path = '{.apiVersion} {.spec.minReplicas} {.spec.targetCPUUtilizationPercentage}';
  expect(run(`kubectl get horizontalpodautoscalers.v1.autoscaling web -o jsonpath='${path}'`)).toBe(
    'autoscaling/v1 1 50',
  );
});

it('changes by an older form what is stored', () => {
  apply(OLDER);
  expect(apply(OLDER)).toBe('horizontalpodautoscaler.autoscaling/web unchanged');
  const changed = { ...OLDER, spec: { ...OLDER.spec, maxReplicas: 7 } };
  expect(apply(changed)).toBe('horizontalpodautoscaler.autoscaling/web configured');
  expect(run("kubectl get hpa web -o jsonpath='{.spec.maxReplicas}'")).toBe('7');
});

it('refuses a field that the older form has not', () => {
  expect(apply({ ...OLDER, spec: { ...OLDER.spec, metrics: [] } })).toContain(
    'unknown field "spec.metrics"',
  );
});

it('shows events in the group of their own', () => {
  run('kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web --timeout=50s');
  const all = 'kubectl get events -o name | wc -l';
  expect(run('kubectl get events.events.k8s.io -o name | wc -l')).toBe(run(all));
  const one = 'kubectl get events.events.k8s.io --field-selector reason=Started,regarding.name=web';
  const path = '{.items[0].apiVersion} {.items[0].regarding.kind} {.items[0].note}';
  expect(run(`${one} -o jsonpath='${path}'`)).toBe(
    run(
      "kubectl get events --field-selector reason=Started -o jsonpath='events.k8s.io/v1 " +
        "{.items[0].involvedObject.kind} {.items[0].message}'",
    ),
  );
  expect(run(one)).toBe(run('kubectl get events --field-selector reason=Started'));
});
