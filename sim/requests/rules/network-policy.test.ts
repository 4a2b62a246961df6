import { expect, test } from 'vitest';
import { fieldErrors } from '../../api/index.ts';
import { networkPolicyErrors } from './network-policy.ts';

const errorsOf = (spec: object): string[] =>
  networkPolicyErrors({ metadata: { name: 'wall' }, spec } as never, undefined).map(
    (error) => `${error.field}: ${fieldErrors.bodyOf(error)}`,
  );
const withPort = (port: object): object => ({ ingress: [{ ports: [port] }] });
const withPeer = (peer: object): object => ({ egress: [{ to: [peer] }] });
const PORT = 'spec.ingress[0].ports[0]';
const PEER = 'spec.egress[0].to[0]';

test.each<[object, string[]]>([
  [{ podSelector: {}, policyTypes: ['Ingress'] }, []],
  [withPort({ protocol: 'TCP', port: 80, endPort: 90 }), []],
  [
    withPort({ protocol: 'HTTP', port: 0 }),
    [
      `${PORT}.protocol: Unsupported value: "HTTP": supported values: "TCP", "UDP", "SCTP"`,
      `${PORT}.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
    ],
  ],
  [
    withPort({ port: 80, endPort: 70 }),
    [`${PORT}.endPort: Invalid value: 70: must be greater than or equal to \`port\``],
  ],
  [
    withPort({ port: 'http', endPort: 70 }),
    [`${PORT}.endPort: Invalid value: 70: may not be specified when \`port\` is non-numeric`],
  ],
  [
    withPort({ endPort: 70 }),
    [`${PORT}.endPort: Invalid value: 70: may not be specified when \`port\` is not specified`],
  ],
  [withPeer({}), [`${PEER}: Required value: must specify a peer`]],
  [withPeer({ ipBlock: {} }), [`${PEER}.ipBlock.cidr: Required value`]],
  [withPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }), []],
  [
    withPeer({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16', 'x'] } }),
    [
      `${PEER}.ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of \`cidr\``,
      `${PEER}.ipBlock.except[1]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ],
  ],
  [
    withPeer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
    [`${PEER}: Forbidden: may not specify both ipBlock and another peer`],
  ],
  [
    { podSelector: { matchExpressions: [{ key: 'a', operator: 'in' }] } },
    [
      'spec.podSelector.matchExpressions[0].operator: Invalid value: "in": not a valid selector operator',
    ],
  ],
  [
    { policyTypes: ['Ingres'] },
    ['spec.policyTypes[0]: Unsupported value: "Ingres": supported values: "Ingress", "Egress"'],
  ],
  [
    { policyTypes: ['Ingress', 'Egress', 'Ingress'] },
    [
      'spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes',
    ],
  ],
])('%j', (spec, errors) => {
  expect(errorsOf(spec)).toEqual(errors);
});
