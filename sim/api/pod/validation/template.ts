import * as fieldErrors from '../../field-errors.ts';
import { encodeSortedJson, sortKeys } from '../../json.ts';
import { validateLabelSelector } from '../../label-selector.ts';
import { selects } from '../../labels.ts';
import type { Json } from '../../object.ts';
import { validateAnnotations, validateLabels } from '../../object-meta.ts';
import type { FieldError } from '../../status.ts';
import type { LabelSelector, PodTemplateSpec } from '../../types.generated.ts';
import { validatePodSpec } from './spec.ts';

const MISMATCH = '`selector` does not match template `labels`';

/** Labels as an error shows them: null when there are none. */
export const shownLabels = (labels: Readonly<Record<string, string>> | undefined): Json =>
  labels === undefined || encodeSortedJson(labels) === '{}' ? null : sortKeys({ ...labels });

/**
 * The labels of the template are those that the selector asks for; a selector that is none is not
 * asked, and is refused as a whole where the kind has a text for that.
 */
export const validateTemplateLabels = (
  template: PodTemplateSpec,
  selector: LabelSelector | undefined,
  field: string,
  noSelector?: string,
): FieldError[] => {
  const labels = template.metadata?.labels;
  if (selector !== undefined && validateLabelSelector(selector, '').length > 0) {
    return noSelector === undefined
      ? []
      : [fieldErrors.invalid('spec.selector', selector as unknown as Json, noSelector)];
  }
  return selects(selector, labels)
    ? []
    : [fieldErrors.invalid(`${field}.metadata.labels`, shownLabels(labels), MISMATCH)];
};

/** Models ValidatePodTemplateSpec; see `validatePodSpec` for `extraVolumes`. */
export const validatePodTemplate = (
  template: PodTemplateSpec,
  field: string,
  extraVolumes: readonly string[] = [],
): FieldError[] => [
  ...validateLabels(template.metadata?.labels, `${field}.labels`),
  ...validateAnnotations(template.metadata?.annotations, `${field}.annotations`),
  ...validatePodSpec(template.spec ?? { containers: [] }, `${field}.spec`, extraVolumes),
];
