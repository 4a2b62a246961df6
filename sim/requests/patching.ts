import type { Patching } from '../store/index.ts';
import { entriesOf, ownersAfterUpdate, ownersOf } from './managed-fields/managers.ts';
import { applyPatch, namesOwners } from './patch.ts';
import { applyConfiguration } from './server-side-apply.ts';

/** Models apiserver/pkg/endpoints/handlers: the registry behind them knows no patches. */
export const PATCHING: Patching = {
  applyPatch,
  applyConfiguration,
  namesOwners,
  ownersOf,
  ownersAfterUpdate,
  entriesOf,
};
