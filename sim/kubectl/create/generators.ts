import type { Verb, VerbGroup } from '../verb.ts';
import { createConfigMapVerb, createSecretVerb } from './config.ts';
import { createIngressVerb } from './ingress.ts';
import {
  createBudgetVerb,
  createClusterRoleBindingVerb,
  createNamespaceVerb,
  createPriorityClassVerb,
  createQuotaVerb,
  createRoleBindingVerb,
  createServiceAccountVerb,
} from './policy.ts';
import { createClusterRoleVerb, createRoleVerb } from './roles.ts';
import { createServiceVerb } from './services.ts';
import { createTokenVerb } from './token.ts';
import { createCronJobVerb, createDeploymentVerb, createJobVerb } from './workloads.ts';

/** What `create` can make without a file. */
export const GENERATORS: readonly (Verb | VerbGroup)[] = [
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
  createTokenVerb,
];
