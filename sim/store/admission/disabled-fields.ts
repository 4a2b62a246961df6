import { ALLOWED, type KubeObject, type StatefulSet, statefulSets } from '../../api/index.ts';
import type { Admission } from '../api-server.ts';

/** Which features of the API server are on, by name. What is not named has its default. */
export type FeatureGates = Readonly<Record<string, boolean>>;

const maxUnavailableOf = (set: KubeObject | undefined): unknown =>
  (set as StatefulSet | undefined)?.spec.updateStrategy?.rollingUpdate?.maxUnavailable;

/**
 * Drops fields of features that are off, unless the stored object uses them. Models the
 * DropDisabledFields of the strategies.
 */
export const disabledFields = (featureGates: FeatureGates): Admission => ({
  name: 'DisabledFields',
  admit(kind, draft, old, { subresource }) {
    if (kind !== statefulSets || subresource !== '') return ALLOWED;
    if (featureGates.MaxUnavailableStatefulSet === true) return ALLOWED;
    if (maxUnavailableOf(old) === undefined) {
      delete (draft as KubeObject as StatefulSet).spec.updateStrategy?.rollingUpdate
        ?.maxUnavailable;
    }
    return ALLOWED;
  },
});
