import type {
  ArithmeticExpansionPart,
  DoubleQuotedChild,
  DoubleQuotedPart,
  LocaleStringPart,
  Word,
  WordPart,
} from 'unbash';
import { claimCharacters, type Program } from '../../kernel/index.ts';
import { evaluate, hiddenKey } from '../arithmetic.ts';
import { escapeRegExp } from '../pattern.ts';
import { BadSubstitution, ExpansionFailure, type Shell, type WordExpander } from '../types.ts';
import { getText, getValue } from '../variables.ts';
import { expandBraces } from './brace.ts';
import {
  addPiece,
  type Fields,
  type Piece,
  patternOf,
  plain,
  quoted,
  splitFields,
  splittable,
  textOf,
} from './fields.ts';
import { literalPieces, unescapeQuoted } from './literal.ts';
import { expandParameter } from './parameter.ts';
import { hereParts, parseOperand, parseWord } from './parse-word.ts';
import { pathNames } from './path-names.ts';
import { unescapeAnsi } from './quote.ts';
import { type Context, expandTildes, hasTilde } from './tilde.ts';

/** What a field takes besides its text, in characters. */
const FIELD_CHARACTERS = 64;

function simpleParameter(text: string): Parameters<typeof expandParameter>[1] {
  return {
    type: 'ParameterExpansion',
    text,
    parameter: text.slice(1),
    prefix: undefined,
    index: undefined,
    operation: undefined,
    pos: 0,
    end: 0,
    parameterPos: 0,
    parameterEnd: 0,
  };
}

/** An error about a bad substitution names all of the text that it stands in. */
const named = (failure: unknown, text: string): unknown =>
  failure instanceof BadSubstitution
    ? new ExpansionFailure(['badSubstitution', text], failure.effect)
    : failure;

/** The text between `$((` and `))`, or `$[` and `]`. */
const arithmeticSource = (part: ArithmeticExpansionPart): string =>
  part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2);

/** The end of a subscript that starts behind `from`; quotes and expansions hide brackets. */
function subscriptEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === '\\') at++;
    else if (c === "'" || c === '"') {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return -1;
      at = close;
    } else if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return at;
  }
  return -1;
}

