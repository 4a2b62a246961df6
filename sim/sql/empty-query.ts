import type { Query, Select } from './ast.ts';

// What queries begin with that are put together without a text.

/** A SELECT of nothing. */
export const EMPTY_SELECT: Select = {
  kind: 'select',
  isDistinct: false,
  countsAll: false,
  items: [],
  from: undefined,
  where: undefined,
  groupBy: [],
  withRollup: false,
  having: undefined,
  windows: [],
  lock: 'none',
  onLocked: 'wait',
};

/** A query of nothing. */
export const EMPTY_QUERY: Query = {
  kind: 'compound',
  with: [],
  isRecursive: false,
  first: EMPTY_SELECT,
  others: [],
  orderBy: [],
  limit: undefined,
  offset: undefined,
};
