import { arithmetic } from './arithmetic.ts';
import type { Builtin } from './machine.ts';
import { made } from './machine.ts';
import { describe, fail, isArray, type Json, kindOf } from './values.ts';

interface Capture {
  readonly name: string | null;
  readonly offset: number;
  readonly string: string | null;
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly string: string;
  readonly captures: readonly Capture[];
}

const characters = (text: string): number => [...text].length;

/** What Oniguruma says about a pattern that it cannot read. */
function regexProblem(pattern: string): string {
  let isInClass = false;
  let depth = 0;
  let hasOperand = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '\\') {
      if (i + 1 === pattern.length) return 'end pattern at escape';
      i++;
    } else if (isInClass) {
      isInClass = c !== ']';
      continue;
    } else if (c === '[') {
      isInClass = true;
      if (pattern.charAt(i + 1) === ']') i++;
    } else if (c === '(') depth++;
    else if (c === ')') {
      if (depth === 0) return 'unmatched close parenthesis';
      depth--;
    } else if (/[*+?]/.test(c) && !hasOperand && pattern.charAt(i - 1) !== '(') {
      return 'target of repeat operator is not specified';
    }
    hasOperand = c !== '(' && c !== '|';
  }
  if (isInClass) return 'premature end of char-class';
  if (depth > 0) return 'end pattern with unmatched parenthesis';
  return 'empty range in char class';
}

function compile(pattern: string, flags: string, isGlobal: boolean): RegExp {
  let own = isGlobal || flags.includes('g') ? 'dg' : 'd';
  if (flags.includes('i')) own += 'i';
  if (flags.includes('p')) own += 's';
  // A dollar is the end of the text, or what stands before the line end there.
  let source = pattern
    .replace(/\\[^zZA]|\[(?:\\.|[^\]])*\]|\$|\\Z/g, (found) =>
      found === '$' || found === '\\Z' ? '(?=\\n?(?![^]))' : found,
    )
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$');
  if (flags.includes('x'))
    source = source.replace(/\\\s|\s+|#.*$/gm, (c) => (c[0] === '\\' ? c : ''));
  source = source.replaceAll('[:alpha:]', 'a-zA-Z').replaceAll('[:digit:]', '0-9');
  source = source.replaceAll('[:alnum:]', 'a-zA-Z0-9').replaceAll('[:space:]', '\\s');
  source = source.replaceAll('[:upper:]', 'A-Z').replaceAll('[:lower:]', 'a-z');
  for (const mode of [`${own}u`, own]) {
    try {
      return new RegExp(source, mode);
    } catch {
      // Without Unicode rules more escapes are allowed.
    }
  }
  return fail(`Regex failure: ${regexProblem(pattern)}`);
}

/**
 * All matches in a text. Behind an empty one the search goes on one character after where it began,
 * not after what it found, and at the end of a text nothing more is found. Models `f_match` of jq.
 */
function* allMatches(expression: RegExp, input: string): Generator<RegExpExecArray> {
  let start = 0;
  do {
    expression.lastIndex = start;
    const found = expression.exec(input);
    if (found === null) return;
    yield found;
    const isEmpty = found[0] === '';
    start = isEmpty
      ? start + ((input.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
      : expression.lastIndex;
  } while (start < input.length);
}

/** How the matches of a global search are found. */
type Search = (expression: RegExp, input: string) => Iterable<RegExpExecArray>;

/** Substitutions find each place once. */
const eachPlace: Search = (expression, input) => input.matchAll(expression);

/** All matches of a regular expression in a text. */
function findMatches(
  input: Json,
  pattern: Json,
  flags: Json,
  isGlobal: boolean,
  search: Search = allMatches,
): Match[] {
  if (typeof input !== 'string') {
    return fail(`${describe(input)} cannot be matched, as it is not a string`);
  }
  if (isArray(pattern)) {
    return findMatches(input, pattern[0] ?? null, pattern[1] ?? null, isGlobal, search);
  }
  if (typeof pattern !== 'string') {
    return fail(`${kindOf(pattern)} not a string or array`);
  }
  if (flags !== null && typeof flags !== 'string') {
    return fail(`${describe(flags)} is not a string`);
  }
  if (/[^gimnpslx]/.test(flags ?? '')) fail(`${flags} is not a valid modifier string`);
  const expression = compile(pattern, flags ?? '', isGlobal);
  const found = expression.global
    ? [...search(expression, input)]
    : [expression.exec(input)].filter((one) => one !== null);
  return found.map((one) => {
    const names = new Map<number, string>();
    for (const [i, name] of groupNames(pattern).entries()) {
      if (name !== undefined) names.set(i + 1, name);
    }
    // What is empty has no groups.
    const groups = one[0] === '' ? [] : [...one].slice(1);
    const captures = groups.map((text, i): Capture => {
      const at = one.indices?.[i + 1]?.[0];
      const offset = at === undefined ? -1 : characters(input.slice(0, at));
      return { name: names.get(i + 1) ?? null, offset, string: text ?? null };
    });
    const offset = characters(input.slice(0, one.index));
    return { start: one.index, end: one.index + one[0].length, offset, string: one[0], captures };
  });
}

/** Names of the groups of a pattern in their order; undefined for one without a name. */
function groupNames(pattern: string): (string | undefined)[] {
  const groups = pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?[:=!]|\?<[=!])(?:\?<(\w+)>)?/g);
  return [...groups].filter(([whole]) => whole.startsWith('(')).map(([, name]) => name);
}

