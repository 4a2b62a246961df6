import {
  type FieldError,
  fieldErrors,
  type JsonObject,
  OPPOSITES,
  type ResourceQuota,
  resourcesOfScope,
  type ScopedResourceSelectorRequirement,
  scopedNames,
} from '../../api/index.ts';
import type { Rule } from './rule.ts';

const AT = 'spec.scopeSelector.matchExpressions';
const ONLY_THERE =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, " +
  'ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ' +
  'ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';
const NEEDS_VALUE =
  "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
const NO_VALUE = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";

/** A selector as the server's own struct is printed. */
const shown = (expressions: readonly ScopedResourceSelectorRequirement[]): JsonObject => ({
  MatchExpressions: expressions.map(({ scopeName, operator, values }) => ({
    ScopeName: scopeName,
    Operator: operator,
    Values: values ?? null,
  })),
});

function operatorErrors({
  scopeName,
  operator = '',
  values = [],
}: Partial<ScopedResourceSelectorRequirement>): FieldError[] {
  const errors: FieldError[] = [];
  const isPlain = scopeName !== 'PriorityClass' && resourcesOfScope(scopeName ?? '') !== undefined;
  if (isPlain && operator !== 'Exists') {
    errors.push(fieldErrors.invalid(`${AT}.operator`, operator, ONLY_THERE));
  }
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(fieldErrors.required(`${AT}.values`, NEEDS_VALUE));
  } else if (operator !== 'Exists' && operator !== 'DoesNotExist') {
    const detail = 'not a valid selector operator';
    errors.push(fieldErrors.invalid(`${AT}.operator`, operator, detail));
  } else if (values.length > 0) {
    errors.push(fieldErrors.invalid(`${AT}.values`, values, NO_VALUE));
  }
  return errors;
}

/** Models validateScopedResourceSelectorRequirement. */
export const quotaErrors: Rule = (object) => {
  const quota = object as ResourceQuota;
  const expressions = quota.spec?.scopeSelector?.matchExpressions ?? [];
  const names = scopedNames(quota);
  const scopes = expressions.map(({ scopeName }) => scopeName);
  const conflict = 'conflicting scopes';
  return [
    ...expressions.flatMap((expression) => {
      const { scopeName = '' } = expression;
      const fit = resourcesOfScope(scopeName);
      const unfit = names.filter((name) => fit?.includes(name) !== true);
      return [
        ...(fit === undefined
          ? [fieldErrors.invalid(`${AT}.scopeName`, scopeName, 'unsupported scope')]
          : []),
        ...unfit.map(() =>
          fieldErrors.invalid(AT, shown(expressions), 'unsupported scope applied to resource'),
        ),
        ...operatorErrors(expression),
      ];
    }),
    ...OPPOSITES.filter((pair) => pair.every((scope) => scopes.includes(scope))).map(() =>
      fieldErrors.invalid(AT, [...(quota.spec?.scopes ?? [])], conflict),
    ),
  ];
};
