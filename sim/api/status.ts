import type { Json } from './object.ts';

export type FieldErrorType =
  | 'Required value'
  | 'Invalid value'
  | 'Forbidden'
  | 'Unsupported value'
  | 'Duplicate value'
  | 'Too long'
  | 'Too many'
  | 'Not found'
  | 'Internal error';

/** One refusal of validation. Models apimachinery/pkg/util/validation/field. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** As `spec.containers[0].name`. */
  readonly field: string;
  /** Printed for the types that show a value; undefined when the type shows none. */
  readonly value?: Json | undefined;
  readonly detail: string;
}

export type StatusReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'Gone'
  | 'Expired'
  | 'RequestEntityTooLarge'
  | 'TooManyRequests'
  | 'Timeout'
  | 'ServerTimeout'
  | 'InternalError'
  | 'ServiceUnavailable'
  | '';

/** The API server's answer to a request that failed. Models meta/v1 Status. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { [key: string]: Json };
  status: 'Failure' | 'Success';
  message: string;
  reason: StatusReason;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: { reason: string; message: string; field: string }[];
    retryAfterSeconds?: number;
  };
  code: number;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly status: Status; readonly warnings: readonly string[] };

const NONE: readonly string[] = [];

export const success = <T>(value: T, warnings: readonly string[] = NONE): Result<T> => ({
  ok: true,
  value,
  warnings,
});

/** What a check answers that has nothing to say. */
export const ALLOWED: Result<null> = success(null);

export const failure = (status: Status, warnings: readonly string[] = NONE): Result<never> => ({
  ok: false,
  status,
  warnings,
});

const CODES: Readonly<Record<StatusReason, number>> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Invalid: 422,
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  UnsupportedMediaType: 415,
  Gone: 410,
  Expired: 410,
  RequestEntityTooLarge: 413,
  TooManyRequests: 429,
  Timeout: 504,
  ServerTimeout: 500,
  InternalError: 500,
  ServiceUnavailable: 503,
  '': 500,
};

/** A failure Status; the code follows from the reason. */
export function statusOf(
  reason: StatusReason,
  message: string,
  details: Status['details'] = {},
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    details,
    code: CODES[reason],
  };
}
