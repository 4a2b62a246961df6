import { fill } from './fill.ts';

/** Sentences for the codes of the simulator's reasons. */
export type Reasons = Readonly<Record<string, string>>;

/** A reason as the simulator gives it: a stable code and the values that mattered. */
export interface Reason {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * A reason as a sentence: in the words of the first of `reasons` that knows its code. One that
 * nobody
 * knows is shown as its code in plain words with its values, which is better than nothing.
 */
export function sayWhy(reason: Reason, ...reasons: readonly Reasons[]): string {
  for (const known of reasons) {
    const text = known[reason.code];
    if (text !== undefined) return fill(text, reason.values);
  }
  const values = Object.entries(reason.values).map(([name, value]) => `${name}: ${value}`);
  const words = reason.code.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_.]/g, ' ');
  return values.length === 0 ? words : `${words} (${values.join(', ')})`;
}