/** Subscripts of associative arrays are words: they are expanded and hidden from what follows. */
function* expandKeys(shell: Shell, text: string): Program<string> {
  let out = '';
  let done = 0;
  for (const match of text.matchAll(/(?<!\{[#!]?)\b([A-Za-z_]\w*)\[/g)) {
    const start = match.index + match[0].length;
    if (match.index < done || getValue(shell, match[1] ?? '')?.kind !== 'associative') continue;
    const end = subscriptEnd(text, start);
    const inner = text.slice(start, end);
    if (end < 0 || inner === '@' || inner === '*') continue;
    const key = yield* expandToText(shell, parseOperand(inner));
    out += text.slice(done, start) + hiddenKey(key);
    done = end;
  }
  return out + text.slice(done);
}

function* expandArithmeticText(shell: Shell, raw: string): Program<string> {
  const text = raw.includes('[') ? yield* expandKeys(shell, raw) : raw;
  if (!/[$`"\\]/.test(text)) return text;
  if (!/[$`]/.test(text)) return text.replaceAll('"', '').replaceAll('\\\n', '');
  const fields: Fields = [[]];
  try {
    for (const part of hereParts(text)) yield* expandChild(shell, part, true, fields);
  } catch (failure) {
    throw named(failure, text);
  }
  return fields.map(textOf).join(' ').replaceAll('"', '').replace(/\n$/, '');
}

/** What may stand inside double quotes and outside of them alike. */
function* expandChild(
  shell: Shell,
  part: DoubleQuotedChild | WordPart,
  isQuoted: boolean,
  fields: Fields,
): Program<void> {
  const add = (text: string): void => addPiece(fields, isQuoted ? quoted(text) : splittable(text));
  switch (part.type) {
    case 'Literal':
      addPiece(fields, quoted(part.value));
      break;
    case 'SimpleExpansion':
      yield* expandParameter(shell, simpleParameter(part.text), isQuoted, fields);
      break;
    case 'ParameterExpansion':
      yield* expandParameter(shell, part, isQuoted, fields);
      break;
    case 'CommandExpansion':
      // What a newer bash runs, `${ command; }`, means nothing to this one.
      if (part.text.startsWith('${')) throw new BadSubstitution(part.text);
      add(yield* shell.engine.substitute(shell, part));
      break;
    case 'ArithmeticExpansion': {
      const text = yield* expandArithmeticText(shell, arithmeticSource(part));
      add(String(evaluate(shell, text)));
      break;
    }
    default:
      addPiece(fields, quoted(part.text));
  }
}

function* expandDoubleQuoted(
  shell: Shell,
  { text, parts }: DoubleQuotedPart | LocaleStringPart,
  fields: Fields,
): Program<void> {
  const before = (fields.at(-1) as Piece[]).length;
  const count = fields.length;
  try {
    for (const part of parts) yield* expandChild(shell, part, true, fields);
  } catch (failure) {
    throw named(failure, text.slice(text.indexOf('"') + 1, -1).replaceAll('\\"', '"'));
  }
  const added = fields.length > count || (fields.at(-1) as Piece[]).length > before;
  // "" is an empty field; "$@" without arguments is none.
  if (!added && !parts.some(isListPart)) addPiece(fields, quoted(''));
}

const isListPart = (part: DoubleQuotedChild): boolean =>
  (part.type === 'SimpleExpansion' && part.text === '$@') ||
  (part.type === 'ParameterExpansion' &&
    (part.parameter === '@' || part.index?.text === '@' || part.operation?.type === 'Names'));

function* expandPart(shell: Shell, part: WordPart, fields: Fields): Program<void> {
  switch (part.type) {
    case 'Literal':
      literalPieces(part.text, fields);
      break;
    case 'Glob':
      if (part.kind !== 'bracket') addPiece(fields, plain(part.text));
      else {
        addPiece(fields, plain('['));
        for (const inner of part.parts) yield* expandPart(shell, inner, fields);
        addPiece(fields, plain(']'));
      }
      break;
    case 'SingleQuoted':
      addPiece(fields, quoted(part.value));
      break;
    case 'AnsiCQuoted':
      if (shell.dialect.grammar.hasDollarQuotes) {
        addPiece(fields, quoted(unescapeAnsi(part.text.slice(2, -1), 'ansi').text));
      } else addPiece(fields, quoted(`$${part.text.slice(2, -1)}`));
      break;
    case 'DoubleQuoted':
    case 'LocaleString':
      if (part.type === 'LocaleString' && !shell.dialect.grammar.hasDollarQuotes) {
        addPiece(fields, quoted('$'));
      }
      yield* expandDoubleQuoted(shell, part, fields);
      break;
    case 'ProcessSubstitution':
      addPiece(fields, quoted(shell.engine.openSubstitution(shell, part)));
      break;
    case 'ExtendedGlob':
      addPiece(fields, plain(`${part.operator}(`));
      if (part.parts === undefined) addPiece(fields, plain(part.pattern));
      for (const inner of part.parts ?? []) yield* expandPart(shell, inner, fields);
      addPiece(fields, plain(')'));
      break;
    case 'BraceExpansion': {
      // Braces that made no alternatives stand for themselves.
      addPiece(fields, plain('{'));
      const inner = yield* expandPieces(shell, parseWord(part.text.slice(1, -1)), 'word');
      for (const [i, field] of inner.entries()) {
        if (i > 0) fields.push([]);
        for (const piece of field) addPiece(fields, piece);
      }
      addPiece(fields, plain('}'));
      break;
    }
    default:
      yield* expandChild(shell, part, false, fields);
  }
}

/** Whether a part is all of a list that is joined: `$*`, `${*}`, `${a[*]}`. */
const isStar = (part: WordPart): boolean =>
  part.type === 'SimpleExpansion'
    ? part.text === '$*'
    : part.type === 'ParameterExpansion' &&
      (part.index === undefined ? part.parameter === '*' : part.index.text === '*');

/** What the fields of a word take, in characters; each field has some of its own. */
function sizeOf(fields: Fields): number {
  let size = fields.length * FIELD_CHARACTERS;
  for (const field of fields) for (const piece of field) size += piece.text.length;
  return size;
}

/** Every expansion of a word but braces, splitting and path names. */
function* expandPieces(shell: Shell, word: Word, context: Context): Program<Fields> {
  const { parts, text } = word;
  const fields: Fields = [[]];
  if (context === 'quoted' && parts === undefined) return [[quoted(unescapeQuoted(text))]];
  if (parts === undefined) {
    if (!hasTilde(text, true, context)) literalPieces(text, fields);
    else {
      for (const piece of expandTildes(shell, text, context)) {
        if (piece.quoted) addPiece(fields, piece);
        else literalPieces(piece.text, fields);
      }
    }
    return fields;
  }
  try {
    yield* expandParts(shell, parts, context, fields);
  } catch (failure) {
    throw named(failure, text);
  }
  claimCharacters(sizeOf(fields));
  return fields;
}

function* expandParts(
  shell: Shell,
  parts: readonly WordPart[],
  context: Context,
  fields: Fields,
): Program<void> {
  for (const [i, part] of parts.entries()) {
    if (part.type === 'Literal' && hasTilde(part.text, i === 0, context)) {
      const isCut = !/[/:]/.test(part.text) && parts.length > i + 1;
      const pieces = isCut ? [plain(part.text)] : expandTildes(shell, part.text, context);
      for (const piece of pieces) {
        if (piece.quoted) addPiece(fields, piece);
        else literalPieces(piece.text, fields);
      }
    } else if (context === 'quoted' && part.type === 'Literal') {
      addPiece(fields, quoted(unescapeQuoted(part.text)));
    } else if (context === 'quoted' && part.type === 'SingleQuoted') {
      addPiece(fields, quoted(part.text));
    } else if (context === 'quoted' && part.type === 'AnsiCQuoted') {
      // Its escapes are replaced when it is read; then it is text in quotes like any other.
      const { text } = unescapeAnsi(part.text.slice(2, -1), 'ansi');
      addPiece(fields, quoted(`'${text}'`));
    } else if ((context === 'assignment' || context === 'single') && isStar(part)) {
      // Without splitting to come, `$*` is joined as it is in quotes.
      yield* expandChild(shell, part, true, fields);
    } else yield* expandPart(shell, part, fields);
  }
}

/** One text: no splitting, no path names; a list is joined with spaces. */
export function* expandToText(
  shell: Shell,
  word: Word,
  context: Context = 'single',
): Program<string> {
  if (word.parts === undefined && word.text === word.value && !word.text.includes('~')) {
    return word.text;
  }
  const fields = yield* expandPieces(shell, word, context);
  return fields.map(textOf).join(' ');
}

/** The value of an assignment. */
export const expandAssigned = (shell: Shell, word: Word): Program<string> =>
  expandToText(shell, word, 'assignment');

/** A word as a shell pattern, as `case` and `${x#…}` use it. */
export function* expandPattern(shell: Shell, word: Word): Program<string> {
  const fields = yield* expandPieces(shell, word, 'single');
  return fields.map(patternOf).join(' ');
}

/** A word as a regular expression, whose quoted text matches itself. */
export function* expandRegExp(shell: Shell, word: Word): Program<string> {
  const fields = yield* expandPieces(shell, word, 'single');
  const source = (piece: Piece): string => (piece.quoted ? escapeRegExp(piece.text) : piece.text);
  return fields.map((field) => field.map(source).join('')).join(' ');
}

/** The parts of a here-document's body, as text. */
export function* expandHereDocument(shell: Shell, parts: readonly WordPart[]): Program<string> {
  const fields: Fields = [[]];
  try {
    for (const part of parts) yield* expandChild(shell, part, true, fields);
  } catch (failure) {
    throw named(failure, parts.map((part) => part.text).join(''));
  }
  return fields.map(textOf).join(' ');
}

/** An argument that looks like an assignment whose value has a tilde. */
const ASSIGNED_TILDE = /^[A-Za-z_]\w*=(?:~|[^'"$`\\]*:~)/;

/** Every expansion of the words of a command, in bash's order. */
export function* expandWords(shell: Shell, words: readonly Word[]): Program<string[]> {
  const out: string[] = [];
  for (const word of words) {
    if (
      word.parts === undefined &&
      word.text === word.value &&
      /^[\w./:=,@%+-]+$/.test(word.text)
    ) {
      out.push(word.text);
      continue;
    }
    const hasBraces = shell.options.has('braceexpand') && word.text.includes('{');
    const texts = hasBraces ? expandBraces(word.text) : [];
    const isSame = texts.length === 0 || (texts.length === 1 && texts[0] === word.text);
    for (const one of isSame ? [word] : texts.map(parseWord)) {
      const fields = yield* expandPieces(
        shell,
        one,
        ASSIGNED_TILDE.test(one.text) ? 'named' : 'word',
      );
      for (const field of splitFields(fields, getText(shell, 'IFS'))) {
        out.push(...pathNames(shell, field));
      }
    }
  }
  return out;
}

/** The fields that an unquoted word makes, with a space between them. */
function* expandToJoined(shell: Shell, word: Word): Program<string> {
  const fields = yield* expandPieces(shell, word, 'word');
  return splitFields(fields, getText(shell, 'IFS')).map(textOf).join(' ');
}

/** What the other expansions need of this one. */
export const wordExpander: WordExpander = {
  text: (shell, word) => expandToText(shell, word),
  pattern: expandPattern,
  fields: (shell, word, isQuoted) => expandPieces(shell, word, isQuoted ? 'quoted' : 'word'),
  arithmetic: expandArithmeticText,
  joined: expandToJoined,
  parse: parseOperand,
};
