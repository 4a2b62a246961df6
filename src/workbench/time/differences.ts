import type { FieldDifference, ObjectDifference } from '../../session/engine.ts';

/** Fields of one object that are listed; the others are counted. */
const MOST_FIELDS = 12;
/** They follow from the rest, and would hide it. */
const FOLLOWING = /^(metadata\.(generation|creationTimestamp)|status\.observedGeneration)$/;
/** They change all the time by themselves, or only tell of the others. */
const BESIDE: ReadonlySet<string> = new Set(['Lease', 'Event', 'Node', 'Endpoints']);

/** One object that differs, as the page lists it. */
export interface ShownDifference extends ObjectDifference {
  readonly title: string;
  readonly shown: readonly FieldDifference[];
  readonly more: number;
}

/** What a learner looks for among the differences. */
export const shownDifferences = (all: readonly ObjectDifference[]): readonly ShownDifference[] =>
  all.flatMap((difference) => {
    if (BESIDE.has(difference.kind)) return [];
    const fields = difference.fields.filter(({ path }) => !FOLLOWING.test(path));
    if (fields.length === 0 && difference.type === 'changed') return [];
    const place = difference.namespace === '' ? '' : ` (${difference.namespace})`;
    const title = `${difference.kind} ${difference.name}${place}`;
    const shown = fields.slice(0, MOST_FIELDS);
    return [{ ...difference, title, shown, more: fields.length - shown.length }];
  });

/** A value of a field in a few words. */
export function sayValue(value: unknown, nothing: string): string {
  if (value === undefined) return nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
