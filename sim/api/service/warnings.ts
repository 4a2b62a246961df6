import type { Service } from '../types.generated.ts';
import { isHeadless } from './defaults.ts';

/** What the server warns of when a Service is written. Models GetWarningsForService. */
export function serviceWarnings(service: Service): string[] {
  const { spec } = service;
  if (!isHeadless(service)) return [];
  const ignored = [
    ...(spec.loadBalancerIP ? ['spec.loadBalancerIP'] : []),
    ...(spec.externalIPs?.length ? ['spec.externalIPs'] : []),
    ...(spec.sessionAffinity !== 'None' ? ['spec.SessionAffinity'] : []),
  ];
  return ignored.map((field) => `${field} is ignored for headless services`);
}
