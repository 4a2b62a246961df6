import type { ParseError, Statement } from 'unbash';
import { type Chunk, syntaxError } from './syntax-error.ts';
import { conditional, wrongTest } from './test-syntax.ts';
import type { Unit } from './types.ts';

/** How `bash -c` ends when a command substitution cannot be read. */
const UNREADABLE = 127;

/** What a tree has that the parser let pass. */
interface Hidden {
  readonly at: number;
  readonly token: string;
  readonly inside: boolean;
  /** What the parser or the reader of tests has said of it. */
  readonly error?: ParseError;
}

interface Node {
  readonly type?: string;
  readonly pos?: number;
  readonly text?: string;
  readonly parts?: unknown;
  readonly value?: unknown;
  readonly script?: {
    readonly errors?: readonly ParseError[];
    readonly commands?: readonly Statement[];
  };
}

/** Where a command substitution that `$(` opens cannot be read, and at which token. */
function inSubstitution(source: string, error: ParseError): Hidden {
  const { pos } = error;
  // A word behind a parenthesis that opens nothing is what is wrong.
  const word = /[^\s;&|($]\s*\(\s*([^\s;&|()]+)[^;&|()\n]*$/.exec(source.slice(0, pos))?.[1];
  const isEnd = source.charAt(pos) === ')';
  const token = (isEnd ? word : undefined) ?? source.charAt(pos);
  return { at: pos, token, inside: true, error };
}

function find(source: string, node: unknown): Hidden | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (Array.isArray(node)) {
    for (const one of node) {
      const found = find(source, one);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const { type, pos = 0, text = '', parts, script, value } = node as Node;
  if (type === 'ArithmeticFor' && !/^for\s*\(\(/.test(source.slice(pos))) {
    return { at: source.indexOf('(', pos), token: '(', inside: false };
  }
  if (type === 'CommandExpansion' && text.startsWith('$(')) {
    const error = script?.errors?.[0] ?? wrongTest(source, script?.commands ?? []);
    if (error !== undefined && source.charAt(error.pos) !== '')
      return inSubstitution(source, error);
    return find(source, script?.commands);
  }
  return find(source, parts) ?? find(source, value) ?? find(source, Object.values(node));
}

/** What bash refuses in statements that the parser accepts; undefined when there is nothing. */
export function hiddenError(unit: Unit, statements: readonly unknown[]): Chunk | undefined {
  const found = find(unit.source, statements);
  if (found === undefined) return undefined;
  const test = found.error && conditional(unit, found.error, false);
  const chunk = test ?? syntaxError(unit, found.at, found.token);
  const isCommand = found.inside && unit.errorName.endsWith(': -c');
  return isCommand && chunk.type === 'error' ? { ...chunk, status: UNREADABLE } : chunk;
}
