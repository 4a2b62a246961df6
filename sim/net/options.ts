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

/**
 * The network of the product's clusters: CoreDNS with its cache, and a little of the world outside,
 * whose names resolve although nobody answers there.
 */
export const PRODUCT_NETWORK: NetworkOptions = {
  dns: 'pods',
  dnsCacheSeconds: 30,
  upstream: {
    'db.example.com': '203.0.113.10',
    'example.com': '203.0.113.80',
    'www.example.com': '203.0.113.80',
    'kubernetes.io': '203.0.113.81',
    'google.com': '203.0.113.82',
    'github.com': '203.0.113.83',
  },
};

/** The virtual address of the cluster's DNS. */
export const DNS_ADDRESS = '10.96.0.10';
/** The name server of the network that the nodes stand in; it knows nothing of the cluster. */
export const OUTER_DNS_ADDRESS = '192.168.49.1';
