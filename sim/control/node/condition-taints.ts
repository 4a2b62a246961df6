import { getNodeCondition, type Node, type Taint, timestamp } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';

const PREFIX = 'node.kubernetes.io';
export const OUT_OF_SERVICE = `${PREFIX}/out-of-service`;

interface Rule {
  readonly taint: string;
  readonly effects: readonly string[];
  applies(node: Node): boolean;
}

const has = (node: Node, type: string, status: string): boolean =>
  getNodeCondition(node, type)?.status === status;

const when = (taint: string, type: string, status: string): Rule => ({
  taint: `${PREFIX}/${taint}`,
  effects: ['NoSchedule'],
  applies: (node) => has(node, type, status),
});

const BOTH = ['NoSchedule', 'NoExecute'];
/** What of a node keeps pods away or drives them off, as taints. */
const RULES: readonly Rule[] = [
  { ...when('not-ready', 'Ready', 'False'), effects: BOTH },
  { ...when('unreachable', 'Ready', 'Unknown'), effects: BOTH },
  when('memory-pressure', 'MemoryPressure', 'True'),
  when('disk-pressure', 'DiskPressure', 'True'),
  when('pid-pressure', 'PIDPressure', 'True'),
  when('network-unavailable', 'NetworkUnavailable', 'True'),
  {
    taint: `${PREFIX}/unschedulable`,
    effects: ['NoSchedule'],
    applies: ({ spec }) => spec.unschedulable === true,
  },
];

/**
 * The taints that a node should have: those of its conditions, and all that others gave it.
 * Models doNoScheduleTaintingPass and doNoExecuteTaintingPass.
 */
export function taintsFor(node: Node, clock: Clock): Taint[] {
  const own = node.spec.taints ?? [];
  const wanted = RULES.filter((rule) => rule.applies(node)).flatMap(({ taint, effects }) =>
    effects.map((effect): Taint => ({ key: taint, effect })),
  );
  const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
  const managed = new Set(RULES.map(({ taint }) => taint));
  const kept = own.filter(
    (taint) => !managed.has(taint.key) || wanted.some((one) => isSame(one, taint)),
  );
  const added = wanted.filter((taint) => !own.some((one) => isSame(one, taint)));
  const timeAdded = timestamp(clock.epochMs());
  return [...kept, ...added.map((taint) => ({ ...taint, timeAdded }))];
}
