export {
  annotationOf,
  classNamed,
  classOf,
  isFullyBound,
  isLazy,
  SELECTED_NODE,
} from './annotations.ts';
export { createVolumeBinder } from './binder.ts';
export { createVolumeExpander } from './expander.ts';
export { findVolume } from './matching.ts';
export { createClaimProtection, createVolumeProtection } from './protection.ts';
export { createProvisioner } from './provisioner.ts';
export { createResizer } from './resizer.ts';
