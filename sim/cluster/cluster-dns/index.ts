import { type KubeObject, timestamp } from '../../api/index.ts';
import { uuid } from '../../kernel/index.ts';
import { type DnsBoot, type Made, NAMESPACE, type Put } from './boot.ts';
import { serviceObjects } from './service.ts';
import { REPLICAS, workload } from './workload.ts';

/** The configuration of CoreDNS as kubeadm writes it. */
const corefile = (cacheSeconds: number): string => {
  const withoutCache = [
    '       disable success cluster.local\n',
    '       disable denial cluster.local\n',
  ];
  return [
    '.:53 {\n    errors\n    health {\n       lameduck 5s\n    }\n    ready\n',
    '    kubernetes cluster.local in-addr.arpa ip6.arpa {\n       pods insecure\n',
    '       fallthrough in-addr.arpa ip6.arpa\n       ttl 30\n    }\n    prometheus :9153\n',
    '    forward . /etc/resolv.conf {\n       max_concurrent 1000\n    }\n',
    `    cache ${cacheSeconds === 0 ? 30 : cacheSeconds} {\n`,
    ...(cacheSeconds === 0 ? withoutCache : []),
    '    }\n    loop\n    reload\n    loadbalance\n}\n',
  ].join('');
};

/**
 * Puts the cluster's DNS as kubeadm applies it, both pods on the first node and ready since the
 * cluster was made. Nothing when it is built in.
 */
export function putClusterDns(boot: DnsBoot, put: Put): void {
  const { network, prng, firstPodAddress } = boot;
  if (network.dns === 'built-in') return;
  const time = timestamp(boot.epochMs);
  const made: Made = {
    boot,
    time,
    meta: (name, rest = {}) =>
      ({
        name,
        namespace: NAMESPACE,
        uid: uuid(prng),
        resourceVersion: '',
        creationTimestamp: time,
        ...rest,
      }) as KubeObject['metadata'],
  };
  const plain = (kind: string, rest: object): void =>
    put(kind, { apiVersion: 'v1', kind, metadata: made.meta('coredns'), ...rest } as KubeObject);
  plain('ServiceAccount', {});
  plain('ConfigMap', { data: { Corefile: corefile(network.dnsCacheSeconds) } });
  const prefix = firstPodAddress.slice(0, firstPodAddress.lastIndexOf('.') + 1);
  const first = Number(firstPodAddress.slice(prefix.length));
  const addresses = Array.from({ length: REPLICAS }, (_, i) => `${prefix}${first + i}`);
  serviceObjects(made, put, workload(made, put, addresses));
}
