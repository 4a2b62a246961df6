import {
  allInvalid,
  dns1123SubdomainErrors,
  eachOf,
  type FieldError,
  fieldErrors,
  isEqual,
  type Json,
  type KubeObject,
  type PolicyRule,
  pathSegmentErrors,
  type RoleRef,
  type Subject,
} from '../../api/index.ts';
import type { Rule } from './rule.ts';

const GROUP = 'rbac.authorization.k8s.io';

type Role = KubeObject & { rules?: PolicyRule[] | null };
type Binding = KubeObject & { roleRef?: RoleRef; subjects?: Subject[] };

function nonResourceErrors(rule: PolicyRule, isNamespaced: boolean, field: string): FieldError[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const isBoth = apiGroups.length + resources.length + resourceNames.length > 0;
  return [
    ...(isNamespaced ? ['namespaced rules cannot apply to non-resource URLs'] : []),
    ...(isBoth ? ['rules cannot apply to both regular resources and non-resource URLs'] : []),
  ].map((detail) => fieldErrors.invalid(`${field}.nonResourceURLs`, nonResourceURLs, detail));
}

/** Models validatePolicyRule. */
function ruleErrors(rule: PolicyRule, isNamespaced: boolean, field: string): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const errors: FieldError[] = [];
  const need = (name: string, detail: string): void => {
    errors.push(fieldErrors.required(`${field}.${name}`, detail));
  };
  if (verbs.length === 0) need('verbs', 'verbs must contain at least one value');
  if ((rule.nonResourceURLs?.length ?? 0) > 0) {
    return [...errors, ...nonResourceErrors(rule, isNamespaced, field)];
  }
  if (apiGroups.length === 0) {
    need('apiGroups', 'resource rules must supply at least one api group');
  }
  if (resources.length === 0) need('resources', 'resource rules must supply at least one resource');
  if (resourceNames.length > 0 && resources.length > 1) {
    need('resourceNames', 'resource names cannot apply to multiple resources');
  }
  return errors;
}

/** Models validateRoleBindingSubject. */
function subjectErrors(subject: Subject, isNamespaced: boolean, field: string): FieldError[] {
  const { kind, apiGroup = '', name = '', namespace = '' } = subject;
  const errors = name === '' ? [fieldErrors.required(`${field}.name`)] : [];
  const isAccount = kind === 'ServiceAccount';
  if (!isAccount && kind !== 'User' && kind !== 'Group') {
    const kinds = ['ServiceAccount', 'User', 'Group'];
    return [...errors, fieldErrors.unsupported(`${field}.kind`, kind, kinds)];
  }
  if (isAccount && name !== '') {
    errors.push(...allInvalid(`${field}.name`, name, dns1123SubdomainErrors(name)));
  }
  if (!isAccount && name === '') {
    const detail = `${kind.toLowerCase()} name cannot be empty`;
    errors.push(fieldErrors.invalid(`${field}.name`, name, detail));
  }
  const group = isAccount ? '' : GROUP;
  if (apiGroup !== group) {
    errors.push(fieldErrors.unsupported(`${field}.apiGroup`, apiGroup, [group]));
  }
  if (isAccount && !isNamespaced && namespace === '') {
    errors.push(fieldErrors.required(`${field}.namespace`));
  }
  return errors;
}

/** Models ValidateRoleBinding. */
function bindingErrors({ roleRef, subjects }: Binding, isNamespaced: boolean): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef ?? {};
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const errors: FieldError[] = [];
  if (apiGroup !== GROUP) {
    errors.push(fieldErrors.unsupported('roleRef.apiGroup', apiGroup, [GROUP]));
  }
  if (!kinds.includes(kind)) errors.push(fieldErrors.unsupported('roleRef.kind', kind, kinds));
  if (name === '') errors.push(fieldErrors.required('roleRef.name'));
  else errors.push(...allInvalid('roleRef.name', name, pathSegmentErrors(name)));
  return [
    ...errors,
    ...eachOf(subjects, 'subjects', (subject, at) => subjectErrors(subject, isNamespaced, at)),
  ];
}

const roleRule =
  (isNamespaced: boolean): Rule =>
  (role) =>
    eachOf((role as Role).rules ?? [], 'rules', (rule, at) => ruleErrors(rule, isNamespaced, at));

const bindingRule =
  (isNamespaced: boolean): Rule =>
  (object, old) => {
    const binding: Binding = object;
    const errors = bindingErrors(binding, isNamespaced);
    if (old === undefined || isEqual(binding.roleRef, (old as Binding).roleRef)) return errors;
    const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
    const shown: Json = { APIGroup: apiGroup, Kind: kind, Name: name };
    return [...errors, fieldErrors.invalid('roleRef', shown, 'cannot change roleRef')];
  };

/** What is checked of roles and bindings. Models pkg/apis/rbac/validation. */
export const RBAC_RULES: Readonly<Record<string, Rule>> = {
  ClusterRole: roleRule(false),
  ClusterRoleBinding: bindingRule(false),
  Role: roleRule(true),
  RoleBinding: bindingRule(true),
};
