import type { JsonObject } from '../api/index.ts';
import type { Clock, Prng, Why } from '../kernel/index.ts';
import type { NetworkRequest } from '../net/index.ts';
import type { Change, StoreView } from '../store/index.ts';
import type { Words } from './variants.ts';

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
  /**
   * What happened in the lesson, oldest first. What was there when it began counts as added at
   * that moment, so that nothing of an earlier lesson can meet a task.
   */
  readonly changes: readonly Change[];
  /**
   * Goes over all changes, oldest first, and keeps what came of it under `key` until the next look:
   * `step` sees each change once, however often is asked. What stands for a key is the same each
   * time; nobody but its `step` may change it.
   */
  fold<T>(key: string, start: T, step: (sum: T, change: Change) => T): T;
  readonly clock: Clock;
  /** The learner's own, without those that made the start. */
  readonly commands: readonly CommandRecord[];
  /** What pods asked of the network in the lesson, the newest requests, oldest first. */
  readonly requests: readonly NetworkRequest[];
  /** The words of this learner's variant. */
  readonly words: Words;
  /** Whether a file or directory lies on a PersistentVolume; `path` is absolute there. */
  isOnVolume(volume: string, path: string): boolean;
  /** What a file on a PersistentVolume says; undefined when there is none. */
  textOnVolume(volume: string, path: string): string | undefined;
  /**
   * When the oldest content of a directory on a PersistentVolume was last changed, in the time of
   * `clock`: the directory itself or what lies in it. Undefined when there is no such directory.
   */
  oldestOnVolumeMs(volume: string, path: string): number | undefined;
}

/** The answer of a check. `why` is given in both cases; `atRv` names the change that decided. */
export interface Verdict {
  readonly ok: boolean;
  readonly why: Why;
  readonly atRv: number | undefined;
}

/** A question about the world, answered without changing it. */
export type Check = (world: World) => Verdict;

/** A wrong turn that people really take; its feedback is in the language files under `id`. */
export interface WrongTurn {
  readonly id: string;
  isTaken(world: World): boolean;
}

/**
 * A part of a task that earns points by itself, and keeps them. Its text is in the language files
 * under `id`. One that asks for something *not* done must ask for the deed beside it: nothing is
 * earned by looking on.
 */
export interface Credit {
  readonly id: string;
  readonly points: number;
  check(world: World): Verdict;
}

/** One thing to do. Its title, hints and feedback are in the language files under `id`. */
export interface Task {
  readonly id: string;
  check(world: World): Verdict;
  readonly wrongTurns: readonly WrongTurn[];
  /** In an exam: what its points are given for. The task is met when all of them are. */
  readonly credits?: readonly Credit[];
}

/**
 * Command lines that show, in a copy of the cluster, what would come true. They run one after the
 * other in a terminal of their own.
 */
export interface PlayOut {
  /** Whether the cluster is where the question is about: the set is up, the tool is there. */
  isPossible(world: World): boolean;
  readonly lines: readonly string[];
  /** Virtual time in which it is decided. */
  readonly forMs: number;
}

/** One of the things of an order, and when it came about. */
export interface PredictedMoment {
  readonly item: string;
  readonly atMs: number;
}

/** What will happen: one of several choices. */
export interface ChoicePrediction {
  readonly id: string;
  /** Ids of the choices, in the order in which they are offered. */
  readonly choices: readonly string[];
  /** The choice that came true in this world; undefined until it is decided. */
  outcome(world: World): string | undefined;
}

/** In which order things will happen. */
export interface OrderPrediction {
  readonly id: string;
  /** Ids of the things, without spaces, in the order in which they are offered. */
  readonly items: readonly string[];
  /** What has come about so far, each thing once. It is decided when all have. */
  happened(world: World): readonly PredictedMoment[];
  readonly playOut: PlayOut;
}

/** What will be printed: the learner types it. */
export interface TypedPrediction {
  readonly id: string;
  /** What came out in this world; undefined until it is decided. */
  said(world: World): string | undefined;
  readonly playOut: PlayOut;
}

/**
 * Something that the learner foretells and then sees happen. Its texts are in the language files
 * under `id`.
 */
export type Prediction = ChoicePrediction | OrderPrediction | TypedPrediction;

