import type {
  Affinity,
  DaemonSet,
  Node,
  Pod,
  PodSpec,
  Taint,
  Toleration,
} from '../../api/index.ts';
import { allowsNode, tolerates } from '../scheduler/affinity.ts';

const NODE = 'node.kubernetes.io';
/** What a pod of a DaemonSet bears of its node without being asked. */
const TOLERATED: readonly Toleration[] = [
  { key: `${NODE}/not-ready`, operator: 'Exists', effect: 'NoExecute' },
  { key: `${NODE}/unreachable`, operator: 'Exists', effect: 'NoExecute' },
  { key: `${NODE}/disk-pressure`, operator: 'Exists', effect: 'NoSchedule' },
  { key: `${NODE}/memory-pressure`, operator: 'Exists', effect: 'NoSchedule' },
  { key: `${NODE}/pid-pressure`, operator: 'Exists', effect: 'NoSchedule' },
  { key: `${NODE}/unschedulable`, operator: 'Exists', effect: 'NoSchedule' },
];
const HOST_NETWORK: Toleration = {
  key: `${NODE}/network-unavailable`,
  operator: 'Exists',
  effect: 'NoSchedule',
};

const isSame = (a: Toleration, b: Toleration): boolean =>
  a.key === b.key && a.operator === b.operator && a.effect === b.effect && a.value === b.value;

/** Tolerations with those of daemon pods. Models AddOrUpdateDaemonPodTolerations. */
export function daemonTolerations(spec: PodSpec | undefined): Toleration[] {
  const own = spec?.tolerations ?? [];
  const added = spec?.hostNetwork === true ? [...TOLERATED, HOST_NETWORK] : TOLERATED;
  const isAdded = (one: Toleration): boolean => added.some((other) => isSame(one, other));
  return [...own.filter((one) => !isAdded(one)), ...added];
}

/** Binds a pod to one node by its name. Models ReplaceDaemonSetPodNodeNameNodeAffinity. */
export const pinnedTo = (affinity: Affinity | undefined, node: string): Affinity => ({
  ...affinity,
  nodeAffinity: {
    ...affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
      ],
    },
  },
});

/** The node that a daemon pod is on or waits for. Models GetTargetNodeName. */
export function targetOf({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const fields = terms?.flatMap(({ matchFields = [] }) => matchFields) ?? [];
  return fields.find(({ key }) => key === 'metadata.name')?.values?.[0] ?? '';
}

/** Whether a node should have a pod of the set, and whether one that it has may stay. */
export interface Verdict {
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
}

/** Models NodeShouldRunDaemonPod. */
export function judgeNode({ spec }: DaemonSet, node: Node): Verdict {
  const template = spec.template.spec ?? { containers: [] };
  const pod = { spec: template } as Pod;
  const isElsewhere = template.nodeName !== undefined && template.nodeName !== node.metadata.name;
  if (isElsewhere || !allowsNode(pod, node)) return { shouldRun: false, mayStay: false };
  const tolerations = daemonTolerations(template);
  const untolerated = (node.spec.taints ?? []).filter(
    (taint: Taint) =>
      taint.effect !== 'PreferNoSchedule' && !tolerations.some((one) => tolerates(one, taint)),
  );
  return {
    shouldRun: untolerated.length === 0,
    mayStay: untolerated.every(({ effect }) => effect !== 'NoExecute'),
  };
}
