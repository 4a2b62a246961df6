import type { OwnUser } from './accounts.ts';
import {
  ALPINE_PLACES,
  alpineFiles,
  alpineTools,
  BUSYBOX_PROMPTS,
  busyboxPrograms,
  DEBIAN_TOOLS,
  EMPTY,
  PROCPS,
  shellAlias,
} from './base.ts';
import type { ImageFamily } from './family.ts';
import { patches, resolveVersion } from './versions.ts';

const CURL_VERSIONS = ['7.88', '8.0', '8.1', '8.2', '8.3', '8.4', '8.5', '8.6', '8.7', '8.8']
  .concat(['8.9', '8.10', '8.11', '8.12', '8.13', '8.14', '8.15', '8.16', '8.17'])
  .flatMap((minor) => patches(minor, 1));
const BUSYBOX_MINOR = 37;
const CURL_USER: OwnUser = {
  ...{ name: 'curl_user', uid: 100, gid: 101, group: 'curl_group' },
  ...{ home: '/home/curl_user', shell: '/sbin/nologin' },
};

/** Images of tools for looking around in a network. */
export const CLIENTS: readonly ImageFamily[] = [
  {
    repository: 'docker.io/curlimages/curl',
    content(tag) {
      const version = resolveVersion(CURL_VERSIONS, tag === 'latest' ? '8.17' : tag);
      if (version === undefined) return undefined;
      return {
        ...EMPTY,
        sizeBytes: 9_200_000,
        entrypoint: ['/entrypoint.sh'],
        command: ['curl'],
        user: 'curl_user',
        workingDirectory: '/home/curl_user',
        env: { ...EMPTY.env, CURL_CA_BUNDLE: '/cacert.pem' },
        files: {
          ...alpineFiles('3.22.2', [CURL_USER]),
          '/home/curl_user/': '',
          '/cacert.pem': '',
          '/entrypoint.sh': '',
        },
        tools: [...alpineTools(BUSYBOX_MINOR), 'curl'],
        places: ALPINE_PLACES,
        prompts: BUSYBOX_PROMPTS,
        programs: (host) => [
          ...busyboxPrograms(host),
          {
            name: 'entrypoint.sh',
            summary: 'start a program, or curl with these arguments',
            *run(context) {
              const [first = 'curl', ...rest] = context.args;
              const own = host.commands().get(first.slice(first.lastIndexOf('/') + 1));
              const isOption = first.startsWith('-') || own === undefined;
              const command = isOption ? host.commands().get('curl') : own;
              if (command === undefined) return 127;
              const args = isOption ? context.args : rest;
              return yield* command.run({ ...context, name: command.name, args });
            },
          },
        ],
      };
    },
  },
  {
    repository: 'docker.io/nicolaka/netshoot',
    content: (tag) =>
      /^(latest|v0\.\d+)$/.test(tag)
        ? {
            ...EMPTY,
            sizeBytes: 201_000_000,
            command: ['zsh'],
            workingDirectory: '/root',
            files: alpineFiles('3.22.2'),
            places: ALPINE_PLACES,
            tools: [
              ...[...DEBIAN_TOOLS, ...PROCPS, 'less', 'strings', 'xxd', 'tree'],
              ...['curl', 'dig', 'host', 'nslookup', 'ping', 'wget', 'nc', 'telnet', 'jq', 'vi'],
              ...['ifconfig', 'ip', 'netstat', 'route', 'ss', 'traceroute'],
            ],
            programs: (host) => [shellAlias(host, 'zsh', 'bash')],
          }
        : undefined,
  },
];
