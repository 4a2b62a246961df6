import { createBuiltins } from '../jq/builtins.ts';
import { checkNames } from '../jq/check.ts';
import { evaluate } from '../jq/evaluate.ts';
import { PRELUDE } from '../jq/library.ts';
import type { Item, Machine, Scope } from '../jq/machine.ts';
import { parseDefinitions, parseJq } from '../jq/parser.ts';
import { type Filter, JqFailure, JqSyntaxError } from '../jq/syntax.ts';
import type { Json } from '../jq/values.ts';

/** What yq has beyond jq, in jq's own language. */
const OWN = `
def tag: if type == "null" then "!!null" elif type == "boolean" then "!!bool" elif type == "number" then (if floor == . then "!!int" else "!!float" end) elif type == "string" then "!!str" elif type == "array" then "!!seq" else "!!map" end;
def with(where; f): where |= f;
def upcase: ascii_upcase;
def downcase: ascii_downcase;
def trim: sub("^\\\\s+"; "") | sub("\\\\s+$"; "");
def to_json: tojson;
def from_json: fromjson;
def to_number: tonumber;
def to_string: tostring;
def explode(f): .;
def sort_keys(f): f |= (to_entries | sort_by(.key) | from_entries);
def pick(names): . as $all | reduce names[] as $name ({}; if $all | has($name) then .[$name] = $all[$name] else . end);
def omit(names): reduce names[] as $name (.; del(.[$name]));
`;

/** Text outside of string literals, changed by `change`. */
const outsideStrings = (text: string, change: (part: string) => string): string =>
  text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, i) => (i % 2 === 0 ? change(part) : part))
    .join('');

/** An expression of yq in the words of jq. */
function toJq(expression: string, readsAll: boolean): string {
  const words = outsideStrings(expression, (part) =>
    part
      .replace(/\bstrenv\((\w+)\)/g, '($ENV.$1 | tostring)')
      .replace(/\benv\((\w+)\)/g, '($ENV.$1 | . as $text | try fromjson catch $text)')
      // Keys with a dash need no quotes here.
      .replace(/\.([A-Za-z_]\w*(?:-\w+)+)/g, '."$1"')
      .replace(/(?<![.$\w])(?:document_index|documentIndex|di)\b(?!\s*:)/g, '$__di')
      .replace(/(?<![.$\w])filename\b(?!\s*:)/g, '$__name')
      .replace(/^\s*\.\.\.(?=\s|$|\|)/, '..'),
  );
  const isFile = /(?<![.$\w])(?:file_index|fileIndex|fi)\b(?!\s*:)/g;
  if (!readsAll) return words.replace(isFile, '$__fi');
  return words
    .replace(/select\(\s*(?:fi|fileIndex|file_index)\s*==\s*(\d+)\s*\)/g, '$__all[$1]')
    .replace(/\.\s+as\s+(\$\w+)\s+ireduce\s*\(/g, 'reduce $__all[] as $1 (');
}

/** A program in which what cannot be iterated over has no parts, as in yq. */
function tolerant<T>(node: T): T {
  if (Array.isArray(node)) return node.map(tolerant) as T;
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, one]) => [key, tolerant(one)]),
  ) as T & { type?: string };
  return copy.type === 'iterate' ? { ...copy, isOptional: true } : copy;
}

/** Where a value came from. */
export interface Origin {
  readonly document: number;
  readonly file: number;
  readonly name: string;
}

export interface Expression {
  /**
   * What it gives for a value: each with its path in that value, where it is a part of it. Throws
   * a JqFailure.
   */
  run(value: Json, origin: Origin, all: readonly Json[]): readonly Item[];
}

/** So much of what cannot be read is repeated. */
const MOST_REPEATED = 16;

/** What yq says of an expression whose translation, `source`, cannot be read from `at` on. */
function refusal(expression: string, source: string, at: number): string {
  const rest = source.slice(at);
  // The end of an expression is as it was, whatever was translated before it.
  const before = expression.endsWith(rest)
    ? expression.slice(0, expression.length - rest.length)
    : source.slice(0, at);
  const lines = before.split('\n');
  const place = `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  const isLong = rest.length > MOST_REPEATED;
  const shown = isLong ? `${rest.slice(0, MOST_REPEATED)}...` : rest;
  return `${place}: invalid input text ${JSON.stringify(shown)}`;
}

/** Reads an expression of yq; a text is what is wrong with it. */
export function readExpression(
  expression: string,
  readsAll: boolean,
  env: ReadonlyMap<string, string>,
  nowEpochMs: () => number,
): Expression | string {
  const source = toJq(expression, readsAll);
  const definitions = tolerant(parseDefinitions(PRELUDE + OWN));
  const prelude = new Map(
    definitions.map((one) => [`${one.name}/${one.parameters.length}`, one] as const),
  );
  const builtins = createBuiltins();
  let filter: Filter;
  try {
    filter = tolerant(parseJq(source));
  } catch (error) {
    if (!(error instanceof JqSyntaxError)) throw error;
    return refusal(expression, source, error.at);
  }
  const names = ['ENV', '__di', '__fi', '__name', '__all'].map((name) => `$${name}`);
  const { errors } = checkNames(filter, new Set([...builtins.keys(), ...prelude.keys(), ...names]));
  const [first] = errors;
  if (first !== undefined) return refusal(expression, source, first.at);
  const environment: Json = new Map(env);
  return {
    run(value, origin, all) {
      const machine: Machine = {
        builtins,
        prelude,
        nowEpochMs,
        nextInput: () => undefined,
        inputName: () => origin.name,
        inputLine: () => 0,
        warn: () => undefined,
        environment,
        steps: 0,
        depth: 0,
      };
      let scope: Scope | undefined;
      const set: readonly (readonly [string, Json])[] = [
        ['ENV', environment],
        ['__di', origin.document],
        ['__fi', origin.file],
        ['__name', origin.name],
        ['__all', all],
      ];
      for (const [name, bound] of set)
        scope = { type: 'variable', name, value: bound, outer: scope };
      try {
        return [...evaluate(machine, filter, scope, { value, path: [] })];
      } catch (error) {
        // Some expressions cannot tell where their values are.
        if (!(error instanceof JqFailure)) throw error;
        return [...evaluate(machine, filter, scope, { value, path: undefined })];
      }
    },
  };
}
