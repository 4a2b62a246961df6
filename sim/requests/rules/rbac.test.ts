import { expect, it } from 'vitest';
import { fieldErrors } from '../../api/index.ts';
import { RBAC_RULES } from './rbac.ts';

const { bodyOf } = fieldErrors;
const metadata = { name: 'r', uid: '', resourceVersion: '', creationTimestamp: '' };
const object = (kind: string, rest: object) =>
  ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata, ...rest }) as never;
const fieldsOf = (kind: string, rest: object): string[] =>
  (RBAC_RULES[kind]?.(object(kind, rest), undefined) ?? []).map(({ field }) => field);

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

it('a rule names one resource, or objects of one', () => {
  const rule = { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get'] };
  expect(fieldsOf('Role', { rules: [{ ...rule, resourceNames: ['a'] }] })).toEqual([
    'rules[0].resourceNames',
  ]);
  expect(fieldsOf('Role', { rules: [rule] })).toEqual([]);
  const both = { ...rule, nonResourceURLs: ['/x'] };
  expect(fieldsOf('ClusterRole', { rules: [both] })).toEqual(['rules[0].nonResourceURLs']);
});

it('a binding keeps its role, and names whom it is for', () => {
  const apiGroup = 'rbac.authorization.k8s.io';
  const roleRef = { apiGroup, kind: 'Role', name: 'a' };
  const binding = object('RoleBinding', { roleRef, subjects: [{ apiGroup, kind: 'User' }] });
  const fields = (rest: object, old?: object): string[] =>
    (RBAC_RULES.RoleBinding?.(object('RoleBinding', rest), old as never) ?? []).map(
      (error) => `${error.field}: ${bodyOf(error)}`,
    );
  expect(fields(binding)).toEqual([
    'subjects[0].name: Required value',
    'subjects[0].name: Invalid value: "": user name cannot be empty',
  ]);
  const account = { kind: 'ServiceAccount', name: 'a' };
  expect(fields({ roleRef, subjects: [account] })).toEqual([]);
  expect(
    RBAC_RULES.ClusterRoleBinding?.(
      object('ClusterRoleBinding', {
        roleRef: { ...roleRef, kind: 'ClusterRole' },
        subjects: [account],
      }),
      undefined,
    ).map(({ field }) => field),
  ).toEqual(['subjects[0].namespace']);
  expect(fields({ roleRef: { ...roleRef, name: 'b' } }, binding)).toEqual([
    'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"b"}: ' +
      'cannot change roleRef',
  ]);
  expect(fields({ roleRef: { ...roleRef, name: 'a/b' } })).toEqual([
    'roleRef.name: Invalid value: "a/b": may not contain \'/\'',
  ]);
});
