import {
  type AnyKind,
  draftOf,
  type JsonObject,
  type KubeObject,
  type LabelSelector,
  type Scale,
} from '../api/index.ts';

interface Scalable extends KubeObject {
  spec: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

/** The selector of a kind whose selector is a map of labels, as all others have it. */
const asSelector = (selector: LabelSelector): LabelSelector =>
  'matchLabels' in selector || 'matchExpressions' in selector
    ? selector
    : { matchLabels: selector as Record<string, string> };

/** Whether a kind has the scale subresource. */
export const isScalable = (kind: AnyKind): boolean => kind.subresources.includes('scale');

/**
 * The Scale of an object. `selectorText` writes a selector as a query. Models autoscaling/v1 Scale.
 */
export function scaleOf(
  object: KubeObject,
  selectorText: (selector: LabelSelector) => string,
): Scale {
  const { spec, status } = object as Scalable;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: { ...(spec.replicas ? { replicas: spec.replicas } : {}) },
    status: {
      replicas: status?.replicas ?? 0,
      ...(spec.selector === undefined ? {} : { selector: selectorText(asSelector(spec.selector)) }),
    },
  };
}

/** The object with the replicas and the precondition of a Scale. */
export function withScale<T extends KubeObject>(object: T, scale: JsonObject): T {
  const draft = draftOf(object);
  const wanted = scale as unknown as Scale;
  (draft as unknown as Scalable).spec.replicas = wanted.spec?.replicas ?? 0;
  draft.metadata.resourceVersion = wanted.metadata?.resourceVersion ?? '';
  return draft;
}
