import { expect, test } from 'vitest';
import { fieldErrors } from '../../api/index.ts';
import { ENDPOINT_RULES } from './endpoints.ts';
import { NODE_RULES } from './nodes.ts';
import { quotaErrors } from './quota.ts';
import type { Rule } from './rule.ts';

const RULES: Readonly<Record<string, Rule>> = {
  ...ENDPOINT_RULES,
  ...NODE_RULES,
  ResourceQuota: quotaErrors,
};

const errorsOf = (kind: string, object: object, old?: object): string[] =>
  (RULES[kind]?.(object as never, old as never) ?? []).map(
    (error) => `${error.field}: ${fieldErrors.bodyOf(error)}`,
  );

const tcp = { name: 'http', protocol: 'TCP', port: 80 };

test.each<[string, object, string[]]>([
  [
    'EndpointSlice',
    { addressType: 'IPv4', endpoints: [{ addresses: ['10.1.2.3'] }], ports: [tcp] },
    [],
  ],
  ['EndpointSlice', { addressType: 'FQDN', endpoints: [{ addresses: ['a.b'] }] }, []],
  [
    'EndpointSlice',
    { addressType: 'FQDN', endpoints: [{ addresses: ['a', ''] }] },
    [
      'endpoints[0].addresses[0]: Invalid value: "a": should be a domain with at least two segments separated by dots',
      'endpoints[0].addresses[1]: Required value',
    ],
  ],
  ['EndpointSlice', {}, ['addressType: Required value']],
  [
    'EndpointSlice',
    { addressType: 'X', endpoints: [{ addresses: [] }] },
    [
      'addressType: Unsupported value: "X": supported values: "FQDN", "IPv4", "IPv6"',
      'endpoints[0].addresses: Required value: must contain at least 1 address',
    ],
  ],
  [
    'EndpointSlice',
    { addressType: 'IPv4', endpoints: [{ addresses: ['::5', '127.0.0.1'] }] },
    [
      'endpoints[0].addresses[0]: Invalid value: "::5": must be an IPv4 address',
      'endpoints[0].addresses[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ],
  [
    'EndpointSlice',
    { addressType: 'IPv6', ports: [tcp, { ...tcp, protocol: 'X' }] },
    [
      'ports[1].name: Duplicate value: "http"',
      'ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
    ],
  ],
  ['Endpoints', { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [tcp] }] }, []],
  [
    'Endpoints',
    { subsets: [{}, { notReadyAddresses: [{ ip: 'x' }], ports: [tcp, { ...tcp, name: '' }] }] },
    [
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
      'subsets[1].notReadyAddresses[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[1].ports[1].name: Required value',
    ],
  ],
  ['Node', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }, []],
  [
    'Node',
    {
      spec: {
        taints: [
          { key: 'a', value: 'b', effect: 'NoExecute' },
          { key: 'a', effect: 'NoExecute' },
          { key: 'c', effect: 'X' },
          { key: 'd' },
        ],
      },
    },
    [
      'spec.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
      'spec.taints[2].effect: Unsupported value: "X": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      'spec.taints[3].effect: Required value',
    ],
  ],
  ['Lease', { spec: { leaseDurationSeconds: 15, leaseTransitions: 0 } }, []],
  [
    'Lease',
    { spec: { leaseDurationSeconds: 0, leaseTransitions: -1, preferredHolder: 'a' } },
    [
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
      'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
      'spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined',
    ],
  ],
])('%s %j is refused for %j', (kind, object, expected) => {
  expect(errorsOf(kind, object)).toEqual(expected);
});

test('a slice keeps the type of its addresses', () => {
  const slice = { addressType: 'IPv6' };
  expect(errorsOf('EndpointSlice', slice, { addressType: 'IPv4' })).toEqual([
    'addressType: Invalid value: "IPv6": field is immutable',
  ]);
});

test('the scopes that a quota selects fit what it limits, and each other', () => {
  const AT = 'spec.scopeSelector.matchExpressions';
  const withScopes = (...matchExpressions: object[]): string[] =>
    errorsOf('ResourceQuota', {
      spec: { hard: { 'limits.cpu': '1' }, scopeSelector: { matchExpressions } },
    });
  expect(withScopes({ scopeName: 'PriorityClass', operator: 'In', values: ['high'] })).toEqual([]);
  expect(withScopes({ scopeName: 'Terminating', operator: 'Exists' })).toEqual([]);
  expect(withScopes({ scopeName: 'PriorityClass', operator: 'NotIn' })).toEqual([
    `${AT}.values: Required value: must be at least one value when \`operator\` is 'In' or 'NotIn' for scope selector`,
  ]);
  expect(withScopes({ scopeName: 'BestEffort', operator: 'Is' })).toEqual([
    `${AT}: Invalid value: {"MatchExpressions":[{"ScopeName":"BestEffort","Operator":"Is","Values":null}]}: unsupported scope applied to resource`,
    `${AT}.operator: Invalid value: "Is": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity`,
    `${AT}.operator: Invalid value: "Is": not a valid selector operator`,
  ]);
  expect(
    withScopes(
      { scopeName: 'Terminating', operator: 'Exists' },
      { scopeName: 'NotTerminating', operator: 'Exists', values: ['a'] },
    ),
  ).toEqual([
    `${AT}.values: Invalid value: ["a"]: must be no value when \`operator\` is 'Exist' or 'DoesNotExist' for scope selector`,
    `${AT}: Invalid value: []: conflicting scopes`,
  ]);
});
