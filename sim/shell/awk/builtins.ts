import type { Program } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { formatValues } from './format.ts';
import { type Machine, Unwind } from './machine.ts';
import { splitByPattern, splitText } from './record.ts';
import type { Expression } from './syntax.ts';
import { fromBytes, inputValue, toBytes, toNumber, type Value } from './values.ts';

type Builtin = (machine: Machine, args: readonly Expression[]) => Program<Value>;

const NUMBERS: Readonly<Record<string, (value: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  int: Math.trunc,
};

const CASES: Readonly<Record<string, (text: string) => string>> = {
  tolower: (text) => text.replace(/[A-Z]+/g, (found) => found.toLowerCase()),
  toupper: (text) => text.replace(/[a-z]+/g, (found) => found.toUpperCase()),
};

function* textAt(machine: Machine, args: readonly Expression[], at: number): Program<string> {
  const arg = args[at];
  return arg === undefined ? '' : machine.text(yield* machine.evaluate(arg));
}

function* numberAt(machine: Machine, args: readonly Expression[], at: number): Program<number> {
  const arg = args[at];
  return arg === undefined ? 0 : toNumber(yield* machine.evaluate(arg));
}

/** The regular expression that an argument is, or whose text it has. */
export function* patternOf(machine: Machine, arg: Expression | undefined): Program<RegExp> {
  if (arg?.type === 'regex') return machine.pattern(arg.source);
  const value = arg === undefined ? '' : yield* machine.evaluate(arg);
  return machine.pattern(machine.text(value));
}

/** The name of an array that is passed, if the argument is a bare name. */
const nameOf = (arg: Expression | undefined): string | undefined =>
  arg?.type === 'variable' ? arg.name : undefined;

const length: Builtin = function* (machine, args) {
  const name = nameOf(args[0]);
  if (name !== undefined) {
    const { content } = machine.memory.cell(name);
    if (content instanceof Map) return content.size;
  }
  if (args.length === 0) return machine.text(machine.record.get(0)).length;
  return (yield* textAt(machine, args, 0)).length;
};

const substr: Builtin = function* (machine, args) {
  const text = yield* textAt(machine, args, 0);
  let begin = Math.trunc(yield* numberAt(machine, args, 1));
  let count =
    args.length > 2 ? Math.trunc(yield* numberAt(machine, args, 2)) : Number.POSITIVE_INFINITY;
  // mawk 1.3.4 20200120 adds what lies in front of the text to the length.
  if (begin < 0) count -= begin;
  begin = Math.max(1, begin);
  return count > 0 ? text.slice(begin - 1, begin - 1 + count) : '';
};

const index: Builtin = function* (machine, args) {
  const text = yield* textAt(machine, args, 0);
  return text.indexOf(yield* textAt(machine, args, 1)) + 1;
};

const split: Builtin = function* (machine, args) {
  const text = yield* textAt(machine, args, 0);
  const name = nameOf(args[1]) ?? machine.fail('split needs an array');
  const separator = args[2];
  let parts: string[];
  if (separator?.type === 'regex') {
    parts = splitByPattern(text, machine.pattern(separator.source));
  } else {
    const given = separator === undefined ? machine.get('FS') : yield* machine.evaluate(separator);
    parts = splitText(text, machine.text(given), machine.pattern);
  }
  const table = machine.memory.table(name);
  table.clear();
  for (const [i, part] of parts.entries()) table.set(String(i + 1), inputValue(part));
  return parts.length;
};

/** What takes the place of a match: `&` is the match, `\&` is an ampersand. */
const replacementFor = (template: string, found: string): string =>
  template.replace(/\\\\|\\&|&/g, (part) => (part === '&' ? found : part.charAt(1)));

