import { because } from '../kernel/index.ts';
import { met, unmet } from './checks.ts';
import type { Check } from './lesson.ts';
import { deletions, statesOf } from './turns.ts';

/** An object by its kind, its namespace ('' for those of the whole cluster) and its name. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Fields that an object has besides others; the items of a list by their place in it. */
export type Fields = { readonly [field: string]: unknown };

interface Named {
  readonly metadata: { readonly namespace?: string };
}

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Whether `actual` has all that `expected` says. */
const includes = (actual: unknown, expected: unknown): boolean =>
  isRecord(expected)
    ? isRecord(actual) &&
      Object.entries(expected).every(([field, value]) => includes(actual[field], value))
    : actual === expected;

/** At some moment the object was there and had all these fields. */
export const objectReached =
  ({ kind, namespace, name }: ObjectName, fields: Fields): Check =>
  (world) => {
    const states = statesOf<Named>(world, kind, (own) => own === name).filter(
      ({ metadata }) => (metadata.namespace ?? '') === namespace,
    );
    if (states.length === 0) return unmet(because('object-missing', { kind, name }));
    return states.some((state) => includes(state, fields))
      ? met(because('object-reached', { kind, name }))
      : unmet(because('object-otherwise', { kind, name }));
  };

/** The object was there and was told to go, by whomever. */
export const objectDeleted =
  ({ kind, namespace, name }: ObjectName): Check =>
  (world) => {
    const isMeant = (own: string): boolean => own === name;
    const [ended] = deletions(world, { kind, namespace, isMeant });
    return ended === undefined
      ? unmet(because('object-there', { kind, name }))
      : met(because('object-deleted', { kind, name }), ended.rv);
  };
