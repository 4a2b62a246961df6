import {
  type AnyKind,
  configMaps,
  type KubeObject,
  namespaces,
  serviceAccounts,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, Controller } from '../controller.ts';
import { isDeleting, newMeta } from '../meta.ts';

const LATENCY_MS = 2;
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal ' +
  'endpoints such as the internal service IP or kubernetes.default.svc. No other usage is ' +
  'guaranteed across distributions of Kubernetes clusters.';

/** Something that every namespace has. */
interface Inmate {
  readonly controller: string;
  readonly kind: AnyKind;
  readonly name: string;
  make(namespace: string): KubeObject;
}

const inmates = (caCertificate: string): readonly Inmate[] => [
  {
    controller: 'service-account-controller',
    kind: serviceAccounts,
    name: 'default',
    make: (namespace) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: newMeta({ name: 'default', namespace }),
    }),
  },
  {
    controller: 'root-ca-certificate-publisher',
    kind: configMaps,
    name: 'kube-root-ca.crt',
    make: (namespace): KubeObject & { data: Record<string, string> } => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: newMeta({
        name: 'kube-root-ca.crt',
        namespace,
        annotations: { 'kubernetes.io/description': DESCRIPTION },
      }),
      data: { 'ca.crt': caCertificate },
    }),
  },
];

const keeper = ({ controller, kind, name, make }: Inmate): Controller => ({
  name: controller,
  latencyMs: LATENCY_MS,
  watches: [
    { kind: namespaces, keys: ({ object }) => [object.metadata.name] },
    {
      kind,
      keys: ({ type, object }) =>
        type === 'DELETED' && object.metadata.name === name
          ? [object.metadata.namespace ?? '']
          : [],
    },
  ],
  reconcile(key, view): Action[] {
    const namespace = view.get(namespaces, '', key);
    if (namespace === undefined || isDeleting(namespace)) return [];
    if (view.get(kind, key, name) !== undefined) return [];
    const why = because('namespace.default', { namespace: key, name });
    return [{ type: 'create', object: make(key), why }];
  },
});

/**
 * Gives each namespace its default ServiceAccount and the certificate of the API server. Models
 * pkg/controller/serviceaccount and certificates/rootcacertpublisher.
 */
export const createNamespaceDefaults = (caCertificate: string): Controller[] =>
  inmates(caCertificate).map(keeper);
