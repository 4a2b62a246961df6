import type { Verb } from '../verb.ts';
import { createConfigMapVerb, createSecretVerb } from './config.ts';
import {
  createBudgetVerb,
  createClusterRoleBindingVerb,
  createClusterRoleVerb,
  createNamespaceVerb,
  createPriorityClassVerb,
  createQuotaVerb,
  createRoleBindingVerb,
  createRoleVerb,
  createServiceAccountVerb,
} from './policy.ts';
import { createIngressVerb, createServiceVerb } from './services.ts';
import { createCronJobVerb, createDeploymentVerb, createJobVerb } from './workloads.ts';

/** What `create` can make without a file. */
export const GENERATORS: readonly Verb[] = [
  createClusterRoleVerb,
  createClusterRoleBindingVerb,
  createConfigMapVerb,
  createCronJobVerb,
  createDeploymentVerb,
  createIngressVerb,
  createJobVerb,
  createNamespaceVerb,
  createBudgetVerb,
  createPriorityClassVerb,
  createQuotaVerb,
  createRoleVerb,
  createRoleBindingVerb,
  createSecretVerb,
  createServiceVerb,
  createServiceAccountVerb,
];
