import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { controllerOf } from './object.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { ControllerRevision } from './types.generated.ts';

/** `statefulset.apps/mysql`, or `<none>`. */
const controllerName = (revision: ControllerRevision): string => {
  const owner = controllerOf(revision);
  if (owner === undefined) return '<none>';
  const at = owner.apiVersion.indexOf('/');
  const group = at < 0 ? '' : `.${owner.apiVersion.slice(0, at)}`;
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
};

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
  columns: [
    NAME_COLUMN,
    column('Controller', controllerName),
    column('Revision', ({ revision }) => revision),
    AGE_COLUMN,
  ],
};
