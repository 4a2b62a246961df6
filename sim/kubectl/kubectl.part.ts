import { fillPart } from '../kernel/index.ts';
import { adviceForProgram } from './advice/index.ts';
import { columnsOf } from './bootstrap/columns.ts';
import { bootstrapObjects } from './bootstrap/objects.ts';
import { createKubectl } from './kubectl.ts';
import { createAccess } from './late-api/impersonated.ts';
import { subresourceErrors } from './late-api/status-validation.ts';
import { createTokens } from './late-api/token.ts';
import { KUBECTL } from './late-kubectl.ts';

export const loaded = fillPart(KUBECTL, {
  create: createKubectl,
  bootstrapObjects,
  columnsOf,
  adviceForProgram,
  createAccess,
  createTokens,
  subresourceErrors,
});
