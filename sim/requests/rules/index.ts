import type { Patching } from '../../store/index.ts';
import { INGRESS_RULES } from './ingress.ts';
import { networkPolicyErrors } from './network-policy.ts';
import { RBAC_RULES } from './rbac.ts';
import type { Rule } from './rule.ts';

const RULES: Readonly<Record<string, Rule>> = {
  ...INGRESS_RULES,
  ...RBAC_RULES,
  NetworkPolicy: networkPolicyErrors,
};

/** The rules of the kinds that only requests write; a kind without rules takes everything. */
export const errorsOf: Patching['errorsOf'] = ({ kind }, object, old) =>
  RULES[kind]?.(object, old) ?? [];
