import type { ParseError, Statement, TestExpression } from 'unbash';
import { type Chunk, lineOf, type SyntaxLine, syntaxError, tokenAt } from './syntax-error.ts';
import type { Unit } from './types.ts';

/** Newlines that the parser lets pass where bash has none within `[[ … ]]`. */
const CUT = {
  operator: "unexpected token `newline', conditional binary operator expected",
  unary: "unexpected argument `newline' to conditional unary operator",
  binary: "unexpected argument `newline' to conditional binary operator",
} as const;

type Cut = ParseError & { readonly lines: readonly string[] };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The tests in a tree, wherever they stand. */
function* testsIn(node: unknown): Generator<{ readonly expression: TestExpression }> {
  if (!isObject(node)) return;
  if ('type' in node && node.type === 'TestCommand') {
    yield node as unknown as { readonly expression: TestExpression };
    return;
  }
  for (const child of Array.isArray(node) ? node : Object.values(node)) yield* testsIn(child);
}

function cutIn(source: string, test: TestExpression, isGrouped: boolean): Cut | undefined {
  const cutAt = (from: number, to: number, text: string): Cut | undefined => {
    const at = source.slice(from, to).indexOf('\n');
    const lines = isGrouped ? [text, "expected `)'"] : [text];
    return at < 0 ? undefined : { message: 'cut test', pos: from + at, lines };
  };
  switch (test.type) {
    case 'TestBinary': {
      const between = source.slice(test.left.end, test.right.pos);
      const operator = test.left.end + (/\S/.exec(between)?.index ?? 0);
      return (
        cutAt(test.left.end, operator, CUT.operator) ?? cutAt(operator, test.right.pos, CUT.binary)
      );
    }
    case 'TestUnary': {
      if (test.operand.pos > test.pos) return cutAt(test.pos, test.operand.pos, CUT.unary);
      // A word on its own: an operator could still come.
      const { end } = test.operand;
      const next = /\S/.exec(source.slice(end));
      return cutAt(end, next === null ? end : end + next.index, CUT.operator);
    }
    case 'TestLogical':
      for (const one of test.operands) {
        const found = cutIn(source, one, isGrouped);
        if (found !== undefined) return found;
      }
      return undefined;
    case 'TestNot':
      return cutIn(source, test.operand, isGrouped);
    case 'TestGroup':
      return cutIn(source, test.expression, true);
  }
}

