import type { AnyStateMachine } from 'xstate';

/** One state of a statechart; `path` has the names from the outermost state on. */
export interface ChartState {
  readonly path: string;
  /** The path of the state around it; '' for the outermost ones. */
  readonly parent: string;
  readonly isInitial: boolean;
}

/** One way from a state to another. `on` is the event's name, `after …` or `always`. */
export interface ChartArrow {
  readonly from: string;
  readonly to: string;
  readonly on: string;
}

/** A statechart as it can be drawn. */
export interface Statechart {
  readonly id: string;
  readonly states: readonly ChartState[];
  readonly arrows: readonly ChartArrow[];
}

/** A machine that runs on a node, and the state that it is in. */
export interface RunningMachine {
  readonly chart: Statechart;
  /** What it belongs to: a pod's, container's or node's name; with the kind of a probe. */
  readonly name: string;
  /** The path of the innermost state. */
  readonly state: string;
}

const pathOf = (path: readonly string[]): string => path.join('.');

const sayEvent = (type: string): string => {
  const [, delay] = /^xstate\.after\.([^.]+)\./.exec(type) ?? [];
  return delay === undefined ? type || 'always' : `after ${delay}`;
};

/** Reads a machine's states and arrows, from the very definition that runs. */
export function statechartOf(machine: AnyStateMachine): Statechart {
  const states: ChartState[] = [];
  const arrows: ChartArrow[] = [];
  const visit = (node: AnyStateMachine['root']): void => {
    for (const child of Object.values(node.states)) {
      states.push({
        path: pathOf(child.path),
        parent: pathOf(node.path),
        isInitial: node.initial.target[0] === child,
      });
      visit(child);
    }
    const all = [...node.transitions.values(), node.always ?? []].flat();
    for (const { eventType, target } of all) {
      const to = target?.[0];
      if (to === undefined) continue;
      arrows.push({ from: pathOf(node.path), to: pathOf(to.path), on: sayEvent(eventType) });
    }
  };
  visit(machine.root);
  return { id: machine.id, states, arrows };
}

const innermost = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value as Record<string, unknown>);
  return `${name}.${innermost(inner)}`;
};

/** A running machine as it can be shown. */
export const runningMachine = (
  machine: AnyStateMachine,
  name: string,
  snapshot: { readonly value: unknown },
): RunningMachine => ({
  chart: statechartOf(machine),
  name,
  state: innermost(snapshot.value),
});
