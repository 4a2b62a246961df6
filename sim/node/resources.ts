import {
  addQuantities,
  type Container,
  milliValue,
  type Pod,
  type ResourceFieldSelector,
  type ResourceRequirements,
  wholeValue,
} from '../api/index.ts';
import type { PodFacts } from './pod-facts.ts';

/**
 * The value of a resource field in units of its divisor, rounded up; a missing limit is the node's.
 */
export function resourceField(
  facts: PodFacts,
  container: Container,
  { containerName, resource, divisor = '1' }: ResourceFieldSelector,
): string {
  const { pod, allocatable } = facts;
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const target = all.find(({ name }) => name === containerName) ?? container;
  const [list = 'limits', name = ''] = resource.split(/\.(.*)/);
  const { requests, limits } = target.resources ?? {};
  const value =
    list === 'requests' ? (requests?.[name] ?? '0') : (limits?.[name] ?? allocatable[name] ?? '0');
  const unit = divisor === '0' ? '1' : divisor;
  if (name === 'cpu') return String(Math.ceil(milliValue(value) / milliValue(unit)));
  return String(Math.ceil(wholeValue(value) / wholeValue(unit)));
}

type Amounts = Record<string, string>;

const sum = (lists: readonly (Amounts | undefined)[]): Amounts => {
  const total: Amounts = {};
  for (const [name, amount] of lists.flatMap((list) => Object.entries(list ?? {}))) {
    const before = total[name];
    total[name] = before === undefined ? amount : addQuantities(before, amount);
  }
  return total;
};

/** What a pod's containers ask for together, as its status tells; empty lists are left out. */
export function podResources(pod: Pod): ResourceRequirements {
  const requests = sum(pod.spec.containers.map(({ resources }) => resources?.requests));
  const limits = sum(pod.spec.containers.map(({ resources }) => resources?.limits));
  return {
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(Object.keys(requests).length === 0 ? {} : { requests }),
  };
}
