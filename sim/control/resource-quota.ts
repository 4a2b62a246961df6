import {
  type AnyKind,
  addUsage,
  isEqual,
  isInQuotaScope,
  MODELLED_KINDS,
  type ResourceQuota,
  resourceQuotas,
  type Usage,
  usageOf,
} from '../api/index.ts';
import { because } from '../kernel/index.ts';
import { type Action, type Controller, keyOf, NO_KEYS, splitKey, type View } from './controller.ts';

const LATENCY_MS = 5;
const COUNTED: readonly AnyKind[] = MODELLED_KINDS.filter(
  ({ isNamespaced, kind }) => isNamespaced && kind !== 'Event',
);

function usedIn(quota: ResourceQuota, view: View): Usage {
  const { namespace = '' } = quota.metadata;
  return COUNTED.flatMap((kind) =>
    view
      .list(kind, namespace)
      .filter((object) => isInQuotaScope(quota, kind, object))
      .map((object) => usageOf(kind, object)),
  ).reduce(addUsage, {});
}

function sync(quota: ResourceQuota, view: View): Action[] {
  const hard = quota.spec?.hard ?? {};
  const found = usedIn(quota, view);
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, found[name] ?? '0']));
  const status = { hard: { ...hard }, used };
  if (isEqual(status, quota.status)) return [];
  const object: ResourceQuota = { ...quota, status };
  const why = because('quota.used', { quota: quota.metadata.name });
  return [{ type: 'update', object, subresource: 'status', why }];
}

/** Says how much of each quota is used. Models pkg/controller/resourcequota. */
export const createResourceQuotaController = (): Controller => ({
  name: 'resourcequota-controller',
  latencyMs: LATENCY_MS,
  watches: COUNTED.map((kind) => ({
    kind,
    keys({ object }, view) {
      const quotas = view.list(resourceQuotas, '');
      if (quotas.length === 0) return NO_KEYS;
      return quotas
        .filter(({ metadata }) => metadata.namespace === object.metadata.namespace)
        .map(keyOf);
    },
  })),
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const quota = view.get(resourceQuotas, namespace, name);
    return quota === undefined ? [] : sync(quota, view);
  },
});
