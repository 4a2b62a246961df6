import type { AdmissionChain } from '../api-server.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { disabledFields, type FeatureGates } from './disabled-fields.ts';
import { limitBounds, limitDefaults } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { runtimeClass } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { serviceAddresses } from './service-addresses.ts';
import { serviceNodePorts } from './service-node-ports.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';

/**
 * The plugins in the order in which the API server asks them; the allocators of Services come
 * before validation, as they belong to the registry and not to admission. Models
 * pkg/kubeapiserver/options/plugins.go.
 */
export const admissionChain = (featureGates: FeatureGates): AdmissionChain => ({
  mutating: [
    namespaceLifecycle,
    limitDefaults,
    serviceAccount,
    priority,
    defaultTolerationSeconds,
    defaultStorageClass,
    storageObjectInUseProtection,
    runtimeClass,
    disabledFields(featureGates),
    serviceAddresses,
    serviceNodePorts,
  ],
  validating: [limitBounds, persistentVolumeClaimResize, resourceQuota],
});

/** The plugins of an API server with the default features. */
export const ADMISSION_CHAIN: AdmissionChain = admissionChain({});
