import type { Json } from '../../../api/index.ts';

/** Stops the template; it never leaves this folder. */
export class TemplateFailure extends Error {}

/** A value of a template; undefined is a field that is not there. */
export type Value = Json | undefined;

/** Whether a value counts as true. */
export const isTrue = (value: Value): boolean => {
  if (value === undefined || value === null) return false;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return value !== '' && value !== 0 && value !== false;
};
