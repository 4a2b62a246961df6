import { compareQuantities } from '../quantity.ts';
import type { Container, Pod } from '../types.generated.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The resources that count for the class. */
const COMPUTE = ['cpu', 'memory'] as const;

const isPositive = (quantity: string | undefined): boolean =>
  quantity !== undefined && compareQuantities(quantity, '0') > 0;

const namesSomething = ({ resources }: Container): boolean =>
  COMPUTE.some(
    (name) => isPositive(resources?.requests?.[name]) || isPositive(resources?.limits?.[name]),
  );

const isGuaranteed = ({ resources }: Container): boolean =>
  COMPUTE.every((name) => {
    const limit = resources?.limits?.[name];
    const request = resources?.requests?.[name] ?? limit;
    return (
      limit !== undefined &&
      request !== undefined &&
      isPositive(limit) &&
      compareQuantities(limit, request) === 0
    );
  });

/** The pod's quality of service class. Models ComputePodQOS. */
export function getPodQOS({ spec }: Pod): QosClass {
  const all = [...spec.containers, ...(spec.initContainers ?? [])];
  if (!all.some(namesSomething)) return 'BestEffort';
  return all.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}
