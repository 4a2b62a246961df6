import type { JsonObject } from '../api/index.ts';
import type { Clock, Why } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';

/** A command line that somebody ran, and how it ended. */
export interface CommandRecord {
  readonly id: number;
  readonly terminal: string;
  readonly line: string;
  readonly startedAtMs: number;
  /** Undefined while it runs. */
  readonly endedAtMs: number | undefined;
  readonly exitCode: number | undefined;
}

/** What a check may look at: state, history and what was run. It must not change anything. */
export interface World {
  readonly view: StoreView;
  readonly clock: Clock;
  readonly commands: readonly CommandRecord[];
}

/** The answer of a check. `why` is given in both cases; `atRv` names the change that decided. */
export interface Verdict {
  readonly ok: boolean;
  readonly why: Why;
  readonly atRv: number | undefined;
}

/** A wrong turn that people really take; its feedback is in the language files under `id`. */
export interface WrongTurn {
  readonly id: string;
  isTaken(world: World): boolean;
}

/** One thing to do. Its title, hints and feedback are in the language files under `id`. */
export interface Task {
  readonly id: string;
  check(world: World): Verdict;
  readonly wrongTurns: readonly WrongTurn[];
}

export interface ClusterSpec {
  /** Number of nodes, 1 to 50. */
  readonly nodes: number;
  /** Whether the default StorageClass `standard` exists. */
  readonly hasDefaultStorageClass: boolean;
  /** Objects that exist at the start, as manifests. */
  readonly objects: readonly JsonObject[];
}

/**
 * A lesson's behaviour. Its prose, task texts, manifests, solution and wrong answers lie beside it.
 */
export interface Lesson {
  /** `statefulsets/scaling`. */
  readonly id: string;
  readonly cluster: ClusterSpec;
  readonly tasks: readonly Task[];
}

/** How a task stands. Once met it stays met, until the session is reset. */
export interface TaskState {
  readonly id: string;
  readonly ok: boolean;
  readonly why: Why;
  readonly atRv: number | undefined;
  /** Ids of wrong turns that the learner is on now. */
  readonly wrongTurns: readonly string[];
}
