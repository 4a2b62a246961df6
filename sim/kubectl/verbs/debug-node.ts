import { type JsonObject, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import type { Failure } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { attached, debugContainer, MANAGER, type Plan, WRITE } from './debug-container.ts';
import { debugSuffix } from './debug-names.ts';
import { hasHostFiles, hostFieldsOf } from './debug-profiles.ts';

/** Makes a pod on a node, with the node's files below /host. */
export function* debugNode(
  session: Session,
  node: string,
  plan: Plan,
): Program<Failure | undefined> {
  const name = `node-debugger-${node}-${debugSuffix(session)}`;
  const container = plan.container === '' ? 'debugger' : plan.container;
  const hasFiles = hasHostFiles(plan.profile);
  const mounts = { volumeMounts: [{ mountPath: '/host', name: 'host-root' }] };
  const own = { ...plan, container };
  const made = debugContainer(session, own, true, hasFiles ? mounts : {});
  if (!made.ok) return made.failure;
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: session.namespace,
      labels: { 'app.kubernetes.io/managed-by': MANAGER },
    },
    spec: {
      containers: [made.value],
      ...hostFieldsOf(plan.profile),
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      ...(hasFiles ? { volumes: [{ name: 'host-root', hostPath: { path: '/' } }] } : {}),
    },
  };
  if (!session.flags.bool('quiet')) {
    yield* session.out(
      `Creating debugging pod ${name} with container ${container} on node ${node}.\n`,
    );
  }
  const path = pathOf({ kind: pods, namespace: session.namespace, name: '' });
  const created = yield* session.call(session.typed.create(path, body, WRITE));
  return created.ok ? yield* attached(session, own, name) : created.failure;
}
