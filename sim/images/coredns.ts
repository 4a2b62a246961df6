import type { Server, Usage } from '../node/index.ts';
import { EMPTY, type ImageContent } from './empty.ts';
import type { ImageFamily } from './family.ts';
import { exits, httpService, logged, plainAnswer } from './servers.ts';
import { patches, resolveVersion } from './versions.ts';

const VERSIONS = ['1.8', '1.9', '1.10', '1.11', '1.12', '1.13'].flatMap((minor) =>
  patches(minor, 6),
);
const DNS_PORT = 53;
/** The digest that the log shows of the configuration that kubeadm writes. */
const CONFIGURATION = '1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894';
const METRICS_PORT = 9153;
const HEALTH_PORT = 8080;
const READY_PORT = 8181;

const corednsServer = (version: string): Server => ({
  start: () => {
    const answering = (port: number, afterMs: number) =>
      ({
        type: 'listen',
        afterMs,
        port,
        service: httpService(() => plainAnswer('OK')),
      }) as const;
    return [
      logged(
        40,
        'stdout',
        'maxprocs: Leaving GOMAXPROCS=4: CPU quota undefined',
        '.:53',
        `[INFO] plugin/reload: Running configuration SHA512 = ${CONFIGURATION}`,
        `CoreDNS-${version}`,
        'linux/amd64, go1.25.2, 1db4568',
      ),
      { type: 'listen', afterMs: 0, port: DNS_PORT, service: { protocol: 'dns' } },
      ...[METRICS_PORT, HEALTH_PORT, READY_PORT].map((port) => answering(port, 0)),
    ];
  },
  stop: () => [
    logged(0, 'stdout', '[INFO] SIGTERM: Shutting down servers then terminating'),
    logged(0, 'stdout', '[INFO] plugin/health: Going into lameduck mode for 5s'),
    exits(5000, 0),
  ],
});

const corednsContent = (version: string): ImageContent => ({
  ...EMPTY,
  sizeBytes: 23_500_000,
  entrypoint: ['/coredns'],
  servers: { coredns: corednsServer(version) },
});

/** What it takes of its machine. */
export const DNS_USAGE: Usage = {
  ...{ cpuMilli: 3, cpuMsPerRequest: 0.3, memoryBytes: 14 * 1024 * 1024 },
  memoryGrowthPerMinute: 0,
};

export const COREDNS: ImageFamily = {
  repository: 'registry.k8s.io/coredns/coredns',
  content(tag) {
    const version = resolveVersion(VERSIONS, tag.replace(/^v/, ''));
    return version === undefined ? undefined : corednsContent(version);
  },
};
