import { AGE_COLUMN, column, NAME_COLUMN, orNone, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { Node } from '../types.generated.ts';
import { isNodeReady } from './conditions.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

/** The node's roles in order, or `<none>`. Models findNodeRoles. */
export function nodeRoles({ metadata }: Node): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX)) roles.add(key.slice(ROLE_PREFIX.length));
    else if (key === ROLE_LABEL && value !== '') roles.add(value);
  }
  roles.delete('');
  return orNone([...roles].sort().join(','));
}

const nodeStatus = (node: Node): string => {
  const ready = isNodeReady(node);
  const words = [ready === undefined ? 'Unknown' : ready ? 'Ready' : 'NotReady'];
  if (node.spec.unschedulable === true) words.push('SchedulingDisabled');
  return words.join(',');
};

const addressOf = (node: Node, type: string): string =>
  orNone(node.status.addresses?.find((address) => address.type === type)?.address);

const orUnknown = (text: string | undefined): string => (text ? text : '<unknown>');

export const NODE_COLUMNS: readonly Column<Node>[] = [
  NAME_COLUMN,
  column('Status', nodeStatus),
  column('Roles', nodeRoles),
  AGE_COLUMN,
  column('Version', ({ status }) => status.nodeInfo?.kubeletVersion ?? ''),
  wideColumn('Internal-IP', (node) => addressOf(node, 'InternalIP')),
  wideColumn('External-IP', (node) => addressOf(node, 'ExternalIP')),
  wideColumn('OS-Image', ({ status }) => orUnknown(status.nodeInfo?.osImage)),
  wideColumn('Kernel-Version', ({ status }) => {
    const { kernelVersion, architecture } = status.nodeInfo ?? {};
    return kernelVersion ? `${kernelVersion} (${architecture})` : '<unknown>';
  }),
  wideColumn('Container-Runtime', ({ status }) =>
    orUnknown(status.nodeInfo?.containerRuntimeVersion),
  ),
];
