import type { Program } from '../../kernel/index.ts';
import { formatOrFail } from './builtins.ts';
import { countStep, keyOf } from './evaluate.ts';
import type { Leave, Machine } from './machine.ts';
import type { Action, Expression } from './syntax.ts';
import { fromBytes, isTrue, toNumber, toText, type Value } from './values.ts';

type Of<T extends Action['type']> = Extract<Action, { type: T }>;

function* print(machine: Machine, one: Of<'print'>): Program<void> {
  const values: Value[] = [];
  for (const arg of one.args) values.push(yield* machine.evaluate(arg));
  let bytes: string;
  if (one.isFormatted) bytes = yield* formatOrFail(machine, 'printf', values);
  else {
    const format = machine.text(machine.get('OFMT'));
    const shown = values.length === 0 ? [machine.record.get(0)] : values;
    bytes =
      shown.map((value) => toText(value, format)).join(machine.text(machine.get('OFS'))) +
      machine.text(machine.get('ORS'));
  }
  if (one.redirect === undefined) return yield* machine.streams.print(bytes);
  const { mode, target } = one.redirect;
  const name = fromBytes(machine.text(yield* machine.evaluate(target)));
  yield* machine.streams.printTo(mode, name, bytes);
}

function* isMet(machine: Machine, test: Expression | undefined): Program<boolean> {
  return test === undefined || isTrue(yield* machine.evaluate(test));
}

/** How a loop goes on after its body: 'go', 'stop', or out of more than the loop. */
const afterBody = (left: Leave | undefined): 'go' | 'stop' | Leave =>
  left === undefined || left === 'continue' ? 'go' : left === 'break' ? 'stop' : left;

function* loop(
  machine: Machine,
  one: Of<'while' | 'for' | 'do'>,
  startsWithBody: boolean,
): Program<Leave | undefined> {
  if (one.type === 'for' && one.start !== undefined) yield* execute(machine, one.start);
  for (let isFirst = startsWithBody; ; isFirst = false) {
    yield* countStep(machine);
    if (!isFirst && !(yield* isMet(machine, one.test))) return undefined;
    const after = afterBody(yield* execute(machine, one.body));
    if (after === 'stop') return undefined;
    if (after !== 'go') return after;
    if (one.type === 'for' && one.step !== undefined) yield* execute(machine, one.step);
  }
}

const byteOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** mawk goes through an array in the order of its subscripts as text. */
function* each(machine: Machine, one: Of<'each'>): Program<Leave | undefined> {
  const table = machine.memory.table(one.array);
  for (const key of [...table.keys()].sort(byteOrder)) {
    yield* countStep(machine);
    machine.set(one.name, key);
    const after = afterBody(yield* execute(machine, one.body));
    if (after === 'stop') return undefined;
    if (after !== 'go') return after;
  }
  return undefined;
}

/** Does an action; the answer says where control goes, if not on. */
export function* execute(machine: Machine, one: Action): Program<Leave | undefined> {
  switch (one.type) {
    case 'expression':
      yield* machine.evaluate(one.value);
      return undefined;
    case 'print':
      yield* print(machine, one);
      return undefined;
    case 'if': {
      const chosen = (yield* isMet(machine, one.test)) ? one.yes : one.no;
      return chosen === undefined ? undefined : yield* execute(machine, chosen);
    }
    case 'while':
    case 'for':
      return yield* loop(machine, one, false);
    case 'do':
      return yield* loop(machine, one, true);
    case 'each':
      return yield* each(machine, one);
    case 'block':
      for (const action of one.actions) {
        const left = yield* execute(machine, action);
        if (left !== undefined) return left;
      }
      return undefined;
    case 'exit':
      if (one.value !== undefined) {
        machine.exitCode = toNumber(yield* machine.evaluate(one.value)) & 255;
      }
      return 'exit';
    case 'return':
      if (one.value !== undefined) machine.returned = yield* machine.evaluate(one.value);
      return 'return';
    case 'delete': {
      const table = machine.memory.table(one.array);
      if (one.keys === undefined) table.clear();
      else table.delete(yield* keyOf(machine, one.keys));
      return undefined;
    }
    default:
      return one.type;
  }
}
