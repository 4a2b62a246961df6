import type { Patching } from '../../store/index.ts';
import { autoscalerErrors } from './autoscaler.ts';
import { INGRESS_RULES } from './ingress.ts';
import { networkPolicyErrors } from './network-policy.ts';
import { POD_RULES } from './pod/index.ts';
import { RBAC_RULES } from './rbac.ts';
import type { Rule } from './rule.ts';

const RULES: Readonly<Record<string, Rule>> = {
  ...INGRESS_RULES,
  ...POD_RULES,
  ...RBAC_RULES,
  HorizontalPodAutoscaler: autoscalerErrors,
  NetworkPolicy: networkPolicyErrors,
};

/** The rules that only what people write can break; those of the store come before them. */
export const errorsOf: Patching['errorsOf'] = ({ kind }, object, old) =>
  RULES[kind]?.(object, old) ?? [];
