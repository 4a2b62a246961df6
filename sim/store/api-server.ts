import type {
  AnyKind,
  Json,
  Kind,
  KubeObject,
  ManagedFieldsEntry,
  Pod,
  Result,
} from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import type { StoreView } from './store.ts';

export interface WriteOptions {
  /** Who owns the fields, as in managedFields: `kubectl-client-side-apply`, `kubelet`, … */
  readonly fieldManager: string;
  /** Everything is checked and answered, nothing is stored. */
  readonly isDryRun: boolean;
  /** What happens with fields that the kind does not have. */
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

export interface DeleteOptions {
  /** Undefined: the kind's own default (a pod's terminationGracePeriodSeconds). */
  readonly gracePeriodSeconds: number | undefined;
  readonly propagation: 'Background' | 'Foreground' | 'Orphan' | undefined;
  /** Refuse with Conflict unless the object still has these. */
  readonly preconditions: { readonly uid?: string; readonly resourceVersion?: string };
  readonly isDryRun: boolean;
}

/** One object, or one subresource of it ('' for the object itself). */
export interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface Patch {
  readonly type: PatchType;
  /** The parsed body: an array of operations for `json`, an object for the others. */
  readonly body: Json;
  /** For `apply`: take fields from other managers instead of answering Conflict. */
  readonly isForced: boolean;
}

/**
 * The API server behind its decoder: defaulting, admission, validation, strategies, optimistic
 * concurrency, finalizers, generation. Every write is one change of the store, or none when it
 * changes nothing. Failures are Status values in the API server's own words.
 */
export interface ApiServer {
  readonly view: StoreView;
  /** The kind of an object; one that is not registered is a bug. */
  kindOf(object: KubeObject): AnyKind;
  create<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    options: WriteOptions,
    origin: Origin,
  ): Result<T>;
  /**
   * Replaces an object, or one subresource of it (`status`, `ephemeralcontainers`, `resize`). With
   * an empty `metadata.resourceVersion` it is unconditional.
   */
  update<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    subresource: string,
    options: WriteOptions,
    origin: Origin,
  ): Result<T>;
  patch<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    patch: Patch,
    options: WriteOptions,
    origin: Origin,
  ): Result<T>;
  /**
   * The object as it was deleted, or as it now is when it stays for a while (grace, finalizers).
   */
  delete<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    options: DeleteOptions,
    origin: Origin,
  ): Result<T>;
  /** Assigns a pod to a node (the binding subresource). */
  bind(
    namespace: string,
    pod: string,
    node: string,
    isDryRun: boolean,
    origin: Origin,
  ): Result<Pod>;
  /**
   * Who owns the fields of an object that this server answered or stores. Objects themselves come
   * without `metadata.managedFields`, because hardly anybody asks for it.
   */
  managedFields(kind: AnyKind, object: KubeObject): readonly ManagedFieldsEntry[];
}

/**
 * One admission plugin: changes `draft` in place or refuses it. `old` is undefined at creation.
 * Models k8s.io/apiserver/pkg/admission.
 */
export interface Admission {
  readonly name: string;
  admit(
    kind: AnyKind,
    draft: KubeObject,
    old: KubeObject | undefined,
    context: AdmissionContext,
  ): Result<null>;
}

/** The plugins in their order: those that change objects come before validation. */
export interface AdmissionChain {
  readonly mutating: readonly Admission[];
  readonly validating: readonly Admission[];
}

export interface AdmissionContext {
  readonly view: StoreView;
  readonly subresource: string;
  readonly nowEpochMs: number;
  /** Characters of the generated-name alphabet. */
  randomSuffix(length: number): string;
  /** A whole number from 0 to `bound - 1`. */
  randomBelow(bound: number): number;
}

/** Components that are parts of one program, which is the manager of what they write. */
function programOf(component: string): string {
  if (component === 'default-scheduler') return 'kube-scheduler';
  const isController = component.endsWith('-controller') || component === 'controllermanager';
  return isController ? 'kube-controller-manager' : component;
}

/** A create or update in the name of a component, without further options. */
export const writeAs = (component: string): WriteOptions => ({
  fieldManager: programOf(component),
  isDryRun: false,
  fieldValidation: 'Ignore',
});

/** A delete with the kind's default grace, in the background. */
export const DELETE_DEFAULT: DeleteOptions = {
  gracePeriodSeconds: undefined,
  propagation: undefined,
  preconditions: {},
  isDryRun: false,
};
