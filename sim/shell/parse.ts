import { type HereDoc, type ParseError, parse, type Statement } from 'unbash';
import { halfClosedLoop } from './loop-header.ts';
import { openQuote } from './open-quotes.ts';
import { parseText } from './plain-text.ts';
import { type Chunk, lineOf, syntaxError, tokenAt } from './syntax-error.ts';
import { conditional, wrongTest } from './test-syntax.ts';
import type { Unit } from './types.ts';

const CLOSERS: readonly (readonly [string, string])[] = [
  ['double quote', '"'],
  ['single quote', "'"],
  ['ANSI-C', "'"],
  ['backtick', '`'],
  ['command substitution', ')'],
  ['process substitution', ')'],
  ['arithmetic', ')'],
  ['subscript', ']'],
  ['array', ')'],
  ['parameter', '}'],
  ['expansion', '}'],
];

function unterminated(unit: Unit, error: ParseError): Chunk {
  const { source } = unit;
  const isArithmetic = /arithmetic/.test(error.message) || source.startsWith('$((', error.pos);
  const closer = CLOSERS.find(([words]) => error.message.includes(words))?.[1] ?? ')';
  const isScript = closer === ')' && !isArithmetic && /command|process/.test(error.message);
  const quote = isScript ? openQuote(source, source.indexOf('(', error.pos) + 1) : undefined;
  if (quote !== undefined) {
    const text = `unexpected EOF while looking for matching \`${quote.closer}'`;
    const lines = [{ line: lineOf(unit, quote.pos), text }];
    return { type: 'error', lines, status: 2, isIncomplete: true };
  }
  const line = isScript ? lineOf(unit, source.length) + 1 : lineOf(unit, error.pos);
  const text = `unexpected EOF while looking for matching \`${closer}'`;
  return {
    type: 'error',
    lines: [{ line, text }],
    status: /^\w*\+?=\(/.test(source.slice(wordStart(source, error.pos))) ? 1 : 2,
    isIncomplete: true,
  };
}

/** The innermost of several quotes and substitutions that are not closed: bash names that one. */
function innermost(errors: readonly ParseError[]): ParseError | undefined {
  const [first, second] = errors;
  const isInner =
    first?.message === 'unterminated double quote' &&
    /^unterminated (?:backtick|parameter|command)/.test(second?.message ?? '');
  return isInner ? second : first;
}

/** A mistake that bash does not tell. */
const HALF_CLOSED = 'half closed loop';

/** Errors of a text, with one that the parser lets pass: `echo (` at the end of a line. */
function parseChecked(source: string): ReturnType<typeof parse> {
  const half = source.includes('((') ? halfClosedLoop(source) : undefined;
  if (half !== undefined) return { ...parse(''), errors: [{ message: HALF_CLOSED, pos: half }] };
  const parsed = parseText(source);
  const inner = innermost(parsed.errors ?? []);
  if (inner !== undefined && inner !== parsed.errors?.[0]) return { ...parsed, errors: [inner] };
  const wrong = parsed.errors === undefined ? wrongTest(source, parsed.commands) : undefined;
  if (wrong !== undefined) return { ...parsed, errors: [wrong] };
  if (parsed.errors !== undefined || !source.includes('(')) return parsed;
  for (const { end } of parsed.commands) {
    const rest = /^[ \t]*\(/.exec(source.slice(end));
    if (rest === null || /[;&|]$/.test(source.slice(0, end))) continue;
    return { ...parsed, errors: [{ message: "unexpected token '('", pos: end + rest[0].length }] };
  }
  return parsed;
}

/** Where an operator stands that no command may start with, if that is the error. */
function misplacedOperator(source: string, error: ParseError): number | undefined {
  const inGroup = /^expected command in (?:brace group|subshell)$/.test(error.message);
  const rest = source.slice(error.pos + 1);
  const opensHere = /[{(]/.test(source.charAt(error.pos)) && /^\s*[)};&|]/.test(rest);
  if (inGroup && opensHere) return error.pos + 1 + rest.search(/\S/);
  if (!/^expected '(?:then|do)'/.test(error.message)) return undefined;
  const head = /(?:^|[\s;&|(])(?:if|elif|while|until)[ \t]*(?=[;&|])/.exec(source);
  if (head === null || head.index > error.pos) return undefined;
  return head.index + head[0].length;
}

/** Errors of `for ((…))` and of an array that is not closed, which have words of their own. */
function special(unit: Unit, error: ParseError): Chunk | undefined {
  const { source } = unit;
  const place = lineOf(unit, error.pos);
  const shown = (texts: readonly string[], status: number | undefined): Chunk => ({
    type: 'error',
    lines: texts.map((text) => ({ line: place, text })),
    status,
    isIncomplete: false,
  });
  if (error.message === HALF_CLOSED) return shown([], undefined);
  if (error.message.startsWith('expected three arithmetic expressions')) {
    const from = source.lastIndexOf('((', error.pos);
    const header = source.slice(from, source.indexOf('))', from) + 2);
    const isMany = (header.match(/;/g)?.length ?? 0) > 2;
    const text = isMany ? "`;' unexpected" : 'arithmetic expression required';
    return shown([`syntax error: ${text}`, `syntax error: \`${header}'`], 2);
  }
  const array = /^\w*\+?=\([^()\n]*?([;&|<>])/.exec(source.slice(wordStart(source, error.pos)));
  if (!error.message.startsWith('unterminated') || array === null) return undefined;
  const line = source.split('\n')[lineOf(unit, error.pos) - unit.firstLine] ?? '';
  const token = array[1] ?? '';
  return shown([`syntax error near unexpected token \`${token}'`, `\`${line}'`], 1);
}

const wordStart = (source: string, at: number): number =>
  at - (/\w*$/.exec(source.slice(0, at))?.[0].length ?? 0);

/** What bash says about the first error of a text, and whether it would wait for more. */
function describe(unit: Unit, error: ParseError, isWhole = true): Chunk {
  const { source } = unit;
  const own = special(unit, error);
  if (own !== undefined) return own;
  const isOpenPattern = error.message === 'unterminated extended glob';
  const isOpen = error.message.startsWith('unterminated');
  if (isOpen && !isOpenPattern) return unterminated(unit, error);
  const test = conditional(unit, error, isWhole);
  if (test !== undefined) return test;
  if (isOpen) return unterminated(unit, error);
  const isStray = error.message === "unexpected token '('";
  const opener = /^expected command in /.test(error.message) ? 1 : 0;
  const isAtEnd = source.slice(error.pos + opener).trim() === '' && !isStray;
  let at = error.pos;
  const before = /[^\s;&|()<>]+$/.exec(source.slice(0, at))?.[0];
  const isAfter = /^expected (?:command|word) /.test(error.message);
  if (
    error.message.startsWith('expected') &&
    !isAfter &&
    before !== undefined &&
    source.slice(at).trim() !== ''
  ) {
    at -= before.length;
  }
  const misplaced = misplacedOperator(source, error);
  if (misplaced !== undefined) at = misplaced;
  let token = tokenAt(source, at);
  const named = /(?:^|[;&|\n])\s*function(?:[ \t]+[\w-]+)?[ \t]*([;&|])/.exec(source);
  const call = /(?:^|[;&|\n])\s*[\w-]+\(\s*([^)\s][^\s;&|()<>]*)/.exec(source);
  if (misplaced !== undefined) token = tokenAt(source, misplaced);
  else if (named !== null && error.pos >= named.index) token = named[1] ?? token;
  else if (isAtEnd && isBare(source)) token = 'newline';
  else if (isAtEnd && error.message !== 'expected redirect target') {
    const closing = /(?:^|[\s;])(done|fi|esac|then|do|\})\s*$/.exec(source.slice(0, at));
    const isMisplaced = closing !== null && /^expected '(?:then|do)'/.test(error.message);
    if (!isMisplaced) {
      const line = lineOf(unit, source.replace(/\n+$/, '').length) + 1;
      return {
        type: 'error',
        lines: [{ line, text: 'syntax error: unexpected end of file' }],
        status: 2,
        isIncomplete: true,
      };
    }
    token = closing[1] ?? '';
    at = source.lastIndexOf(token, at);
  } else if (/[^\s;&|(]\s*\(\s*[^;&|()\n]+$/.test(source.slice(0, at)) && token === ')') {
    token = /\(\s*([^\s;&|()]+)[^;&|()\n]*$/.exec(source.slice(0, at))?.[1] ?? token;
  } else if (call !== null && error.message.startsWith("unexpected token '")) {
    token = call[1] ?? token;
    at = source.indexOf(token, call.index);
  }
  const chunk = syntaxError(unit, at, token);
  const inArray = error.message.endsWith('in array assignment');
  return inArray && chunk.type === 'error' ? { ...chunk, status: 1 } : chunk;
}

/** A word that must not be the last one of a line, with nothing behind it. */
const isBare = (source: string): boolean =>
  /(?:^|[;&|\n])\s*(?:function|for|case|select|coproc)\s*$/.test(source);

/** Groups of statements that stand on the same lines: what a failed expansion drops. */
function* byLine(unit: Unit, statements: readonly Statement[]): Generator<Chunk, void, void> {
  let group: Statement[] = [];
  for (const statement of statements) {
    const last = group.at(-1);
    if (last !== undefined && unit.source.slice(last.end, statement.pos).includes('\n')) {
      yield { type: 'statements', statements: group };
      group = [];
    }
    group.push(statement);
  }
  if (group.length > 0) yield { type: 'statements', statements: group };
}

/**
 * The text of a unit, piece by piece as bash reads it: what stands before a syntax error is there
 * to
 * be run.
 */
export function* parseUnit(unit: Unit): Generator<Chunk, void, void> {
  const whole = parseChecked(unit.source);
  const [first] = whole.errors ?? [];
  if (first === undefined) {
    yield* byLine(unit, whole.commands);
    return;
  }
  const lines = unit.source.split('\n');
  let from = 0;
  let offset = 0;
  while (from < lines.length) {
    let error: ParseError | undefined = first;
    let found = false;
    for (let to = from + 1; to <= lines.length; to++) {
      // Blanks in front keep positions and lines right.
      const text = ' '.repeat(offset) + lines.slice(from, to).join('\n');
      const parsed = parseChecked(text);
      error = parsed.errors?.[0];
      if (error === undefined && to < lines.length && hasOpenDocument(text, parsed.commands)) {
        continue;
      }
      if (error === undefined) {
        yield* byLine(unit, parsed.commands);
        offset += lines.slice(from, to).join('\n').length + 1;
        from = to;
        found = true;
        break;
      }
      const read = { ...unit, source: unit.source.slice(0, text.length) };
      const chunk = describe(read, error, to === lines.length);
      if (chunk.type === 'error' && !chunk.isIncomplete) {
        yield chunk;
        return;
      }
    }
    if (!found) {
      yield describe(unit, error ?? first);
      return;
    }
  }
}

/** The here-documents within a node of the syntax tree, at any depth. */
export function hereDocuments(node: unknown): readonly HereDoc[] {
  if (typeof node !== 'object' || node === null) return [];
  if ((node as Partial<HereDoc>).type === 'HereDoc') return [node as HereDoc];
  return Object.values(node).flatMap(hereDocuments);
}

const hasOpenDocument = (source: string, statements: readonly Statement[]): boolean =>
  source.includes('<<') && hereDocuments(statements).some(({ closing }) => closing === undefined);

/** Whether a person at a prompt is not done yet: an open quote, an unfinished `if`, … */
export function isUnfinished(source: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(source)) return true;
  const parsed = parse(source);
  const [error] = parsed.errors ?? [];
  if (error !== undefined) {
    const unit = { source, name: '', errorName: '', firstLine: 1, lineStarts: [0] };
    const chunk = describe(unit, error);
    return chunk.type === 'error' && chunk.isIncomplete;
  }
  return hasOpenDocument(source, parsed.commands);
}
