import {
  type AnyKind,
  cronJobs,
  daemonSets,
  deployments,
  horizontalPodAutoscalers,
  jobs,
  type MetricsSource,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  pods,
  replicaSets,
  resourceQuotas,
  statefulSets,
} from '../api/index.ts';
import { definePart, type Part, type Prng } from '../kernel/index.ts';
import type { Change, StoreView } from '../store/index.ts';
import type { Controller } from './controller.ts';
import type { NodeRefusal } from './scheduler/refusals.ts';

export interface ControllersOptions {
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** For names that tell two clusters apart. */
  readonly prng: Prng;
  /** Undefined in a cluster without a metrics server. */
  readonly metrics: MetricsSource | undefined;
}

/** The controllers of a cluster: some of them have nothing to do before there is work. */
export interface ControllerSet {
  readonly early: readonly Controller[];
  /** Those and the late ones, in the order in which changes are shown to them. */
  all(late: LateControllers): readonly Controller[];
}

/** The controllers that come with the first work, and what they know. */
export interface LateControllers {
  /** `identity` is the provisioner's own. */
  create(
    options: ControllersOptions,
    identity: string,
  ): Readonly<
    Record<
      | 'statefulSets'
      | 'deployments'
      | 'daemonSets'
      | 'cronJobs'
      | 'autoscaler'
      | 'scheduler'
      | 'disruption'
      | 'quotas',
      Controller
    > &
      Record<'jobs' | 'volumes' | 'protection', readonly Controller[]>
  >;
  refusalsOf(pod: Pod, view: StoreView): NodeRefusal[];
}

export const CONTROLLERS: Part<LateControllers> = definePart('controllers');

const WORK: ReadonlySet<AnyKind> = new Set<AnyKind>([
  statefulSets,
  deployments,
  replicaSets,
  daemonSets,
  jobs,
  cronJobs,
  horizontalPodAutoscalers,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  resourceQuotas,
]);

/** Whether a change is one that the late controllers cannot be without. */
export const isWork = ({ kind, object }: Change): boolean =>
  WORK.has(kind) || (kind === pods && (object as Pod).spec.nodeName === undefined);
