import { goForm } from '../go-form.ts';
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

/** A pod template as the API server's own struct. */
export const podTemplateForm = ({ metadata, spec }: PodTemplateSpec): JsonObject => ({
  ...(metadata as unknown as JsonObject | undefined),
  Spec: podSpecForm(spec ?? { containers: [] }),
});
