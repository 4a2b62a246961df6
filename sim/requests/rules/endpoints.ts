import {
  addressErrors,
  allInvalid,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  type EndpointAddress,
  type EndpointPort,
  type EndpointSlice,
  type EndpointSubset,
  type Endpoints,
  eachOf,
  type FieldError,
  fieldErrors,
  PROTOCOLS,
  portNumberErrors,
  qualifiedNameErrors,
  specialErrors,
  validateChoice,
  validateImmutable,
} from '../../api/index.ts';
import type { Rule } from './rule.ts';

const FAMILIES = ['FQDN', 'IPv4', 'IPv6'];
const MOST = { endpoints: 1000, addresses: 100, ports: 20_000 };

const named = (value: string | undefined, at: string): FieldError[] =>
  value === undefined ? [] : allInvalid(at, value, dns1123LabelErrors(value));

const onNode = (value: string | undefined, at: string): FieldError[] =>
  value === undefined ? [] : allInvalid(at, value, dns1123SubdomainErrors(value));

const protocolErrors = ({ protocol }: EndpointPort, at: string): FieldError[] =>
  protocol
    ? validateChoice(protocol, PROTOCOLS, `${at}.protocol`)
    : [fieldErrors.required(`${at}.protocol`)];

const appProtocolErrors = ({ appProtocol }: EndpointPort, at: string): FieldError[] =>
  appProtocol === undefined
    ? []
    : allInvalid(`${at}.appProtocol`, appProtocol, qualifiedNameErrors(appProtocol));

/** An address of the family that the slice is of. */
function familyErrors(address: string, family: string, at: string): FieldError[] {
  if (family === 'FQDN') {
    if (address === '') return [fieldErrors.required(at)];
    const errors = allInvalid(at, address, dns1123SubdomainErrors(address));
    if (errors.length > 0 || address.includes('.')) return errors;
    const detail = 'should be a domain with at least two segments separated by dots';
    return [fieldErrors.invalid(at, address, detail)];
  }
  if (!FAMILIES.includes(family)) return [];
  const errors = allInvalid(at, address, addressErrors(address));
  if (errors.length > 0) return errors;
  const isOfFamily = address.includes(':') === (family === 'IPv6');
  return [
    ...(isOfFamily ? [] : [fieldErrors.invalid(at, address, `must be an ${family} address`)]),
    ...allInvalid(at, address, specialErrors(address)),
  ];
}

function sliceEndpointErrors({ endpoints, addressType }: EndpointSlice): FieldError[] {
  const count = endpoints?.length ?? 0;
  if (count > MOST.endpoints) {
    return [fieldErrors.tooMany('endpoints', count, MOST.endpoints)];
  }
  return eachOf(endpoints ?? [], 'endpoints', ({ addresses = [], hostname, nodeName }, at) => {
    const field = `${at}.addresses`;
    const { length } = addresses ?? [];
    return [
      ...(length === 0 ? [fieldErrors.required(field, 'must contain at least 1 address')] : []),
      ...(length > MOST.addresses ? [fieldErrors.tooMany(field, length, MOST.addresses)] : []),
      ...eachOf(addresses ?? [], field, (address, one) => familyErrors(address, addressType, one)),
      ...onNode(nodeName, `${at}.nodeName`),
      ...named(hostname, `${at}.hostname`),
    ];
  });
}

function slicePortErrors({ ports }: EndpointSlice): FieldError[] {
  const count = ports?.length ?? 0;
  if (count > MOST.ports) return [fieldErrors.tooMany('ports', count, MOST.ports)];
  const names = new Set<string>();
  return eachOf((ports ?? []) as EndpointPort[], 'ports', (port, at) => {
    const name = port.name ?? '';
    const errors = name === '' ? [] : named(name, `${at}.name`);
    if (names.has(name)) errors.push(fieldErrors.duplicate(`${at}.name`, name));
    names.add(name);
    return [...errors, ...protocolErrors(port, at), ...appProtocolErrors(port, at)];
  });
}

/** Models pkg/apis/discovery/validation ValidateEndpointSlice and its update. */
const sliceErrors: Rule = (object, old) => {
  const slice = object as EndpointSlice;
  const { addressType } = slice;
  return [
    ...(addressType
      ? validateChoice(addressType, FAMILIES, 'addressType')
      : [fieldErrors.required('addressType')]),
    ...sliceEndpointErrors(slice),
    ...slicePortErrors(slice),
    ...(old === undefined
      ? []
      : validateImmutable('addressType', addressType, (old as EndpointSlice).addressType)),
  ];
};

/** Models validateEndpointAddress. */
const addressPlaceErrors = (
  { ip = '', hostname, nodeName }: Partial<EndpointAddress>,
  at: string,
): FieldError[] => [
  ...allInvalid(`${at}.ip`, ip, addressErrors(ip)),
  ...(hostname ? named(hostname, `${at}.hostname`) : []),
  ...onNode(nodeName, `${at}.nodeName`),
  ...allInvalid(`${at}.ip`, ip, specialErrors(ip)),
];

/** Models validateEndpointPort. */
const portErrors = (port: EndpointPort, isOneOfMany: boolean, at: string): FieldError[] => [
  ...(port.name ? named(port.name, `${at}.name`) : []),
  ...(isOneOfMany && !port.name ? [fieldErrors.required(`${at}.name`)] : []),
  ...allInvalid(`${at}.port`, port.port ?? 0, portNumberErrors(port.port ?? 0)),
  ...protocolErrors(port, at),
  ...appProtocolErrors(port, at),
];

function subsetErrors(subset: EndpointSubset, at: string): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  const detail = 'must specify `addresses` or `notReadyAddresses`';
  const isEmpty = addresses.length + notReadyAddresses.length === 0;
  return [
    ...(isEmpty ? [fieldErrors.required(at, detail)] : []),
    ...eachOf(addresses, `${at}.addresses`, addressPlaceErrors),
    ...eachOf(notReadyAddresses, `${at}.notReadyAddresses`, addressPlaceErrors),
    ...eachOf(ports, `${at}.ports`, (port, one) => portErrors(port, ports.length > 1, one)),
  ];
}

/** Models ValidateEndpoints. */
const endpointsErrors: Rule = (object) =>
  eachOf((object as Endpoints).subsets ?? [], 'subsets', subsetErrors);

/** The rules of what stands behind Services. */
export const ENDPOINT_RULES: Readonly<Record<string, Rule>> = {
  EndpointSlice: sliceErrors,
  Endpoints: endpointsErrors,
};
