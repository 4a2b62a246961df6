import type { Patching } from '../store/index.ts';
import { entriesOf, ownersAfterUpdate, ownersOf } from './managed-fields/managers.ts';
import { applyPatch, namesOwners } from './patch.ts';
import { errorsOf } from './rules/index.ts';
import { applyConfiguration } from './server-side-apply.ts';

/** Models apiserver/pkg/endpoints/handlers: the registry behind them knows no patches. */
export const PATCHING: Patching = {
  applyPatch,
  applyConfiguration,
  errorsOf,
  namesOwners,
  ownersOf,
  ownersAfterUpdate,
  entriesOf,
};
