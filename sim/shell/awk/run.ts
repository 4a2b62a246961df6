import { type CommandContext, createPrng, type Program } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { isApplet } from '../words/message.ts';
import { evaluate } from './evaluate.ts';
import { execute } from './execute.ts';
import { createMainInput } from './input.ts';
import { type Leave, type Machine, type Random, Unwind } from './machine.ts';
import { createMemory, type Memory } from './memory.ts';
import { createPatterns } from './pattern.ts';
import { patternProblem } from './pattern-problem.ts';
import { createRecord, splitByPattern, splitText } from './record.ts';
import { createStreams } from './streams.ts';
import { type Action, AwkError, type AwkProgram, type Rule } from './syntax.ts';
import { inputValue, isTrue, NOTHING, toBytes, toNumber, toText, type Value } from './values.ts';

const DEFAULTS: Readonly<Record<string, Value>> = {
  FS: ' ',
  OFS: ' ',
  ORS: '\n',
  RS: '\n',
  SUBSEP: '\x1c',
  CONVFMT: '%.6g',
  OFMT: '%.6g',
  NR: 0,
  FNR: 0,
  RSTART: 0,
  RLENGTH: -1,
  FILENAME: NOTHING,
};

function createRandom(host: ShellHost): Random {
  let prng = host.prng.split('awk');
  let seed: Value = host.prng.below(2 ** 31);
  return {
    next: () => prng.below(2 ** 31) / 2 ** 31,
    seed(value) {
      const before = seed;
      seed = value;
      prng = createPrng(Math.trunc(toNumber(value)));
      return before;
    },
  };
}

function fillMemory(memory: Memory, context: CommandContext, operands: readonly string[]): void {
  for (const [name, value] of Object.entries(DEFAULTS)) memory.set(name, value);
  const environment = memory.table('ENVIRON');
  for (const [name, text] of context.env) environment.set(toBytes(name), inputValue(toBytes(text)));
  const args = memory.table('ARGV');
  for (const [i, text] of [context.name, ...operands].entries()) {
    args.set(String(i), inputValue(toBytes(text)));
  }
  memory.set('ARGC', operands.length + 1);
}

/** Creates the machine of one run, with its variables as they are at the start. */
export function createMachine(
  host: ShellHost,
  context: CommandContext,
  program: AwkProgram,
  operands: readonly string[],
): Machine {
  const fail = (text: string): never => {
    const show = (name: string): string => toText(memory.get(name), '%.6g');
    const where = `\tFILENAME="${show('FILENAME')}" FNR=${show('FNR')} NR=${show('NR')}`;
    throw new AwkError(`run time error: ${text}\n${where}`);
  };
  const pattern = createPatterns((source) => {
    const problem = isApplet(context) ? undefined : patternProblem(source);
    if (problem !== undefined) {
      fail(`regular expression compile failed (${problem})\n${source}`);
    }
  });
  const memory = createMemory(fail);
  fillMemory(memory, context, operands);
  const text = (value: Value): string =>
    typeof value === 'number' ? toText(value, String(memory.get('CONVFMT'))) : toText(value, '');
  const record = createRecord({
    split(line) {
      const separator = text(memory.get('FS'));
      const isParagraph = text(memory.get('RS')) === '' && separator !== ' ';
      return isParagraph
        ? splitByPattern(
            line,
            pattern(`${separator.length === 1 ? `[${separator}]` : separator}|\n`),
          )
        : splitText(line, separator, pattern);
    },
    outputSeparator: () => text(memory.get('OFS')),
    numberFormat: () => text(memory.get('CONVFMT')),
  });
  const set = (name: string, value: Value): void => {
    // The record at hand is still split in the old way.
    if (name === 'FS') record.count();
    if (name === 'NF' && toNumber(value) < 0) machine.fail('negative value assigned to NF');
    if (name === 'NF') record.setCount(Math.max(0, Math.trunc(toNumber(value))));
    else memory.set(name, value);
  };
  const streams = createStreams(host, context);
  const machine: Machine = {
    memory,
    record,
    streams,
    input: createMainInput(memory, streams, set, pattern),
    functions: program.functions,
    pattern,
    random: createRandom(host),
    clock: host.clock,
    steps: 0,
    depth: 0,
    exitCode: 0,
    returned: NOTHING,
    get: (name) => (name === 'NF' ? record.count() : memory.get(name)),
    set,
    text,
    isApplet: isApplet(context),
    fail,
    evaluate: (expression) => evaluate(machine, expression),
    execute: (action) => execute(machine, action),
  };
  return machine;
}

/** Does an action to its end, also when `next` or `exit` comes out of a function. */
function* perform(machine: Machine, action: Action): Program<Leave | undefined> {
  try {
    return yield* execute(machine, action);
  } catch (unwind) {
    if (!(unwind instanceof Unwind)) throw unwind;
    return unwind.leave;
  }
}

/** Whether a rule applies to the record; a range remembers in `open` that it began. */
function* applies(machine: Machine, rule: Rule, open: Set<Rule>): Program<boolean> {
  if (rule.pattern === undefined) return true;
  if (rule.last === undefined) return isTrue(yield* evaluate(machine, rule.pattern));
  if (!open.has(rule)) {
    if (!isTrue(yield* evaluate(machine, rule.pattern))) return false;
    open.add(rule);
  }
  if (isTrue(yield* evaluate(machine, rule.last))) open.delete(rule);
  return true;
}

const PRINT: Action = { type: 'print', isFormatted: false, args: [], redirect: undefined };

function* runRules(machine: Machine, rules: readonly Rule[]): Program<Leave | undefined> {
  const open = new Set<Rule>();
  for (;;) {
    const text = yield* machine.input.next();
    if (text === undefined) return undefined;
    machine.record.set(0, text);
    for (const rule of rules) {
      if (!(yield* applies(machine, rule, open))) continue;
      const left = yield* perform(machine, rule.body ?? PRINT);
      if (left === 'exit') return left;
      if (left === 'nextfile') machine.input.skipFile();
      if (left === 'next' || left === 'nextfile') break;
    }
  }
}

/** Runs a program to its end and returns its exit code. */
export function* runAwk(machine: Machine, program: AwkProgram): Program {
  const all = function* (actions: readonly Action[]): Program<Leave | undefined> {
    for (const action of actions) {
      if ((yield* perform(machine, action)) === 'exit') return 'exit';
    }
    return undefined;
  };
  let left = yield* all(program.begin);
  if (left !== 'exit' && program.rules.length + program.end.length > 0) {
    left = yield* runRules(machine, program.rules);
  }
  // An exit before goes on with END; one in BEGIN of a program without input does not.
  yield* all(program.end);
  yield* machine.streams.closeAll();
  return machine.exitCode;
}
