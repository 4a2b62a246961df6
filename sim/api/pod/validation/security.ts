import * as fieldErrors from '../../field-errors.ts';
import { goForm } from '../../go-form.ts';
import type { JsonObject } from '../../object.ts';
import type { FieldError } from '../../status.ts';
import type { PodSecurityContext, SecurityContext } from '../../types.generated.ts';

const MAX_ID = 0x7fffffff;

const validateId = (id: number | undefined, field: string): FieldError[] =>
  id !== undefined && (id < 0 || id > MAX_ID)
    ? [fieldErrors.invalid(field, id, `must be between 0 and ${MAX_ID}, inclusive`)]
    : [];

/** Models validatePodSpecSecurityContext. */
export const validatePodSecurity = (
  context: PodSecurityContext = {},
  field: string,
): FieldError[] => [
  ...validateId(context.fsGroup, `${field}.fsGroup`),
  ...validateId(context.runAsUser, `${field}.runAsUser`),
  ...validateId(context.runAsGroup, `${field}.runAsGroup`),
  ...(context.supplementalGroups ?? []).flatMap((id, i) =>
    validateId(id, `${field}.supplementalGroups[${i}]`),
  ),
];

/** Models ValidateSecurityContext. */
export function validateSecurity(context: SecurityContext = {}, field: string): FieldError[] {
  const errors = [
    ...validateId(context.runAsUser, `${field}.runAsUser`),
    ...validateId(context.runAsGroup, `${field}.runAsGroup`),
  ];
  if (context.allowPrivilegeEscalation !== false) return errors;
  const shown = goForm('SecurityContext', context as unknown as JsonObject);
  const refuse = (what: string): void => {
    const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
    errors.push(fieldErrors.invalid(field, shown, detail));
  };
  if (context.privileged === true) refuse('`privileged` to true');
  if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
    refuse('`capabilities.Add` CAP_SYS_ADMIN');
  }
  return errors;
}