const matchValue = ({ offset, string, captures }: Match): Json =>
  new Map<string, Json>([
    ['offset', offset],
    ['length', characters(string)],
    ['string', string],
    [
      'captures',
      captures.map(
        (one) =>
          new Map<string, Json>([
            ['offset', one.offset],
            ['length', one.string === null ? 0 : characters(one.string)],
            ['string', one.string],
            ['name', one.name],
          ]),
      ),
    ],
  ]);

const captureValue = (match: Match): Json =>
  new Map(
    match.captures.flatMap(({ name, string }) => (name === null ? [] : [[name, string] as const])),
  );

/** Makes a builtin with a pattern and perhaps flags out of what it does with the matches. */
const matcher = (
  isGlobal: boolean,
  use: (input: string, matches: readonly Match[]) => Iterable<Json>,
): Builtin =>
  function* (_, item, [pattern, flags]) {
    if (pattern === undefined) return;
    const modes = flags === undefined ? [null] : [...flags(item)].map(({ value }) => value);
    for (const mode of modes) {
      // Of the flags of a global search, "g" and what is given are added first.
      if (isGlobal) arithmetic('+', 'g', mode);
      for (const { value: given } of pattern(made(item, item.value))) {
        const matches = findMatches(item.value, given, mode, isGlobal);
        for (const value of use(item.value as string, matches)) yield made(item, value);
      }
    }
  };

const substitute = (isGlobal: boolean): Builtin =>
  function* (_, item, [pattern, replacement, flags]) {
    if (pattern === undefined || replacement === undefined) return;
    const input = item.value;
    for (const { value: given } of pattern(item)) {
      const mode = flags === undefined ? null : (flags(item).next().value?.value ?? null);
      const matches = findMatches(input, given, mode, isGlobal, eachPlace);
      if (typeof input !== 'string') return;
      let outs = [''];
      let from = 0;
      for (const match of matches) {
        const before = input.slice(from, match.start);
        const texts = [...replacement({ value: captureValue(match), path: undefined })];
        outs = texts.flatMap(({ value }) => {
          if (typeof value !== 'string') {
            return fail(`${describe(input)} and ${describe(value)} cannot be added`);
          }
          return outs.map((out) => out + before + value);
        });
        from = match.end;
      }
      for (const out of outs) yield made(item, out + input.slice(from));
    }
  };

function splitByMatches(input: string, matches: readonly Match[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of matches) {
    parts.push(input.slice(from, match.start));
    from = match.end;
  }
  return [...parts, input.slice(from)];
}

const scan = matcher(true, (_, matches) =>
  matches.map(({ string, captures }) =>
    captures.length > 0 ? captures.map((one) => one.string) : string,
  ),
);
const match = matcher(false, (_, matches) => matches.map(matchValue));
const test = matcher(false, (_, matches) => [matches.length > 0]);
const capture = matcher(false, (_, matches) => matches.map(captureValue));

/** Regular expressions. */
export const PATTERNS: Readonly<Record<string, Builtin>> = {
  'match/1': match,
  'match/2': match,
  'test/1': test,
  'test/2': test,
  'capture/1': capture,
  'capture/2': capture,
  'scan/1': scan,
  'scan/2': scan,
  'split/2': matcher(true, (input, matches) => [splitByMatches(input, matches)]),
  'sub/2': substitute(false),
  'sub/3': substitute(false),
  'gsub/2': substitute(true),
  'gsub/3': substitute(true),
};
