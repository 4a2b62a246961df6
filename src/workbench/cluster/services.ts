import type { ClusterObjects } from '../../session/cluster-objects.ts';

export interface ServiceSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** `None` for a headless one. */
  readonly address: string;
  readonly isHeadless: boolean;
  /** The name outside of the cluster that it is another name for; '' when it is none. */
  readonly externalName: string;
  /** Each once, whatever its protocols. */
  readonly ports: string;
  /** Who stands behind it now, by the pods' uids. */
  readonly endpoints: readonly { readonly pod: string; readonly isReady: boolean }[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';
/** The one of the API server itself has no pods behind it. */
const isOwn = (name: string, namespace: string): boolean =>
  name === 'kubernetes' && namespace === 'default';

/** Reads the Services, with the endpoints that they answer with now. */
export function summarizeServices({ services, slices }: ClusterObjects): ServiceSummary[] {
  return services
    .filter(({ metadata }) => !isOwn(metadata.name, metadata.namespace ?? ''))
    .map(({ metadata, spec }) => {
      const { name, namespace = '', uid } = metadata;
      const own = slices.filter(
        (slice) =>
          slice.metadata.namespace === namespace && slice.metadata.labels?.[SERVICE_NAME] === name,
      );
      const address = spec.clusterIP ?? '';
      return {
        uid,
        name,
        namespace,
        address,
        isHeadless: address === 'None',
        externalName: spec.type === 'ExternalName' ? (spec.externalName ?? '') : '',
        ports: [...new Set((spec.ports ?? []).map(({ port }) => port))].join(','),
        endpoints: own
          .flatMap((slice) => slice.endpoints ?? [])
          .flatMap(({ targetRef, conditions }) =>
            targetRef?.uid === undefined
              ? []
              : [{ pod: targetRef.uid, isReady: conditions?.ready !== false }],
          ),
      };
    });
}
