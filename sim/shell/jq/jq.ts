import {
  type CommandContext,
  type Program,
  readAll,
  resolvePath,
  work,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { parseArguments } from '../commands/arguments.ts';
import { openInput } from '../commands/inputs.ts';
import { createTool, type StreamingCommand, type Tool } from '../commands/tool.ts';
import type { ShellHost } from '../types.ts';
import { createBuiltins } from './builtins.ts';
import { checkNames } from './check.ts';
import { readColors, USUAL_COLORS } from './color.ts';
import { evaluate } from './evaluate.ts';
import { HELP } from './help.ts';
import { createInputs, type Input, type Inputs } from './inputs.ts';
import { createJsonReader, JsonError, throwMistake } from './json.ts';
import { PRELUDE } from './library.ts';
import { JqHalt, type Machine, plain, type Scope } from './machine.ts';
import { type Modules, readModules } from './modules.ts';
import { type JqOptions, readOptions, takeModulePaths } from './options.ts';
import { parseDefinitions, parseJq } from './parser.ts';
import { printValue } from './print.ts';
import { type Filter, JqBreak, JqFailure, JqModuleError, JqSyntaxError } from './syntax.ts';
import { repaired } from './utf8.ts';
import { fail, isTrue, type Json, toJson } from './values.ts';

const STATUS = { usage: 2, compile: 3, noOutput: 4, input: 4, failed: 5 } as const;

/** A mistake with the line that it is in, up to where it is noticed. */
function compileError(source: string, error: JqSyntaxError): string {
  const before = source.slice(0, error.at);
  const line = before.split('\n').length;
  const start = before.lastIndexOf('\n') + 1;
  const shown = source.slice(start).split('\n')[0] ?? '';
  const hint = error.text.startsWith('syntax') ? ' (Unix shell quoting issues?)' : '';
  const pad = ' '.repeat(error.at - start);
  return `jq: error: ${error.text}${hint} at <top-level>, line ${line}:\n${shown}${pad}\n`;
}

function compileErrors(source: string, errors: readonly JqSyntaxError[] | string): string {
  const isText = typeof errors === 'string';
  const told = isText ? errors : errors.map((error) => compileError(source, error)).join('');
  const count = isText ? 1 : errors.length;
  return `${told}jq: ${count} compile error${count === 1 ? '' : 's'}\n`;
}

/** The variables that the command line sets. */
function* variables(t: Tool, options: JqOptions): Program<ReadonlyMap<string, Json> | string> {
  const named = new Map(options.named);
  for (const { name, file, kind } of options.fromFiles) {
    const isRaw = kind === 'rawfile';
    const opened = openInput(t, file);
    if (!opened.ok) {
      return `jq: Bad JSON in --${kind} ${name} ${file}: Could not open ${file}: ${opened.error}\n`;
    }
    const text = yield* readAll(opened.reader);
    const values: Json[] = [];
    if (!isRaw) {
      const reader = createJsonReader();
      reader.push(text, (value) => values.push(value), throwMistake);
      reader.end((value) => values.push(value), throwMistake);
    }
    const [only] = values;
    const isOne = kind === 'argfile' && values.length === 1 && only !== undefined;
    named.set(name, isRaw ? repaired(text) : isOne ? only : values);
  }
  const all = new Map<string, Json>([
    ['positional', options.positional],
    ['named', new Map(named)],
  ]);
  const environment = new Map<string, Json>(t.context.env);
  return new Map([...named, ['ARGS', all], ['ENV', environment]]);
}

/** What a run needs besides its program. */
interface Run {
  readonly t: Tool;
  readonly options: JqOptions;
  readonly machine: Machine;
  readonly filter: Filter;
  readonly scope: Scope | undefined;
  /** What is to be written to standard error. */
  readonly warnings: string[];
  /** Notes the input that is worked on. */
  begin(input: Input): void;
}

const failureText = (error: JqFailure | JqBreak, where: string): string => {
  if (error instanceof JqBreak) return `jq: error (at ${where}): break\n`;
  const { value } = error;
  if (typeof value === 'string') return `jq: error (at ${where}): ${value}\n`;
  return `jq: error (at ${where}) (not a string): ${toJson(value)}\n`;
};

/** Runs the program on one input; returns its last output, or an error's status. */
function* runOn(
  run: Run,
  value: Json,
  where: () => string,
): Program<{ readonly last: Json | undefined; readonly status: number }> {
  const { t, machine, warnings } = run;
  let last: Json | undefined;
  let passed = 0;
  try {
    for (const output of evaluate(machine, run.filter, run.scope, plain(value))) {
      last = output.value;
      for (const text of warnings.splice(0)) yield* t.context.stderr.write(text);
      yield* t.out(printValue(output.value, run.options));
      passed += machine.steps;
      machine.steps = 0;
      if (passed < LIMITS.toolStepsPerSlice) continue;
      passed = 0;
      yield* work(1);
    }
  } catch (error) {
    if (!(error instanceof JqFailure || error instanceof JqBreak)) throw error;
    // An error without a message is taken for no output.
    if (error instanceof JqFailure && error.value === null) return { last, status: 0 };
    warnings.push(failureText(error, where()));
    return { last, status: STATUS.failed };
  } finally {
    machine.steps = 0;
  }
  return { last, status: 0 };
}

function* runAll(
  run: Run,
  inputs: Inputs,
  waiting: Input[],
  readsAhead: boolean,
  /** Where the last input lies that the program asked for itself. */
  asked: () => string | undefined,
): Program {
  const { t, options, warnings } = run;
  let status = 0;
  let hasRun = false;
  let last: Json | undefined;
  const next = function* (): Program<Input | undefined> {
    if (options.flags.has('n')) return undefined;
    return waiting.shift() ?? (readsAhead ? undefined : yield* inputs.next());
  };
  let where = '<unknown>';
  const isOnce = options.flags.has('n');
  for (let isFirst = true; ; isFirst = false) {
    const input = yield* next();
    if (input === undefined && !(isOnce && isFirst)) break;
    hasRun = true;
    if (input?.mistake !== undefined) throw input.mistake;
    if (input !== undefined) {
      where = `${input.name}:${input.line}`;
      run.begin(input);
    }
    const result = yield* runOn(run, input?.value ?? null, () => asked() ?? where);
    for (const text of warnings.splice(0)) yield* t.context.stderr.write(text);
    // What the last input came to decides, also after a failure of one before it.
    ({ last, status } = result);
    if (isOnce) break;
  }
  if (inputs.hasFailed()) return STATUS.usage;
  if (status !== 0) return status;
  if (!options.flags.has('e')) return 0;
  if (last === undefined) return hasRun ? STATUS.noOutput : 0;
  return isTrue(last) ? 0 : 1;
}

/** A program whose names are all known, or what is wrong with it. */
function compile(
  { source, definitions }: Modules,
  known: ReadonlySet<string>,
):
  | { readonly filter: Filter; readonly readsInputs: boolean }
  | { readonly errors: readonly JqSyntaxError[] | string } {
  try {
    const filter = definitions.reduceRight<Filter>(
      (rest, definition) => ({ type: 'define', definition, rest }),
      parseJq(source),
    );
    const { errors, readsInputs } = checkNames(filter, known);
    return errors.length > 0 ? { errors } : { filter, readsInputs };
  } catch (error) {
    if (!(error instanceof JqSyntaxError)) throw error;
    return { errors: error.also === undefined ? [error] : [error, error.also] };
  }
}

/** The modules that a program asks for, or which of them is nowhere. */
function modulesOf({ context }: Tool, options: JqOptions, source: string): Modules | string {
  const { files, directory, env } = context;
  const usual = [`${env.get('HOME') ?? ''}/.jq`, '/usr/lib/jq', '/usr/lib'];
  const paths = (options.modulePaths ?? usual).map((path) => resolvePath(directory, path));
  try {
    return readModules(source, { files, directory, paths });
  } catch (error) {
    if (!(error instanceof JqModuleError)) throw error;
    return `jq: error: module not found: ${error.module}\n\n`;
  }
}

/** What is defined in jq itself, read once for all programs. */
const prelude = new Map(
  parseDefinitions(PRELUDE).map((one) => [`${one.name}/${one.parameters.length}`, one] as const),
);

function* refuseWith({ context }: Tool, text: string, status: number): Program {
  yield* context.stderr.write(text);
  return status;
}

function* start(host: ShellHost, t: Tool, options: JqOptions, source: string): Program {
  const refuse = (text: string, status: number): Program => refuseWith(t, text, status);
  const set = yield* variables(t, options);
  if (typeof set === 'string') return yield* refuse(set, STATUS.usage);
  const builtins = createBuiltins();
  const modules = modulesOf(t, options, source);
  if (typeof modules === 'string') {
    return yield* refuse(compileErrors(source, modules), STATUS.compile);
  }
  const named = [...set.keys(), ...modules.data.keys()].map((one) => `$${one}`);
  const compiled = compile(modules, new Set([...builtins.keys(), ...prelude.keys(), ...named]));
  if (!('filter' in compiled)) {
    return yield* refuse(compileErrors(source, compiled.errors), STATUS.compile);
  }
  let { filter } = compiled;
  const { readsInputs } = compiled;
  if (options.flags.has('stream')) {
    const stream: Filter = { type: 'call', name: 'tostream', args: [], at: 0 };
    filter = { type: 'pipe', left: stream, right: filter };
  }
  const inputs = createInputs(t, options);
  const waiting: Input[] = [];
  let current: Input | undefined;
  let asked: string | undefined;
  const warnings: string[] = [];
  // A program that asks for inputs itself cannot wait for them: they are read before it runs.
  while (readsInputs) {
    const one = yield* inputs.next();
    if (one === undefined) break;
    waiting.push(one);
  }
  const machine: Machine = {
    builtins,
    prelude,
    nowEpochMs: () => host.clock.epochMs(),
    nextInput() {
      const next = waiting.shift();
      if (next !== undefined) current = next;
      asked = current === undefined ? '<stdin>:0' : `${current.name}:${current.line}`;
      return next?.mistake === undefined ? next?.value : fail(next.mistake.text);
    },
    inputName: () => current?.name,
    inputLine: () => current?.line ?? 0,
    warn: (text) => void warnings.push(text),
    environment: set.get('ENV') ?? null,
    steps: 0,
    depth: 0,
  };
  const scope = [...set, ...modules.data].reduce<Scope | undefined>(
    (outer, [name, value]) => ({ type: 'variable', name, value, outer }),
    undefined,
  );
  try {
    return yield* runAll(
      {
        t,
        options,
        machine,
        filter,
        scope,
        warnings,
        begin: (input) => {
          current = input;
        },
      },
      inputs,
      waiting,
      readsInputs,
      () => asked,
    );
  } catch (error) {
    for (const text of warnings) yield* t.context.stderr.write(text);
    if (error instanceof JqHalt) return yield* refuse(error.message, error.status);
    if (!(error instanceof JsonError)) throw error;
    return yield* refuse(`parse error: ${error.text}\n`, STATUS.input);
  }
}

function* run(host: ShellHost, context: CommandContext): Program {
  const shelf = takeModulePaths(context.args);
  const read = typeof shelf === 'string' ? shelf : readOptions(shelf.rest);
  const given = context.env.get('JQ_COLORS');
  const colors = given === undefined ? undefined : readColors(given);
  if (given !== undefined && colors === undefined) {
    yield* context.stderr.write('Failed to set $JQ_COLORS\n');
  }
  if (typeof shelf === 'string' || typeof read === 'string') {
    yield* context.stderr.write(String(read));
    return STATUS.usage;
  }
  const options = { ...read, colors: colors ?? USUAL_COLORS, modulePaths: shelf.paths };
  const arguments_ = parseArguments([], []);
  if (!arguments_.ok) throw new Error('no arguments cannot be wrong');
  const t = createTool(context, 'jq', arguments_.parsed);
  if (options.flags.has('h')) {
    yield* t.out(HELP);
    return 0;
  }
  if (options.flags.has('V')) {
    yield* t.out('jq-1.6\n');
    return 0;
  }
  if (options.programFile !== undefined) {
    const opened = openInput(t, options.programFile);
    if (!opened.ok) {
      const why = `Could not open ${options.programFile}: ${opened.error}`;
      yield* context.stderr.write(`jq: ${why}\n`);
      return STATUS.usage;
    }
    return yield* start(host, t, options, yield* readAll(opened.reader));
  }
  return yield* start(host, t, options, options.program ?? '.');
}

/** `jq` 1.6. */
export function createJq(host: () => ShellHost): StreamingCommand {
  return {
    name: 'jq',
    summary: 'Selects and changes JSON.',
    opensStreams: true,
    run: (context) => run(host(), context),
  };
}
