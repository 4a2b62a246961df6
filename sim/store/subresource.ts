import type { Container, KubeObject, PodSpec } from '../api/index.ts';

/** The fields of a spec that have a subresource of their own. */
interface SubresourceSpec {
  finalizers?: unknown;
  ephemeralContainers?: unknown;
}

/** Annotations may come with a status. Models the PrepareForUpdate of the status strategies. */
function metadataWithStatus(draft: KubeObject, old: KubeObject): KubeObject['metadata'] {
  const { annotations, resourceVersion } = draft.metadata;
  const { annotations: _before, ...rest } = old.metadata;
  return { ...rest, resourceVersion, ...(annotations === undefined ? {} : { annotations }) };
}

/**
 * The object that a write to a subresource means: only that part of `draft` counts. The others are
 * those of `old` itself, frozen: they need no copy, and comparing them ends at once.
 */
export function onlySubresource(
  draft: KubeObject,
  old: KubeObject,
  subresource: string,
): KubeObject {
  const { resourceVersion } = draft.metadata;
  const base: KubeObject & { status?: unknown; spec?: SubresourceSpec } = {
    ...old,
    metadata:
      subresource === 'status'
        ? metadataWithStatus(draft, old)
        : { ...old.metadata, resourceVersion },
  };
  const given = draft as typeof base;
  if (subresource === 'status') {
    if (given.status === undefined) delete base.status;
    else base.status = given.status;
  }
  if (subresource === 'finalize' && base.spec !== undefined) {
    base.spec = { ...base.spec };
    if (given.spec?.finalizers === undefined) delete base.spec.finalizers;
    else base.spec.finalizers = given.spec.finalizers;
  }
  if (subresource === 'ephemeralcontainers' && base.spec !== undefined) {
    base.spec = { ...base.spec };
    if (given.spec?.ephemeralContainers === undefined) delete base.spec.ephemeralContainers;
    else base.spec.ephemeralContainers = given.spec.ephemeralContainers;
  }
  if (subresource === 'resize' && base.spec !== undefined) {
    const spec = base.spec as PodSpec;
    const wanted = (given.spec ?? {}) as Partial<PodSpec>;
    base.spec = {
      ...spec,
      containers: resized(spec.containers, wanted.containers),
      ...(spec.initContainers === undefined
        ? {}
        : { initContainers: resized(spec.initContainers, wanted.initContainers) }),
    } as typeof base.spec;
  }
  return base;
}

/** Containers with the resources of others of the same names. Models dropNonResizeUpdates. */
function resized(containers: readonly Container[], wanted: readonly Container[] = []): Container[] {
  return containers.map((container) => {
    const other = wanted.find(({ name }) => name === container.name);
    if (other === undefined) return container;
    const { resources: _resources, resizePolicy: _policy, ...rest } = container;
    const { resources, resizePolicy } = other;
    return {
      ...rest,
      ...(resources === undefined ? {} : { resources }),
      ...(resizePolicy === undefined ? {} : { resizePolicy }),
    };
  });
}
