import {
  allInvalid,
  cidrErrors,
  eachOf,
  type FieldError,
  fieldErrors,
  type IPBlock,
  isInsideCidr,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  portNameErrors,
  portNumberErrors,
  validateChoice,
  validateLabelSelector,
} from '../../api/index.ts';
import type { Rule } from './rule.ts';

// Models the network policies of pkg/apis/networking/validation.

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TYPES = ['Ingress', 'Egress'];

/** Models ValidateNetworkPolicyPort. */
function portErrors({ protocol, port, endPort }: NetworkPolicyPort, at: string): FieldError[] {
  const errors = validateChoice(protocol, PROTOCOLS, `${at}.protocol`);
  const wrongEnd = (detail: string): void => {
    if (endPort !== undefined) errors.push(fieldErrors.invalid(`${at}.endPort`, endPort, detail));
  };
  if (port === undefined) wrongEnd('may not be specified when `port` is not specified');
  else if (typeof port === 'string') {
    wrongEnd('may not be specified when `port` is non-numeric');
    errors.push(...allInvalid(`${at}.port`, port, portNameErrors(port)));
  } else {
    errors.push(...allInvalid(`${at}.port`, port, portNumberErrors(port)));
    if (endPort !== undefined) {
      if (endPort < port) wrongEnd('must be greater than or equal to `port`');
      errors.push(...allInvalid(`${at}.endPort`, endPort, portNumberErrors(endPort)));
    }
  }
  return errors;
}

/** Models ValidateIPBlock. */
function blockErrors({ cidr, except }: IPBlock, at: string): FieldError[] {
  if (!cidr) return [fieldErrors.required(`${at}.cidr`)];
  const errors = allInvalid(`${at}.cidr`, cidr, cidrErrors(cidr));
  if (errors.length > 0) return errors;
  return eachOf(except, `${at}.except`, (inner, field) => {
    const wrong = allInvalid(field, inner, cidrErrors(inner));
    if (wrong.length > 0 || isInsideCidr(inner, cidr)) return wrong;
    return [fieldErrors.invalid(field, inner, 'must be a strict subset of `cidr`')];
  });
}

/** Models ValidateNetworkPolicyPeer. */
function peerErrors(peer: NetworkPolicyPeer, at: string): FieldError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selects && ipBlock === undefined) return [fieldErrors.required(at, 'must specify a peer')];
  const errors = [
    ...validateLabelSelector(podSelector, `${at}.podSelector`),
    ...validateLabelSelector(namespaceSelector, `${at}.namespaceSelector`),
  ];
  if (ipBlock === undefined) return errors;
  errors.push(...blockErrors(ipBlock, `${at}.ipBlock`));
  if (selects) {
    errors.push(fieldErrors.forbidden(at, 'may not specify both ipBlock and another peer'));
  }
  return errors;
}

/** Models ValidateNetworkPolicySpec. */
export const networkPolicyErrors: Rule = (object) => {
  const { spec } = object as unknown as NetworkPolicy;
  const { policyTypes = [] } = spec ?? {};
  const errors = [
    ...validateLabelSelector(spec?.podSelector, 'spec.podSelector'),
    ...eachOf(spec?.ingress, 'spec.ingress', ({ ports, from }, at) => [
      ...eachOf(ports, `${at}.ports`, portErrors),
      ...eachOf(from, `${at}.from`, peerErrors),
    ]),
    ...eachOf(spec?.egress, 'spec.egress', ({ ports, to }, at) => [
      ...eachOf(ports, `${at}.ports`, portErrors),
      ...eachOf(to, `${at}.to`, peerErrors),
    ]),
  ];
  if (policyTypes.length > TYPES.length) {
    const detail = 'may not specify more than two policyTypes';
    return [...errors, fieldErrors.invalid('spec.policyTypes', policyTypes, detail)];
  }
  return [
    ...errors,
    ...eachOf(policyTypes, 'spec.policyTypes', (type, at) => validateChoice(type, TYPES, at)),
  ];
};
