import {
  badRequest,
  type FieldError,
  failure,
  fieldErrors,
  type Result,
  success,
} from '../api/index.ts';
import { invalidOptions, isTrue, type Query, textOf } from './query.ts';

// Models apimachinery/pkg/apis/meta/internalversion/validation ValidateListOptions.

/** How a list's `resourceVersion` is meant; '' for at least that one. */
export type VersionMatch = '' | 'Exact' | 'NotOlderThan';

/** What a list or a watch says about how much it wants, and from when. */
export interface ListQuery {
  /** 0 for everything. */
  readonly limit: number;
  /** 0 for no end. */
  readonly timeoutSeconds: number;
  readonly resourceVersion: string;
  readonly match: VersionMatch;
  readonly continue: string;
  /** Undefined when it is not said. */
  readonly sendInitialEvents: boolean | undefined;
  readonly allowsBookmarks: boolean;
}

/** A whole number of the query, 0 when it is not given. */
export function readNumber(query: Query, name: string): Result<number> {
  const text = textOf(query, name);
  if (text === '') return success(0);
  if (/^[-+]?\d{1,15}$/.test(text)) return success(Number(text));
  const why = `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`;
  return failure(badRequest(why));
}

const MATCHES: readonly VersionMatch[] = ['Exact', 'NotOlderThan'];

const matchForbidden = (why: string): FieldError =>
  fieldErrors.forbidden('resourceVersionMatch', `resourceVersionMatch ${why}`);

function listErrors({ resourceVersion, match, ...query }: ListQuery): FieldError[] {
  const errors: FieldError[] = [];
  if (match !== '') {
    if (resourceVersion === '') {
      errors.push(matchForbidden('is forbidden unless resourceVersion is provided'));
    }
    if (query.continue !== '') {
      errors.push(matchForbidden('is forbidden when continue is provided'));
    }
    if (!MATCHES.includes(match)) {
      errors.push(fieldErrors.unsupported('resourceVersionMatch', match, [...MATCHES, '']));
    }
    if (match === 'Exact' && resourceVersion === '0') {
      errors.push(matchForbidden('"exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (query.sendInitialEvents !== undefined) {
    const text = 'sendInitialEvents is forbidden for list';
    errors.push(fieldErrors.forbidden('sendInitialEvents', text));
  }
  return errors;
}

function watchErrors({ match, sendInitialEvents, ...query }: ListQuery): FieldError[] {
  const errors: FieldError[] = [];
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    const text = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    errors.push(fieldErrors.forbidden('resourceVersionMatch', text));
  }
  if (match === '') return errors;
  if (sendInitialEvents === undefined) {
    errors.push(matchForbidden('is forbidden for watch unless sendInitialEvents is provided'));
  }
  if (match !== 'NotOlderThan') {
    errors.push(fieldErrors.unsupported('resourceVersionMatch', match, ['NotOlderThan']));
  }
  if (query.continue !== '') {
    errors.push(matchForbidden('is forbidden when continue is provided'));
  }
  return errors;
}

/** Reads the options of a list or a watch, or says in the API server's words what is wrong. */
export function listQueryOf(query: Query, isWatch: boolean): Result<ListQuery> {
  const limit = readNumber(query, 'limit');
  if (!limit.ok) return limit;
  const timeout = readNumber(query, 'timeoutSeconds');
  if (!timeout.ok) return timeout;
  const options: ListQuery = {
    limit: limit.value,
    timeoutSeconds: timeout.value,
    resourceVersion: textOf(query, 'resourceVersion'),
    match: textOf(query, 'resourceVersionMatch') as VersionMatch,
    continue: textOf(query, 'continue'),
    sendInitialEvents: query.has('sendInitialEvents')
      ? isTrue(query, 'sendInitialEvents')
      : undefined,
    allowsBookmarks: isTrue(query, 'allowWatchBookmarks'),
  };
  const errors = isWatch ? watchErrors(options) : listErrors(options);
  return errors.length > 0 ? invalidOptions('ListOptions', errors) : success(options);
}
