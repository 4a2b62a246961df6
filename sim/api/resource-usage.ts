import { ownAt } from '../kernel/index.ts';
import { type AnyKind, resourceOf } from './kind.ts';
import type { KubeObject } from './object.ts';
import { addQuantities, compareQuantities } from './quantity.ts';
import { needsNodePort } from './service/addresses.ts';
import type {
  Container,
  PersistentVolumeClaim,
  Pod,
  ResourceQuota,
  Service,
} from './types.generated.ts';

/** Amounts by the name of what is counted: `pods`, `requests.cpu`, `count/deployments.apps`, … */
export type Usage = Readonly<Record<string, string>>;

/** `a` with the amounts of `b`; `how` makes one of two. */
function combined(a: Usage, b: Usage, how: (a: string, b: string) => string): Usage {
  const out: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const before = ownAt(out, name);
    out[name] = before === undefined ? amount : how(before, amount);
  }
  return out;
}

/** `a` and `b` together. Models quota Add. */
export const addUsage = (a: Usage, b: Usage): Usage => combined(a, b, addQuantities);

const larger = (a: string, b: string): string => (compareQuantities(b, a) > 0 ? b : a);

const largest = (a: Usage, b: Usage): Usage => combined(a, b, larger);

type Side = 'requests' | 'limits';

const amountsOf = (container: Container, side: Side): Usage => container.resources?.[side] ?? {};

/**
 * What a pod asks for: its containers together, with those that start first and stay, or as much
 * as it needs while it starts if that is more. Models resource.PodRequests and PodLimits.
 */
export function podAmounts({ spec }: Pod, side: Side): Usage {
  let staying: Usage = {};
  const starting = (spec.initContainers ?? []).map((container) => {
    const now = addUsage(staying, amountsOf(container, side));
    if (container.restartPolicy === 'Always') staying = now;
    return now;
  });
  const own = spec.containers.map((container) => amountsOf(container, side));
  return starting.reduce(largest, own.reduce(addUsage, staying));
}

const prefixed = (usage: Usage, prefix: string): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [prefix + name, amount]));

function podUsage(pod: Pod): Usage {
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return {};
  const requests = podAmounts(pod, 'requests');
  const { cpu, memory } = requests;
  return {
    pods: '1',
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...prefixed(requests, 'requests.'),
    ...prefixed(podAmounts(pod, 'limits'), 'limits.'),
  };
}

function serviceUsage(service: Service): Usage {
  const ports = String(service.spec.ports?.length ?? 0);
  return {
    services: '1',
    ...(needsNodePort(service) ? { 'services.nodeports': ports } : {}),
    ...(service.spec.type === 'LoadBalancer' ? { 'services.loadbalancers': '1' } : {}),
  };
}

function claimUsage({ spec }: PersistentVolumeClaim): Usage {
  const storage = spec.resources?.requests?.storage ?? '0';
  const usage = { persistentvolumeclaims: '1', 'requests.storage': storage };
  if (!spec.storageClassName) return usage;
  const prefix = `${spec.storageClassName}.storageclass.storage.k8s.io/`;
  return { ...usage, ...prefixed(usage, prefix) };
}

/** What a quota counts for one object. Models pkg/quota/v1/evaluator. */
export function usageOf(kind: AnyKind, object: KubeObject): Usage {
  const counted: Usage = { [`count/${resourceOf(kind)}`]: '1' };
  switch (resourceOf(kind)) {
    case 'pods': {
      const usage = podUsage(object as Pod);
      return usage.pods === undefined ? {} : { ...counted, ...usage };
    }
    case 'services':
      return { ...counted, ...serviceUsage(object as Service) };
    case 'persistentvolumeclaims':
      return { ...counted, ...claimUsage(object as PersistentVolumeClaim) };
    case 'configmaps':
    case 'secrets':
    case 'replicationcontrollers':
    case 'resourcequotas':
      return { ...counted, [kind.plural]: '1' };
    default:
      return counted;
  }
}

const isBestEffort = ({ spec }: Pod): boolean =>
  spec.containers.every(
    ({ resources }) =>
      Object.keys(resources?.requests ?? {}).length +
        Object.keys(resources?.limits ?? {}).length ===
      0,
  );

/** Whether the object is one that the quota counts. */
export function isInQuotaScope(quota: ResourceQuota, kind: AnyKind, object: KubeObject): boolean {
  const scopes = quota.spec?.scopes ?? [];
  if (scopes.length === 0) return true;
  if (resourceOf(kind) !== 'pods') return false;
  const pod = object as Pod;
  const checks: Readonly<Record<string, boolean>> = {
    BestEffort: isBestEffort(pod),
    NotBestEffort: !isBestEffort(pod),
    Terminating: pod.spec.activeDeadlineSeconds !== undefined,
    NotTerminating: pod.spec.activeDeadlineSeconds === undefined,
  };
  return scopes.every((scope) => checks[scope] ?? true);
}
