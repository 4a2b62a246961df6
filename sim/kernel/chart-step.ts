import type { AnyEventObject } from 'xstate';
import type { Asked, Effect, Op, Place, Plan, Way } from './chart-plan.ts';

/** Where a machine stands. */
export interface Stand {
  readonly place: Place;
  readonly context: Asked['context'];
}

/** What a step asks of its host, in order. */
export type Order =
  | { readonly type: 'effect'; readonly effect: Effect }
  | {
      readonly type: 'timer';
      readonly key: string;
      readonly event: AnyEventObject;
      readonly delayMs: number;
    }
  | { readonly type: 'cancel'; readonly key: string };

/** A step that is under way. */
interface Walk {
  place: Place;
  context: Asked['context'];
  readonly raised: AnyEventObject[];
  readonly orders: Order[];
}

function perform(walk: Walk, op: Op, event: AnyEventObject): void {
  if (op.type === 'effect' || op.type === 'cancel') {
    walk.orders.push(op);
    return;
  }
  const asked = { context: walk.context, event };
  if (op.type === 'assign') {
    walk.context = { ...walk.context, ...op.update(asked, op.params) };
    return;
  }
  const delayMs = op.delayMs(asked, undefined);
  if (typeof delayMs !== 'number') walk.raised.push(op.event);
  else walk.orders.push({ type: 'timer', key: op.key, event: op.event, delayMs });
}

function follow(walk: Walk, way: Way, event: AnyEventObject): void {
  for (const op of way.ops) perform(walk, op, event);
  walk.place = way.to;
}

/** The first way that is open. */
function openWay(ways: readonly Way[], { context }: Walk, event: AnyEventObject): Way | undefined {
  for (const way of ways) {
    if (way.guard === undefined || way.guard({ context, event }, way.params)) return way;
  }
  return undefined;
}

/** Takes ways without events, and those of events that were raised, until there are none. */
function comeToRest(walk: Walk, first: AnyEventObject): void {
  let event = first;
  let looksAround = true;
  for (;;) {
    let way: Way | undefined = looksAround ? openWay(walk.place.always, walk, event) : undefined;
    looksAround = way?.changes ?? true;
    if (way === undefined) {
      const raised = walk.raised.shift();
      if (raised === undefined) return;
      event = raised;
      way = openWay(walk.place.waysOf(event.type), walk, event);
    }
    if (way !== undefined) follow(walk, way, event);
  }
}

/**
 * Takes an event, and all that follows from it at once; what it asks for is put to `orders`. An
 * event that nothing answers leaves a machine as it stands. Models `transition` of XState.
 */
export function step(stand: Stand, event: AnyEventObject, orders: Order[]): Stand {
  const walk: Walk = { place: stand.place, context: stand.context, raised: [], orders };
  const way = openWay(stand.place.waysOf(event.type), walk, event);
  if (way !== undefined) follow(walk, way, event);
  comeToRest(walk, event);
  const { place, context } = walk;
  return place === stand.place && context === stand.context ? stand : { place, context };
}

/** Where a new machine comes to rest. Models `getInitialSnapshot` of XState. */
export function begin(plan: Plan, input: unknown, orders: Order[]): Stand {
  const walk: Walk = { place: plan.start, context: plan.context(input), raised: [], orders };
  const event = { type: 'xstate.init', input };
  for (const op of plan.ops) perform(walk, op, event);
  comeToRest(walk, event);
  return { place: walk.place, context: walk.context };
}