const substitute = (isGlobal: boolean): Builtin =>
  function* (machine, args) {
    const pattern = yield* patternOf(machine, args[0]);
    const template = yield* textAt(machine, args, 1);
    const target: Expression = args[2] ?? { type: 'field', index: { type: 'number', value: 0 } };
    const text = machine.text(yield* machine.evaluate(target));
    let count = 0;
    let out = '';
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      const [match] = found;
      // Nothing is found right behind what was found.
      if (match === '' && found.index === from && count > 0 && from > 0) continue;
      out += text.slice(from, found.index) + replacementFor(template, match);
      from = found.index + match.length;
      count++;
      if (!isGlobal) break;
    }
    if (count === 0) return 0;
    const value: Expression = { type: 'string', value: out + text.slice(from) };
    const isPlace = ['variable', 'field', 'element'].includes(target.type);
    if (isPlace) {
      const place = target as Extract<Expression, { type: 'variable' | 'field' | 'element' }>;
      yield* machine.evaluate({ type: 'assign', operator: undefined, target: place, value });
    }
    return count;
  };

const match: Builtin = function* (machine, args) {
  const text = yield* textAt(machine, args, 0);
  const found = (yield* patternOf(machine, args[1])).exec(text);
  machine.set('RSTART', found === null ? 0 : found.index + 1);
  machine.set('RLENGTH', found === null ? -1 : found[0].length);
  return found === null ? 0 : found.index + 1;
};

/**
 * Formats values, or ends the program when there are too few of them. `printf` has then printed
 * what comes before the first that is missing.
 */
export function* formatOrFail(
  machine: Machine,
  name: 'printf' | 'sprintf',
  values: readonly Value[],
): Program<string> {
  const [format = '', ...rest] = values;
  const text = machine.text(format);
  const made = formatValues(text, rest, machine.text(machine.get('CONVFMT')));
  if (!made.isShort && made.badConversion === undefined) return made.text;
  if (name === 'printf') yield* machine.streams.print(made.text);
  if (made.badConversion !== undefined) {
    const which = `improper conversion(number ${made.badConversion})`;
    return machine.fail(`${which} in ${name}("${text}")`);
  }
  return machine.fail(`not enough arguments passed to ${name}("${text}")`);
}

const sprintf: Builtin = function* (machine, args) {
  const values: Value[] = [];
  for (const arg of args) values.push(yield* machine.evaluate(arg));
  return yield* formatOrFail(machine, 'sprintf', values);
};

const strftime: Builtin = function* (machine, args) {
  const format = args.length > 0 ? yield* textAt(machine, args, 0) : '%c';
  const seconds = args.length > 1 ? yield* numberAt(machine, args, 1) : undefined;
  const atMs = seconds === undefined ? machine.clock.epochMs() : Math.trunc(seconds) * 1000;
  return toBytes(formatDate(fromBytes(format), atMs));
};

const mktime: Builtin = function* (machine, args) {
  const parts = (yield* textAt(machine, args, 0)).trim().split(/\s+/).map(Number);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  if (parts.length < 6 || parts.some(Number.isNaN)) return -1;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  length,
  substr,
  index,
  split,
  sub: substitute(false),
  gsub: substitute(true),
  match,
  sprintf,
  strftime,
  mktime,
  // biome-ignore lint/correctness/useYield: it never waits
  *systime(machine) {
    return Math.floor(machine.clock.epochMs() / 1000);
  },
  *atan2(machine, args) {
    const y = yield* numberAt(machine, args, 0);
    return Math.atan2(y, yield* numberAt(machine, args, 1));
  },
  // biome-ignore lint/correctness/useYield: it never waits
  *rand(machine) {
    return machine.random.next();
  },
  *srand(machine, args) {
    const now = Math.floor(machine.clock.epochMs() / 1000);
    return machine.random.seed(args.length > 0 ? yield* numberAt(machine, args, 0) : now);
  },
  *system(machine, args) {
    return yield* machine.streams.system(fromBytes(yield* textAt(machine, args, 0)));
  },
  *close(machine, args) {
    return yield* machine.streams.close(fromBytes(yield* textAt(machine, args, 0)));
  },
  *fflush(machine) {
    yield* machine.streams.flush();
    return 0;
  },
};

/** Calls a function of the language. */
export function* callBuiltin(
  machine: Machine,
  name: string,
  args: readonly Expression[],
): Program<Value> {
  const number = NUMBERS[name];
  if (number !== undefined) return number(yield* numberAt(machine, args, 0));
  const change = CASES[name];
  if (change !== undefined) return change(yield* textAt(machine, args, 0));
  const builtin = BUILTINS[name];
  if (builtin === undefined) throw new Unwind('exit');
  return yield* builtin(machine, args);
}
