import { formatGoValue, type Json } from '../../../api/index.ts';
import { callFunction } from './functions.ts';
import type { CommandTerms, Pipeline, TemplateNode, TemplateResult, Term } from './parse.ts';
import { isTrue, TemplateFailure, type Value } from './values.ts';

interface Scope {
  readonly dot: Value;
  readonly variables: ReadonlyMap<string, { value: Value }>;
}

const printed = (value: Value): string => {
  if (value === undefined || value === null) return '<no value>';
  return typeof value === 'object' ? formatGoValue(value) : String(value);
};

function fieldOf(value: Value, field: string, isLenient: boolean): Value {
  if (value === undefined || value === null) {
    throw new TemplateFailure(`nil data; no entry for key "${field}"`);
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new TemplateFailure(`can't evaluate field ${field} in type interface {}`);
  }
  if (!Object.hasOwn(value, field) && !isLenient) {
    throw new TemplateFailure(`map has no entry for key "${field}"`);
  }
  return value[field];
}

function runNodes(nodes: readonly TemplateNode[], scope: Scope, isLenient: boolean): string {
  const variables = new Map(scope.variables);
  const here: Scope = { dot: scope.dot, variables };

  const term = (wanted: Term, at: Scope): Value => {
    if (wanted.type === 'literal') return wanted.value;
    if (wanted.type === 'function') return callFunction(wanted.name, []);
    const { base, fields } = wanted;
    let value: Value;
    if (base.type === 'dot') value = at.dot;
    else if (base.type === 'pipeline') value = pipeline(base.pipeline, at);
    else {
      const variable = at.variables.get(base.name);
      if (variable === undefined) throw new TemplateFailure(`undefined variable "${base.name}"`);
      value = variable.value;
    }
    for (const field of fields) value = fieldOf(value, field, isLenient);
    return value;
  };
  const command = (terms: CommandTerms, piped: readonly Value[], at: Scope): Value => {
    const [first, ...rest] = terms;
    if (first?.type !== 'function') return term(first as Term, at);
    return callFunction(first.name, [...rest.map((argument) => term(argument, at)), ...piped]);
  };
  const pipeline = ({ commands }: Pipeline, at: Scope): Value => {
    let piped: Value[] = [];
    for (const terms of commands) piped = [command(terms, piped, at)];
    return piped[0];
  };
  const inside = (dot: Value, names: readonly string[], values: readonly Value[]): Scope => {
    const inner = new Map(variables);
    for (const [i, name] of names.entries()) inner.set(name, { value: values[i] });
    return { dot, variables: inner };
  };
  const range = (node: TemplateNode & { type: 'range' }): string => {
    const value = pipeline(node.pipeline, here);
    const names = node.pipeline.variables;
    const each = (key: Value, item: Value): string => {
      const values = names.length === 1 ? [item] : [key, item];
      return runNodes(node.body, inside(item, names, values), isLenient);
    };
    if (!isTrue(value)) return runNodes(node.otherwise, here, isLenient);
    if (Array.isArray(value)) return value.map((item, i) => each(i, item)).join('');
    if (typeof value === 'number') {
      return Array.from({ length: value }, (_, i) => each(i, i)).join('');
    }
    if (typeof value !== 'object' || value === null) {
      throw new TemplateFailure(`range can't iterate over ${printed(value)}`);
    }
    return Object.keys(value)
      .sort()
      .map((key) => each(key, value[key]))
      .join('');
  };
  const one = (node: TemplateNode): string => {
    if (node.type === 'text') return node.text;
    if (node.type === 'range') return range(node as TemplateNode & { type: 'range' });
    const value = pipeline(node.pipeline, here);
    const names = node.pipeline.variables;
    if (node.type === 'action') {
      for (const name of names) {
        const known = variables.get(name);
        if (known === undefined) variables.set(name, { value });
        else known.value = value;
      }
      return names.length > 0 ? '' : printed(value);
    }
    if (!isTrue(value)) return runNodes(node.otherwise, here, isLenient);
    const dot = node.type === 'with' ? value : here.dot;
    return runNodes(node.body, inside(dot, names, [value]), isLenient);
  };
  return nodes.map(one).join('');
}

/** Runs a parsed template on an object. Models text/template as kubectl sets it up. */
export function runGoTemplate(
  nodes: readonly TemplateNode[],
  object: Json,
  isLenient: boolean,
): TemplateResult<string> {
  try {
    const scope: Scope = { dot: object, variables: new Map([['$', { value: object as Value }]]) };
    return { ok: true, value: runNodes(nodes, scope, isLenient) };
  } catch (error) {
    if (error instanceof TemplateFailure) return { ok: false, error: `1: ${error.message}` };
    throw error;
  }
}
