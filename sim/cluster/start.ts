import type { Parts } from '../kernel/index.ts';
import type {
  Change,
  ClusterSpec,
  CommandRecord,
  StartStage,
  Words,
  World,
} from '../lesson/index.ts';
import { PRODUCT_NETWORK } from '../net/index.ts';
import { DEFAULT_PROFILE } from '../node/index.ts';
import { standardClass } from './boot.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { clearHome, fillHome } from './home.ts';
import { withBehaviours } from './image-behaviour.ts';
import { inSteps, type Moves, type MovesInSteps, untilQuiet } from './moves.ts';

/** Virtual time that a script of the start may take. */
const SCRIPT_LIMIT_MS = 60 * 60_000;
/** Nothing changes for so long before a lesson begins. */
const SETTLE_MS = 5_000;
/** A start that does not come to rest (a crash loop, say) begins after this. */
const SETTLE_LIMIT_MS = 60_000;

/** A cluster in which a lesson begins. */
export interface LessonStart {
  readonly cluster: Cluster;
  readonly words: Words;
  readonly beganAtMs: number;
  /** The world as checks see it now. */
  look(): World;
  /** What was run since. */
  commands(): readonly CommandRecord[];
}

/** What exists after `changes`, each object as if it had been added in its last state. */
function presentAfter(changes: readonly Change[]): Change[] {
  const present = new Map<string, Change>();
  for (const change of changes) {
    const { uid } = change.object.metadata;
    if (change.type === 'DELETED') present.delete(uid);
    else present.set(uid, change);
  }
  return [...present.values()].map((change) => ({
    ...change,
    type: 'ADDED',
    previous: undefined,
    origin: { ...change.origin, actor: 'lesson' },
  }));
}

/** What a start is made of. */
export interface StartOptions {
  readonly spec: ClusterSpec;
  readonly stages: readonly StartStage[];
  /** The lesson's own. */
  readonly files: Readonly<Record<string, string>>;
  readonly words: Words;
  readonly seed: number;
  readonly parts: Parts;
  readonly startsAtEpochMs: number;
}

/** Plays what comes before the lesson, and lays out the lesson's own files. */
function* playStages(cluster: Cluster, { stages, files }: StartOptions): Moves<void> {
  const { world, view } = cluster;
  for (const stage of stages) {
    clearHome(cluster.files);
    fillHome(cluster.files, stage.files);
    yield* cluster.script({ script: stage.script, stdin: '', limitMs: SCRIPT_LIMIT_MS });
    yield* untilQuiet(world, view.changes, SETTLE_MS, SETTLE_LIMIT_MS);
  }
  if (stages.length > 0) {
    clearHome(cluster.files);
    fillHome(cluster.files, files);
  }
}

function createStartCluster({ spec, files, seed, parts, startsAtEpochMs }: StartOptions): Cluster {
  return createCluster({
    seed,
    nodes: spec.nodes,
    storageClasses: spec.hasDefaultStorageClass ? [standardClass()] : [],
    objects: spec.objects,
    files,
    profile: withBehaviours(
      { ...DEFAULT_PROFILE, startsAtEpochMs, hasMetricsServer: spec.hasMetricsServer ?? true },
      spec.images ?? {},
    ),
    featureGates: {},
    network: {
      ...PRODUCT_NETWORK,
      dnsCacheSeconds: spec.dnsCacheSeconds ?? PRODUCT_NETWORK.dnsCacheSeconds,
    },
    parts,
  });
}

/** Boots a cluster, and then brings it to where the lesson begins. */
export function startLesson(options: StartOptions): MovesInSteps<LessonStart> {
  const cluster = createStartCluster(options);
  function* play(): Moves<LessonStart> {
    yield* playStages(cluster, options);
    return lessonFrom(cluster, options.words);
  }
  return inSteps(cluster.world, play());
}

/** The lesson that begins now in a cluster. */
function lessonFrom(cluster: Cluster, words: Words): LessonStart {
  const sums = new Map<string, { upTo: number; sum: unknown }>();
  let told = cluster.view.changes().length;
  const known = presentAfter(cluster.view.changes());
  const beganAtMs = cluster.clock.nowMs();
  const commandsBefore = cluster.commands().length;
  const commands = () => cluster.commands().slice(commandsBefore);
  return {
    cluster,
    words,
    beganAtMs,
    commands,
    look() {
      const all = cluster.view.changes();
      while (told < all.length) known.push(all[told++] as Change);
      return {
        view: cluster.view,
        clock: cluster.clock,
        changes: known,
        fold<T>(key: string, start: T, step: (sum: T, change: Change) => T): T {
          const kept = sums.get(key) ?? { upTo: 0, sum: start };
          sums.set(key, kept);
          while (kept.upTo < known.length) {
            kept.sum = step(kept.sum as T, known[kept.upTo++] as Change);
          }
          return kept.sum as T;
        },
        commands: commands(),
        words,
        requests: cluster.requests().filter(({ atMs }) => atMs >= beganAtMs),
        isOnVolume: (volume, path) => cluster.dataOf(volume)?.stat(path).ok === true,
        oldestOnVolumeMs(volume, path) {
          const data = cluster.dataOf(volume);
          const names = data?.list(path);
          if (names?.ok !== true) return undefined;
          const paths = [path, ...names.value.map((name) => `${path}/${name}`)];
          const stats = paths.flatMap((one) => data?.lstat(one) ?? []);
          const epochMs = stats.flatMap((stat) => (stat.ok ? stat.value.modifiedEpochMs : []));
          return Math.min(...epochMs) - (cluster.clock.epochMs() - cluster.clock.nowMs());
        },
        textOnVolume(volume, path) {
          const found = cluster.dataOf(volume)?.read(path);
          return found?.ok === true ? found.value : undefined;
        },
      };
    },
  };
}
