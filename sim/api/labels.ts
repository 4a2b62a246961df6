import { memoize, ownAt } from '../kernel/index.ts';
import type { LabelSelector, LabelSelectorRequirement } from './types.generated.ts';

export type Labels = Readonly<Record<string, string>>;

/** One condition on labels. Models apimachinery/pkg/labels Requirement. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** What `parseLabelSelector` makes of a selector: all of them must be met. In order of keys. */
export type Requirements = readonly Requirement[];

const isInteger = (text: string): boolean => /^[-+]?[0-9]+$/.test(text);

function compare(operator: 'gt' | 'lt', value: string, bound: string): boolean {
  if (!isInteger(value)) return false;
  const [left, right] = [BigInt(value.replace('+', '')), BigInt(bound.replace('+', ''))];
  return operator === 'gt' ? left > right : left < right;
}

function isMet({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = ownAt(labels, key);
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    default:
      return value !== undefined && compare(operator, value, values[0] ?? '0');
  }
}

/** Whether labels meet every requirement; no requirement is met by everything. */
export const matchesLabels = (requirements: Requirements, labels: Labels = {}): boolean =>
  requirements.every((requirement) => isMet(requirement, labels));

const OPERATORS: Readonly<Record<string, Requirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

const requirementOf = ({ key, operator, values = [] }: LabelSelectorRequirement): Requirement => ({
  key,
  operator: OPERATORS[operator] ?? 'exists',
  values,
});

/** Requirements in order of their keys; those of one key stay as they were. */
export const sortRequirements = (requirements: Requirements): Requirements =>
  [...requirements].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** The requirements of plain `key: value` pairs, as a Service or a nodeSelector has them. */
const requirementsOfLabels = (labels: Labels = {}): Requirements =>
  sortRequirements(
    Object.entries(labels).map(([key, value]) => ({ key, operator: '=', values: [value] })),
  );

/**
 * The requirements of a LabelSelector that was validated before. Undefined for none: it selects
 * nothing, where an empty one selects everything. Models meta/v1 LabelSelectorAsSelector.
 */
export function requirementsOf(selector: LabelSelector | undefined): Requirements | undefined {
  if (selector === undefined) return undefined;
  const expressions = (selector.matchExpressions ?? []).map(requirementOf);
  return sortRequirements([...requirementsOfLabels(selector.matchLabels), ...expressions]);
}

/** Whether a LabelSelector of an object selects these labels. */
export function selects(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (selector === undefined || !hasLabels(selector.matchLabels, labels)) return false;
  const { matchExpressions } = selector;
  if (matchExpressions === undefined) return true;
  return matchExpressions.every((expression) => isMet(requirementOf(expression), labels));
}

/** Pairs are compared for every pod at every look: a loop over keys would be compiled anew for each
 * selector. */
const pairsOf = memoize((wanted: Labels): readonly (readonly [string, string])[] =>
  Object.entries(wanted),
);

/** Whether `labels` have every pair of `wanted`. */
export function hasLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  if (wanted === undefined) return true;
  if (labels === undefined) return Object.keys(wanted).length === 0;
  for (const pair of pairsOf(wanted)) if (labels[pair[0]] !== pair[1]) return false;
  return true;
}

/**
 * `isMet`, which remembers its last answer: objects that are made from one template share their
 * labels, so that one answer holds for many in a row.
 */
export function forLabels(
  isMet: (labels: Labels | undefined) => boolean,
): (labels: Labels | undefined) => boolean {
  let last: Labels | undefined;
  let answer: boolean | undefined;
  return (labels) => {
    if (answer === undefined || labels !== last) answer = isMet(labels);
    last = labels;
    return answer;
  };
}

function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'in':
    case 'notin':
      return `${key} ${operator} (${[...values].sort().join(',')})`;
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'gt':
      return `${key}>${values[0]}`;
    case 'lt':
      return `${key}<${values[0]}`;
    default:
      return `${key}${operator}${values[0]}`;
  }
}

/** Requirements in the form that `parseLabelSelector` takes. Models labels.Selector String. */
export const formatRequirements = (requirements: Requirements): string =>
  requirements.map(formatRequirement).join(',');

/** A LabelSelector as one query text, as the status of a Scale shows it. */
export const formatSelector = (selector: LabelSelector): string =>
  formatRequirements(requirementsOf(selector) ?? []);
