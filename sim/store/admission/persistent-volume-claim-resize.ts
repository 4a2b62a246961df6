import {
  ALLOWED,
  classOfClaim,
  compareQuantities,
  type KubeObject,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  storageClasses,
} from '../../api/index.ts';
import type { Admission } from '../api-server.ts';
import type { StoreView } from '../store.ts';
import { refuse } from './refusal.ts';

const NOT_RESIZABLE = [
  'only dynamically provisioned pvc can be resized',
  'and the storageclass that provisions the pvc must support resize',
].join(' ');

const requestOf = ({ spec }: PersistentVolumeClaim): string =>
  spec.resources?.requests?.storage ?? '0';

const allowsResize = (
  view: StoreView,
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): boolean => {
  const name = classOfClaim(claim);
  if (name === '' || name !== classOfClaim(old)) return false;
  return view.get(storageClasses, '', name)?.allowVolumeExpansion === true;
};

/** Lets a claim grow only where its class says that volumes can. */
export const persistentVolumeClaimResize: Admission = {
  name: 'PersistentVolumeClaimResize',
  admit(kind, draft, old, { view, subresource }) {
    if (kind !== persistentVolumeClaims || old === undefined || subresource !== '') {
      return ALLOWED;
    }
    const claim = draft as KubeObject as PersistentVolumeClaim;
    const before = old as KubeObject as PersistentVolumeClaim;
    if (compareQuantities(requestOf(claim), requestOf(before)) <= 0) return ALLOWED;
    if (before.status.phase !== 'Bound') {
      return refuse(kind, draft, 'Only bound persistent volume claims can be expanded');
    }
    return allowsResize(view, claim, before) ? ALLOWED : refuse(kind, draft, NOT_RESIZABLE);
  },
};
