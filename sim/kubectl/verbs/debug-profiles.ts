import type { JsonObject } from '../../api/index.ts';

/** What a debug container may do, by the name of `--profile`. */
export const PROFILES = [
  'legacy',
  'general',
  'baseline',
  'restricted',
  'netadmin',
  'sysadmin',
] as const;

export type ProfileName = (typeof PROFILES)[number];

export const profileOf = (name: string): ProfileName | undefined =>
  PROFILES.find((known) => known === name);

const addCapabilities = (container: JsonObject, added: readonly string[]): JsonObject => {
  const context = (container.securityContext ?? {}) as JsonObject;
  const capabilities = (context.capabilities ?? {}) as JsonObject;
  const own = (capabilities.add ?? []) as string[];
  // What is there already is added again, as the real tool does.
  const add = [...own, ...added];
  return {
    ...container,
    securityContext: { ...context, capabilities: { ...capabilities, add } },
  };
};

/** The container as a profile makes it; on a node some profiles give everything. */
export function withProfile(
  container: JsonObject,
  profile: ProfileName,
  isNode: boolean,
): JsonObject {
  switch (profile) {
    case 'general':
      return isNode ? container : addCapabilities(container, ['SYS_PTRACE']);
    case 'restricted':
      return {
        ...container,
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      };
    case 'netadmin':
      return addCapabilities(container, ['NET_ADMIN', 'NET_RAW']);
    case 'sysadmin':
      return {
        ...container,
        securityContext: { ...((container.securityContext ?? {}) as JsonObject), privileged: true },
      };
    default:
      return container;
  }
}

/** What a node's pod shares with the node under a profile. */
export const hostFieldsOf = (profile: ProfileName): JsonObject =>
  profile === 'baseline' || profile === 'restricted'
    ? {}
    : { hostIPC: true, hostNetwork: true, hostPID: true };

/** Whether a node's files are mounted under a profile. */
export const hasHostFiles = (profile: ProfileName): boolean =>
  !['baseline', 'restricted', 'netadmin'].includes(profile);
