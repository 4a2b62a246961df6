import { type CST, Parser } from 'yaml';

/** A piece of text between brackets, as go-yaml's scanner sees it. */
type Token = {
  readonly type: '[' | ']' | '{' | '}' | ',' | ':' | 'key' | 'scalar' | 'other' | 'end';
  readonly at: number;
};

interface FlowFault {
  readonly text: string;
  /** Where the token is that does not fit. */
  readonly at: number;
}

const NODE = 'did not find expected node content';
const WORD = /[^\s,[\]{}]/;

/** Where a quoted text ends; undefined when it does not. */
function quotedEnd(source: string, from: number): number | undefined {
  const quote = source[from];
  for (let at = from + 1; at < source.length; at++) {
    if (quote === '"' && source[at] === '\\') at++;
    else if (source[at] === quote) {
      if (quote !== "'" || source[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return undefined;
}

/** Where a plain text ends, which may go on over lines. */
function plainEnd(source: string, from: number): number {
  let end = from;
  for (let at = from; at < source.length; at++) {
    const character = source[at] as string;
    if (/[,[\]{}?]/.test(character)) break;
    if (character === ':' && /^\s?$/.test(source.slice(at + 1, at + 2))) break;
    if (character === '#' && /\s/.test(source[at - 1] ?? ' ')) break;
    if (!/\s/.test(character)) end = at + 1;
  }
  return end;
}

/** The tokens from an opening bracket on; undefined for text that is no token at all. */
function* tokensFrom(source: string, from: number): Generator<Token, undefined> {
  let at = from;
  let isMarked = false;
  while (at < source.length) {
    const character = source[at] as string;
    if (/\s/.test(character)) at++;
    else if (character === '#') at = (source.indexOf('\n', at) + 1 || source.length + 1) - 1;
    else if (/[[\]{},:]/.test(character)) {
      yield { type: character as ',', at };
      isMarked = false;
      at++;
    } else if (character === '?') {
      yield { type: 'key', at };
      isMarked = true;
      at++;
    } else if (character === '-' && /^\s/.test(source.slice(at + 1))) {
      yield { type: 'other', at };
      at++;
    } else if (/[&!]/.test(character)) {
      while (at < source.length && WORD.test(source[at] as string)) at++;
    } else {
      const end = /["']/.test(character) ? quotedEnd(source, at) : plainEnd(source, at);
      if (end === undefined || end === at) return undefined;
      const isKey = /^[ \t]*:/.test(source.slice(end)) && !source.slice(at, end).includes('\n');
      // Behind a question mark nothing needs to look like a key to be one.
      if (isKey && !isMarked) yield { type: 'key', at };
      yield { type: 'scalar', at };
      at = end;
    }
  }
  yield { type: 'end', at };
  return undefined;
}

/** Models go-yaml's parser of flow sequences and mappings (parserc.go). */
function faultIn(tokens: Iterator<Token>): FlowFault | undefined {
  let token: Token | undefined;
  const advance = (): void => {
    const next = tokens.next();
    token = next.done === true ? undefined : next.value;
  };
  const isAt = (...types: readonly Token['type'][]): boolean =>
    token !== undefined && types.includes(token.type);
  const fault = (text: string): FlowFault | undefined =>
    token === undefined ? undefined : { text, at: token.at };

  function node(): FlowFault | undefined {
    if (isAt('scalar')) {
      advance();
      return undefined;
    }
    if (isAt('[')) return collection(']');
    return isAt('{') ? collection('}') : fault(NODE);
  }
  /** A key with its value. */
  function pair(close: Token['type']): FlowFault | undefined {
    if (isAt('key')) advance();
    if (!isAt(':', ',', close)) {
      const wrong = node();
      if (wrong !== undefined || token === undefined) return wrong;
    }
    if (!isAt(':')) return undefined;
    advance();
    return isAt(',', close) ? undefined : node();
  }
  function collection(close: ']' | '}'): FlowFault | undefined {
    advance();
    for (let isFirst = true; !isAt(close); isFirst = false) {
      if (token === undefined) return undefined;
      if (!isFirst) {
        if (!isAt(',')) return fault(`did not find expected ',' or '${close}'`);
        advance();
        if (isAt(close)) break;
      }
      const isPair = isAt('key') || (close === '}' && !isAt('end'));
      const wrong = isPair ? pair(close) : node();
      if (wrong !== undefined) return wrong;
    }
    advance();
    return undefined;
  }
  advance();
  return node();
}

function* flowStarts(token: CST.Token | null | undefined): Generator<number> {
  if (token === null || token === undefined) return;
  if (token.type === 'flow-collection') yield token.offset;
  else if (token.type === 'document') yield* flowStarts(token.value);
  else if ('items' in token) {
    for (const { key, value } of token.items) {
      yield* flowStarts(key);
      yield* flowStarts(value);
    }
  }
}

/** What go-yaml says of the first brackets that do not fit; undefined when they all do. */
export function flowFault(source: string): FlowFault | undefined {
  for (const token of new Parser().parse(source)) {
    for (const start of flowStarts(token)) {
      const fault = faultIn(tokensFrom(source, start));
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}
