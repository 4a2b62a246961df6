import {
  allInvalid,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  eachOf,
  type FieldError,
  fieldErrors,
  type LabelSelector,
  labelValueErrors,
  type NodeSelectorTerm,
  type PodAffinityTerm,
  type PodSpec,
  qualifiedNameErrors,
  type TopologySpreadConstraint,
  validateChoice,
  validateLabelSelector,
} from '../../../api/index.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NODE_POLICIES = ['Honor', 'Ignore'];
const NO_SELECTOR = 'must not be specified when labelSelector is not set';

/** Models ValidateNodeFieldSelectorRequirement, and the values of its expressions. */
function nodeTermErrors(
  { matchExpressions, matchFields }: NodeSelectorTerm,
  isRequired: boolean,
  at: string,
): FieldError[] {
  const values = eachOf(matchExpressions, `${at}.matchExpressions`, (one, field) =>
    eachOf(one.values, `${field}.values`, (value, place) =>
      allInvalid(place, value, labelValueErrors(value)),
    ),
  );
  const fields = eachOf(matchFields, `${at}.matchFields`, ({ key, operator, values = [] }, one) => {
    const errors: FieldError[] = [];
    if (operator !== 'In' && operator !== 'NotIn') {
      const detail = 'not a valid selector operator';
      errors.push(fieldErrors.invalid(`${one}.operator`, operator ?? '', detail));
    } else if (values.length !== 1) {
      const detail =
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      errors.push(fieldErrors.required(`${one}.values`, detail));
    }
    if (key !== 'metadata.name') {
      const detail = 'not a valid field selector key';
      return [...errors, fieldErrors.invalid(`${one}.key`, key ?? '', detail)];
    }
    const names = eachOf(values, `${one}.values`, (value, place) =>
      allInvalid(place, value, dns1123SubdomainErrors(value)),
    );
    return [...errors, ...names];
  });
  return isRequired ? [...values, ...fields] : fields;
}

function labelKeyErrors(
  keys: readonly string[] | undefined,
  selector: LabelSelector | undefined,
  at: string,
): FieldError[] {
  if (!keys?.length) return [];
  if (selector === undefined) return [fieldErrors.forbidden(at, NO_SELECTOR)];
  return eachOf(keys, at, (key, one) => allInvalid(one, key, qualifiedNameErrors(key)));
}

/** Models what validatePodAffinityTerm asks beside the selector of labels and the topology. */
function podTermErrors(term: PodAffinityTerm, at: string): FieldError[] {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  return [
    ...validateLabelSelector(term.namespaceSelector, `${at}.namespaceSelector`),
    ...(term.namespaces ?? []).flatMap((name) =>
      allInvalid(`${at}.namespace`, name, dns1123LabelErrors(name)),
    ),
    ...labelKeyErrors(matchLabelKeys, labelSelector, `${at}.matchLabelKeys`),
    ...labelKeyErrors(mismatchLabelKeys, labelSelector, `${at}.mismatchLabelKeys`),
    ...eachOf(matchLabelKeys, `${at}.matchLabelKeys`, (key, one) =>
      mismatchLabelKeys.includes(key)
        ? [fieldErrors.invalid(one, key, 'exists in both matchLabelKeys and mismatchLabelKeys')]
        : [],
    ),
  ];
}

function affinityErrors({ affinity }: PodSpec, field: string): FieldError[] {
  const { nodeAffinity } = affinity ?? {};
  const node = `${field}.nodeAffinity`;
  return [
    ...eachOf(
      nodeAffinity?.[REQUIRED]?.nodeSelectorTerms,
      `${node}.${REQUIRED}.nodeSelectorTerms`,
      (term, at) => nodeTermErrors(term, true, at),
    ),
    ...eachOf(nodeAffinity?.[PREFERRED], `${node}.${PREFERRED}`, ({ preference }, at) =>
      nodeTermErrors(preference ?? {}, false, `${at}.preference`),
    ),
    ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((name) => [
      ...eachOf(affinity?.[name]?.[REQUIRED], `${field}.${name}.${REQUIRED}`, podTermErrors),
      ...eachOf(affinity?.[name]?.[PREFERRED], `${field}.${name}.${PREFERRED}`, (term, at) =>
        podTermErrors(term.podAffinityTerm ?? {}, `${at}.podAffinityTerm`),
      ),
    ]),
  ];
}

/** Models the policies of validateTopologySpreadConstraints. */
function spreadErrors(constraint: TopologySpreadConstraint, at: string): FieldError[] {
  const { matchLabelKeys, labelSelector } = constraint;
  const { matchLabels = {}, matchExpressions = [] } = labelSelector ?? {};
  const selected = new Set([...Object.keys(matchLabels), ...matchExpressions.map((e) => e.key)]);
  const field = `${at}.matchLabelKeys`;
  const keys = eachOf(matchLabelKeys, field, (key, one) => [
    ...allInvalid(one, key, qualifiedNameErrors(key)),
    ...(selected.has(key)
      ? [fieldErrors.invalid(one, key, 'exists in both matchLabelKeys and labelSelector')]
      : []),
  ]);
  const hasKeys = (matchLabelKeys?.length ?? 0) > 0;
  return [
    ...validateChoice(constraint.nodeAffinityPolicy, NODE_POLICIES, `${at}.nodeAffinityPolicy`),
    ...validateChoice(constraint.nodeTaintsPolicy, NODE_POLICIES, `${at}.nodeTaintsPolicy`),
    ...(hasKeys && labelSelector === undefined ? [fieldErrors.forbidden(field, NO_SELECTOR)] : []),
    ...keys,
  ];
}

/** Where a pod may be said to run, beside what is checked of every pod. */
export const schedulingErrors = (spec: PodSpec, field: string): FieldError[] => [
  ...affinityErrors(spec, `${field}.affinity`),
  ...eachOf(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`, spreadErrors),
  ...eachOf(spec.tolerations, `${field}.tolerations`, ({ operator, value = '' }, at) => {
    const details = operator === 'Equal' || !operator ? labelValueErrors(value) : [];
    return details.length > 0
      ? [fieldErrors.invalid(`${at}.operator`, value, details.join(';'))]
      : [];
  }),
];
