import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { ControllerRevision } from './types.generated.ts';

/** Models pkg/registry of controllerrevisions. */
export const controllerRevisions: Kind<ControllerRevision> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: DEFAULT_COLUMNS,
};
