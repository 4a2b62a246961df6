import type { Filter, IndexRange, Part, Step } from './nodes.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Stops the parser; it never leaves this file. */
class SyntaxFailure extends Error {}

const refuse = (text: string): never => {
  throw new SyntaxFailure(text);
};

function attempt<T>(parse: () => T): Parsed<T> {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { ok: false, error: error.message };
    throw error;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** The text inside quotes, with its escapes resolved. */
const unquoted = (text: string): string =>
  text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/gs, (_, hex: string | undefined, character: string) =>
    hex === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(parseInt(hex, 16)),
  );

/** Where the quoted text that starts at `at` ends: after its closing quote. */
function endOfQuote(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let i = at + 1; i < text.length; i++) {
    if (text.charAt(i) === '\\') i++;
    else if (text.charAt(i) === quote) return i + 1;
  }
  return refuse('unterminated quoted string');
}

/** Where the bracket that opens at `at` closes; quotes and inner brackets are skipped. */
function endOfBracket(text: string, at: number, what: string): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") i = endOfQuote(text, i) - 1;
    else if (character === '[' || character === '(') depth++;
    else if (character === ']' || character === ')') {
      depth--;
      if (depth === 0) return i;
    }
  }
  return refuse(`unterminated ${what}`);
}

const OPERATOR = /^(==|!=|<=|>=|<|>|=~)/;

/** Splits a filter at its operator, outside quotes and brackets. */
function parseFilter(text: string): Filter {
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") i = endOfQuote(text, i) - 1;
    else if (character === '[') i = endOfBracket(text, i, 'array');
    else {
      const operator = OPERATOR.exec(text.slice(i))?.[1];
      if (operator === undefined) continue;
      if (operator === '=~') refuse(`unrecognized filter operator ${operator}`);
      const right = text.slice(i + operator.length);
      return { left: parseSteps(text.slice(0, i)), operator, right: parseSteps(right) };
    }
  }
  return { left: parseSteps(text), operator: 'exists', right: [] };
}

const INDEX = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '' || text === ':' ? undefined : Number(text.replace(':', ''));

function indexRange(text: string): IndexRange {
  const parts = INDEX.exec(text);
  if (parts === null) return refuse(`invalid array index ${text}`);
  const [, from, to, step] = parts;
  return {
    from: numberOf(from),
    to: numberOf(to),
    step: numberOf(step),
    isSingle: to === undefined && step === undefined,
  };
}

