import type { HttpAnswer, HttpRequest } from '../kernel/index.ts';
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
    repository: 'registry.k8s.io/hpa-example',
    content: (tag) =>
      tag === 'latest'
        ? {
            ...debianBased(180_000_000),
            entrypoint: ['apache2-foreground'],
            servers: { 'apache2-foreground': squareRoots },
          }
        : undefined,
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/agnhost',
    content: (tag) =>
      /^2\.\d+(\.\d+)?$/.test(tag)
        ? {
            ...debianBased(52_000_000),
            tools: [...DEBIAN_TOOLS, 'curl', 'dig', 'nslookup', 'nc', 'wget'],
            entrypoint: ['/agnhost'],
            command: ['pause'],
            servers: { agnhost: agnhostServer },
          }
        : undefined,
  },
];

/** Apache with a page that computes for a while; what that costs is in the usage of the image. */
const squareRoots: Server = {
  start: ({ args }) => [
    logged(40, 'stderr', `Command line: 'apache2 -D FOREGROUND${['', ...args].join(' ')}'`),
    { type: 'listen', afterMs: 20, port: 80, service: httpService(() => plainAnswer('OK!')) },
  ],
  stop: () => [exits(60, 0)],
};

/** What `agnhost netexec` answers. */
function netexec(request: HttpRequest, hostname: string): HttpAnswer {
  const [path = '/', query = ''] = request.path.split('?');
  const value = (name: string): string => {
    const pair = query.split('&').find((each) => each.startsWith(`${name}=`));
    return decodeURIComponent((pair ?? '').slice(name.length + 1).replace(/\+/g, ' '));
  };
  const code = Number(value('code') || 200);
  if (path === '/hostname' || path === '/hostName') return plainAnswer(hostname);
  if (path === '/echo') return { ...plainAnswer(value('msg')), status: code };
  if (path === '/healthz' || path === '/readyz') return plainAnswer('');
  if (path !== '/') return { ...plainAnswer('404 page not found\n'), status: 404 };
  const now = new Date(request.atEpochMs).toISOString().replace('T', ' ').replace('Z', '');
  return plainAnswer(`NOW: ${now}000000 +0000 UTC m=+1.000000001`);
}

/** `I1123 08:00:00.123000       1 log.go:245] …`: how agnhost writes its log. */
function agnhostLine(epochMs: number, text: string): string {
  const at = new Date(epochMs).toISOString();
  return `I${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000       1 log.go:245] ${text}`;
}

/**
 * The subcommands of agnhost that workloads use: `pause`, and `netexec` and its like, which listen.
 */
const agnhostServer: Server = {
  start: ({ args, hostname, ports, startedAtEpochMs: at }) => {
    const [what = 'pause'] = args;
    if (what === 'pause') return [logged(0, 'stdout', 'Paused')];
    const flag = args.find((arg) => /^--(http-)?port=/.test(arg));
    const own = what === 'serve-hostname' ? 9376 : 8080;
    const port = Number(flag?.slice(flag.indexOf('=') + 1) ?? ports[0] ?? own);
    const service = httpService((request) =>
      what === 'serve-hostname' ? plainAnswer(hostname) : netexec(request, hostname),
    );
    const started =
      what === 'serve-hostname'
        ? [agnhostLine(at + 50, `Serving on port ${port}.`)]
        : [
            agnhostLine(at + 50, `Started HTTP server on port ${port}`),
            agnhostLine(at + 50, 'Started UDP server on port  8081'),
          ];
    return [logged(50, 'stderr', ...started), { type: 'listen', afterMs: 0, port, service }];
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
