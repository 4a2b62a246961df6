import {
  type AnyKind,
  badRequest,
  type FieldError,
  failure,
  fieldErrors,
  invalid,
  type Result,
  success,
} from '../api/index.ts';
import type { Client } from '../client/index.ts';
import { encodeUtf8 } from '../kernel/index.ts';

/** The parameters of a query: the values of each name, in order. */
export type Query = ReadonlyMap<string, readonly string[]>;

const decodePart = (text: string): string => {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
};

/** Reads what follows the `?`; what is malformed is taken as it stands. */
export function parseQuery(text: string): Query {
  const query = new Map<string, string[]>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decodePart(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : decodePart(part.slice(at + 1));
    query.set(name, [...(query.get(name) ?? []), value]);
  }
  return query;
}

export const textOf = (query: Query, name: string): string => query.get(name)?.[0] ?? '';

/** As Go's conversion of query values: anything but `false` and `0` is true. */
export const isTrue = (query: Query, name: string): boolean => {
  const value = query.get(name)?.[0];
  return value !== undefined && value !== 'false' && value !== '0';
};

/** A whole number; undefined when it is not given or is none. */
export function numberOf(query: Query, name: string): number | undefined {
  const value = textOf(query, name);
  return /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

type WriteOptions = Parameters<Client['create']>[2];
export type DeleteOptions = Parameters<Client['delete']>[1];

/** Options are objects too: their mistakes read like those of any kind. */
export const invalidOptions = (kind: string, errors: readonly FieldError[]): Result<never> =>
  failure(invalid({ group: 'meta.k8s.io', kind } as AnyKind, '', errors));

const VALIDATIONS = ['Ignore', 'Warn', 'Strict'] as const;
const MAX_MANAGER = 128;
/** Go's unicode.IsPrint, the other way round. */
const NOT_PRINTED = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

const unsupported = (field: string, value: string, supported: readonly string[]): FieldError =>
  fieldErrors.unsupported(field, value, supported);

const dryRunErrors = (values: readonly string[]): FieldError[] =>
  values.some((value) => value !== 'All')
    ? [unsupported('dryRun', values.find((value) => value !== 'All') ?? '', ['All'])]
    : [];

/** The manager of a write that names none: the client's program. */
const programOf = (userAgent: string): string =>
  (userAgent.split('/')[0] ?? '').slice(0, MAX_MANAGER) || 'unknown';

/** Models apimachinery/pkg/apis/meta/v1/validation ValidateFieldManager. */
function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (manager.length > MAX_MANAGER) errors.push(fieldErrors.tooLong('fieldManager', MAX_MANAGER));
  let at = 0;
  for (const character of manager) {
    if (NOT_PRINTED.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const text = `invalid character U+${code} (at position ${at})`;
      errors.push(fieldErrors.invalid('fieldManager', manager, text));
    }
    at += encodeUtf8(character).length;
  }
  return errors;
}

/**
 * The options of a create, an update or a patch; `kind` is that of the options object, as
 * `CreateOptions`. Models apimachinery/pkg/apis/meta/v1/validation.
 */
export function writeOptionsOf(
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  query: Query,
  userAgent: string,
): Result<WriteOptions> {
  const dryRun = query.get('dryRun') ?? [];
  const given = textOf(query, 'fieldValidation');
  const fieldValidation = VALIDATIONS.find((name) => name === (given === '' ? 'Warn' : given));
  const manager = textOf(query, 'fieldManager');
  const errors = dryRunErrors(dryRun);
  errors.push(...managerErrors(manager));
  if (fieldValidation === undefined) {
    errors.push(unsupported('fieldValidation', given, VALIDATIONS));
  }
  if (errors.length > 0) return invalidOptions(kind, errors);
  return success({
    fieldManager: manager === '' ? programOf(userAgent) : manager,
    isDryRun: dryRun.length > 0,
    fieldValidation: fieldValidation ?? 'Warn',
  });
}

const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;

/** DeleteOptions as a body has them, or as the query says them. */
export interface WireDeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  orphanDependents?: boolean;
  dryRun?: string[];
  preconditions?: { uid?: string; resourceVersion?: string };
}

export function deleteQueryOf(query: Query): Result<WireDeleteOptions> {
  const grace = textOf(query, 'gracePeriodSeconds');
  const seconds = numberOf(query, 'gracePeriodSeconds');
  if (grace !== '' && seconds === undefined) {
    return failure(
      badRequest(`strconv.ParseInt: parsing ${JSON.stringify(grace)}: invalid syntax`),
    );
  }
  const policy = textOf(query, 'propagationPolicy');
  return success({
    ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
    ...(policy === '' ? {} : { propagationPolicy: policy }),
    ...(query.has('orphanDependents')
      ? { orphanDependents: isTrue(query, 'orphanDependents') }
      : {}),
    dryRun: [...(query.get('dryRun') ?? [])],
  });
}

/** The options of a delete, or the Status for those that cannot be. */
export function deleteOptionsOf(wire: WireDeleteOptions): Result<DeleteOptions> {
  const { gracePeriodSeconds, propagationPolicy = '', orphanDependents, preconditions } = wire;
  const dryRun = wire.dryRun ?? [];
  const errors = dryRunErrors(dryRun);
  const known = POLICIES.find((policy) => policy === propagationPolicy);
  if (propagationPolicy !== '' && known === undefined) {
    errors.push(unsupported('propagationPolicy', propagationPolicy, [...POLICIES, 'nil']));
  }
  if (propagationPolicy !== '' && orphanDependents !== undefined) {
    const text = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(fieldErrors.invalid('propagationPolicy', propagationPolicy, text));
  }
  if (errors.length > 0) return invalidOptions('DeleteOptions', errors);
  const older = orphanDependents ? 'Orphan' : 'Background';
  const isNegative = gracePeriodSeconds !== undefined && gracePeriodSeconds < 0;
  return success({
    gracePeriodSeconds: isNegative ? 1 : gracePeriodSeconds,
    propagation: known ?? (orphanDependents === undefined ? undefined : older),
    preconditions: preconditions ?? {},
    isDryRun: dryRun.length > 0,
  });
}
