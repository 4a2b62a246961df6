import type { ParseError, Statement, TestExpression } from 'unbash';
import type { Chunk, SyntaxLine } from './parse.ts';
import { lineOf, syntaxError, tokenAt } from './syntax-error.ts';
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

/** Errors inside `[[ … ]]`, which end the script with the status that was there. */
export function conditional(unit: Unit, error: ParseError): Chunk | undefined {
  const { source } = unit;
  if ('lines' in error) {
    const place = lineOf(unit, error.pos);
    const lines = (error as Cut).lines.map((text) => ({ line: place, text }));
    return { type: 'error', lines, status: 0, isIncomplete: false };
  }
  const open = source.lastIndexOf('[[', error.pos);
  const isTest = /test operator|test group|'\]\]'/.test(error.message);
  const inTest = open >= 0 && !source.slice(open, error.pos).includes(']]');
  if (!isTest && !(inTest && error.message.startsWith('unexpected token'))) return undefined;
  if (open < 0) return strayCloser(unit, error);
  const line = lineOf(unit, error.pos);
  const at = (text: string): SyntaxLine => ({ line, text });
  const error2 = (lines: readonly SyntaxLine[], status: number, isIncomplete = false): Chunk => ({
    type: 'error',
    lines,
    status,
    isIncomplete,
  });
  const inside = source.slice(open);
  const opened = lineOf(unit, open);
  const pattern = /=~\s+\(/.exec(inside);
  if (pattern !== null && !isClosed(inside.slice(pattern.index + pattern[0].length))) {
    const last = lineOf(unit, source.length) + (source.endsWith('\n') ? 0 : 1);
    return error2(
      [
        { line: opened, text: "unexpected EOF while looking for matching `)'" },
        { line: last, text: 'unexpected argument to conditional binary operator' },
      ],
      2,
    );
  }
  const cut = /(?:=~|[=!]?=|[<>])[ \t]*([\n(])/.exec(source.slice(open, error.pos + 1));
  if (cut !== null && error.message.includes("']]'")) {
    const name = cut[1] === '(' ? '(' : 'newline';
    const text = `unexpected argument \`${name}' to conditional binary operator`;
    return error2([{ line: lineOf(unit, open + cut.index), text }], 0);
  }
  const token = tokenAt(source, error.pos);
  if (error.message.includes('test group')) {
    return error2([at(`unexpected token \`${tokenAt(source, error.pos - 2)}', expected \`)'`)], 0);
  }
  if (error.message === "unexpected token '&&'" || error.message === "unexpected token '||'") {
    return error2([at(`unexpected token \`${token}' in conditional command`)], 0);
  }
  if (/^\[\[\s+(?!\]\])[^\s;]+;$/.test(source.slice(open, error.pos))) {
    return error2([at("unexpected token `;', conditional binary operator expected")], 0);
  }
  if (error.message.includes('unary')) {
    return error2([at(`unexpected argument \`${token}' to conditional unary operator`)], 0);
  }
  if (error.message.includes('binary')) {
    return error2([at(`unexpected argument \`${token}' to conditional binary operator`)], 0);
  }
  const isOpen = !inside.includes(']]');
  const half = /^\[\[\s+\S+\s+((?:[=!]?=|=~|[<>])\s+\S+\s+)?\]/.exec(inside);
  if (isOpen && half !== null) {
    return error2([at(halfClosed(half[1]))], 0);
  }
  if (isOpen && /^\[\[\s+\S+\s+(?:=~|[=!]?=|[<>])\s+\S+\s*$/.test(inside)) {
    return error2([at("unexpected EOF while looking for `]]'")], 2, true);
  }
  if (isOpen) {
    return error2(
      [at("unexpected token `newline', conditional binary operator expected")],
      2,
      true,
    );
  }
  if (/^\[\[(?:\s+|\s+!\s+|.*(?:&&|\|\|)\s*)\]\]/.test(inside)) return error2([], 0);
  const operator = /(?:==|=~|!=|=|<|>|-[a-z]{2})\s+\]\]/.exec(inside);
  if (operator !== null && error.message.includes("']]'")) {
    return error2([at("unexpected argument `]]' to conditional binary operator")], 0);
  }
  const isLoneWord = /^\[\[\s+(?:[^\s-]\S*|-[A-Z])\s+(?:[^\s&|=!<>-]|-[a-z]{3,}\s)/.test(inside);
  return error2(
    [
      at(
        isLoneWord
          ? 'conditional binary operator expected'
          : 'syntax error in conditional expression',
      ),
    ],
    0,
  );
}
