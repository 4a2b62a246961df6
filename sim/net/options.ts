/** How the network of a cluster is set up. */
export interface NetworkOptions {
  /**
   * `pods`: CoreDNS runs as pods of kube-system behind the Service kube-dns, with everything that
   * can happen to pods. `built-in`: the address of kube-dns answers, and nothing is to be seen.
   */
  readonly dns: 'pods' | 'built-in';
  /** How long CoreDNS keeps answers of the cluster's own zone; 0: it looks each time. */
  readonly dnsCacheSeconds: number;
  /**
   * Names outside the cluster and their IPv4 addresses. All others do not exist, or cannot be
   * asked for when `*` is `SERVFAIL`.
   */
  readonly upstream: Readonly<Record<string, string>>;
}

/** A cluster without pods in kube-system and without a world around it. */
export const PLAIN_NETWORK: NetworkOptions = { dns: 'built-in', dnsCacheSeconds: 0, upstream: {} };

/** The virtual address of the cluster's DNS. */
export const DNS_ADDRESS = '10.96.0.10';
