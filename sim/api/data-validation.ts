import * as fieldErrors from './field-errors.ts';
import { byteLength, configMapKeyErrors } from './names.ts';
import { isEqual } from './object.ts';
import { allInvalid } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';

/** Bytes that a ConfigMap or a Secret may hold: 1 MiB, so that it fits into etcd. */
export const MAX_DATA_BYTES = 1024 * 1024;

const LOCKED = 'field is immutable when `immutable` is set';

/** The keys of a map of files. */
export const validateDataKeys = (
  data: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] =>
  Object.keys(data ?? {})
    .sort()
    .flatMap((key) => allInvalid(`${field}[${key}]`, key, configMapKeyErrors(key)));

/** Bytes of text values. */
export const textBytes = (data: Readonly<Record<string, string>> | undefined): number =>
  Object.values(data ?? {}).reduce((sum, text) => sum + byteLength(text), 0);

/** Bytes that base64 values stand for. */
export const base64Bytes = (data: Readonly<Record<string, string>> | undefined): number =>
  Object.values(data ?? {}).reduce(
    (sum, text) => sum + Math.floor((text.replace(/=+$/, '').length * 3) / 4),
    0,
  );

interface Lockable {
  readonly immutable?: boolean;
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** What may not change once `immutable` is set. */
export function validateLocked(now: Lockable, old: Lockable): FieldError[] {
  if (old.immutable !== true) return [];
  const errors: FieldError[] = [];
  if (now.immutable !== true) errors.push(fieldErrors.forbidden('immutable', LOCKED));
  for (const name of ['data', 'binaryData'] as const) {
    if (!isEqual(now[name] ?? {}, old[name] ?? {})) {
      errors.push(fieldErrors.forbidden(name, LOCKED));
    }
  }
  return errors;
}
