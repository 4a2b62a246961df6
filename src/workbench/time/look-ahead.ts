import type { Dictionary } from '../../i18n/index.ts';
import {
  clusterObjects,
  type foresee,
  type ObjectDifference,
  type PartLoader,
  podStatusText,
} from '../../session/engine.ts';
import type { Session } from '../../session/index.ts';
import { describeChanges } from '../cluster/sentences.ts';
import { createSummarizer } from '../cluster/summary.ts';

export type Foresight = ReturnType<typeof foresee>;

/** Virtual time between two looks at what has happened. */
const STEP_MS = 500;
/** Wall time at a stretch, so that the page stays quick. */
const STRETCH_MS = 12;
/** Wall time for all: a command that only computes gives work without end. */
const PATIENCE_MS = 4000;

/** A sentence, and when it would become true. */
export interface Happening {
  readonly afterMs: number;
  readonly text: string;
}

/** What a command would have done after a while. */
export interface Ahead {
  /** How far was looked: less than was asked for, where there was too much to do. */
  readonly seenMs: number;
  readonly output: string;
  readonly happenings: readonly Happening[];
  readonly differences: readonly ObjectDifference[];
  readonly end: End;
}

/** How it stands with the command then. */
export type End =
  | { readonly type: 'ended'; readonly afterMs: number; readonly exitCode: number }
  | { readonly type: 'running' }
  | { readonly type: 'editing'; readonly path: string }
  | { readonly type: 'reading keys' }
  /** '' for a program that asks without a word. */
  | { readonly type: 'asking'; readonly prompt: string };

export interface Lookout {
  readonly loader: PartLoader;
  readonly texts: Dictionary['cluster'];
  readonly terminal: string;
  readonly forMs: number;
  wallMs(): number;
  /** Lets the page do something else. */
  turn(): Promise<void>;
  /** True ends it: nobody wants to know any more. */
  isStopped(): boolean;
}

/** Tells what happens in a world, from one reading to the next. */
function createTeller(world: Session, t: Dictionary['cluster']) {
  const summarize = createSummarizer(podStatusText);
  let before = summarize(clusterObjects(world));
  let rv = world.view.resourceVersion();
  return (): readonly string[] => {
    if (world.view.resourceVersion() === rv) return [];
    rv = world.view.resourceVersion();
    const after = summarize(clusterObjects(world));
    const said = describeChanges(before, after, t);
    before = after;
    return said;
  };
}

/** Shares the time with the page. `rest` answers whether there is any left. */
function createPatience(host: Lookout) {
  const beganMs = host.wallMs();
  let stretchMs = beganMs;
  return {
    isOver: (): boolean => host.isStopped() || host.wallMs() - beganMs >= PATIENCE_MS,
    async rest(): Promise<void> {
      if (host.wallMs() - stretchMs <= STRETCH_MS) return;
      await host.turn();
      stretchMs = host.wallMs();
    },
  };
}
type Patience = ReturnType<typeof createPatience>;

/** For what has little to do. */
const UNHURRIED: Patience = { isOver: () => false, rest: async () => {} };

/** Goes on from due time to due time: a command can have more to do than the page can wait for. */
async function move(
  world: Session,
  untilMs: number,
  loader: PartLoader,
  patience: Patience,
): Promise<void> {
  while (world.nowMs() < untilMs && !patience.isOver()) {
    const next = world.nextAtMs() ?? untilMs;
    world.advance(Math.min(untilMs, Math.max(next, world.nowMs() + 1)) - world.nowMs());
    const part = world.missingPart();
    if (part !== undefined) await loader.load(part);
    await patience.rest();
  }
}

function endOf({ withIt, command }: Foresight, terminal: string, startMs: number): End {
  const { endedAtMs, exitCode } = command() ?? {};
  if (endedAtMs !== undefined) {
    return { type: 'ended', afterMs: endedAtMs - startMs, exitCode: exitCode ?? 0 };
  }
  const state = withIt.terminalState(terminal);
  if (state.type === 'edit') return { type: 'editing', path: state.request.path };
  if (state.type === 'key') return { type: 'reading keys' };
  if (state.type === 'line') return { type: 'asking', prompt: state.request.prompt.trim() };
  return { type: 'running' };
}

/**
 * Lets both worlds of a look ahead go on, side by side, and tells what happens in the one with the
 * command that does not happen at the same time without it. Undefined when it was stopped.
 */
export async function lookAhead(foresight: Foresight, host: Lookout): Promise<Ahead | undefined> {
  const { withIt, without } = foresight;
  const startMs = withIt.nowMs();
  const [tell, tellOther] = [withIt, without].map((world) => createTeller(world, host.texts));
  const happenings: Happening[] = [];
  const patience = createPatience(host);
  let seenMs = 0;
  while (seenMs < host.forMs && !patience.isOver()) {
    await move(withIt, startMs + Math.min(host.forMs, seenMs + STEP_MS), host.loader, patience);
    seenMs = withIt.nowMs() - startMs;
    // However long the one with the command took, both are seen at one instant.
    await move(without, startMs + seenMs, host.loader, UNHURRIED);
    const anyway = new Set(tellOther?.());
    for (const text of tell?.() ?? []) {
      if (!anyway.has(text)) happenings.push({ afterMs: seenMs, text });
    }
  }
  if (host.isStopped()) return undefined;
  return {
    seenMs,
    output: foresight.output(),
    happenings,
    differences: foresight.differences(),
    end: endOf(foresight, host.terminal, startMs),
  };
}
