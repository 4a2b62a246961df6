import { expect, it } from 'vitest';
import { RBAC_RULES } from './rbac-validation.ts';

const metadata = { name: 'r', uid: '', resourceVersion: '', creationTimestamp: '' };
const object = (kind: string, rest: object) =>
  ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata, ...rest }) as never;
const fieldsOf = (kind: string, rest: object): string[] =>
  (RBAC_RULES[kind]?.validate(object(kind, rest)) ?? []).map(({ field }) => field);

it('a rule needs groups, resources and verbs', () => {
  expect(fieldsOf('Role', { rules: [{ verbs: [] }] })).toEqual([
    'rules[0].verbs',
    'rules[0].apiGroups',
    'rules[0].resources',
  ]);
  expect(fieldsOf('ClusterRole', { rules: [{ nonResourceURLs: ['/x'], verbs: ['get'] }] })).toEqual(
    [],
  );
  expect(fieldsOf('Role', { rules: [{ nonResourceURLs: ['/x'], verbs: ['get'] }] })).toEqual([
    'rules[0].nonResourceURLs',
  ]);
});

it('a binding gets the group of RBAC, and keeps its role', () => {
  const roleRef = { kind: 'Role', name: 'a' };
  const binding = object('RoleBinding', { roleRef, subjects: [{ kind: 'User', name: 'u' }] });
  const rules = RBAC_RULES.RoleBinding;
  rules?.setDefaults(binding);
  expect(rules?.validate(binding)).toEqual([]);
  const other = object('RoleBinding', { roleRef: { ...roleRef, name: 'b' } });
  rules?.setDefaults(other);
  expect(rules?.validateUpdate(other, binding).map(({ field }) => field)).toEqual(['roleRef']);
});
