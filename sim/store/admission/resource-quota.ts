import {
  ALLOWED,
  type AnyKind,
  addUsage,
  compareQuantities,
  isInQuotaScope,
  type KubeObject,
  type Pod,
  pods,
  type ResourceQuota,
  type Result,
  resourceQuotas,
  subtractQuantities,
  type Usage,
  usageOf,
} from '../../api/index.ts';
import type { Admission } from '../api-server.ts';
import type { StoreView } from '../store.ts';
import { refuse } from './refusal.ts';

/** Amounts that every container must name where a quota limits them. */
const NEEDED = /^(?:(requests|limits)\.)?(cpu|memory)$/;

const print = (usage: Usage): string =>
  Object.keys(usage)
    .sort()
    .map((name) => `${name}=${usage[name]}`)
    .join(',');

const pick = (usage: Usage, names: readonly string[]): Usage =>
  Object.fromEntries(names.map((name) => [name, usage[name] ?? '0']));

/** Which containers say nothing of an amount that the quota limits: `requests.cpu for: app`. */
function unspecified(quota: ResourceQuota, pod: Pod): string[] {
  return Object.keys(quota.spec?.hard ?? {})
    .sort()
    .flatMap((name) => {
      const match = NEEDED.exec(name);
      if (match === null) return [];
      const side = match[1] === 'limits' ? 'limits' : 'requests';
      const missing = pod.spec.containers.filter(
        ({ resources }) => resources?.[side]?.[match[2] as string] === undefined,
      );
      const names = missing.map((container) => container.name).sort();
      return names.length > 0 ? [`${name} for: ${names.join(',')}`] : [];
    });
}

const usedOf = (quota: ResourceQuota, kind: AnyKind, view: StoreView, uid: string): Usage =>
  view
    .list(kind, quota.metadata.namespace ?? '')
    .filter((object) => object.metadata.uid !== uid && isInQuotaScope(quota, kind, object))
    .map((object) => usageOf(kind, object))
    .reduce(addUsage, {});

function check(
  quota: ResourceQuota,
  kind: AnyKind,
  draft: KubeObject,
  old: KubeObject | undefined,
  view: StoreView,
): Result<null> {
  if (!isInQuotaScope(quota, kind, draft)) return ALLOWED;
  const hard = quota.spec?.hard ?? {};
  const { name } = quota.metadata;
  if (kind === pods && old === undefined) {
    const missing = unspecified(quota, draft as Pod);
    if (missing.length > 0) {
      return refuse(kind, draft, `failed quota: ${name}: must specify ${missing.join('; ')}`);
    }
  }
  const wanted = usageOf(kind, draft);
  const before = old === undefined ? {} : usageOf(kind, old);
  const counted = Object.keys(wanted).filter((one) => hard[one] !== undefined);
  if (counted.length === 0) return ALLOWED;
  const used = addUsage(usedOf(quota, kind, view, draft.metadata.uid ?? ''), before);
  const delta = Object.fromEntries(
    counted.map((one) => [one, subtractQuantities(wanted[one] ?? '0', before[one] ?? '0')]),
  );
  const exceeded = counted.filter((one) => {
    const more = delta[one] ?? '0';
    const total = addUsage(pick(used, [one]), { [one]: more })[one] ?? '0';
    return compareQuantities(more, '0') > 0 && compareQuantities(total, hard[one] ?? '0') > 0;
  });
  if (exceeded.length === 0) return ALLOWED;
  const parts = [
    `exceeded quota: ${name}`,
    `requested: ${print(pick(delta, exceeded))}`,
    `used: ${print(pick(used, exceeded))}`,
    `limited: ${print(pick(hard, exceeded))}`,
  ];
  return refuse(kind, draft, parts.join(', '));
}

/** Keeps a namespace within its quotas, counted afresh from what is there. */
export const resourceQuota: Admission = {
  name: 'ResourceQuota',
  admit(kind, draft, old, { view, subresource }) {
    if (!kind.isNamespaced || subresource !== '') return ALLOWED;
    for (const quota of view.list(resourceQuotas, draft.metadata.namespace ?? '')) {
      const answer = check(quota, kind, draft, old, view);
      if (!answer.ok) return answer;
    }
    return ALLOWED;
  },
};
