import {
  ALLOWED,
  type AnyKind,
  type Container,
  compareQuantities,
  type KubeObject,
  type LimitRangeItem,
  limitRanges,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  podAmounts,
  pods,
  quantityOf,
  type Result,
  type Usage,
} from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';
import type { Admission } from '../api-server.ts';
import type { StoreView } from '../store.ts';
import { refuse } from './refusal.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

const itemsOf = (view: StoreView, namespace: string): readonly LimitRangeItem[] =>
  view.list(limitRanges, namespace).flatMap(({ spec }) => spec?.limits ?? []);

/** Fills in what a container leaves out; the names of what was filled in. */
function fill(
  container: Container,
  side: 'requests' | 'limits',
  defaults: Usage | undefined,
): string[] {
  const current = container.resources?.[side] ?? {};
  const missing = Object.keys(defaults ?? {}).filter((name) => ownAt(current, name) === undefined);
  if (missing.length === 0) return [];
  const added = Object.fromEntries(missing.map((name) => [name, defaults?.[name] ?? '0']));
  container.resources = { ...container.resources, [side]: { ...current, ...added } };
  return missing.sort();
}

function setDefaults(pod: Pod, items: readonly LimitRangeItem[]): void {
  const notes: string[] = [];
  for (const { type, default: limits, defaultRequest } of items) {
    if (type !== 'Container') continue;
    const fillAll = (containers: readonly Container[] | undefined, noun: string): void => {
      for (const container of containers ?? []) {
        const requested = fill(container, 'requests', defaultRequest);
        const limited = fill(container, 'limits', limits);
        const note = (names: readonly string[], word: string): void => {
          if (names.length > 0)
            notes.push(`${names.join(', ')} ${word} for ${noun} ${container.name}`);
        };
        note(requested, 'request');
        note(limited, 'limit');
      }
    };
    fillAll(pod.spec.containers, 'container');
    fillAll(pod.spec.initContainers, 'init container');
  }
  if (notes.length === 0) return;
  const text = `LimitRanger plugin set: ${notes.join('; ')}`;
  pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: text };
}

/** Why amounts are outside the bounds of an item; empty when they are inside. */
function faults(item: LimitRangeItem, requests: Usage, limits: Usage): string[] {
  const per = `usage per ${item.type}`;
  const found: string[] = [];
  for (const [name, min] of Object.entries(item.min ?? {})) {
    const [limit, request] = [ownAt(limits, name), ownAt(requests, name)];
    const text = `minimum ${name} ${per} is ${min}`;
    if (request === undefined) found.push(`${text}.  No request is specified`);
    else if (compareQuantities(request, min) < 0) found.push(`${text}, but request is ${request}`);
    else if (limit !== undefined && compareQuantities(limit, min) < 0) {
      found.push(`${text}, but limit is ${limit}`);
    }
  }
  for (const [name, max] of Object.entries(item.max ?? {})) {
    const [limit, request] = [ownAt(limits, name), ownAt(requests, name)];
    const text = `maximum ${name} ${per} is ${max}`;
    if (limit === undefined) found.push(`${text}.  No limit is specified`);
    else if (compareQuantities(limit, max) > 0) found.push(`${text}, but limit is ${limit}`);
    else if (request !== undefined && compareQuantities(request, max) > 0) {
      found.push(`${text}, but request is ${request}`);
    }
  }
  for (const [name, most] of Object.entries(item.maxLimitRequestRatio ?? {})) {
    const [limit, request] = [ownAt(limits, name), ownAt(requests, name)];
    if (limit === undefined || request === undefined) continue;
    const ratio = Number(quantityOf(limit).nanos) / Number(quantityOf(request).nanos);
    if (ratio <= Number(quantityOf(most).nanos) / 1e9) continue;
    const text = `${name} max limit to request ratio per ${item.type} is ${most}`;
    found.push(`${text}, but provided ratio is ${ratio.toFixed(6)}`);
  }
  return found;
}

const podFaults = (pod: Pod, item: LimitRangeItem): string[] => {
  if (item.type === 'Pod')
    return faults(item, podAmounts(pod, 'requests'), podAmounts(pod, 'limits'));
  if (item.type !== 'Container') return [];
  return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({ resources }) =>
    faults(item, resources?.requests ?? {}, resources?.limits ?? {}),
  );
};

/** A claim has no limit, so both bounds are compared with what it asks for. */
const claimFaults = (claim: PersistentVolumeClaim, item: LimitRangeItem): string[] => {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const request = claim.spec.resources?.requests ?? {};
  return faults(item, request, request).map((text) =>
    text.replace('but limit is', 'but request is'),
  );
};

const faultsIn = (items: readonly LimitRangeItem[], draft: KubeObject): string[] =>
  items.flatMap((item) =>
    draft.kind === pods.kind
      ? podFaults(draft as Pod, item)
      : claimFaults(draft as PersistentVolumeClaim, item),
  );

const answer = (kind: AnyKind, draft: KubeObject, found: readonly string[]): Result<null> => {
  const texts = [...new Set(found)];
  if (texts.length === 0) return ALLOWED;
  return refuse(kind, draft, texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`);
};

/** What one container of a namespace gets when it does not say what it needs. */
export const limitDefaults: Admission = {
  name: 'LimitRanger',
  admit(kind, draft, old, { view, subresource }) {
    if (subresource === '' && kind === pods && old === undefined) {
      setDefaults(draft as Pod, itemsOf(view, draft.metadata.namespace ?? ''));
    }
    return ALLOWED;
  },
};

/** The bounds of what one pod or claim of a namespace may ask for. */
export const limitBounds: Admission = {
  name: 'LimitRanger',
  admit(kind, draft, old, { view, subresource }) {
    const isPod = kind === pods && old === undefined;
    const isBound = isPod || kind === persistentVolumeClaims;
    if (subresource !== '' || !isBound) return ALLOWED;
    return answer(kind, draft, faultsIn(itemsOf(view, draft.metadata.namespace ?? ''), draft));
  },
};
