import {
  controllerOf,
  type Node,
  type Pod,
  type TopologySpreadConstraint,
  type WeightedPodAffinityTerm,
} from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { isAbout, meetsTerm, untolerated } from './affinity.ts';
import type { Attempt } from './attempt.ts';
import { domainCounts } from './spreading.ts';

const MAX = 100;
const HOSTNAME = 'kubernetes.io/hostname';
/** maxSkew of the constraint that every pod of a controller has by default. */
const DEFAULT_SKEW = 3;

interface Score {
  readonly name: string;
  readonly weight: number;
  /** One number a node, from 0 to 100; more is better. */
  scores(attempt: Attempt, nodes: readonly Node[]): number[];
}

interface Shares {
  readonly cpu: number;
  readonly memory: number;
}

function sharesWith({ pod, state }: Attempt, node: Node): Shares {
  const { scored: wanted } = state.demand(pod);
  const has = state.capacity(node);
  const load = state.load(node.metadata.name);
  const share = (used: number, all: number): number => (all === 0 ? 1 : Math.min(1, used / all));
  return {
    cpu: share(load.scoredMilliCpu + wanted.milliCpu, has.milliCpu),
    memory: share(load.scoredMemory + wanted.memory, has.memory),
  };
}

/** Scales so that the highest becomes 100; all equal when there is none. */
function normalized(values: readonly number[]): number[] {
  const most = Math.max(...values);
  return values.map((value) => (most === 0 ? 0 : Math.floor((MAX * value) / most)));
}

/** Fewer pods of the same kind are better. Models PodTopologySpread's normalization. */
function fewestFirst(counts: readonly number[], domains: number, skew: number): number[] {
  const weighted = counts.map((count) => Math.round(count * Math.log(domains + 2) + skew - 1));
  const [least, most] = [Math.min(...weighted), Math.max(...weighted)];
  return weighted.map((w) => (most === 0 ? MAX : Math.floor((MAX * (most + least - w)) / most)));
}

function ownConstraint(
  attempt: Attempt,
  nodes: readonly Node[],
  constraint: TopologySpreadConstraint,
): number[] {
  const counts = domainCounts(attempt, constraint);
  const domainOf = (node: Node): string =>
    ownAt(node.metadata.labels, constraint.topologyKey) ?? '';
  const each = nodes.map((node) => counts.get(domainOf(node)) ?? 0);
  return fewestFirst(each, counts.size, constraint.maxSkew);
}

function spread(attempt: Attempt, nodes: readonly Node[]): number[] {
  const { pod, state } = attempt;
  const own = pod.spec.topologySpreadConstraints ?? [];
  if (own.length > 0) {
    const soft = own.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway');
    const each = soft.map((constraint) => ownConstraint(attempt, nodes, constraint));
    return nodes.map((_, i) => each.reduce((sum, scores) => sum + (scores[i] ?? 0), 0));
  }
  const owner = controllerOf(pod)?.uid;
  if (owner === undefined) return nodes.map(() => MAX);
  const counts = nodes.map(({ metadata }) => state.load(metadata.name).byOwner.get(owner) ?? 0);
  return fewestFirst(counts, nodes.length, DEFAULT_SKEW);
}

const preferredNear = (pod: Pod): readonly WeightedPodAffinityTerm[] =>
  pod.spec.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
const preferredApart = (pod: Pod): readonly WeightedPodAffinityTerm[] =>
  pod.spec.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];

function podPreference(attempt: Attempt, nodes: readonly Node[]): number[] {
  const { pod, state } = attempt;
  const sum = (terms: readonly WeightedPodAffinityTerm[], node: Node): number =>
    terms.reduce((total, { weight, podAffinityTerm: term }) => {
      const domain = ownAt(node.metadata.labels, term.topologyKey ?? HOSTNAME);
      const near = attempt.nodes
        .filter(({ metadata }) => ownAt(metadata.labels, term.topologyKey) === domain)
        .flatMap(({ metadata }) => [...state.load(metadata.name).pods.values()])
        .filter((other) => isAbout(term, pod, other));
      return total + weight * near.length;
    }, 0);
  const raw = nodes.map((node) => sum(preferredNear(pod), node) - sum(preferredApart(pod), node));
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((value) => (most === least ? 0 : (MAX * (value - least)) / (most - least)));
}

/** The default scores and their weights. */
const SCORES: readonly Score[] = [
  {
    name: 'TaintToleration',
    weight: 3,
    scores: ({ pod }, nodes) =>
      normalized(
        nodes.map(({ spec }) => untolerated(pod, spec.taints, ['PreferNoSchedule']).length),
      ).map((count) => MAX - count),
  },
  {
    name: 'NodeAffinity',
    weight: 2,
    scores: ({ pod }, nodes) =>
      normalized(
        nodes.map((node) =>
          (
            pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
          ).reduce((sum, term) => sum + (meetsTerm(term.preference, node) ? term.weight : 0), 0),
        ),
      ),
  },
  { name: 'PodTopologySpread', weight: 2, scores: spread },
  { name: 'InterPodAffinity', weight: 2, scores: podPreference },
  {
    name: 'NodeResourcesFit',
    weight: 1,
    scores: (attempt, nodes) =>
      nodes.map((node) => {
        const { cpu, memory } = sharesWith(attempt, node);
        return Math.floor((MAX * (1 - cpu) + MAX * (1 - memory)) / 2);
      }),
  },
  {
    name: 'NodeResourcesBalancedAllocation',
    weight: 1,
    scores: (attempt, nodes) =>
      nodes.map((node) => {
        const { cpu, memory } = sharesWith(attempt, node);
        return Math.floor(MAX * (1 - Math.abs(cpu - memory) / 2));
      }),
  },
];

/** The nodes with the highest score. */
export function bestNodes(attempt: Attempt, nodes: readonly Node[]): Node[] {
  const totals = nodes.map(() => 0);
  for (const { weight, scores } of SCORES) {
    scores(attempt, nodes).forEach((score, i) => {
      totals[i] = (totals[i] ?? 0) + weight * score;
    });
  }
  const best = Math.max(...totals);
  return nodes.filter((_, i) => totals[i] === best);
}
