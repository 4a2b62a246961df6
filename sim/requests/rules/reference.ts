import { allInvalid, type FieldError, fieldErrors, pathSegmentErrors } from '../../api/index.ts';

interface Reference {
  readonly kind?: string;
  readonly name?: string;
}

/** What every reference to another object by its kind and name must say. */
export const referenceErrors = ({ kind, name }: Reference, at: string): FieldError[] =>
  Object.entries({ kind, name }).flatMap(([key, value]) =>
    value
      ? allInvalid(`${at}.${key}`, value, pathSegmentErrors(value))
      : [fieldErrors.required(`${at}.${key}`)],
  );
