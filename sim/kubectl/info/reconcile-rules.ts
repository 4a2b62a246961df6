import type { JsonObject } from '../../api/index.ts';

/** A rule of a role; lists that are absent are empty. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

const EMPTY: Rule = {
  verbs: [],
  apiGroups: [],
  resources: [],
  resourceNames: [],
  nonResourceURLs: [],
};

/** The rules of a role as it is on the wire. */
export const rulesOf = (role: JsonObject): Rule[] =>
  ((role.rules ?? []) as Partial<Rule>[]).map((rule) => ({ ...EMPTY, ...rule }));

/** A rule as it is on the wire. */
export function wireRule(rule: Rule): JsonObject {
  const fields = Object.entries(rule) as [string, string[]][];
  return Object.fromEntries(fields.filter(([, values]) => values.length > 0));
}

/** A rule as one rule for each thing that it allows. Models component-helpers BreakdownRule. */
function parts(rule: Rule): Rule[] {
  const names: (string | undefined)[] =
    rule.resourceNames.length > 0 ? [...rule.resourceNames] : [undefined];
  const forResources = rule.apiGroups.flatMap((group) =>
    rule.resources.flatMap((resource) =>
      rule.verbs.flatMap((verb) =>
        names.map((name) => ({
          ...EMPTY,
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          resourceNames: name === undefined ? [] : [name],
        })),
      ),
    ),
  );
  const forPaths = rule.nonResourceURLs.flatMap((url) =>
    rule.verbs.map((verb) => ({ ...EMPTY, verbs: [verb], nonResourceURLs: [url] })),
  );
  return [...forResources, ...forPaths];
}

const holds = (values: readonly string[], wanted: readonly string[]): boolean =>
  values.includes('*') || wanted.every((value) => values.includes(value));

const holdsPath = (urls: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((url) =>
    urls.some((own) => own === url || (own.endsWith('*') && url.startsWith(own.slice(0, -1)))),
  );

const holdsResource = (own: readonly string[], wanted: readonly string[]): boolean =>
  holds(own, wanted) || wanted.every((one) => own.includes(`*/${one.split('/')[1] ?? ''}`));

/** Whether a rule allows everything that one part allows. */
function covers(rule: Rule, part: Rule): boolean {
  if (!holds(rule.verbs, part.verbs)) return false;
  if (part.nonResourceURLs.length > 0) return holdsPath(rule.nonResourceURLs, part.nonResourceURLs);
  const isNamed =
    rule.resourceNames.length === 0 ||
    (part.resourceNames.length > 0 && holds(rule.resourceNames, part.resourceNames));
  return (
    isNamed &&
    holds(rule.apiGroups, part.apiGroups) &&
    holdsResource(rule.resources, part.resources)
  );
}

/** What `wanted` allows and `own` does not. */
export const uncovered = (own: readonly Rule[], wanted: readonly Rule[]): Rule[] =>
  wanted.flatMap(parts).filter((part) => !own.some((rule) => covers(rule, part)));

const words = (values: readonly string[]): string => `[${values.join(' ')}]`;

/** A rule as Go prints it. */
export const ruleText = (rule: Rule): string =>
  `{Verbs:${words(rule.verbs)} APIGroups:${words(rule.apiGroups)} Resources:` +
  `${words(rule.resources)} ResourceNames:${words(rule.resourceNames)} NonResourceURLs:` +
  `${words(rule.nonResourceURLs)}}`;
