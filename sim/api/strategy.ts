import type { Kind } from './kind.ts';
import type { KubeObject } from './object.ts';

/**
 * What a kind does when it says nothing else: keep objects as they are written. Spread it, then
 * differ.
 */
export const PLAIN_STRATEGY: Pick<
  Kind<KubeObject>,
  | 'shortNames'
  | 'categories'
  | 'subresources'
  | 'hasGeneration'
  | 'isModelled'
  | 'setDefaults'
  | 'setMetadataDefaults'
  | 'prepareForCreate'
  | 'prepareForUpdate'
  | 'validate'
  | 'validateUpdate'
  | 'warnings'
> = {
  shortNames: [],
  categories: [],
  subresources: [],
  hasGeneration: false,
  isModelled: true,
  setDefaults: () => {},
  setMetadataDefaults: () => {},
  prepareForCreate: () => {},
  prepareForUpdate: () => {},
  validate: () => [],
  validateUpdate: () => [],
  warnings: () => [],
};

/** Gives a draft the status of `old`: an update of the main resource does not change it. */
export function keepStatus<T extends { status?: unknown }>(draft: T, old: T): void {
  if (old.status === undefined) delete draft.status;
  else draft.status = old.status;
}
