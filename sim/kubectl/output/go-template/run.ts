import type { Json } from '../../../api/index.ts';
import { LIMITS } from '../../../limits.ts';
import { CallFailure, callFunction, wrongCount } from './functions.ts';
import type { Command, Pipeline, Place, Template, TemplateNode, Term } from './nodes.ts';
import { goText, goType, isTrue, type Value, WholeFloat } from './values.ts';

/** Stops the template; it never leaves this file. */
class TemplateFailure extends Error {
  readonly place: Place;
  constructor(text: string, place: Place) {
    super(text);
    this.place = place;
  }
}

const refuse = (text: string, place: Place): never => {
  throw new TemplateFailure(text, place);
};

/** Functions whose first argument is text. */
const TEXT_FIRST: ReadonlySet<string> = new Set(['base64decode', 'printf']);

function refuseText(given: Value, place: Place): never {
  if (given === undefined || given === null) return refuse('invalid value; expected string', place);
  const isLiteral = 'type' in place && place.type === 'literal';
  const text = isLiteral
    ? `expected string; found ${place.source}`
    : `wrong type for value; expected string; got ${goType(given)}`;
  return refuse(text, place);
}

type Variables = Map<string, { value: Value }>;

interface Scope {
  readonly dot: Value;
  readonly variables: Variables;
}

const printed = (value: Value): string =>
  value === undefined || value === null ? '<no value>' : goText(value);

/** How a block was left: to its end, or by a word that a loop understands. */
type Ending = 'done' | 'break' | 'continue';

/** One run of a template; what it wrote is there even when it fails. */
class Run {
  text = '';
  private steps = 0;
  private depth = 0;
  private readonly template: Template;
  private readonly isLenient: boolean;

  constructor(template: Template, isLenient: boolean) {
    this.template = template;
    this.isLenient = isLenient;
  }

