import { type AnyKind, failure, methodNotAllowed, type Result, verbsOf } from '../api/index.ts';

/** The refusal of a verb that a kind does not have: a review can only be created. */
export const refusedMethod = (kind: AnyKind, verb: string): Result<never> | undefined =>
  verbsOf(kind).includes(verb) ? undefined : failure(methodNotAllowed());
