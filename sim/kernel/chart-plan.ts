import type { AnyEventObject, AnyStateMachine } from 'xstate';

/** A named action of a machine, as data; its host executes it. */
export interface Effect {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type StateNode = AnyStateMachine['root'];
type Context = Readonly<Record<string, unknown>>;
/** What guards, delays and assignments are called with. */
export interface Asked {
  readonly context: Context;
  readonly event: AnyEventObject;
}
type Expression<T> = (asked: Asked, params: unknown) => T;

/** One thing that a way does, in the order in which it is done. */
export type Op =
  | { readonly type: 'assign'; readonly update: Expression<Context>; readonly params: unknown }
  /** An event of its own: at once when the delay is no number, else after it. */
  | {
      readonly type: 'raise';
      readonly key: string;
      readonly event: AnyEventObject;
      readonly delayMs: Expression<unknown>;
    }
  | { readonly type: 'cancel'; readonly key: string }
  | { readonly type: 'effect'; readonly effect: Effect };

/** A way from a place: taken when its guard lets it. */
export interface Way {
  readonly guard: Expression<boolean> | undefined;
  readonly params: unknown;
  readonly ops: readonly Op[];
  readonly to: Place;
  /** Whether its place or context is another one afterwards. */
  readonly changes: boolean;
}

/** An innermost state, with what can be done there and in the states around it. */
export interface Place {
  /** As XState writes states: a name, or the name of a state with what it is in within. */
  readonly value: unknown;
  readonly always: readonly Way[];
  /** The ways of an event, those of inner states first; none when no state names the event. */
  waysOf(eventType: string): readonly Way[];
}

/** A machine's definition, worked out once for all that run it. */
export interface Plan {
  context(input: unknown): Context;
  readonly ops: readonly Op[];
  readonly start: Place;
}

interface NamedAction {
  readonly type: string;
  readonly params?: unknown;
}
/** What `assign`, `raise` and `cancel` make. */
interface BuiltIn {
  readonly type: string;
  readonly assignment?: unknown;
  readonly event?: AnyEventObject;
  readonly id?: string;
  readonly delay?: unknown;
  readonly sendId?: string;
}

const asExpression = <T>(value: unknown): Expression<T> =>
  typeof value === 'function' ? (value as Expression<T>) : () => value as T;

/** An assignment is a function of the whole, or one value or function for each key. */
function updateOf(assignment: unknown): Expression<Context> {
  if (typeof assignment === 'function') return assignment as Expression<Context>;
  const parts = Object.entries(assignment as Context).map(
    ([key, part]) => [key, asExpression<unknown>(part)] as const,
  );
  return (asked, params) => {
    const update: Record<string, unknown> = {};
    for (const [key, part] of parts) update[key] = part(asked, params);
    return update;
  };
}

function builtInOp(machine: AnyStateMachine, action: BuiltIn, params: unknown): Op {
  if (action.type === 'xstate.assign') {
    return { type: 'assign', update: updateOf(action.assignment), params };
  }
  if (action.type === 'xstate.cancel') return { type: 'cancel', key: action.sendId ?? '' };
  if (action.type !== 'xstate.raise') throw new Error(`${machine.id}: no host for ${action.type}`);
  const { event = { type: '' }, id, delay } = action;
  const delays: Readonly<Record<string, unknown>> = machine.implementations.delays;
  const delayMs = asExpression<unknown>(typeof delay === 'string' ? delays[delay] : delay);
  return { type: 'raise', key: id ?? event.type, event, delayMs };
}

/** An action by its name, with the parameters that its definition gives it. */
function opOf(machine: AnyStateMachine, action: unknown): Op {
  if (typeof action === 'function') {
    return builtInOp(machine, action as unknown as BuiltIn, undefined);
  }
  const { type, params }: NamedAction =
    typeof action === 'string' ? { type: action } : (action as NamedAction);
  if (typeof params === 'function') throw new Error(`${machine.id}: computed params of ${type}`);
  const known: unknown = machine.implementations.actions[type];
  if (typeof known === 'function' && 'resolve' in known) {
    return builtInOp(machine, known as unknown as BuiltIn, params);
  }
  return { type: 'effect', effect: { type, params: (params ?? {}) as Effect['params'] } };
}

/** A state and those around it, inner ones first. */
function chainOf(node: StateNode): StateNode[] {
  const chain: StateNode[] = [];
  for (let at: StateNode | undefined = node; at !== undefined; at = at.parent) chain.push(at);
  return chain;
}

/** A state and those that are entered with it, outer ones first. */
function entered(node: StateNode): StateNode[] {
  const [first] = node.type === 'compound' ? (node.initial.target as readonly StateNode[]) : [];
  return first === undefined ? [node] : [node, ...entered(first)];
}

const isWithin = (node: StateNode, outer: StateNode): boolean =>
  node !== outer && chainOf(node).includes(outer);

/** The state in which a way stays. Models SCXML's getTransitionDomain. */
function domainOf(source: StateNode, target: StateNode, isReentered: boolean): StateNode {
  if (!isReentered && (target === source || isWithin(target, source))) return source;
  const around = chainOf(target).find((node) => node !== target && isWithin(source, node));
  return around ?? source.machine.root;
}

const stateValue = (path: readonly string[]): unknown => {
  const [name = '', ...inner] = path;
  return inner.length === 0 ? name : { [name]: stateValue(inner) };
};

/** Machines here have states within states and nothing else of SCXML. */
function refuseOthers(node: StateNode): void {
  const isPlain = node.type === 'atomic' || node.type === 'compound';
  const hasWildcard = [...node.transitions.keys()].some((type) => type.includes('*'));
  if (!isPlain || hasWildcard || node.invoke.length > 0) throw new Error(`no host for ${node.id}`);
  for (const child of Object.values(node.states)) refuseOthers(child as StateNode);
}

type Transition = NonNullable<StateNode['always']>[number];

/** Reads a machine's definition. */
export function planOf(machine: AnyStateMachine): Plan {
  refuseOthers(machine.root);
  const places = new Map<StateNode, Place>();
  const opsOf = (actions: readonly unknown[]): Op[] =>
    actions.map((action) => opOf(machine, action));
  const entryOps = (nodes: readonly StateNode[]): Op[] =>
    nodes.flatMap((node) => opsOf([...node.entry, ...node.initial.actions]));

  const guardOf = (guard: unknown): Pick<Way, 'guard' | 'params'> => {
    if (guard === undefined) return { guard: undefined, params: undefined };
    const { type, params }: NamedAction =
      typeof guard === 'string' ? { type: guard } : (guard as NamedAction);
    const known: unknown =
      typeof guard === 'function' ? guard : machine.implementations.guards[type];
    if (typeof known !== 'function' || 'check' in known || typeof params === 'function') {
      throw new Error(`${machine.id}: no host for guard ${type}`);
    }
    return { guard: known as Expression<boolean>, params };
  };
  const wayOf = (leaf: StateNode, transition: Transition): Way => {
    const { source, target: targets = [], actions, reenter } = transition;
    const [target] = targets as readonly StateNode[];
    const guard = guardOf(transition.guard);
    const own = opsOf(actions);
    if (target === undefined) {
      const changes = own.some(({ type }) => type === 'assign');
      return { ...guard, ops: own, to: placeOf(leaf), changes };
    }
    const domain = domainOf(source as StateNode, target, reenter);
    const left = chainOf(leaf).filter((node) => isWithin(node, domain));
    const outer = chainOf(target).filter((node) => node !== target && isWithin(node, domain));
    const inner = entered(target).filter((node) => node !== domain);
    const next = entered(target).at(-1) as StateNode;
    const ops = [
      ...left.flatMap((node) => opsOf(node.exit)),
      ...own,
      ...entryOps([...outer.reverse(), ...inner]),
    ];
    const changes = next !== leaf || ops.some(({ type }) => type === 'assign');
    return { ...guard, ops, to: placeOf(next), changes };
  };
  const placeOf = (leaf: StateNode): Place => {
    const found = places.get(leaf);
    if (found !== undefined) return found;
    const chain = chainOf(leaf);
    const ways = new Map<string, readonly Way[]>();
    const read = (transitions: readonly Transition[]): Way[] =>
      transitions.map((transition) => wayOf(leaf, transition));
    let always: readonly Way[] | undefined;
    const place: Place = {
      value: stateValue(leaf.path),
      get always() {
        always ??= chain.flatMap((node) => read(node.always ?? []));
        return always;
      },
      waysOf(eventType) {
        const known = ways.get(eventType);
        if (known !== undefined) return known;
        const made = chain.flatMap((node) => read(node.transitions.get(eventType) ?? []));
        ways.set(eventType, made);
        return made;
      },
    };
    places.set(leaf, place);
    return place;
  };

  const all = entered(machine.root);
  const { context = {} } = machine.config as { readonly context?: unknown };
  const contextOf = asExpression<Context>(context) as (asked: unknown) => Context;
  return {
    context: (input) => ({ ...contextOf({ input }) }),
    ops: entryOps(all),
    start: placeOf(all.at(-1) as StateNode),
  };
}
