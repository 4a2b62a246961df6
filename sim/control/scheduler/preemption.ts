import {
  getPodCondition,
  type Node,
  type Pod,
  type PodDisruptionBudget,
  podDisruptionBudgets,
  selects,
} from '../../api/index.ts';
import type { Prng } from '../../kernel/index.ts';
import { isDeleting } from '../meta.ts';
import type { Attempt, Refusal } from './attempt.ts';
import { refusalOf } from './filters.ts';
import { whatIf } from './what-if.ts';

/** Why a victim ends, as its DisruptionTarget condition says. */
export const PREEMPTED = 'PreemptionByScheduler';

/** A node on which ending some pods makes room for a more important one. */
export interface Candidate {
  readonly node: string;
  /** The most important first. */
  readonly victims: readonly Pod[];
  /** How many of them a disruption budget would have kept. */
  readonly violations: number;
}

/** What comes of trying to make room: a node, or why there is none. */
export type Preemption =
  | { readonly candidate: Candidate }
  /** In the words of the plugin, and whether an earlier choice still holds. */
  | { readonly message: string; readonly keepsNomination: boolean };

export const priorityOf = ({ spec }: Pod): number => spec.priority ?? 0;

const startedMs = ({ status, metadata }: Pod): number =>
  Date.parse(status.startTime ?? metadata.creationTimestamp);

/** Models MoreImportantPod. */
const byImportance = (a: Pod, b: Pod): number =>
  priorityOf(b) - priorityOf(a) || startedMs(a) - startedMs(b);

/** Whether ending each of these pods, in order, takes more than its budget allows. */
function violatorsOf(pods: readonly Pod[], budgets: readonly PodDisruptionBudget[]): Set<Pod> {
  const left = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]));
  return new Set(
    pods.filter((pod) => {
      let isViolated = false;
      for (const [budget, allowed] of left) {
        if (budget.metadata.namespace !== pod.metadata.namespace) continue;
        if (!selects(budget.spec.selector, pod.metadata.labels)) continue;
        if (budget.status?.disruptedPods?.[pod.metadata.name] !== undefined) continue;
        left.set(budget, allowed - 1);
        if (allowed - 1 < 0) isViolated = true;
      }
      return isViolated;
    }),
  );
}

/** The fewest pods whose end makes room on a node. Models SelectVictimsOnNode. */
function candidateOn(
  attempt: Attempt,
  node: Node,
  budgets: readonly PodDisruptionBudget[],
): Candidate | undefined {
  const { name } = node.metadata;
  const lower = [...attempt.state.load(name).pods.values()]
    .filter((pod) => priorityOf(pod) < priorityOf(attempt.pod))
    .sort(byImportance);
  if (lower.length === 0) return undefined;
  const fitsWithout = (gone: readonly Pod[]): boolean =>
    refusalOf({ ...attempt, state: whatIf(attempt.state, name, gone, []) }, node) === undefined;
  if (!fitsWithout(lower)) return undefined;
  const violators = violatorsOf(lower, budgets);
  const order = [
    ...lower.filter((pod) => violators.has(pod)),
    ...lower.filter((pod) => !violators.has(pod)),
  ];
  const victims = new Set(lower);
  for (const pod of order) {
    victims.delete(pod);
    if (!fitsWithout([...victims])) victims.add(pod);
  }
  const violations = [...victims].filter((pod) => violators.has(pod)).length;
  return { node: name, victims: [...victims].sort(byImportance), violations };
}

const PRIORITY_OFFSET = 2 ** 31;

/** What a candidate is judged by, in order; less is better. Models pickOneNodeForPreemption. */
function costsOf({ victims, violations }: Candidate): readonly number[] {
  const [first] = victims;
  const highest = first === undefined ? 0 : priorityOf(first);
  const sum = victims.reduce((total, pod) => total + priorityOf(pod) + PRIORITY_OFFSET, 0);
  const top = victims.filter((pod) => priorityOf(pod) === highest);
  return [violations, highest, sum, victims.length, -Math.min(...top.map(startedMs))];
}

function isBetter(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, cost] of a.entries()) {
    const other = b[i] ?? 0;
    if (cost !== other) return cost < other;
  }
  return false;
}

const isEnding = (pod: Pod): boolean =>
  isDeleting(pod) && getPodCondition(pod, 'DisruptionTarget')?.reason === PREEMPTED;

/** Why a pod must not make room for itself now. Models PodEligibleToPreemptOthers. */
function ineligible(
  { pod, state }: Attempt,
  refusals: ReadonlyMap<string, Refusal>,
): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const { nominatedNodeName = '' } = pod.status;
  if (nominatedNodeName === '' || refusals.get(nominatedNodeName)?.isFinal) return undefined;
  const here = [...state.load(nominatedNodeName).pods.values()];
  return here.some((other) => priorityOf(other) < priorityOf(pod) && isEnding(other))
    ? 'not eligible due to a terminating pod on the nominated node.'
    : undefined;
}

/** Models DefaultPreemption. `refusals` tells by node why it does not take the pod. */
export function preempt(
  attempt: Attempt,
  refusals: ReadonlyMap<string, Refusal>,
  prng: Prng,
): Preemption {
  const reason = ineligible(attempt, refusals);
  if (reason !== undefined) return { message: reason, keepsNomination: true };
  const budgets = attempt.view.list(podDisruptionBudgets, '');
  const candidates = attempt.nodes
    .filter(({ metadata }) => refusals.get(metadata.name)?.isFinal === false)
    .flatMap((node) => candidateOn(attempt, node, budgets) ?? []);
  if (candidates.length === 0) return { message: '', keepsNomination: false };
  const offset = prng.below(candidates.length);
  const turned = [...candidates.slice(offset), ...candidates.slice(0, offset)];
  const candidate = turned.reduce((best, one) =>
    isBetter(costsOf(one), costsOf(best)) ? one : best,
  );
  return { candidate };
}
