import {
  type AnyKind,
  configMaps,
  events,
  leases,
  type MetricsSource,
  nodes,
  type Pod,
  serviceAccounts,
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
      | 'endpointSlices'
      | 'endpoints'
      | 'statefulSets'
      | 'deployments'
      | 'replicaSets'
      | 'daemonSets'
      | 'cronJobs'
      | 'autoscaler'
      | 'scheduler'
      | 'collector'
      | 'namespaces'
      | 'disruption'
      | 'quotas',
      Controller
    > &
      Record<'jobs' | 'volumes' | 'protection', readonly Controller[]>
  >;
  refusalsOf(pod: Pod, view: StoreView): NodeRefusal[];
}

export const CONTROLLERS: Part<LateControllers> = definePart('controllers');

/** What a cluster writes by itself while nobody does anything. */
const ALONE: ReadonlySet<AnyKind> = new Set<AnyKind>([nodes, leases, events]);
const DEFAULTS: ReadonlySet<AnyKind> = new Set<AnyKind>([serviceAccounts, configMaps]);
const DEFAULTS_ACTORS = new Set(['service-account-controller', 'root-ca-certificate-publisher']);

/** Whether a change is one that the late controllers may have work with. */
export const isWork = ({ kind, origin }: Change): boolean =>
  !ALONE.has(kind) && !(DEFAULTS.has(kind) && DEFAULTS_ACTORS.has(origin.actor));
