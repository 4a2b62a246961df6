import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Node } from '../types.generated.ts';
import { NODE_COLUMNS } from './columns.ts';

/** Models pkg/registry of nodes. */
export const nodes: Kind<Node> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  isNamespaced: false,
  subresources: ['proxy', 'status'],
  setDefaults(node) {
    node.spec ??= {};
    node.status ??= {};
    if (node.status.allocatable === undefined && node.status.capacity !== undefined) {
      node.status.allocatable = { ...node.status.capacity };
    }
  },
  prepareForUpdate: keepStatus,
  columns: NODE_COLUMNS,
};
