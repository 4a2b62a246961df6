import type { Patching } from '../../store/index.ts';
import { autoscalerErrors } from './autoscaler.ts';
import { ENDPOINT_RULES } from './endpoints.ts';
import { INGRESS_RULES } from './ingress.ts';
import { networkPolicyErrors } from './network-policy.ts';
import { NODE_RULES } from './nodes.ts';
import { inOrder } from './order.ts';
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

/** The errors of the store, and among them those of rules that only what people write can break. */
export const errorsOf: Patching['errorsOf'] = ({ kind }, object, old, early) =>
  inOrder(early, RULES[kind]?.(object, old) ?? []);
