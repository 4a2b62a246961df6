import {
  ALLOWED,
  errors,
  failure,
  fieldErrors,
  isHeadless,
  type KubeObject,
  normalizeClusterIPs,
  type Result,
  type Service,
  services,
  statusOf,
  validateClusterIPs,
} from '../../api/index.ts';
import type { Admission, AdmissionContext } from '../api-server.ts';
import type { StoreView } from '../store.ts';

/** 10.96.0.0/12: the addresses of Services. */
const RANGE_FIRST = (10 << 24) | (96 << 16);
const RANGE_SIZE = 1 << 20;
/** Addresses at the start of the range that are left for Services that ask for one. */
const RESERVED = 256;
/** Random tries before the range is searched from the last one on. */
const TRIES = 16;

const formatAddress = (offset: number): string => {
  const address = RANGE_FIRST + offset;
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
};

const offsetOf = (address: string): number | undefined => {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4) return undefined;
  const value = parts.reduce((sum, part) => sum * 256 + part, 0);
  const offset = value - RANGE_FIRST;
  return offset > 0 && offset < RANGE_SIZE - 1 ? offset : undefined;
};

const usedAddresses = (view: StoreView, uid: string): ReadonlySet<string> =>
  new Set(
    view
      .list(services, '')
      .filter((service) => service.metadata.uid !== uid)
      .flatMap((service) => service.spec.clusterIPs ?? []),
  );

function freeAddress(used: ReadonlySet<string>, context: AdmissionContext): string | undefined {
  const span = RANGE_SIZE - 1 - RESERVED;
  let offset = 0;
  for (let i = 0; i < TRIES; i++) {
    offset = context.randomBelow(span);
    const address = formatAddress(RESERVED + offset);
    if (!used.has(address)) return address;
  }
  for (let i = 0; i < span; i++) {
    const address = formatAddress(RESERVED + ((offset + i) % span));
    if (!used.has(address)) return address;
  }
  return undefined;
}

/**
 * Sets the families of a Service's addresses: this cluster has IPv4 only. Models
 * initIPFamilyFields.
 */
function setFamilies(service: Service, old: Service | undefined): void {
  const { spec } = service;
  const isFreeHeadless = isHeadless(service) && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??=
    old?.spec.ipFamilyPolicy ?? (isFreeHeadless ? 'RequireDualStack' : 'SingleStack');
  if ((spec.ipFamilies ?? []).length === 0) spec.ipFamilies = ['IPv4'];
  // Without a selector nothing in the cluster must be able to serve the second family.
  if (isFreeHeadless && spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies?.length === 1) {
    spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4'];
  }
}

function familyErrors({ spec }: Service): ReturnType<typeof validateClusterIPs> {
  const dual =
    spec.ipFamilyPolicy === 'RequireDualStack'
      ? [
          fieldErrors.invalid(
            'spec.ipFamilyPolicy',
            'RequireDualStack',
            'this cluster is not configured for dual-stack services',
          ),
        ]
      : [];
  const missing = (spec.ipFamilies ?? []).flatMap((family, i) =>
    family === 'IPv4'
      ? []
      : [fieldErrors.invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster')],
  );
  return [...dual, ...missing];
}

function allocate(
  service: Service,
  old: Service | undefined,
  context: AdmissionContext,
): Result<null> {
  const { spec, metadata } = service;
  const refuse = (found: ReturnType<typeof validateClusterIPs>): Result<never> =>
    failure(errors.invalid(services, metadata.name, found));
  const malformed = validateClusterIPs(service);
  if (malformed.length > 0) return refuse(malformed);
  setFamilies(service, old);
  if (isHeadless(service)) {
    spec.clusterIPs ??= ['None'];
    return ALLOWED;
  }
  const unknown = familyErrors(service);
  if (unknown.length > 0) return refuse(unknown);
  const given = spec.clusterIPs?.[0] ?? '';
  if (given !== '' && given === old?.spec.clusterIPs?.[0]) return ALLOWED;
  const used = usedAddresses(context.view, metadata.uid ?? '');
  if (given === '') {
    const address = freeAddress(used, context);
    if (address === undefined) {
      return failure(
        statusOf(
          'InternalError',
          'Internal error occurred: failed to allocate a serviceIP: range is full',
        ),
      );
    }
    spec.clusterIP = address;
    spec.clusterIPs = [address];
    return ALLOWED;
  }
  const reason =
    offsetOf(given) === undefined
      ? 'the provided network does not match the current range'
      : used.has(given)
        ? 'provided IP is already allocated'
        : '';
  if (reason === '') return ALLOWED;
  const detail = `failed to allocate IP ${given}: ${reason}`;
  return refuse([fieldErrors.invalid('spec.clusterIPs', [...(spec.clusterIPs ?? [])], detail)]);
}

/** Gives Services their virtual addresses. Models pkg/registry/core/service/storage alloc.go. */
export const serviceAddresses: Admission = {
  name: 'ServiceClusterIPs',
  admit(kind, draft, old, context) {
    if (kind !== services || context.subresource !== '') return ALLOWED;
    const service = draft as KubeObject as Service;
    if (old === undefined) normalizeClusterIPs(service, undefined);
    if (service.spec.type === 'ExternalName') return ALLOWED;
    const before = old as KubeObject | undefined as Service | undefined;
    // A change of an address that is in use is left to validation, which refuses it.
    const current = before?.spec.clusterIPs?.[0] ?? '';
    if (current !== '' && service.spec.clusterIPs?.[0] !== current) {
      const malformed = validateClusterIPs(service);
      return malformed.length > 0
        ? failure(errors.invalid(services, service.metadata.name, malformed))
        : ALLOWED;
    }
    return allocate(service, before, context);
  },
};
