import { goForm } from '../go-form.ts';
import { sortKeys } from '../json.ts';
import type { JsonObject } from '../object.ts';
import type { PodSpec, PodTemplateSpec } from '../types.generated.ts';

/**
 * A pod's spec as the API server's own struct: what the spec says of the host is in its security
 * context.
 */
export function podSpecForm(spec: PodSpec): JsonObject {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  const shared = { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers };
  const securityContext = { ...spec.securityContext, ...shared };
  return goForm('PodSpec', { ...spec, securityContext } as unknown as JsonObject);
}

/** Metadata with its maps in order. */
const metadataForm = (metadata: object | undefined): JsonObject =>
  Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, sortKeys(value)]));

/** A pod template as the API server's own struct. */
export const podTemplateForm = ({ metadata, spec }: PodTemplateSpec): JsonObject => ({
  ...metadataForm(metadata),
  Spec: podSpecForm(spec ?? { containers: [] }),
});
