import { type Program, work } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { callBuiltin, patternOf } from './builtins.ts';
import { type Machine, readRecord, Unwind } from './machine.ts';
import { type Cell, createCell } from './memory.ts';
import {
  AwkError,
  type BinaryOperator,
  type Comparison,
  type Expression,
  type Place,
} from './syntax.ts';
import {
  compareValues,
  fromBytes,
  inputValue,
  isTrue,
  NOTHING,
  toNumber,
  type Value,
} from './values.ts';

type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;

/** Lets virtual time pass after many steps, so that an endless loop does not stop the world. */
export function* countStep(machine: Machine): Program<void> {
  if (++machine.steps % LIMITS.toolStepsPerSlice === 0) yield* work(1);
}

const COMPARE: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function combine(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === 'join') return machine.text(left) + machine.text(right);
  const [a, b] = [toNumber(left), toNumber(right)];
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
    case '%':
      if (b === 0 && machine.isApplet) throw new AwkError('cmd. line:1: Division by zero');
      return operator === '/' ? a / b : a % b;
    case '^':
      return a ** b;
  }
}

/** The subscript that expressions make. */
export function* keyOf(machine: Machine, keys: readonly Expression[]): Program<string> {
  const parts: string[] = [];
  for (const key of keys) parts.push(machine.text(yield* machine.evaluate(key)));
  return parts.join(machine.text(machine.get('SUBSEP')));
}

/** A place with its subscripts worked out, so that they are worked out only once. */
interface Spot {
  get(): Value;
  set(value: Value): void;
}

function* spotOf(machine: Machine, place: Place): Program<Spot> {
  if (place.type === 'variable') {
    const { name } = place;
    return { get: () => machine.get(name), set: (value) => machine.set(name, value) };
  }
  if (place.type === 'field') {
    const index = Math.trunc(toNumber(yield* machine.evaluate(place.index)));
    if (index < 0) machine.fail(`negative field index $${index}`);
    return {
      get: () => machine.record.get(index),
      set: (value) => machine.record.set(index, value),
    };
  }
  const key = yield* keyOf(machine, place.keys);
  const table = machine.memory.table(place.array);
  return {
    get() {
      const value = table.get(key);
      if (value === undefined) table.set(key, NOTHING);
      return value ?? NOTHING;
    },
    set: (value) => void table.set(key, value),
  };
}

function* assign(machine: Machine, one: Of<'assign'>): Program<Value> {
  const value = yield* machine.evaluate(one.value);
  const spot = yield* spotOf(machine, one.target);
  const made =
    one.operator === undefined ? value : combine(machine, one.operator, spot.get(), value);
  spot.set(made);
  return made;
}

function* step(machine: Machine, one: Of<'step'>): Program<Value> {
  const spot = yield* spotOf(machine, one.target);
  const before = toNumber(spot.get());
  spot.set(before + one.by);
  return one.isPrefix ? before + one.by : before;
}

/** Calls a function of the program: arrays go in by reference, everything else by value. */
function* call(machine: Machine, one: Of<'call'>): Program<Value> {
  const definition = machine.functions.get(one.name);
  if (definition === undefined) return machine.fail(`function ${one.name} never defined`);
  if (machine.depth >= LIMITS.awkDepth) machine.fail('function call nesting is too deep');
  yield* countStep(machine);
  const locals = new Map<string, Cell>();
  for (const [i, parameter] of definition.parameters.entries()) {
    const arg = one.args[i];
    if (arg === undefined) locals.set(parameter, createCell());
    else if (arg.type === 'variable' && !isSpecial(arg.name)) {
      const cell = machine.memory.cell(arg.name);
      const isOpen = cell.content === undefined;
      locals.set(parameter, createCell(cell.content, isOpen ? cell : undefined));
    } else locals.set(parameter, createCell(yield* machine.evaluate(arg)));
  }
  const leave = machine.memory.enter(locals);
  machine.depth++;
  try {
    machine.returned = NOTHING;
    const left = yield* machine.execute(definition.body);
    if (left !== undefined && left !== 'return') throw new Unwind(left);
    const { returned } = machine;
    machine.returned = NOTHING;
    return returned;
  } finally {
    machine.depth--;
    leave();
  }
}

const isSpecial = (name: string): boolean => name === 'NF';

/** Reads a record: 1 when there was one, 0 at the end, -1 when it cannot be read. */
function* getline(machine: Machine, one: Of<'getline'>): Program<Value> {
  const { streams } = machine;
  const name = one.from === undefined ? '' : yield* machine.evaluate(one.from);
  const from = fromBytes(machine.text(name));
  let text: string | undefined;
  if (one.source === 'main') text = yield* machine.input.next();
  else {
    const reader =
      one.source === 'file' ? streams.readFile(from) : yield* streams.readCommand(from);
    if (reader === undefined) return -1;
    text = yield* readRecord(machine, reader);
  }
  if (text === undefined) return 0;
  if (one.target === undefined) machine.record.set(0, text);
  else (yield* spotOf(machine, one.target)).set(inputValue(text));
  return 1;
}

function* matches(machine: Machine, one: Of<'match'>): Program<Value> {
  const text = machine.text(yield* machine.evaluate(one.left));
  const isFound = (yield* patternOf(machine, one.right)).test(text);
  return isFound === one.isNegated ? 0 : 1;
}

/** The value of an expression. */
export function* evaluate(machine: Machine, one: Expression): Program<Value> {
  switch (one.type) {
    case 'number':
    case 'string':
      return one.value;
    case 'regex':
      return machine.pattern(one.source).test(machine.text(machine.record.get(0))) ? 1 : 0;
    case 'variable':
      return machine.get(one.name);
    case 'field':
    case 'element':
      return (yield* spotOf(machine, one)).get();
    case 'assign':
      return yield* assign(machine, one);
    case 'choose':
      return yield* evaluate(
        machine,
        isTrue(yield* evaluate(machine, one.test)) ? one.yes : one.no,
      );
    case 'logic': {
      const left = isTrue(yield* evaluate(machine, one.left));
      if (left === (one.operator === '||')) return left ? 1 : 0;
      return isTrue(yield* evaluate(machine, one.right)) ? 1 : 0;
    }
    case 'binary': {
      const left = yield* evaluate(machine, one.left);
      return combine(machine, one.operator, left, yield* evaluate(machine, one.right));
    }
    case 'compare': {
      const left = yield* evaluate(machine, one.left);
      const right = yield* evaluate(machine, one.right);
      const order = compareValues(left, right, machine.text(machine.get('CONVFMT')));
      return COMPARE[one.operator](order) ? 1 : 0;
    }
    case 'match':
      return yield* matches(machine, one);
    case 'in': {
      const key = yield* keyOf(machine, one.keys);
      return machine.memory.table(one.array).has(key) ? 1 : 0;
    }
    case 'unary': {
      const value = yield* evaluate(machine, one.operand);
      if (one.operator === '!') return isTrue(value) ? 0 : 1;
      return one.operator === '-' ? -toNumber(value) : toNumber(value);
    }
    case 'step':
      return yield* step(machine, one);
    case 'call':
      return yield* call(machine, one);
    case 'builtin':
      return yield* callBuiltin(machine, one.name, one.args);
    case 'getline':
      return yield* getline(machine, one);
    case 'group':
      return yield* keyOf(machine, one.items);
  }
}