  private field(value: Value, field: string, place: Place): Value {
    if (value === undefined || value === null) {
      return this.isLenient ? undefined : refuse(`nil data; no entry for key "${field}"`, place);
    }
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof WholeFloat) {
      return refuse(`can't evaluate field ${field} in type interface {}`, place);
    }
    if (Object.hasOwn(value, field)) return value[field];
    return this.isLenient ? undefined : refuse(`map has no entry for key "${field}"`, place);
  }

  private term(term: Term, scope: Scope): Value {
    if (term.type === 'literal') return term.value;
    if (term.type === 'function') {
      const wrong = wrongCount(term.name, 0);
      return wrong === '' ? this.call(term.name, [], term, '') : refuse(wrong, term);
    }
    const { base, fields } = term;
    let value: Value;
    if (base.type === 'dot') value = scope.dot;
    else if (base.type === 'pipeline') value = this.pipeline(base.pipeline, scope);
    else value = scope.variables.get(base.name)?.value;
    for (const field of fields) value = this.field(value, field, term);
    return value;
  }

  private call(name: string, values: readonly Value[], place: Place, source: string): Value {
    try {
      return callFunction(name, values, source);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      return refuse(`error calling ${name}: ${error.message}`, place);
    }
  }

  /** A value that is no function was given arguments. */
  private refuseArguments(term: Term, scope: Scope): void {
    const last = term.type === 'path' ? term.fields.at(-1) : undefined;
    if (term.type !== 'path' || last === undefined) {
      refuse(`can't give argument to non-function ${term.source}`, term);
      return;
    }
    const holder = this.term({ ...term, fields: term.fields.slice(0, -1) }, scope);
    if (holder === undefined || holder === null) return;
    this.field(holder, last, term);
    refuse(`${last} is not a method but has arguments`, term);
  }

  private command(command: Command, piped: readonly Value[], scope: Scope): Value {
    const [first, ...rest] = command.terms as readonly [Term, ...Term[]];
    if (first.type === 'function') {
      const count = rest.length + piped.length;
      const wrong = wrongCount(first.name, count);
      if (wrong !== '') refuse(wrong, first);
      const values = rest.map((term) => this.term(term, scope));
      if (TEXT_FIRST.has(first.name)) {
        const [given] = [...values, ...piped];
        if (typeof given !== 'string') refuseText(given, rest[0] ?? command);
      }
      return this.call(first.name, [...values, ...piped], command, rest[0]?.source ?? '');
    }
    if (first.type === 'literal' && first.value === null) {
      return refuse('nil is not a command', first);
    }
    if (rest.length > 0 || piped.length > 0) this.refuseArguments(first, scope);
    return this.term(first, scope);
  }

  private pipeline({ commands }: Pipeline, scope: Scope): Value {
    let piped: Value[] = [];
    for (const command of commands) piped = [this.command(command, piped, scope)];
    return piped[0];
  }

  private inside(
    scope: Scope,
    dot: Value,
    names: readonly string[],
    values: readonly Value[],
  ): Scope {
    const variables: Variables = new Map(scope.variables);
    for (const [i, name] of names.entries()) variables.set(name, { value: values[i] });
    return { dot, variables };
  }

  private entries(value: Value, place: Place): [Value, Value][] {
    if (Array.isArray(value)) return value.map((item, i) => [BigInt(i), item]);
    if (typeof value === 'bigint' || Number.isInteger(value)) {
      const length = Math.max(0, Number(value));
      if (length > LIMITS.templateSteps) refuse('range is too long', place);
      return Array.from({ length }, (_, i) => [BigInt(i), BigInt(i)]);
    }
    if (typeof value !== 'object' || value === null || value instanceof WholeFloat) {
      const shown = typeof value === 'string' ? value : goText(value);
      return refuse(`range can't iterate over ${shown}`, place);
    }
    return Object.keys(value)
      .sort()
      .map((key) => [key, value[key]]);
  }

  private range(
    node: TemplateNode & { readonly type: 'range' | 'if' | 'with' },
    scope: Scope,
  ): Ending {
    const value = this.pipeline(node.pipeline, scope);
    const names = node.pipeline.variables;
    const isEmpty = value === undefined || value === null || !isTrue(value);
    if (isEmpty) return this.nodes(node.otherwise, scope);
    const place = node.pipeline.commands[0] as Command;
    const entries = this.entries(value, place);
    if (entries.length === 0) return this.nodes(node.otherwise, scope);
    if (names.length > 1 && typeof value !== 'object') {
      refuse(`can't use ${goText(value)} to iterate over more than one variable`, place);
    }
    for (const [key, item] of entries) {
      const values = names.length === 1 ? [item] : [key, item];
      const ending = this.nodes(node.body, this.inside(scope, item, names, values));
      if (ending === 'break') break;
    }
    return 'done';
  }

  private action(pipeline: Pipeline, scope: Scope): void {
    const value = this.pipeline(pipeline, scope);
    for (const name of pipeline.variables) {
      const known = scope.variables.get(name);
      if (known !== undefined && pipeline.isAssignment) known.value = value;
      else if (pipeline.isAssignment) {
        refuse(`undefined variable: ${name}`, pipeline.commands.at(-1) as Command);
      } else scope.variables.set(name, { value });
    }
    if (pipeline.variables.length === 0) this.text += printed(value);
  }

  private node(node: TemplateNode, scope: Scope): Ending {
    switch (node.type) {
      case 'text':
        this.text += node.text;
        return 'done';
      case 'break':
      case 'continue':
        return node.type;
      case 'action':
        this.action(node.pipeline, scope);
        return 'done';
      case 'template': {
        const nodes = this.template.defined.get(node.name);
        if (nodes === undefined) return refuse(`template "${node.name}" not defined`, node);
        return this.defined(nodes, this.pipeline(node.pipeline, scope), node);
      }
      case 'range':
        return this.range(node as typeof node & { type: 'range' }, scope);
      default:
        return this.branch(node, scope);
    }
  }

  private defined(nodes: readonly TemplateNode[], dot: Value, place: Place): Ending {
    this.depth++;
    if (this.depth > LIMITS.templateDepth) refuse('exceeded maximum template depth', place);
    const ending = this.nodes(nodes, { dot, variables: new Map([['$', { value: dot }]]) });
    this.depth--;
    return ending;
  }

  private branch(
    node: TemplateNode & { readonly type: 'range' | 'if' | 'with' },
    scope: Scope,
  ): Ending {
    const value = this.pipeline(node.pipeline, scope);
    if (!isTrue(value)) return this.nodes(node.otherwise, scope);
    const dot = node.type === 'with' ? value : scope.dot;
    const names = node.pipeline.variables;
    return this.nodes(
      node.body,
      this.inside(
        scope,
        dot,
        names,
        names.map(() => value),
      ),
    );
  }

  nodes(nodes: readonly TemplateNode[], outer: Scope): Ending {
    const scope: Scope = { dot: outer.dot, variables: new Map(outer.variables) };
    for (const node of nodes) {
      if (this.steps++ > LIMITS.templateSteps) refuse('too many steps', { at: 0, source: '' });
      const ending = this.node(node, scope);
      if (ending !== 'done') return ending;
    }
    return 'done';
  }
}

/** What a template wrote, and why it stopped early; '' when it did not. */
export interface TemplateOutput {
  readonly text: string;
  readonly error: string;
}

/** Runs a parsed template on an object. Models text/template as kubectl sets it up. */
export function runGoTemplate(
  source: string,
  template: Template,
  object: Json,
  isLenient: boolean,
): TemplateOutput {
  const run = new Run(template, isLenient);
  try {
    run.nodes(template.nodes, { dot: object, variables: new Map([['$', { value: object }]]) });
    return { text: run.text, error: '' };
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error;
    const before = source.slice(0, error.place.at).split('\n');
    const column = before.at(-1)?.length ?? 0;
    const where = `${before.length}:${column}: executing "output" at <${error.place.source}>`;
    return { text: run.text, error: `${where}: ${error.message}` };
  }
}
