import { ANY_PROGRAM, type Reference, type Server } from '../node/index.ts';
import { DEBIAN_TOOLS, debianBased, EMPTY, type ImageContent } from './base.ts';
import type { ImageFamily } from './family.ts';
import { exits, httpService, logged, plainAnswer, quietServer } from './servers.ts';

/** Small images of the Kubernetes project. */
export const KUBERNETES_IMAGES: readonly ImageFamily[] = [
  {
    repository: 'registry.k8s.io/pause',
    content: (tag) =>
      /^(latest|[123](\.\d+){0,2})$/.test(tag)
        ? {
            ...EMPTY,
            sizeBytes: 320_000,
            entrypoint: ['/pause'],
            servers: { pause: quietServer(0) },
          }
        : undefined,
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/agnhost',
    content: (tag) =>
      /^2\.\d+(\.\d+)?$/.test(tag)
        ? {
            ...debianBased(52_000_000),
            entrypoint: ['/agnhost'],
            command: ['pause'],
            servers: { agnhost: agnhostServer },
          }
        : undefined,
  },
];

/**
 * The subcommands of agnhost that workloads use: `pause`, and `netexec` and its like, which listen.
 */
const agnhostServer: Server = {
  start: ({ args, hostname, ports }) => {
    const flag = args.find((arg) => arg.startsWith('--http-port='));
    const port = Number(flag?.slice(flag.indexOf('=') + 1) ?? ports[0] ?? 8080);
    if (args[0] === 'pause' || args[0] === undefined) return [logged(0, 'stdout', 'Paused')];
    const body = (path: string): string => (path.startsWith('/hostname') ? hostname : 'NOW');
    const service = httpService(({ path }) => plainAnswer(body(path)));
    return [{ type: 'listen', afterMs: 50, port, service }];
  },
  stop: () => [exits(10, 0)],
};

/** Names of the official repositories: any other name below docker.io/library does not exist. */
const OFFICIAL: ReadonlySet<string> = new Set(
  (
    'adminer amazoncorretto archlinux bash caddy cassandra chronograf clojure composer consul ' +
    'couchbase couchdb docker drupal eclipse-mosquitto eclipse-temurin elasticsearch elixir ' +
    'erlang fedora fluentd gcc ghost golang gradle groovy haproxy hello-world httpd influxdb ' +
    'java jetty joomla julia kibana kong logstash mariadb maven memcached mongo mongo-express ' +
    'nats neo4j nextcloud node odoo openjdk oraclelinux perl php postgres python rabbitmq ' +
    'rockylinux ruby rust solr sonarqube swift telegraf tomcat traefik varnish vault wordpress ' +
    'zookeeper'
  ).split(' '),
);

/** Whether a repository exists that no family describes. */
export function exists({ repository }: Reference): boolean {
  const prefix = 'docker.io/library/';
  return !repository.startsWith(prefix) || OFFICIAL.has(repository.slice(prefix.length));
}

/** An image that is only known by its name: it waits, listens on its ports and says what it is. */
export function unknownContent(name: string): ImageContent {
  const server: Server = {
    start: ({ ports }) => [
      logged(0, 'stderr', `ordinal: the image ${name} is not modelled; this container only waits`),
      ...ports.map((port) => ({
        type: 'listen' as const,
        afterMs: 100,
        port,
        service: httpService(() => plainAnswer('')),
      })),
    ],
    stop: () => [exits(50, 0)],
  };
  return {
    ...debianBased(90_000_000),
    entrypoint: ['/entrypoint'],
    tools: DEBIAN_TOOLS,
    servers: { [ANY_PROGRAM]: server },
    isModelled: false,
  };
}
