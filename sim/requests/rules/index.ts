import type { Patching } from '../../store/index.ts';
import { autoscalerErrors } from './autoscaler.ts';
import { ENDPOINT_RULES } from './endpoints.ts';
import { INGRESS_RULES } from './ingress.ts';
import { networkPolicyErrors } from './network-policy.ts';
import { NODE_RULES } from './nodes.ts';
import { POD_RULES } from './pod/index.ts';
import { quotaErrors } from './quota.ts';
import { RBAC_RULES } from './rbac.ts';
import type { Rule } from './rule.ts';

const RULES: Readonly<Record<string, Rule>> = {
  ...ENDPOINT_RULES,
  ...INGRESS_RULES,
  ...NODE_RULES,
  ...POD_RULES,
  ...RBAC_RULES,
  HorizontalPodAutoscaler: autoscalerErrors,
  NetworkPolicy: networkPolicyErrors,
  ResourceQuota: quotaErrors,
};

/** The rules that only what people write can break; those of the store come before them. */
export const errorsOf: Patching['errorsOf'] = ({ kind }, object, old) =>
  RULES[kind]?.(object, old) ?? [];
