import type { ShellHost } from '../types.ts';
import { actionOf, optionOf, printName } from './find-actions.ts';
import { argumentOf, type Plan, type Reading } from './find-plan.ts';
import { FindError, pure, REGEX_TYPES, TESTS, type Test } from './find-tests.ts';
import type { Tool } from './tool.ts';

const isOr = (word: string | undefined): boolean => word === '-o' || word === '-or';
const isAnd = (word: string | undefined): boolean => word === '-a' || word === '-and';
const isNot = (word: string): boolean => word === '!' || word === '-not' || word === '-!';

const nothingAfter = (after: string): string =>
  after === '('
    ? "invalid expression; expected to find a ')' but didn't see one. " +
      "Perhaps you need an extra predicate after '('"
    : `expected an expression after '${after}'`;

/** Why a word is no part of an expression. */
function strange({ t, cursor }: Reading, name: string): FindError {
  if (isOr(name) || isAnd(name)) {
    const words = `you have used a binary operator '${name}' with nothing before it.`;
    return new FindError(`invalid expression; ${words}`);
  }
  if (name.startsWith('-')) return new FindError(['badPredicate', name]);
  const misplaced = `paths must precede expression: \`${name}'`;
  if (!t.context.files.lstat(t.path(name)).ok) return new FindError(misplaced);
  // The shell may have made several names of one pattern.
  const before = cursor.words.slice(0, cursor.at - 1);
  const predicate = before.findLast((word) => word.startsWith('-'));
  const guess = `possible unquoted pattern after predicate \`${predicate ?? ''}'?`;
  return new FindError(`${misplaced}\nfind: ${guess}`);
}

/** The test of that name, which takes its arguments from what is read. */
function testOf(reading: Reading, name: string): Test | undefined {
  const { t, host, plan } = reading;
  const argument = (wanted: string): string => argumentOf(reading, wanted);
  for (const make of TESTS) {
    const test = make(name, argument, t, host, plan.regexType);
    if (test !== undefined) return test;
  }
  return undefined;
}

/** One test, option or action, or a group; `after` is what stands in front of it. */
function primary(reading: Reading, after: string): Test {
  const { cursor } = reading;
  const name = cursor.words[cursor.at++];
  if (name === undefined) throw new FindError(nothingAfter(after));
  if (isNot(name)) {
    const inner = primary(reading, name);
    return function* (visit) {
      return !(yield* inner(visit));
    };
  }
  if (name === '(') {
    const inner = alternatives(reading, name);
    if (cursor.words[cursor.at++] === ')') return inner;
    throw new FindError(
      "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
    );
  }
  const known = testOf(reading, name) ?? optionOf(reading, name) ?? actionOf(reading, name);
  if (known === undefined) throw strange(reading, name);
  return known;
}

/** Operands of `-a`, which need not be written. */
function conjunction(reading: Reading, after: string): Test {
  const { cursor } = reading;
  let left = primary(reading, after);
  for (;;) {
    const next = cursor.words[cursor.at];
    if (next === undefined || isOr(next) || next === ')' || next === ',') return left;
    if (isAnd(next)) cursor.at++;
    const [first, second] = [left, primary(reading, isAnd(next) ? next : '')];
    left = function* (visit) {
      return (yield* first(visit)) && (yield* second(visit));
    };
  }
}

/** Operands of `-o` and of the comma. */
function alternatives(reading: Reading, after = ''): Test {
  const { cursor } = reading;
  let left = conjunction(reading, after);
  for (;;) {
    const operator = cursor.words[cursor.at];
    if (operator !== ',' && !isOr(operator)) return left;
    cursor.at++;
    const isComma = operator === ',';
    const [first, second] = [left, conjunction(reading, operator ?? '')];
    left = function* (visit) {
      const value = yield* first(visit);
      return isComma ? yield* second(visit) : value || (yield* second(visit));
    };
  }
}

/** Reads the expression after the starting points. Throws a FindError. */
export function readPlan(t: Tool, host: ShellHost, words: readonly string[]): Plan {
  const plan: Plan = {
    test: pure(() => true),
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    isDepthFirst: false,
    isDepthAsked: false,
    hasAction: false,
    hasPrune: false,
    hasDelete: false,
    regexType: REGEX_TYPES[0] ?? '',
    prunes: false,
    quits: false,
    warnings: [],
    batches: [],
    status: 0,
  };
  const reading: Reading = { t, host, plan, cursor: { words, at: 0 } };
  if (words.length > 0) plan.test = alternatives(reading);
  if (reading.cursor.at < words.length) throw new FindError("you have too many ')'");
  if (plan.hasDelete && plan.hasPrune && !plan.isDepthAsked) {
    throw new FindError(
      'The -delete action automatically turns on -depth, but -prune does nothing when -depth is ' +
        'in effect.  If you want to carry on anyway, just explicitly use the -depth option.',
    );
  }
  if (!plan.hasAction) {
    const { test } = plan;
    const show = printName(t);
    plan.test = function* (visit) {
      return (yield* test(visit)) && (yield* show(visit));
    };
  }
  return plan;
}