/** Splits at commas outside quotes and brackets. */
function splitUnion(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") i = endOfQuote(text, i) - 1;
    else if (character === '[') i = endOfBracket(text, i, 'array');
    else if (character === ',') {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function parseBracket(inner: string): Step {
  const text = inner.trim();
  if (text === '*') return { type: 'wildcard' };
  if (text.startsWith('?(')) {
    if (!text.endsWith(')')) refuse('unclosed array expect ]');
    return { type: 'filter', filter: parseFilter(text.slice(2, -1).trim()) };
  }
  const items = splitUnion(text);
  if (items.length > 1) {
    return { type: 'union', paths: items.map((item) => [parseBracket(item)]) };
  }
  // A quoted key is a path of its own: ['metadata.name'] goes two steps down.
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  if (quoted?.[2] !== undefined) return { type: 'union', paths: [parseSteps(`.${quoted[2]}`)] };
  if (INDEX.test(text) && text !== '') return { type: 'index', range: indexRange(text) };
  if (/^[.@$]/.test(text)) return { type: 'union', paths: [parseSteps(text)] };
  return refuse(`invalid array index ${text}`);
}

const FIELD = /^((?:\\.|[^\s.[\](){}"'|,=<>!\\@$])+)/s;

/** The steps of one path: everything inside an action. */
function parseSteps(source: string): Step[] {
  const text = source.trim();
  const steps: Step[] = [];
  let i = 0;
  while (i < text.length) {
    const character = text.charAt(i);
    if (/\s/.test(character)) i++;
    else if (character === '"' || character === "'") {
      const end = endOfQuote(text, i);
      steps.push({ type: 'text', text: unquoted(text.slice(i + 1, end - 1)) });
      i = end;
    } else if (character === '[') {
      const end = endOfBracket(text, i, 'array');
      steps.push(parseBracket(text.slice(i + 1, end)));
      i = end + 1;
    } else if (character === '$' || character === '@') {
      steps.push({ type: character === '$' ? 'root' : 'current' });
      i++;
    } else if (character === '.') i = parseDot(text, i, steps);
    else if (character === '*') {
      steps.push({ type: 'wildcard' });
      i++;
    } else i = parseWord(text, i, steps);
  }
  return steps;
}

function parseDot(text: string, at: number, steps: Step[]): number {
  let i = at + 1;
  if (text.charAt(i) === '.') {
    steps.push({ type: 'recursive' });
    i++;
  }
  if (text.charAt(i) === '*') {
    steps.push({ type: 'wildcard' });
    return i + 1;
  }
  const name = FIELD.exec(text.slice(i))?.[1];
  if (name === undefined) return i;
  steps.push({ type: 'field', name: name.replace(/\\(.)/gs, '$1') });
  return i + name.length;
}

function parseWord(text: string, at: number, steps: Step[]): number {
  const rest = text.slice(at);
  const number = /^[-+]?\d+(\.\d+)?/.exec(rest)?.[0];
  if (number !== undefined) {
    steps.push({ type: 'number', value: Number(number) });
    return at + number.length;
  }
  const word = /^[A-Za-z_][\w-]*/.exec(rest)?.[0];
  if (word === undefined) {
    const code = text.codePointAt(at) as number;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    return refuse(`unrecognized character in action: U+${hex} '${String.fromCodePoint(code)}'`);
  }
  if (word !== 'true' && word !== 'false') return refuse(`unrecognized identifier ${word}`);
  steps.push({ type: 'boolean', value: word === 'true' });
  return at + word.length;
}

/** Where the action that opens at `at` closes. */
function endOfAction(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") i = endOfQuote(text, i) - 1;
    else if (character === '[') i = endOfBracket(text, i, 'array');
    else if (character === '}') return i;
  }
  return refuse('unclosed action');
}

type Token = { readonly text: string } | { readonly action: string };

function tokens(template: string): Token[] {
  const out: Token[] = [];
  let i = 0;
  while (i < template.length) {
    const open = template.indexOf('{', i);
    if (open < 0) {
      out.push({ text: template.slice(i) });
      break;
    }
    if (open > i) out.push({ text: template.slice(i, open) });
    const close = endOfAction(template, open);
    out.push({ action: template.slice(open + 1, close).trim() });
    i = close + 1;
  }
  return out;
}

function parseParts(list: readonly Token[], start: number, isInside: boolean): [Part[], number] {
  const parts: Part[] = [];
  for (let i = start; i < list.length; i++) {
    const token = list[i] as Token;
    if ('text' in token) parts.push({ type: 'text', text: token.text });
    else if (token.action === 'end') {
      if (!isInside) refuse('not in range, nothing to end');
      return [parts, i];
    } else if (/^range(\s|$)/.test(token.action)) {
      const [body, end] = parseParts(list, i + 1, true);
      parts.push({ type: 'range', steps: parseSteps(token.action.slice(5)), body });
      i = end;
    } else parts.push({ type: 'path', steps: parseSteps(token.action) });
  }
  return [parts, list.length];
}

/** Parses a whole template: `{range .items[*]}{.metadata.name}{"\n"}{end}`. */
export const parseTemplate = (template: string): Parsed<Part[]> =>
  attempt(() => parseParts(tokens(template), 0, false)[0]);

/** Parses one path, with or without its braces and leading dot: how columns and sorting take it. */
export function parseRelaxed(expression: string): Parsed<{ parts: Part[]; text: string }> {
  if (expression === '') return { ok: true, value: { parts: [], text: '' } };
  const inner = /^\{?\.?([^{}]+)\}?$/.exec(expression)?.[1];
  if (inner === undefined) {
    const forms = "'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";
    return {
      ok: false,
      error: `unexpected path string, expected a ${forms}`,
    };
  }
  const text = `{.${inner}}`;
  const parsed = parseTemplate(text);
  return parsed.ok ? { ok: true, value: { parts: parsed.value, text } } : parsed;
}
