import * as fieldErrors from './field-errors.ts';
import type { Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import { isEqual } from './object.ts';
import type { FieldError } from './status.ts';
import type { PolicyRule, RoleRef, Subject } from './types.generated.ts';

const GROUP = 'rbac.authorization.k8s.io';

type Role = KubeObject & { rules?: PolicyRule[] | null };
type Binding = KubeObject & { roleRef?: RoleRef; subjects?: Subject[] };
type Rules = Pick<Kind<KubeObject>, 'setDefaults' | 'validate' | 'validateUpdate'>;

/** Models ValidatePolicyRule. */
function ruleErrors(rule: PolicyRule, isNamespaced: boolean, field: string): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], nonResourceURLs = [] } = rule;
  const errors: FieldError[] = [];
  const need = (name: string, detail: string): void => {
    errors.push(fieldErrors.required(`${field}.${name}`, detail));
  };
  if (verbs.length === 0) need('verbs', 'verbs must contain at least one value');
  if (nonResourceURLs.length > 0) {
    const both = apiGroups.length + resources.length + (rule.resourceNames?.length ?? 0) > 0;
    const detail = isNamespaced
      ? 'namespaced rules cannot apply to non-resource URLs'
      : 'rules cannot apply to both regular resources and non-resource URLs';
    if (isNamespaced || both) {
      errors.push(fieldErrors.invalid(`${field}.nonResourceURLs`, nonResourceURLs, detail));
    }
    return errors;
  }
  if (apiGroups.length === 0)
    need('apiGroups', 'resource rules must supply at least one api group');
  if (resources.length === 0) need('resources', 'resource rules must supply at least one resource');
  return errors;
}

function roleErrors({ rules }: Role, isNamespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, i) => ruleErrors(rule, isNamespaced, `rules[${i}]`));
}

/** Models ValidateRoleBindingSubject. */
function subjectErrors(subject: Subject, field: string): FieldError[] {
  const { kind, apiGroup = '', name = '', namespace = '' } = subject;
  const errors = name === '' ? [fieldErrors.required(`${field}.name`)] : [];
  if (!['ServiceAccount', 'User', 'Group'].includes(kind)) {
    const kinds = ['ServiceAccount', 'User', 'Group'];
    return [...errors, fieldErrors.unsupported(`${field}.kind`, kind, kinds)];
  }
  const group = kind === 'ServiceAccount' ? '' : GROUP;
  if (apiGroup !== group) {
    errors.push(fieldErrors.unsupported(`${field}.apiGroup`, apiGroup, [group]));
  }
  if (kind === 'ServiceAccount' && namespace === '') {
    errors.push(fieldErrors.required(`${field}.namespace`));
  }
  return errors;
}

function bindingErrors({ roleRef, subjects }: Binding, kinds: readonly string[]): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef ?? {};
  const errors: FieldError[] = [];
  if (apiGroup !== GROUP) {
    errors.push(fieldErrors.unsupported('roleRef.apiGroup', apiGroup, [GROUP]));
  }
  if (!kinds.includes(kind)) errors.push(fieldErrors.unsupported('roleRef.kind', kind, [...kinds]));
  if (name === '') errors.push(fieldErrors.required('roleRef.name'));
  return [
    ...errors,
    ...(subjects ?? []).flatMap((subject, i) => subjectErrors(subject, `subjects[${i}]`)),
  ];
}

const roleRules = (isNamespaced: boolean): Rules => ({
  setDefaults: () => {},
  validate: (role) => roleErrors(role, isNamespaced),
  validateUpdate: (role) => roleErrors(role, isNamespaced),
});

const bindingRules = (kinds: readonly string[]): Rules => ({
  setDefaults(draft: Binding) {
    if (draft.roleRef !== undefined) draft.roleRef.apiGroup ||= GROUP;
    for (const subject of draft.subjects ?? []) {
      if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= GROUP;
    }
  },
  validate: (binding) => bindingErrors(binding, kinds),
  validateUpdate(binding: Binding, old: Binding) {
    const errors = bindingErrors(binding, kinds);
    if (isEqual(binding.roleRef, old.roleRef)) return errors;
    const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
    const shown = { APIGroup: apiGroup, Kind: kind, Name: name };
    return [...errors, fieldErrors.invalid('roleRef', shown, 'cannot change roleRef')];
  },
});

/** What is checked of roles and bindings. Models pkg/apis/rbac/validation. */
export const RBAC_RULES: Readonly<Record<string, Rules>> = {
  ClusterRole: roleRules(false),
  ClusterRoleBinding: bindingRules(['ClusterRole']),
  Role: roleRules(true),
  RoleBinding: bindingRules(['Role', 'ClusterRole']),
};
