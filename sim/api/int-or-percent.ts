import * as fieldErrors from './field-errors.ts';
import { isPercent, NOT_NEGATIVE, percentErrors } from './names.ts';
import type { FieldError } from './status.ts';

export type IntOrPercent = number | string;

/** A number that is not negative, or a percentage. Models ValidatePositiveIntOrPercent. */
export function validateIntOrPercent(value: IntOrPercent | undefined, field: string): FieldError[] {
  if (value === undefined) return [];
  const details =
    typeof value === 'string' ? percentErrors(value) : value < 0 ? [NOT_NEGATIVE] : [];
  return details.map((detail) => fieldErrors.invalid(field, value, detail));
}

/** Models IsNotMoreThan100Percent. */
export const validateAtMostAll = (value: IntOrPercent | undefined, field: string): FieldError[] =>
  typeof value === 'string' && isPercent(value) && Number.parseInt(value, 10) > 100
    ? [fieldErrors.invalid(field, value, 'must not be greater than 100%')]
    : [];

/** The number in front, percent or not; 0 for what is neither. */
export const leadingNumber = (value: IntOrPercent | undefined): number =>
  typeof value === 'number' ? value : isPercent(value ?? '') ? Number.parseInt(value ?? '', 10) : 0;
