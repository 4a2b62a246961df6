import { daemonSets, type Pod } from '../../api/index.ts';
import type { Session } from '../session.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const nameOf = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`;
const controllerOf = ({ metadata }: Pod) =>
  metadata.ownerReferences?.find((owner) => owner.controller);
const hasLocalData = ({ spec }: Pod): boolean =>
  spec.volumes?.some((volume) => volume.emptyDir !== undefined) ?? false;
const isOver = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed';

/** What one filter, or all of them, say of a pod. */
interface Verdict {
  readonly mayGo: boolean;
  readonly kind: 'fine' | 'warning' | 'error';
  readonly text: string;
}

type Filter = (session: Session, pod: Pod) => Verdict;

const FINE: Verdict = { mayGo: true, kind: 'fine', text: '' };
const LEFT: Verdict = { mayGo: false, kind: 'fine', text: '' };
const refuse = (text: string): Verdict => ({ mayGo: false, kind: 'error', text });
const warn = (mayGo: boolean, text: string): Verdict => ({ mayGo, kind: 'warning', text });

const skipDeleted: Filter = ({ flags, parts }, { metadata }) => {
  const limitMs = flags.int('skip-wait-for-delete-timeout') * 1000;
  const since = metadata.deletionTimestamp;
  if (limitMs <= 0 || since === undefined) return FINE;
  return parts.clock.epochMs() - Date.parse(since) > limitMs ? LEFT : FINE;
};

const daemonSet: Filter = ({ typed: client, flags }, pod) => {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet' || isOver(pod)) return FINE;
  const { namespace = '' } = pod.metadata;
  const { name } = owner;
  const found = client.get({ kind: daemonSets, namespace, name, subresource: '' });
  if (!found.ok) {
    const isForced = found.status.reason === 'NotFound' && flags.bool('force');
    return isForced ? warn(true, found.status.message) : refuse(found.status.message);
  }
  if (flags.bool('ignore-daemonsets')) return warn(false, 'ignoring DaemonSet-managed Pods');
  return refuse('DaemonSet-managed Pods (use --ignore-daemonsets to ignore)');
};

const mirror: Filter = (_session, { metadata }) =>
  metadata.annotations?.[MIRROR] === undefined ? FINE : LEFT;

const localStorage: Filter = ({ flags }, pod) => {
  if (!hasLocalData(pod) || isOver(pod)) return FINE;
  if (flags.bool('delete-emptydir-data')) return warn(true, 'deleting Pods with local storage');
  return refuse('Pods with local storage (use --delete-emptydir-data to override)');
};

const unreplicated: Filter = ({ flags }, pod) => {
  if (isOver(pod) || controllerOf(pod) !== undefined) return FINE;
  if (flags.bool('force')) return warn(true, 'deleting Pods that declare no controller');
  return refuse('Pods that declare no controller (use --force to override)');
};

const FILTERS: readonly Filter[] = [skipDeleted, daemonSet, mirror, localStorage, unreplicated];

/** The last word on a pod: the first filter that keeps it, else the last one. */
function verdictOn(session: Session, pod: Pod): Verdict {
  let verdict = FINE;
  for (const filter of FILTERS) {
    verdict = filter(session, pod);
    if (!verdict.mayGo) break;
  }
  return verdict;
}

/** Which pods of a node may go, and what stands against it. */
export interface Sorting {
  readonly leaving: readonly Pod[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Sorts the pods of a node. Models kubectl/pkg/drain/filters.go. */
export function sortPods(session: Session, all: readonly Pod[]): Sorting {
  const judged = all.map((pod) => ({ pod, verdict: verdictOn(session, pod) }));
  const grouped = (kind: Verdict['kind'], prefix: string): string[] => {
    const names = new Map<string, string[]>();
    for (const { pod, verdict } of judged) {
      if (verdict.kind !== kind) continue;
      names.set(verdict.text, [...(names.get(verdict.text) ?? []), nameOf(pod)]);
    }
    return [...names].map(([text, pods]) => `${prefix}${text}: ${pods.join(', ')}`);
  };
  return {
    leaving: judged.filter(({ verdict }) => verdict.mayGo).map(({ pod }) => pod),
    errors: grouped('error', 'cannot delete '),
    warnings: grouped('warning', ''),
  };
}
