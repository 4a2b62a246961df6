import {
  type AnyKind,
  type Container,
  draftOf,
  type KubeObject,
  type Pod,
  type PodTemplateSpec,
} from '../api/index.ts';
import { controllerReference, newMeta } from './meta.ts';

/** A pod made from a template for a controller. Models controller.GetPodFromTemplate. */
export function podFromTemplate(template: PodTemplateSpec, kind: AnyKind, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: newMeta({
      name: '',
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels: { ...labels } }),
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
      ...(finalizers === undefined ? {} : { finalizers: [...finalizers] }),
      ownerReferences: [controllerReference(kind, owner)],
    }),
    spec: draftOf(template.spec ?? { containers: [] as Container[] }),
    status: {},
  };
}
