import type { Patching } from '../../store/index.ts';
import { autoscalerErrors } from './autoscaler.ts';
import { INGRESS_RULES } from './ingress.ts';
import { networkPolicyErrors } from './network-policy.ts';
import { RBAC_RULES } from './rbac.ts';
import type { Rule } from './rule.ts';

const RULES: Readonly<Record<string, Rule>> = {
  ...INGRESS_RULES,
  ...RBAC_RULES,
  HorizontalPodAutoscaler: autoscalerErrors,
  NetworkPolicy: networkPolicyErrors,
};

/** The rules of the kinds that only people write; a kind that is not here has its own, or none. */
export const errorsOf: Patching['errorsOf'] = ({ kind }, object, old) =>
  RULES[kind]?.(object, old) ?? [];
