import { ownAt, type Program, readAll, work } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import { openInput } from '../inputs.ts';
import { type Tool, tool } from '../tool.ts';
import { argumentsOf, LIBRARY } from './library.ts';
import {
  add,
  compare,
  type Decimal,
  divide,
  lengthOf,
  multiply,
  negate,
  ONE,
  raise,
  readDecimal,
  remainder,
  rescale,
  showDecimal,
  squareRoot,
  ZERO,
} from './number.ts';
import { BcSyntaxError, type Node, type Place, parseBc, type Statement } from './parse.ts';

/** What ends the line that runs, in bc's words. */
class BcFailure {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Leave = 'break' | 'continue' | 'return' | 'quit' | undefined;
type Definition = Extract<Statement, { type: 'define' }>;

/** What a run knows: variables and elements by their names, and where it is. */
interface Machine {
  readonly t: Tool;
  readonly values: Map<string, Decimal>;
  readonly functions: Map<string, Definition>;
  readonly hasLibrary: boolean;
  scale: number;
  inputBase: number;
  outputBase: number;
  returned: Decimal;
  /** The place in the code of the line, by which errors are told. */
  address: number;
  steps: number;
}

/** A power with more digits takes seconds. */
const MOST_DIGITS = 100_000;
/** A larger scale is cut to this, so that a quotient stays quick. */
const MOST_SCALE = 10_000;
/** The scale that -l begins with. */
const LIBRARY_SCALE = 20;
/** A power of e with a larger exponent has more digits than fit, and takes seconds. */
const MOST_EXPONENT = 20_000;

const truth = (isTrue: boolean): Decimal => (isTrue ? ONE : ZERO);
const isTrue = (value: Decimal): boolean => value.digits !== 0n;
const wholeOf = (value: Decimal): number => Number(rescale(value, 0).digits);

const failAt = (machine: Machine, text: string): never => {
  throw new BcFailure(`Runtime error (func=(main), adr=${machine.address}): ${text}`);
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
};

function calculate(machine: Machine, operator: string, a: Decimal, b: Decimal): Decimal {
  const { scale } = machine;
  machine.address++;
  const compares = COMPARISONS[operator];
  if (compares !== undefined) return truth(compares(compare(a, b)));
  if (operator === '+') return add(a, b);
  if (operator === '-') return add(a, negate(b));
  if (operator === '*') return multiply(a, b, scale);
  if (operator === '^') {
    const exponent = wholeOf(b);
    const size = a.digits.toString().length * Math.abs(exponent);
    if (size > MOST_DIGITS) return failAt(machine, 'exponent too large in raise');
    if (exponent < 0 && !isTrue(a)) return failAt(machine, 'Divide by zero');
    return raise(a, exponent, scale);
  }
  if (!isTrue(b)) return failAt(machine, `${operator === '/' ? 'Divide' : 'Modulo'} by zero`);
  return operator === '/' ? divide(a, b, scale) : remainder(a, b, scale);
}

function load(machine: Machine, name: string): Decimal {
  machine.address += 2;
  const special = { scale: machine.scale, ibase: machine.inputBase, obase: machine.outputBase }[
    name
  ];
  if (special !== undefined) return { digits: BigInt(special), scale: 0 };
  return machine.values.get(name) ?? ZERO;
}

function store(machine: Machine, name: string, value: Decimal): void {
  machine.address += 2;
  const whole = wholeOf(value);
  const base = Math.min(16, Math.max(2, whole));
  if (name === 'scale') machine.scale = Math.min(MOST_SCALE, Math.max(0, whole));
  else if (name === 'ibase') machine.inputBase = base;
  else if (name === 'obase') machine.outputBase = base;
  else machine.values.set(name, value);
}

function* nameOf(machine: Machine, place: Place): Program<string> {
  if (place.type === 'name') return place.name;
  return `${place.name}[${wholeOf(yield* evaluate(machine, place.index))}]`;
}

/** Calls a function of -l, if that has one of the name. */
function callLibrary(machine: Machine, name: string, args: readonly Decimal[]): Decimal {
  const known = machine.hasLibrary ? ownAt(LIBRARY, name) : undefined;
  if (known === undefined) return failAt(machine, `Function ${name} not defined.`);
  if (args.length !== argumentsOf(name)) {
    machine.address += 2;
    return failAt(machine, 'Parameter number mismatch');
  }
  const size = Math.abs(wholeOf(args.at(-1) ?? ZERO));
  if (size > MOST_EXPONENT) return failAt(machine, 'argument is too large');
  return known(args, machine.scale);
}

function* callFunction(machine: Machine, name: string, args: readonly Decimal[]): Program<Decimal> {
  const found = machine.functions.get(name);
  machine.address += 2;
  if (found === undefined) return callLibrary(machine, name, args);
  if (args.length !== found.parameters.length) return failAt(machine, 'Parameter number mismatch');
  const own = [...found.parameters, ...found.locals];
  const before = own.map((one) => machine.values.get(one) ?? ZERO);
  for (const [i, one] of own.entries()) machine.values.set(one, args[i] ?? ZERO);
  machine.returned = ZERO;
  yield* execute(machine, found.body);
  for (const [i, one] of own.entries()) machine.values.set(one, before[i] ?? ZERO);
  const { returned } = machine;
  machine.returned = ZERO;
  return returned;
}

function* call(machine: Machine, name: string, nodes: readonly Node[]): Program<Decimal> {
  const args: Decimal[] = [];
  for (const node of nodes) args.push(yield* evaluate(machine, node));
  const [first = ZERO] = args;
  if (name === 'length') return { digits: BigInt(lengthOf(first)), scale: 0 };
  if (name === 'scale') return { digits: BigInt(first.scale), scale: 0 };
  if (name !== 'sqrt') return yield* callFunction(machine, name, args);
  machine.address += 2;
  if (first.digits < 0n) return failAt(machine, 'Square root of a negative number');
  return squareRoot(first, machine.scale);
}

function* binary(machine: Machine, node: Extract<Node, { type: 'binary' }>): Program<Decimal> {
  const left = yield* evaluate(machine, node.left);
  const right = yield* evaluate(machine, node.right);
  if (node.operator === '&&') return truth(isTrue(left) && isTrue(right));
  if (node.operator === '||') return truth(isTrue(left) || isTrue(right));
  return calculate(machine, node.operator, left, right);
}

function* evaluate(machine: Machine, node: Node): Program<Decimal> {
  if (++machine.steps % LIMITS.toolStepsPerSlice === 0) yield* work(1);
  switch (node.type) {
    case 'number':
      machine.address += /^[01]$/.test(node.text) ? 1 : node.text.length + 2;
      return readDecimal(node.text, machine.inputBase);
    case 'name':
    case 'element':
      return load(machine, yield* nameOf(machine, node));
    case 'call':
      return yield* call(machine, node.name, node.args);
    case 'unary': {
      const value = yield* evaluate(machine, node.operand);
      machine.address++;
      return node.operator === '-' ? negate(value) : truth(!isTrue(value));
    }
    case 'binary':
      return yield* binary(machine, node);
    case 'assign': {
      const name = yield* nameOf(machine, node.target);
      const old = node.operator === '' ? ZERO : load(machine, name);
      const given = yield* evaluate(machine, node.value);
      const value = node.operator === '' ? given : calculate(machine, node.operator, old, given);
      store(machine, name, value);
      return value;
    }
    case 'step': {
      const name = yield* nameOf(machine, node.target);
      const old = load(machine, name);
      const value = add(old, { digits: BigInt(node.by), scale: 0 });
      store(machine, name, value);
      return node.isPrefix ? value : old;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', q: '"', '\\': '\\' };

function* print(machine: Machine, parts: readonly (Node | string)[]): Program<void> {
  for (const part of parts) {
    const isText = typeof part === 'string';
    const text = isText
      ? part.replace(/\\([ntq\\])/g, (_, c: string) => ESCAPES[c] ?? c)
      : showDecimal(yield* evaluate(machine, part), machine.outputBase);
    yield* machine.t.out(text);
  }
}

function* loop(machine: Machine, node: Extract<Statement, { type: 'loop' }>): Program<Leave> {
  if (node.start !== undefined) yield* evaluate(machine, node.start);
  while (node.test === undefined || isTrue(yield* evaluate(machine, node.test))) {
    const left = yield* execute(machine, node.body);
    if (left === 'break') break;
    if (left === 'quit' || left === 'return') return left;
    if (node.step !== undefined) yield* evaluate(machine, node.step);
    if (++machine.steps % LIMITS.toolStepsPerSlice === 0) yield* work(1);
  }
  return undefined;
}

function* execute(machine: Machine, node: Statement): Program<Leave> {
  switch (node.type) {
    case 'value': {
      const value = yield* evaluate(machine, node.value);
      machine.address++;
      if (!node.isShown) return undefined;
      machine.values.set('last', value);
      yield* machine.t.out(`${showDecimal(value, machine.outputBase)}\n`);
      return undefined;
    }
    case 'text':
      yield* machine.t.out(node.text);
      return undefined;
    case 'print':
      yield* print(machine, node.parts);
      return undefined;
    case 'block':
      for (const one of node.body) {
        const left = yield* execute(machine, one);
        if (left !== undefined) return left;
      }
      return undefined;
    case 'if':
      if (isTrue(yield* evaluate(machine, node.test))) return yield* execute(machine, node.yes);
      return node.no === undefined ? undefined : yield* execute(machine, node.no);
    case 'loop':
      return yield* loop(machine, node);
    case 'define':
      machine.functions.set(node.name, node);
      return undefined;
    case 'return':
      machine.returned = node.value === undefined ? ZERO : yield* evaluate(machine, node.value);
      return 'return';
    default:
      return node.type;
  }
}

/** Texts that each run by themselves: lines, or what is held together by a brace or a comment. */
function piecesOf(source: string): { readonly text: string; readonly line: number }[] {
  const pieces: { text: string; line: number }[] = [];
  let text = '';
  let line = 1;
  for (const [i, one] of source.split('\n').entries()) {
    text += text === '' ? one : `\n${one}`;
    const bare = text.replace(/"[^"]*"|\/\*[\s\S]*?\*\/|#[^\n]*/g, '');
    const depth = bare.split('{').length - bare.split('}').length;
    const isDefinition = /^\s*define[^{]*$/.test(bare);
    if (depth > 0 || isDefinition || /\/\*|\\$|"/.test(bare)) continue;
    pieces.push({ text, line });
    text = '';
    line = i + 2;
  }
  if (text !== '') pieces.push({ text, line });
  return pieces;
}

/** Runs a text; whether it goes on behind it. */
function* runPiece(machine: Machine, text: string, line: number): Program<boolean> {
  const { stderr } = machine.t.context;
  machine.address = 0;
  try {
    for (const statement of parseBc(text, line)) {
      if ((yield* execute(machine, statement)) === 'quit') return false;
    }
  } catch (error) {
    if (!(error instanceof BcSyntaxError || error instanceof BcFailure)) throw error;
    yield* stderr.write(`${error.text}\n`);
  }
  return true;
}

const USAGE = `usage: bc [options] [file ...]
  -h  --help         print this usage and exit
  -i  --interactive  force interactive mode
  -l  --mathlib      use the predefined math routines
  -q  --quiet        don't print initial banner
  -s  --standard     non-standard bc constructs are errors
  -w  --warn         warn about non-standard bc constructs
  -v  --version      print version information and exit
`;

/** `bc`: sums with as many digits as are asked for. */
export const bc = tool({
  name: 'bc',
  summary: 'Calculates with as many digits as are asked for.',
  refusal: (_, message) => `bc: ${message}\n${USAGE}`,
  flags: 'h i|interactive l|mathlib q|quiet s|standard w|warn v',
  *run(t) {
    const machine: Machine = {
      t,
      values: new Map(),
      functions: new Map(),
      hasLibrary: t.args.has('l'),
      scale: t.args.has('l') ? LIBRARY_SCALE : 0,
      inputBase: 10,
      outputBase: 10,
      returned: ZERO,
      address: 0,
      steps: 0,
    };
    for (const name of [...t.args.operands, '-']) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.context.stderr.write(`File ${name} is unavailable.\n`);
        return 1;
      }
      for (const { text, line } of piecesOf(yield* readAll(opened.reader))) {
        if (!(yield* runPiece(machine, text, line))) return 0;
      }
    }
    return 0;
  },
});
