import { type HttpResponse, noSuchPath, textResponse } from './message.ts';
import { isTrue, parseQuery } from './query.ts';

// Models apiserver/pkg/server/healthz.

export const HEALTH_PATHS: ReadonlySet<string> = new Set(['healthz', 'livez', 'readyz']);

const FIRST = ['ping', 'log', 'etcd'];
const READY_ONLY = ['etcd-readiness', 'informer-sync'];
const HOOKS = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'start-kubernetes-service-cidr-controller',
  'aggregator-reload-proxy-client-cert',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
  'autoregister-completion',
  'apiservice-openapi-controller',
  'apiservice-openapiv3-controller',
].map((name) => `poststarthook/${name}`);

const checksOf = (kind: string): readonly string[] => [
  ...FIRST,
  ...(kind === 'readyz' ? READY_ONLY : []),
  ...HOOKS,
  ...(kind === 'readyz' ? ['shutdown'] : []),
];

/** `/livez`, `/readyz`, `/healthz`, each of their checks, and all of them with `verbose`. */
export function respondHealth(segments: readonly string[], target: string): HttpResponse {
  const [kind = '', ...rest] = segments;
  const checks = checksOf(kind);
  const check = rest.join('/');
  if (check !== '') return checks.includes(check) ? textResponse(200, 'ok') : noSuchPath();
  const query = parseQuery(target.split('?')[1] ?? '');
  if (!query.has('verbose') || !isTrue(query, 'verbose')) return textResponse(200, 'ok');
  const excluded = query.get('exclude') ?? [];
  const lines = checks.map((name) =>
    excluded.includes(name) ? `[+]${name} excluded: ok` : `[+]${name} ok`,
  );
  return textResponse(200, `${lines.join('\n')}\n${kind} check passed\n`);
}
