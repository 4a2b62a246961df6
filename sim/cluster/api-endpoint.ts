import { namespaces } from '../api/index.ts';
import { type Access, type Client, REQUESTS } from '../client/index.ts';
import { CA_CERTIFICATE } from '../control/index.ts';
import { type Clock, need, type Processes, type Service } from '../kernel/index.ts';
import { HTTP_API, KUBECTL } from '../kubectl/index.ts';

/** Names that the certificate of minikube's API server is good for. */
const NAMES = [
  ...['minikubeCA', 'control-plane.minikube.internal', 'kubernetes.default.svc.cluster.local'],
  ...['kubernetes.default.svc', 'kubernetes.default', 'kubernetes', 'localhost'],
  ...['10.96.0.1', '127.0.0.1', '10.0.0.1', '192.168.49.2'],
];

export interface ApiEndpointParts {
  readonly clock: Clock;
  readonly processes: Processes;
  client(): Client;
  access(client: Client): Access;
}

/** What answers where the API is served: its code comes when a program gets through to it. */
export const createApiEndpoint = (parts: ApiEndpointParts): Service => ({
  protocol: 'tls',
  certificate: {
    authority: CA_CERTIFICATE,
    subject: 'O=system:masters; CN=minikube',
    issuer: 'CN=minikubeCA',
    names: NAMES,
  },
  *open() {
    // Roles come with kubectl's code.
    yield* need(KUBECTL);
    yield* need(REQUESTS);
    const { createSecureApi } = yield* need(HTTP_API);
    const client = parts.client();
    const { clock, processes } = parts;
    const resourceVersion = (): number => {
      const everything = { labelSelector: '', fieldSelector: '' };
      const listed = client.list({ kind: namespaces, namespace: '' }, everything);
      return listed.ok ? Number(listed.value.resourceVersion) : 0;
    };
    return createSecureApi({ client, clock, processes, resourceVersion }, parts.access(client));
  },
});
