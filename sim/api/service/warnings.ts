import type { Service } from '../types.generated.ts';
import { isHeadless } from './defaults.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';

/** What the server warns of when a Service is written. Models GetWarningsForService. */
export function serviceWarnings(service: Service): string[] {
  const { spec, metadata } = service;
  const isExternalName = spec.type === 'ExternalName';
  const hasIPs = Boolean(spec.externalIPs?.length);
  const says: readonly (readonly [isSo: boolean, text: string])[] = [
    [
      metadata?.annotations?.[HINTS] !== undefined,
      `annotation ${HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`,
    ],
    ...(isHeadless(service) && !isExternalName
      ? ([
          [Boolean(spec.loadBalancerIP), 'spec.loadBalancerIP is ignored for headless services'],
          [hasIPs, 'spec.externalIPs is ignored for headless services'],
          [
            spec.sessionAffinity !== 'None',
            'spec.SessionAffinity is ignored for headless services',
          ],
        ] as const)
      : []),
    [
      hasIPs && !isHeadless(service) && !isExternalName,
      'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
    ],
    [hasIPs && isExternalName, 'spec.externalIPs is ignored when spec.type is "ExternalName"'],
    [
      !isExternalName && Boolean(spec.externalName),
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
    [
      spec.trafficDistribution === 'PreferClose',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
  ];
  return says.filter(([isSo]) => isSo).map(([, text]) => text);
}
