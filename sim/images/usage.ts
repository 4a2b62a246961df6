import type { Usage } from '../node/index.ts';

const MIB = 1024 * 1024;

const usage = (cpuMilli: number, memoryMib: number, cpuMsPerRequest: number): Usage => ({
  cpuMilli,
  memoryBytes: memoryMib * MIB,
  cpuMsPerRequest,
  memoryGrowthPerMinute: 0,
});

/** A shell that waits, or any other small program. */
const SMALL = usage(1, 1, 0.2);
/** A server that nothing is known of. */
const OTHER = usage(3, 48, 1);

/** What programs take that nobody asks anything of, as such containers show it after a minute. */
const BY_REPOSITORY: Readonly<Record<string, Usage>> = {
  'docker.io/bitnami/kubectl': SMALL,
  'docker.io/curlimages/curl': SMALL,
  'docker.io/library/alpine': SMALL,
  'docker.io/library/bash': SMALL,
  'docker.io/library/busybox': SMALL,
  'docker.io/library/cassandra': usage(60, 1200, 2),
  'docker.io/library/debian': SMALL,
  'docker.io/library/httpd': usage(1, 8, 0.4),
  'docker.io/library/mariadb': usage(3, 96, 0.6),
  'docker.io/library/mongo': usage(6, 180, 0.8),
  'docker.io/library/mysql': usage(7, 372, 0.8),
  'docker.io/library/nginx': usage(1, 4, 0.3),
  'docker.io/library/php': usage(1, 14, 4),
  'docker.io/library/postgres': usage(2, 38, 0.9),
  'docker.io/library/rabbitmq': usage(12, 140, 1),
  'docker.io/library/redis': usage(3, 5, 0.1),
  'docker.io/library/ubuntu': SMALL,
  'docker.io/library/zookeeper': usage(4, 96, 1),
  'docker.io/nicolaka/netshoot': SMALL,
  'docker.io/nginxinc/nginx-unprivileged': usage(1, 4, 0.3),
  'docker.io/polinux/stress': SMALL,
  'quay.io/coreos/etcd': usage(14, 32, 1),
  'quay.io/iamgini/k8sutils': SMALL,
  'registry.k8s.io/e2e-test-images/agnhost': usage(1, 10, 1),
  'registry.k8s.io/etcd': usage(14, 32, 1),
  // The page of the Kubernetes guide to autoscaling: a million square roots a request.
  'registry.k8s.io/hpa-example': usage(1, 11, 12),
  'registry.k8s.io/nginx-slim': usage(1, 4, 0.3),
  'registry.k8s.io/pause': usage(0, 1, 0),
};

/** What the images of a repository take of their machine. */
export const usageOf = (repository: string): Usage => BY_REPOSITORY[repository] ?? OTHER;
