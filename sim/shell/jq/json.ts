import { ownAt } from '../../kernel/index.ts';
import { repaired } from './utf8.ts';
import type { Json } from './values.ts';

/** Text that is not JSON, in jq's words with the place where it was noticed. */
export class JsonError {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type OnValue = (value: Json) => void;
type OnMistake = (mistake: JsonError) => void;

/** Reads values out of text that comes in pieces. */
export interface JsonReader {
  /**
   * Takes more text and hands each value that it completes to `onValue`. What is no JSON goes to
   * `onMistake`; reading begins anew behind it.
   */
  push(text: string, onValue: OnValue, onMistake: OnMistake): void;
  end(onValue: OnValue, onMistake: OnMistake): void;
  /** Line ends read so far, as far as a value needed. */
  line(): number;
}

type Level =
  | { readonly type: 'array'; readonly items: Json[] }
  | { readonly type: 'object'; readonly entries: Map<string, Json>; key: string | undefined };

const LITERALS: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

/** Creates a reader at line 1. */
export function createJsonReader(): JsonReader {
  const stack: Level[] = [];
  /** The value that was read last and is not put anywhere yet. */
  let next: { readonly value: Json } | undefined;
  let token = '';
  let text: string | undefined;
  let isEscaped = false;
  let line = 1;
  let column = 0;

  const wrong = (message: string): never => {
    throw new JsonError(`${message} at line ${line}, column ${column}`);
  };
  const put = (value: Json): void => {
    if (next !== undefined) wrong('Expected separator between values');
    next = { value };
  };
  const endToken = (): void => {
    if (token === '') return;
    const word = token;
    token = '';
    if (/^[tfn]/.test(word)) {
      const value = ownAt(LITERALS, word);
      put(value === undefined ? wrong('Invalid literal') : value);
    } else if (/^-?NaN$/i.test(word)) put(Number.NaN);
    else if (/^-?Infinity$/i.test(word)) put(word.startsWith('-') ? -Infinity : Infinity);
    else {
      const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(word);
      put(isNumber ? Number(word) : wrong('Invalid numeric literal'));
    }
  };
  const endText = (raw: string): void => {
    if ([...raw].some((c) => c > '\0' && c < '\x1f')) {
      const range = 'control characters from U+0000 through U+001F must be escaped';
      wrong(`Invalid string: ${range}`);
    }
    const plain = raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code, c) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return SIMPLE[c] ?? wrong('Invalid escape');
    });
    put(repaired(plain));
  };
  const add = (level: Level, isLast: boolean): void => {
    if (level.type === 'array') {
      if (next !== undefined) level.items.push(next.value);
      else if (level.items.length > 0 || !isLast) {
        wrong(isLast ? 'Expected another array element' : "Expected value before ','");
      }
    } else if (level.key !== undefined) {
      if (next === undefined) wrong("Expected value before ','");
      else level.entries.set(level.key, next.value);
      level.key = undefined;
    } else if (next !== undefined) wrong('Objects must consist of key:value pairs');
    else if (level.entries.size > 0 || !isLast) wrong('Expected another key-value pair');
    next = undefined;
  };
  const structure = (c: string): void => {
    const top = stack.at(-1);
    if (c === '[' || c === '{') {
      if (next !== undefined) wrong('Expected separator between values');
      stack.push(
        c === '['
          ? { type: 'array', items: [] }
          : { type: 'object', entries: new Map(), key: undefined },
      );
    } else if (c === ':') {
      if (top?.type !== 'object' || top.key !== undefined) wrong("':' not as part of an object");
      else if (next === undefined) wrong("Expected string key before ':'");
      else if (typeof next.value !== 'string') wrong('Object keys must be strings');
      else {
        top.key = next.value;
        next = undefined;
      }
    } else if (c === ',') {
      if (next === undefined || top === undefined) wrong("Expected value before ','");
      else add(top, false);
    } else {
      const type = c === ']' ? 'array' : 'object';
      if (top === undefined || top.type !== type) {
        wrong(`Unmatched '${c}'`);
        return;
      }
      add(top, true);
      stack.pop();
      put(top.type === 'array' ? top.items : top.entries);
    }
  };
  const emit = (onValue: (value: Json) => void): void => {
    if (stack.length > 0 || next === undefined) return;
    const { value } = next;
    next = undefined;
    onValue(value);
  };
  const character = (c: string): void => {
    if (text !== undefined) {
      if (isEscaped) isEscaped = false;
      else if (c === '\\') isEscaped = true;
      else if (c === '"') {
        const raw = text;
        text = undefined;
        endText(raw);
        return;
      }
      text += c;
      return;
    }
    if ('[]{}:,"'.includes(c)) {
      endToken();
      if (c === '"') text = '';
      else structure(c);
    } else if (/[ \t\r\n]/.test(c)) endToken();
    else token += c;
  };
  const take = (c: string, onValue: OnValue): void => {
    if (c === '\n') {
      line++;
      column = 0;
    } else column++;
    if (text === undefined && token !== '' && '[{"'.includes(c)) {
      endToken();
      emit(onValue);
    }
    character(c);
    if (text === undefined) emit(onValue);
  };
  const restart = (): void => {
    stack.length = 0;
    next = undefined;
    text = undefined;
    token = '';
    isEscaped = false;
  };
  /** What is wrong with the text up to its end. */
  const mistakeAtEnd = (): string => {
    if (text !== undefined) return 'Unfinished string';
    try {
      endToken();
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      return error.text.replace(/ at line .*$/, '');
    }
    return stack.length > 0 ? 'Unfinished JSON term' : '';
  };
  return {
    line: () => line - 1,
    push(piece, onValue, onMistake) {
      for (const c of piece) {
        try {
          take(c, onValue);
        } catch (error) {
          if (!(error instanceof JsonError)) throw error;
          restart();
          onMistake(error);
        }
      }
    },
    end(onValue, onMistake) {
      const mistake = mistakeAtEnd();
      if (mistake === '') emit(onValue);
      else onMistake(new JsonError(`${mistake} at EOF at line ${line}, column ${column}`));
    },
  };
}

/** For who reads no further behind a mistake. */
export const throwMistake = (mistake: JsonError): never => {
  throw mistake;
};

/** The one value of a text; undefined for none. */
export function parseJson(source: string): Json | undefined {
  const values: Json[] = [];
  const reader = createJsonReader();
  reader.push(source, (value) => values.push(value), throwMistake);
  reader.end((value) => values.push(value), throwMistake);
  if (values.length > 1) throw new JsonError('Unexpected extra JSON values');
  return values[0];
}