/** A question with one right answer. Its texts are in the language files under `id`. */
export interface Question {
  readonly id: string;
  /** Ids of the choices, in the order in which they are offered. */
  readonly choices: readonly string[];
  readonly right: string;
}

/** What an image does otherwise than it would, so that a lesson can be about it. */
export interface ImageBehaviour {
  /** How long it takes to pull. */
  readonly pullMs?: number;
  /** From the image being there to the container being started. */
  readonly startMs?: number;
  /** Its program ends by itself, in the first `times` runs or in all. */
  readonly crash?: {
    readonly afterMs: number;
    readonly exitCode: number;
    readonly times?: number;
    /** What it writes to its log before, whole lines. */
    readonly output?: string;
  };
  /** Probes that never get an answer in time. */
  readonly hangingProbes?: readonly ('startup' | 'readiness' | 'liveness')[];
  /** What it takes of its machine, as `kubectl top` and autoscalers see it. */
  readonly usage?: {
    /** Thousandths of a core while nobody asks anything of it. */
    readonly cpuMilli?: number;
    /** Processor time of one request to its servers, in milliseconds. */
    readonly cpuMsPerRequest?: number;
    /** Beyond the container's limit it is killed, as any other memory. */
    readonly memoryBytes?: number;
    /** A leak: so much more in each minute, until the limit is reached. */
    readonly memoryGrowthPerMinute?: number;
  };
}

export interface ClusterSpec {
  /** Number of nodes, 1 to 50. */
  readonly nodes: number;
  /** Whether the default StorageClass `standard` exists. */
  readonly hasDefaultStorageClass: boolean;
  /**
   * How long CoreDNS keeps its answers, 30 when it is not said. With 0 a deleted pod's address is
   * never answered again.
   */
  readonly dnsCacheSeconds?: number;
  /** Whether there is a metrics server, for `kubectl top` and autoscalers; true if not said. */
  readonly hasMetricsServer?: boolean;
  /** By the image's name, as containers have it: slow pulls and starts, crashes, hanging probes. */
  readonly images?: Readonly<Record<string, ImageBehaviour>>;
  /** Objects that exist at the start, as manifests. */
  readonly objects: readonly JsonObject[];
}

/**
 * A lesson's behaviour. Its prose, task texts, manifests, solution and wrong answers lie beside it.
 */
export interface Lesson {
  /** `statefulsets/scaling`. */
  readonly id: string;
  /**
   * Where it begins: in a cluster of its own, or where the solution of the previous lesson of the
   * course ended (in that lesson's cluster). A `start.sh` beside the lesson is played after that.
   */
  readonly start: 'fresh' | 'previous';
  readonly cluster: ClusterSpec;
  /**
   * Draws the words that differ from learner to learner. They stand as `[[name]]` in the lesson's
   * files, in its scripts and in the texts of its tasks, and checks find them in the world.
   */
  words?(prng: Prng): Words;
  readonly tasks: readonly Task[];
  readonly predictions: readonly Prediction[];
  readonly questions: readonly Question[];
}

/** A script that is played before the lesson begins, in a home directory with these files. */
export interface StartStage {
  readonly files: Readonly<Record<string, string>>;
  readonly script: string;
}

/** How a part of a task stands. Once met it stays met. */
export interface CreditState {
  readonly id: string;
  readonly points: number;
  readonly ok: boolean;
  readonly why: Why;
}

/** How a task stands. Once met it stays met, until the session is reset. */
export interface TaskState {
  readonly id: string;
  readonly ok: boolean;
  readonly why: Why;
  readonly atRv: number | undefined;
  /** When it was found to be met; undefined while it is open. */
  readonly metAtMs: number | undefined;
  /** Ids of wrong turns that the learner is on now. */
  readonly wrongTurns: readonly string[];
  /** Empty for a task without points. */
  readonly credits: readonly CreditState[];
  /** Whether the learner had its solution shown. */
  readonly isAssisted: boolean;
}

/** What became of a prediction. */
export interface PredictionState {
  readonly id: string;
  /**
   * The choice that came true, the items in their order with spaces between, or what was printed;
   * undefined while it is open.
   */
  readonly outcome: string | undefined;
  /** Of an order: what has come about so far. */
  readonly moments: readonly PredictedMoment[];
  /** Whether it can be played out in a copy of the cluster as it is now. */
  readonly canPlayOut: boolean;
}
