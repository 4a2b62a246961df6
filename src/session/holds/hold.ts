import type { Session } from '../../../sim/lesson/index.ts';

/** A sentence's code and values, and the fields that say so, as `path: value`. */
export interface Hold {
  readonly why: {
    readonly code: string;
    readonly values: Readonly<Record<string, string | number>>;
  };
  readonly fields: readonly string[];
  /** The uid of the object that is held up for itself; '' when it is this one. */
  readonly about: string;
}

export type View = Session['view'];

/** A field as it is written in one line. */
export const field = (path: string, value: unknown): string =>
  `${path}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;

/** A field for each of the paths that has a value. */
export const fields = (values: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(values).flatMap(([path, value]) =>
    value === undefined ? [] : field(path, value),
  );

export const hold = (
  code: string,
  values: Hold['why']['values'] = {},
  said: readonly string[] = [],
  about = '',
): Hold => ({ why: { code, values }, fields: said, about });

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** A condition of an object, by its type. */
export const conditionOf = (
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined => conditions?.find((one) => one.type === type);
