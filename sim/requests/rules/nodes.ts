import {
  allInvalid,
  eachOf,
  type FieldError,
  fieldErrors,
  type Lease,
  labelValueErrors,
  NOT_NEGATIVE,
  type Node,
  qualifiedNameErrors,
  TAINT_EFFECTS,
  validateChoice,
} from '../../api/index.ts';
import type { Rule } from './rule.ts';

const UNIQUE = 'taints must be unique by key and effect pair';

/** Models validateNodeTaints. */
const nodeErrors: Rule = (object) => {
  const seen = new Set<string>();
  return eachOf((object as Node).spec?.taints, 'spec.taints', (taint, at) => {
    const { key = '', value = '', effect = '', timeAdded } = taint;
    const pair = `${effect}/${key}`;
    const errors: FieldError[] = [
      ...allInvalid(`${at}.key`, key, qualifiedNameErrors(key)),
      ...allInvalid(`${at}.value`, value, labelValueErrors(value).slice(0, 1)),
      ...(effect
        ? validateChoice(effect, TAINT_EFFECTS, `${at}.effect`)
        : [fieldErrors.required(`${at}.effect`)]),
    ];
    if (seen.has(pair)) {
      const shown = { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null };
      errors.push({ ...fieldErrors.duplicate(at, shown), detail: UNIQUE });
    }
    seen.add(pair);
    return errors;
  });
};

const STRATEGIES = ['OldestEmulationVersion'];

/** Models ValidateLeaseSpec. */
const leaseErrors: Rule = (object) => {
  const { leaseDurationSeconds, leaseTransitions, strategy, preferredHolder } =
    (object as Lease).spec ?? {};
  const errors: FieldError[] = [];
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    const at = 'spec.leaseDurationSeconds';
    errors.push(fieldErrors.invalid(at, leaseDurationSeconds, 'must be greater than 0'));
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    errors.push(fieldErrors.invalid('spec.leaseTransitions', leaseTransitions, NOT_NEGATIVE));
  }
  if (strategy !== undefined && !strategy.includes('/')) {
    errors.push(...validateChoice(strategy, STRATEGIES, 'spec.strategy.strategy'));
  }
  if (preferredHolder && !strategy) {
    const detail = 'may only be specified if `strategy` is defined';
    errors.push(fieldErrors.forbidden('spec.preferredHolder', detail));
  }
  return errors;
};

/** The rules of nodes and of the leases by which they tell that they are there. */
export const NODE_RULES: Readonly<Record<string, Rule>> = { Lease: leaseErrors, Node: nodeErrors };
