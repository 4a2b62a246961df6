import type { Pod } from '../api/index.ts';

export const CLUSTER_DOMAIN = 'cluster.local';

/** Without the domain. A pod of the host's network has the name of its node. */
export const shortHostName = ({ metadata, spec }: Pod): string =>
  spec.hostNetwork === true ? (spec.nodeName ?? '') : (spec.hostname ?? metadata.name).slice(0, 63);

/** With the domain of the Service that its subdomain names. */
export const fullHostName = (pod: Pod): string =>
  `${shortHostName(pod)}.${pod.spec.subdomain}.${pod.metadata.namespace}.svc.${CLUSTER_DOMAIN}`;

/** What `hostname` says in a pod. */
export const hostnameOf = (pod: Pod): string =>
  pod.spec.setHostnameAsFQDN === true &&
  pod.spec.subdomain !== undefined &&
  pod.spec.hostNetwork !== true
    ? fullHostName(pod)
    : shortHostName(pod);