/** The first newline within a test that bash does not take there. */
export function cutTest(source: string, commands: readonly Statement[]): Cut | undefined {
  if (!/\[\[[ \t][^\n]*\n/.test(source)) return undefined;
  for (const { expression } of testsIn(commands)) {
    const found = cutIn(source, expression, false);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What bash says of a single `]` behind one word, or behind a whole comparison. */
const halfClosed = (comparison: string | undefined): string =>
  comparison === undefined
    ? 'conditional binary operator expected'
    : 'syntax error in conditional expression';

const strayCloser = (unit: Unit, { pos }: ParseError): Chunk | undefined =>
  unit.source.startsWith(']]', pos) ? syntaxError(unit, pos, ']]') : undefined;

/** Whether a group that has been opened ends in a text. */
function isClosed(text: string): boolean {
  let depth = 1;
  for (const c of text) {
    if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return true;
  }
  return false;
}

/** An error of a test, which ends the script with the status that was there. */
const testError = (lines: readonly SyntaxLine[], status = 0, isIncomplete = false): Chunk => ({
  type: 'error',
  lines,
  status,
  isIncomplete,
});

/** A group behind `=~` that nothing closes, or an operator with no word behind it. */
function openPattern(unit: Unit, open: number, error: ParseError): Chunk | undefined {
  const { source } = unit;
  const inside = source.slice(open);
  const pattern = /=~\s+\(/.exec(inside);
  if (pattern !== null && !isClosed(inside.slice(pattern.index + pattern[0].length))) {
    const last = lineOf(unit, source.length) + (source.endsWith('\n') ? 0 : 1);
    const eof = "unexpected EOF while looking for matching `)'";
    const lines = [
      { line: lineOf(unit, open), text: eof },
      { line: last, text: 'unexpected argument to conditional binary operator' },
    ];
    return testError(lines, 2, true);
  }
  const cut = /(?:=~|[=!]?=|[<>])[ \t]*([\n(])/.exec(source.slice(open, error.pos + 1));
  if (cut === null || !error.message.includes("']]'")) return undefined;
  const name = cut[1] === '(' ? '(' : 'newline';
  const text = `unexpected argument \`${name}' to conditional binary operator`;
  return testError([{ line: lineOf(unit, open + cut.index), text }]);
}

/** What is wrong with a test that does not end. */
function openTest(inside: string): { readonly text: string; readonly isIncomplete: boolean } {
  const half = /^\[\[\s+\S+\s+((?:[=!]?=|=~|[<>])\s+\S+\s+)?\]/.exec(inside);
  if (half !== null) return { text: halfClosed(half[1]), isIncomplete: false };
  const isCompared = /^\[\[\s+\S+\s+(?:=~|[=!]?=|[<>])\s+\S+\s*$/.test(inside);
  const text = isCompared
    ? "unexpected EOF while looking for `]]'"
    : "unexpected token `newline', conditional binary operator expected";
  return { text, isIncomplete: true };
}

/** What bash says of a closed test that the parser does not take; undefined for nothing. */
function closedTest(inside: string, message: string): string | undefined {
  if (/^\[\[(?:\s+|\s+!\s+|.*(?:&&|\|\|)\s*)\]\]/.test(inside)) return undefined;
  const operator = /(?:==|=~|!=|=|<|>|-[a-z]{2})\s+\]\]/.exec(inside);
  if (operator !== null && message.includes("']]'")) {
    return "unexpected argument `]]' to conditional binary operator";
  }
  const isLoneWord = /^\[\[\s+(?:[^\s-]\S*|-[A-Z])\s+(?:[^\s&|=!<>-]|-[a-z]{3,}\s)/.test(inside);
  return isLoneWord
    ? 'conditional binary operator expected'
    : 'syntax error in conditional expression';
}

/** What bash says of a token within a test that the parser names; undefined for others. */
function namedMistake(unit: Unit, open: number, { message, pos }: ParseError): string | undefined {
  const { source } = unit;
  const token = tokenAt(source, pos);
  if (message.includes('test group')) {
    return `unexpected token \`${tokenAt(source, pos - 2)}', expected \`)'`;
  }
  if (message === "unexpected token '&&'" || message === "unexpected token '||'") {
    return `unexpected token \`${token}' in conditional command`;
  }
  if (/^\[\[\s+(?!\]\])[^\s;]+;$/.test(source.slice(open, pos))) {
    return "unexpected token `;', conditional binary operator expected";
  }
  const kind = /unary|binary/.exec(message)?.[0];
  return kind && `unexpected argument \`${token}' to conditional ${kind} operator`;
}

/** Errors inside `[[ … ]]`. */
export function conditional(unit: Unit, error: ParseError): Chunk | undefined {
  const { source } = unit;
  const line = lineOf(unit, error.pos);
  if ('lines' in error) {
    return testError((error as Cut).lines.map((text) => ({ line, text })));
  }
  const open = source.lastIndexOf('[[', error.pos);
  const isTest = /test operator|test group|'\]\]'/.test(error.message);
  const inTest = open >= 0 && !source.slice(open, error.pos).includes(']]');
  if (!isTest && !(inTest && error.message.startsWith('unexpected token'))) return undefined;
  if (open < 0) return strayCloser(unit, error);
  const unclosed = openPattern(unit, open, error);
  if (unclosed !== undefined) return unclosed;
  const named = namedMistake(unit, open, error);
  if (named !== undefined) return testError([{ line, text: named }]);
  const inside = source.slice(open);
  if (!inside.includes(']]')) {
    const { text, isIncomplete } = openTest(inside);
    return testError([{ line, text }], isIncomplete ? 2 : 0, isIncomplete);
  }
  const text = closedTest(inside, error.message);
  return testError(text === undefined ? [] : [{ line, text }]);
}
