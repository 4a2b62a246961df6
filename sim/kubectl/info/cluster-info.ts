import { type Service, services } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import type { Failure } from '../failure.ts';
import { serverOf } from '../kubeconfig.ts';
import { listKind } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { clusterDumpVerb } from './cluster-dump.ts';

// Models kubectl/pkg/cmd/clusterinfo.

const NAMESPACE = 'kube-system';
const CLUSTER_SERVICE = 'kubernetes.io/cluster-service=true';
const NAME_LABEL = 'kubernetes.io/name';

/** A Service in the path of its proxy: `scheme:name:port`, as far as there is something to say. */
function proxyName({ metadata, spec }: Service): string {
  const [port] = spec.ports ?? [];
  if (port === undefined) return metadata.name;
  const portName = port.name ?? '';
  if (portName === 'https' || port.port === 443) return `https:${metadata.name}:${portName}`;
  return portName === '' ? metadata.name : `${metadata.name}:${portName}`;
}

function addressOf(service: Service, server: string): string {
  const [ingress] = service.status?.loadBalancer?.ingress ?? [];
  if (ingress === undefined) {
    return `${server}/api/v1/namespaces/${NAMESPACE}/services/${proxyName(service)}/proxy`;
  }
  const host = ingress.ip || ingress.hostname;
  return (service.spec.ports ?? []).map(({ port }) => `http://${host}:${port} `).join('');
}

const ADVICE = "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";

function* run(session: Session): Program<Failure | undefined> {
  const server = serverOf(session.config, session.flags.text('cluster'));
  const listed = yield* listKind({ ...session, namespace: NAMESPACE }, services, {
    isEverywhere: false,
    labelSelector: CLUSTER_SERVICE,
    fieldSelector: '',
  });
  if (!listed.ok) {
    yield* session.out(`\n${ADVICE}`);
    return listed.failure;
  }
  const lines = (listed.value as Service[]).map((service) => {
    const title = service.metadata.labels?.[NAME_LABEL] ?? service.metadata.name;
    return `${title} is running at ${addressOf(service, server)}\n`;
  });
  yield* session.out(
    `Kubernetes control plane is running at ${server}\n${lines.join('')}\n${ADVICE}`,
  );
  return undefined;
}

export const clusterInfoVerb: Verb = {
  ...PLAIN_VERB,
  name: 'cluster-info',
  aliases: [],
  summary: 'Say where the control plane is',
  usage: '[flags]',
  examples: [{ does: 'Where is it?', line: 'kubectl cluster-info' }],
  flags: [],
  verbs: [clusterDumpVerb],
  isServerFirst: () => true,
  printedUnanswered: () => `\n${ADVICE}`,
  run,
};
