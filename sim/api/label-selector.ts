import * as fieldErrors from './field-errors.ts';
import { labelValueErrors, qualifiedNameErrors } from './names.ts';
import { validateLabels } from './object-meta.ts';
import type { FieldError } from './status.ts';
import type { LabelSelector, LabelSelectorRequirement } from './types.generated.ts';

function validateRequirement(
  { key, operator, values = [] }: LabelSelectorRequirement,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      errors.push(fieldErrors.required(`${field}.values`, detail));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(fieldErrors.forbidden(`${field}.values`, detail));
    }
  } else {
    const detail = 'not a valid selector operator';
    errors.push(fieldErrors.invalid(`${field}.operator`, operator ?? '', detail));
  }
  for (const detail of qualifiedNameErrors(key ?? '')) {
    errors.push(fieldErrors.invalid(`${field}.key`, key ?? '', detail));
  }
  for (const [i, value] of values.entries()) {
    for (const detail of labelValueErrors(value)) {
      errors.push(fieldErrors.invalid(`${field}.values[${i}]`, value, detail));
    }
  }
  return errors;
}

/** Models apimachinery/pkg/apis/meta/v1/validation ValidateLabelSelector. */
export const validateLabelSelector = (
  selector: LabelSelector | undefined,
  field: string,
): FieldError[] => [
  ...validateLabels(selector?.matchLabels, `${field}.matchLabels`),
  ...(selector?.matchExpressions ?? []).flatMap((requirement, i) =>
    validateRequirement(requirement, `${field}.matchExpressions[${i}]`),
  ),
];

/** Whether a selector has no condition, and so selects everything. */
export const isEmptySelector = (selector: LabelSelector): boolean =>
  Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0;
