import type { Pod } from '../api/index.ts';

export const CLUSTER_DOMAIN = 'cluster.local';

/** Without the domain. */
export const shortHostName = ({ metadata, spec }: Pod): string =>
  (spec.hostname ?? metadata.name).slice(0, 63);

/** With the domain of the Service that its subdomain names. */
export const fullHostName = (pod: Pod): string =>
  `${shortHostName(pod)}.${pod.spec.subdomain}.${pod.metadata.namespace}.svc.${CLUSTER_DOMAIN}`;

/** What `hostname` says in a pod. */
export const hostnameOf = (pod: Pod): string =>
  pod.spec.setHostnameAsFQDN === true && pod.spec.subdomain !== undefined
    ? fullHostName(pod)
    : shortHostName(pod);
