import {
  type AnyKind,
  draftOf,
  isEqual,
  type KubeObject,
  MODELLED_KINDS,
  type Namespace,
  type NamespaceCondition,
  namespaces,
  pods,
  timestamp,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import type { Action, Controller, View } from '../controller.ts';
import { isDeleting } from '../meta.ts';

/** Between a change of a namespace and its cleaning. Models namespaceDeletionGracePeriod. */
const GRACE_MS = 5000;
/** What one deletion takes; the next pod is told to end after it. */
const DELETE_MS = 8;
/** When pods are still ending: half of their usual grace, and a second. */
const PODS_RETRY_MS = 16_000;
const CONTENT_RETRY_MS = 5000;

interface Content {
  readonly kind: AnyKind;
  readonly objects: readonly KubeObject[];
}

interface Finding {
  readonly type: string;
  readonly isBad: boolean;
  readonly reason: string;
  readonly message: string;
}

const contentOf = (namespace: string, view: View): Content[] =>
  MODELLED_KINDS.filter(({ isNamespaced }) => isNamespaced)
    .map((kind) => ({ kind, objects: view.list(kind, namespace) as readonly KubeObject[] }))
    .filter(({ objects }) => objects.length > 0);

/** `persistentvolumeclaims. has 2 resource instances`, as the namespace controller says it. */
const counted = (contents: readonly Content[]): string =>
  contents
    .map(
      ({ kind, objects }) =>
        `${kind.plural}.${kind.group} has ${objects.length} resource instances`,
    )
    .sort()
    .join(', ');

function countedFinalizers(contents: readonly Content[]): string {
  const counts = new Map<string, number>();
  for (const { metadata } of contents.flatMap(({ objects }) => objects)) {
    for (const name of metadata.finalizers ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => `${name} in ${count} resource instances`)
    .sort()
    .join(', ');
}

function findingsOf(remaining: readonly Content[]): Finding[] {
  const isLeft = remaining.length > 0;
  const finalizers = countedFinalizers(remaining);
  return [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      isBad: false,
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionGroupVersionParsingFailure',
      isBad: false,
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
    {
      type: 'NamespaceDeletionContentFailure',
      isBad: false,
      reason: 'ContentDeleted',
      message: 'All content successfully deleted, may be waiting on finalization',
    },
    {
      type: 'NamespaceContentRemaining',
      isBad: isLeft,
      reason: isLeft ? 'SomeResourcesRemain' : 'ContentRemoved',
      message: isLeft
        ? `Some resources are remaining: ${counted(remaining)}`
        : 'All content successfully removed',
    },
    {
      type: 'NamespaceFinalizersRemaining',
      isBad: finalizers !== '',
      reason: finalizers !== '' ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
      message:
        finalizers !== ''
          ? `Some content in the namespace has finalizers remaining: ${finalizers}`
          : 'All content-preserving finalizers finished',
    },
  ];
}

function report(namespace: Namespace, remaining: readonly Content[], view: View): Action[] {
  const old = namespace.status.conditions ?? [];
  const now = timestamp(view.clock.epochMs());
  const conditions = findingsOf(remaining).map((finding): NamespaceCondition => {
    const { type, reason, message } = finding;
    const status = finding.isBad ? 'True' : 'False';
    const known = old.find((condition) => condition.type === type);
    if (known !== undefined && known.status === status && known.message === message) return known;
    return { type, status, lastTransitionTime: now, reason, message };
  });
  if (isEqual(conditions, old)) return [];
  const object = draftOf(namespace);
  object.status.conditions = conditions;
  return [{ type: 'update', object, subresource: 'status', why: because('namespace.status') }];
}

const removeAll = (objects: readonly KubeObject[], namespace: string): Action[] =>
  objects
    .filter((object) => !isDeleting(object))
    .map((object) => ({
      type: 'delete',
      object,
      options: { ...DELETE_DEFAULT, propagation: 'Background' },
      why: because('namespace.delete', { namespace }),
      onFailure: () => [],
    }));

function finalize(namespace: Namespace): Action {
  const object = draftOf(namespace);
  object.metadata.resourceVersion = '';
  object.spec.finalizers = (object.spec.finalizers ?? []).filter((name) => name !== 'kubernetes');
  const why = because('namespace.finalize', { namespace: namespace.metadata.name });
  return { type: 'update', object, subresource: 'finalize', why };
}

function again(namespace: string, delayMs: number): Action {
  return { type: 'again', delayMs, why: because('namespace.contentRemains', { namespace }) };
}

function clean(namespace: Namespace, view: View): Action[] {
  const { name } = namespace.metadata;
  const running = view.list(pods, name);
  const untold = running.filter((pod) => !isDeleting(pod));
  if (untold.length > 1) return [...removeAll(untold.slice(0, 1), name), again(name, DELETE_MS)];
  if (running.length > 0) {
    return [
      ...removeAll(running, name),
      ...report(namespace, [], view),
      again(name, PODS_RETRY_MS),
    ];
  }
  const contents = contentOf(name, view);
  const remaining = contents
    .map(({ kind, objects }) => ({
      kind,
      objects: objects.filter(({ metadata }) => (metadata.finalizers ?? []).length > 0),
    }))
    .filter(({ objects }) => objects.length > 0);
  const first = [
    ...contents.flatMap(({ objects }) => removeAll(objects, name)),
    ...report(namespace, remaining, view),
  ];
  if (remaining.length > 0) return [...first, again(name, CONTENT_RETRY_MS)];
  return [...first, finalize(namespace)];
}

/**
 * Empties a namespace that is deleted, pods first, then lets it go. Models
 * pkg/controller/namespace.
 */
export const createNamespaceController = (): Controller => ({
  name: 'namespace-controller',
  latencyMs: GRACE_MS,
  watches: [
    {
      kind: namespaces,
      keys: ({ type, object }) =>
        type !== 'DELETED' && isDeleting(object) ? [object.metadata.name] : [],
    },
  ],
  reconcile(key, view) {
    const namespace = view.get(namespaces, '', key);
    return namespace !== undefined && isDeleting(namespace) ? clean(namespace, view) : [];
  },
});
