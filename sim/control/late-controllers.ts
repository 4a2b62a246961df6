import {
  type AnyKind,
  configMaps,
  events,
  type KubeObject,
  leases,
  type MetricsSource,
  type Node,
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

/** What the late controllers of one cluster share with the rest of it. */
export interface SharedIdentity {
  /** The provisioner's own name. */
  readonly provisioner: string;
  /** The certificate of the cluster's authority. */
  readonly caCertificate: string;
}

/** The controllers that come with the first work, and what they know. */
export interface LateControllers {
  create(
    options: ControllersOptions,
    identity: SharedIdentity,
  ): Readonly<
    Record<
      | 'tokenSecrets'
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
      Record<'jobs' | 'volumes' | 'protection' | 'evictions', readonly Controller[]>
  >;
  refusalsOf(pod: Pod, view: StoreView): NodeRefusal[];
}

export const CONTROLLERS: Part<LateControllers> = definePart('controllers');

/** What a cluster writes by itself while nobody does anything. */
const ALONE: ReadonlySet<AnyKind> = new Set<AnyKind>([leases, events]);
const DEFAULTS: ReadonlySet<AnyKind> = new Set<AnyKind>([serviceAccounts, configMaps]);
const DEFAULTS_ACTORS = new Set(['service-account-controller', 'root-ca-certificate-publisher']);

const taintsOf = (node: KubeObject | undefined): string =>
  JSON.stringify((node as Node | undefined)?.spec.taints ?? []);

/** A node tells of itself all the time; its pods are touched when it comes, goes or is tainted. */
const isNodeNews = ({ type, object, previous }: Change): boolean =>
  type !== 'MODIFIED' || taintsOf(object) !== taintsOf(previous);

/** Whether a change is one that the late controllers may have work with. */
export function isWork(change: Change): boolean {
  const { kind, origin } = change;
  if (kind === nodes) return isNodeNews(change);
  return !ALONE.has(kind) && !(DEFAULTS.has(kind) && DEFAULTS_ACTORS.has(origin.actor));
}
