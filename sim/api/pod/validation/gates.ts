import * as fieldErrors from '../../field-errors.ts';
import { qualifiedNameErrors } from '../../names.ts';
import type { FieldError } from '../../status.ts';
import type { PodSpec } from '../../types.generated.ts';
import { allInvalid } from './scalars.ts';

/** Models validateSchedulingGates. */
export const validateGates = ({ schedulingGates = [] }: PodSpec, field: string): FieldError[] =>
  schedulingGates.flatMap(({ name }, i) => {
    const isTwice = schedulingGates.findIndex((gate) => gate.name === name) < i;
    return [
      ...allInvalid(`${field}[${i}]`, name, qualifiedNameErrors(name)),
      ...(isTwice ? [fieldErrors.duplicate(`${field}[${i}]`, name)] : []),
    ];
  });

/** A pod that waits for its gates has no node yet. Models ValidatePodCreate. */
export const validateGatesOfNew = ({ nodeName, schedulingGates }: PodSpec): FieldError[] =>
  nodeName && (schedulingGates ?? []).length > 0
    ? [
        fieldErrors.forbidden(
          'spec.nodeName',
          'cannot be set until all schedulingGates have been cleared',
        ),
      ]
    : [];

/** Gates may go, but none may come. Models validateSchedulingGates of an update. */
export function validateGatesOnlyGo(spec: PodSpec, old: PodSpec): FieldError[] {
  const before = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? [])
    .filter(({ name }) => !before.has(name))
    .map(({ name }) =>
      fieldErrors.forbidden(
        'spec.schedulingGates',
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      ),
    );
}
