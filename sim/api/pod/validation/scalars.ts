import * as fieldErrors from '../../field-errors.ts';
import { dns1123LabelErrors, NOT_NEGATIVE, portNameErrors, portNumberErrors } from '../../names.ts';
import type { Json } from '../../object.ts';
import type { FieldError } from '../../status.ts';

/** One refusal for each detail. */
export const allInvalid = (field: string, value: Json, details: readonly string[]): FieldError[] =>
  details.map((detail) => fieldErrors.invalid(field, value, detail));

/** A number that may be left out but not be negative. */
export const validateNonNegative = (value: number | undefined, field: string): FieldError[] =>
  value !== undefined && value < 0 ? [fieldErrors.invalid(field, value, NOT_NEGATIVE)] : [];

/** The name of a part of a pod: an RFC 1123 label. */
export const validateLabelName = (name: string, field: string): FieldError[] =>
  allInvalid(field, name, dns1123LabelErrors(name));

/** A port by number or by name. */
export const validatePortNumberOrName = (port: number | string, field: string): FieldError[] =>
  allInvalid(field, port, typeof port === 'number' ? portNumberErrors(port) : portNameErrors(port));

export const PREEMPTION_POLICIES = ['Never', 'PreemptLowerPriority'];

/** One of a set of words; nothing when it is not set at all and `isRequired` is false. */
export const validateChoice = (
  value: string | undefined,
  supported: readonly string[],
  field: string,
): FieldError[] =>
  value === undefined || supported.includes(value)
    ? []
    : [fieldErrors.unsupported(field, value, supported)];

/** A path below a directory. Models validateLocalDescendingPath. */
export function validateDescendingPath(path: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (path.startsWith('/')) {
    errors.push(fieldErrors.invalid(field, path, 'must be a relative path'));
  }
  return [...errors, ...validateNoBacksteps(path, field)];
}

/** A path that does not climb. */
export const validateNoBacksteps = (path: string, field: string): FieldError[] =>
  path.split('/').includes('..') ? [fieldErrors.invalid(field, path, "must not contain '..'")] : [];

/** Items of a list, each with its path. */
export const eachOf = <T>(
  items: readonly T[] | undefined,
  field: string,
  validate: (item: T, field: string, index: number) => FieldError[],
): FieldError[] => (items ?? []).flatMap((item, i) => validate(item, `${field}[${i}]`, i));
