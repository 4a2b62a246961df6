import { bodyOf, CAUSE_REASONS } from './field-errors.ts';
import { quote } from './json.ts';
import { type AnyKind, resourceOf } from './kind.ts';
import { type FieldError, type Status, statusOf } from './status.ts';

// Models apimachinery/pkg/api/errors.

const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

const detailsOf = (kind: AnyKind, name: string): NonNullable<Status['details']> => ({
  ...(name === '' ? {} : { name }),
  ...(kind.group === '' ? {} : { group: kind.group }),
  kind: kind.plural,
});

const withoutDetails = (status: Status): Status => {
  const { details: _, ...rest } = status;
  return rest;
};

/** There is no such object. */
export const notFound = (kind: AnyKind, name: string): Status =>
  statusOf('NotFound', `${resourceOf(kind)} ${quote(name)} not found`, detailsOf(kind, name));

/** There is no such path in the API. */
export const noSuchResource = (): Status =>
  statusOf('NotFound', 'the server could not find the requested resource', {});

/** The name is taken. */
export const alreadyExists = (kind: AnyKind, name: string): Status =>
  statusOf(
    'AlreadyExists',
    `${resourceOf(kind)} ${quote(name)} already exists`,
    detailsOf(kind, name),
  );

/**
 * The object is not the one that a delete means; the kind stands where otherwise the resource does.
 * Models BeforeDelete of apiserver/pkg/registry/rest.
 */
export const preconditionFailed = (kind: AnyKind, name: string, reason: string): Status =>
  statusOf('Conflict', `Operation cannot be fulfilled on ${kind.kind} ${quote(name)}: ${reason}`, {
    name,
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.kind,
  });

/** The object is not the one that the caller saw; `reason` says what differs. */
export const conflict = (kind: AnyKind, name: string, reason: string = MODIFIED): Status =>
  statusOf(
    'Conflict',
    `Operation cannot be fulfilled on ${resourceOf(kind)} ${quote(name)}: ${reason}`,
    detailsOf(kind, name),
  );

/** Fields are owned by other managers: the answer to a server-side apply. */
export const applyConflict = (
  message: string,
  causes: readonly { readonly message: string; readonly field: string }[],
): Status =>
  statusOf('Conflict', message, {
    causes: causes.map((cause) => ({ reason: 'FieldManagerConflict', ...cause })),
  });

/** An admission plugin or an authorizer refuses. */
export const forbidden = (kind: AnyKind, name: string, reason: string): Status =>
  statusOf(
    'Forbidden',
    name === ''
      ? `${resourceOf(kind)} is forbidden: ${reason}`
      : `${resourceOf(kind)} ${quote(name)} is forbidden: ${reason}`,
    detailsOf(kind, name),
  );

const aggregate = (errors: readonly FieldError[]): string => {
  const texts = [...new Set(errors.map((error) => `${error.field}: ${bodyOf(error)}`))];
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`;
};

const invalidAs = (
  group: string,
  kind: string,
  name: string,
  errors: readonly FieldError[],
): Status => {
  const subject = group === '' ? kind : `${kind}.${group}`;
  return statusOf('Invalid', `${subject} ${quote(name)} is invalid: ${aggregate(errors)}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    ...(kind === '' ? {} : { kind }),
    causes: errors.map((error) => ({
      reason: CAUSE_REASONS[error.type],
      message: bodyOf(error),
      field: error.field,
    })),
  });
};

/** Validation refuses the object, with one cause for each error. `errors` is not empty. */
export const invalid = (kind: AnyKind, name: string, errors: readonly FieldError[]): Status =>
  invalidAs(kind.group, kind.kind, name, errors);

/** A patch whose result cannot be decoded. */
export const invalidPatch = (error: FieldError): Status => invalidAs('', '', '', [error]);

/** A JSON patch that cannot be applied: the API server says no more than this. */
export const unprocessablePatch = (): Status =>
  statusOf('Invalid', 'the server rejected our request due to an error in our request', {});

/** A request that cannot be understood. */
export const badRequest = (message: string): Status =>
  withoutDetails(statusOf('BadRequest', message));

/** The object that is to replace another one has no name. Models checkName. */
export const nameUndeterminable = (name: string): Status =>
  badRequest(
    `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
  );

/** A method that this path does not have. */
export const methodNotAllowed = (): Status =>
  statusOf(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

/** A body or an answer in a format that the server does not read or write. */
export const formatError = (
  reason: 'NotAcceptable' | 'UnsupportedMediaType',
  message: string,
): Status => withoutDetails(statusOf(reason, message));

/** The caller is to try again: an eviction that a disruption budget refuses. */
export const tooManyRequests = (message: string, retryAfterSeconds: number): Status =>
  statusOf('TooManyRequests', message, retryAfterSeconds === 0 ? {} : { retryAfterSeconds });

/** A resourceVersion or continue token that is too old. */
export const resourceExpired = (message: string): Status =>
  withoutDetails(statusOf('Expired', message));

/** The body is larger than the server reads. */
export const requestTooLarge = (message: string): Status =>
  statusOf('RequestEntityTooLarge', `Request entity is too large: ${message}`, {});
