import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Secret } from './types.generated.ts';

/** Models pkg/registry of secrets. */
export const secrets: Kind<Secret> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: [
    NAME_COLUMN,
    column('Type', ({ type }) => type ?? ''),
    column('Data', ({ data }) => Object.keys(data ?? {}).length),
    AGE_COLUMN,
  ],
};
