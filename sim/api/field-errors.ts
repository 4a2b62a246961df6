import { encodeJson, quote } from './json.ts';
import type { Json } from './object.ts';
import type { FieldError, FieldErrorType } from './status.ts';

/** A field that must be set and is not. */
export const required = (field: string, detail = ''): FieldError => ({
  type: 'Required value',
  field,
  detail,
});

/** A value that is malformed or out of bounds. */
export const invalid = (field: string, value: Json, detail: string): FieldError => ({
  type: 'Invalid value',
  field,
  value,
  detail,
});

/** A part of an object that is wrong as a whole, so that no value is shown. */
export const invalidPart = (field: string, detail: string): FieldError => ({
  type: 'Invalid value',
  field,
  detail,
});

/** A field that may not be set, or not be changed, under these conditions. */
export const forbidden = (field: string, detail: string): FieldError => ({
  type: 'Forbidden',
  field,
  detail,
});

/** A value that is not one of `supported`, which are shown in the order given. */
export const unsupported = (
  field: string,
  value: Json,
  supported: readonly string[],
): FieldError => ({
  type: 'Unsupported value',
  field,
  value,
  detail: supported.length === 0 ? '' : `supported values: ${supported.map(quote).join(', ')}`,
});

/** A value that must be unique and is there twice. */
export const duplicate = (field: string, value: Json): FieldError => ({
  type: 'Duplicate value',
  field,
  value,
  detail: '',
});

/** A reference to something that is not there. */
export const notFound = (field: string, value: Json): FieldError => ({
  type: 'Not found',
  field,
  value,
  detail: '',
});

/** A text longer than `maxLength` bytes. */
export const tooLong = (field: string, maxLength: number): FieldError => ({
  type: 'Too long',
  field,
  detail: `may not be more than ${maxLength} ${maxLength === 1 ? 'byte' : 'bytes'}`,
});

/** A list of `count` items where `maxItems` are allowed. */
export const tooMany = (field: string, count: number, maxItems: number): FieldError => ({
  type: 'Too many',
  field,
  value: count,
  detail: `must have at most ${maxItems} ${maxItems === 1 ? 'item' : 'items'}`,
});

const VALUELESS: ReadonlySet<FieldErrorType> = new Set([
  'Required value',
  'Forbidden',
  'Too long',
  'Internal error',
]);

/**
 * A refusal without its field: `Invalid value: "x": must be …`. Objects are shown as JSON in the
 * order of their keys. Models field.Error ErrorBody.
 */
export function bodyOf(error: FieldError): string {
  let body: string = error.type;
  if (!VALUELESS.has(error.type) && error.value !== undefined) {
    const shown = typeof error.value === 'string' ? quote(error.value) : encodeJson(error.value);
    body += `: ${shown}`;
  }
  return error.detail === '' ? body : `${body}: ${error.detail}`;
}

/** The reason of a cause in a Status. */
export const CAUSE_REASONS: Readonly<Record<FieldErrorType, string>> = {
  'Required value': 'FieldValueRequired',
  'Invalid value': 'FieldValueInvalid',
  Forbidden: 'FieldValueForbidden',
  'Unsupported value': 'FieldValueNotSupported',
  'Duplicate value': 'FieldValueDuplicate',
  'Too long': 'FieldValueTooLong',
  'Too many': 'FieldValueTooMany',
  'Not found': 'FieldValueNotFound',
  'Internal error': 'InternalError',
};
