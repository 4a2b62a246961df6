import { type Piece, piecesOf, refuse, SyntaxFailure, type Token } from './lex.ts';
import {
  type Base,
  type Command,
  FUNCTIONS,
  type Literal,
  type Pipeline,
  type Template,
  type TemplateNode,
  type Term,
} from './nodes.ts';

export type TemplateResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

const unquote = (token: string): string => {
  if (token.startsWith('`')) return token.slice(1, -1);
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return token
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/gs, (_, x, u, c) =>
      c === undefined ? String.fromCharCode(Number.parseInt(x ?? u, 16)) : (escapes[c] ?? c),
    );
};

/** The literal that a token is; undefined when it is none. */
function literalOf(token: string): Literal | undefined {
  if (/^["`]/.test(token)) return unquote(token);
  if (token.startsWith("'")) return BigInt(unquote(token).codePointAt(0) ?? 0);
  if (/^[-+]?\d/.test(token)) {
    const value = Number(token);
    return Number.isInteger(value) && !token.includes('.') ? BigInt(value) : value;
  }
  if (token === 'true' || token === 'false') return token === 'true';
  return token === 'nil' ? null : undefined;
}

/** Reads the tokens of one action, and then the pieces after it. */
class Parser {
  readonly defined = new Map<string, readonly TemplateNode[]>();
  private readonly pieces: readonly Piece[];
  private next = 0;
  private tokens: readonly Token[] = [];
  private at = 0;
  private end = 0;
  private known: string[] = ['$'];
  private loops = 0;

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  private peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  private take(): Token {
    const token = this.tokens[this.at] ?? { text: '', at: this.end };
    this.at++;
    return token;
  }

  private base(token: Token): { base: Base; source: string; fields: string[] } | undefined {
    const { text } = token;
    if (text === '(') {
      const pipeline = this.pipeline('parenthesized pipeline', true);
      const source = `(${pipeline.commands.map((command) => command.source).join(' | ')})`;
      return { base: { type: 'pipeline', pipeline }, source, fields: [] };
    }
    if (text.startsWith('$')) {
      if (!this.known.includes(text)) refuse(`undefined variable "${text}"`, token.at);
      return { base: { type: 'variable', name: text }, source: text, fields: [] };
    }
    if (text === '.') return { base: { type: 'dot' }, source: '.', fields: [] };
    if (!text.startsWith('.')) return undefined;
    return { base: { type: 'dot' }, source: text, fields: [text.slice(1)] };
  }

  private term(): Term {
    const token = this.take();
    const { text, at } = token;
    const literal = literalOf(text);
    if (literal !== undefined) return { type: 'literal', value: literal, at, source: text };
    const base = this.base(token);
    if (base !== undefined) {
      const chainAt = this.tokens[this.at]?.at ?? at;
      const fields = [...base.fields];
      while (/^\.\w/.test(this.peek()) && this.isAdjacent()) fields.push(this.take().text.slice(1));
      const isChained = fields.length > base.fields.length;
      const shown = fields.slice(base.fields.length).map((field) => `.${field}`);
      const source = base.source + shown.join('');
      return { type: 'path', base: base.base, fields, at: isChained ? chainAt : at, source };
    }
    if (!/^\w+$/.test(text)) return refuse(`unexpected "${text}" in operand`, at);
    if (!FUNCTIONS.has(text)) refuse(`function "${text}" not defined`, at);
    return { type: 'function', name: text, at, source: text };
  }

  /** Whether the next token follows the one before without a space. */
  private isAdjacent(): boolean {
    const [before, next] = [this.tokens[this.at - 1], this.tokens[this.at]];
    return before !== undefined && next?.at === before.at + before.text.length;
  }

  private declared(): Pick<Pipeline, 'variables' | 'isAssignment'> {
    const rest = this.tokens.slice(this.at);
    const sign = rest.findIndex(({ text }) => text === ':=' || text === '=');
    const head = rest.slice(0, Math.max(0, sign));
    if (sign < 1 || !head.every(({ text }) => text === ',' || /^\$\w+$/.test(text))) {
      return { variables: [], isAssignment: false };
    }
    this.at += sign + 1;
    const variables = head.map(({ text }) => text).filter((text) => text !== ',');
    return { variables, isAssignment: rest[sign]?.text === '=' };
  }

  private pipeline(context: string, isNested = false): Pipeline {
    const head = this.declared();
    const commands: Command[] = [];
    let terms: Term[] = [];
    const close = (): void => {
      const [first] = terms;
      if (first === undefined) throw new SyntaxFailure(`missing value for ${context}`, this.end);
      commands.push({ terms, at: first.at, source: terms.map(({ source }) => source).join(' ') });
      terms = [];
    };
    while (this.peek() !== '') {
      if (this.peek() === ')') {
        if (!isNested) refuse('unexpected right paren', this.take().at);
        this.take();
        close();
        return { ...head, commands };
      }
      if (this.peek() === '|') {
        this.take();
        close();
      } else terms.push(this.term());
    }
    if (isNested) refuse('unclosed left paren', this.end);
    close();
    this.known.push(...head.variables);
    return { ...head, commands };
  }

  private name(context: string): string {
    const token = this.take();
    const value = literalOf(token.text);
    return typeof value === 'string'
      ? value
      : refuse(`unexpected "${token.text}" in ${context}`, token.at);
  }

  /** The nodes up to an `end` or `else`; the tokens of that are left to be read. */
  private block(isNested: boolean): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    const known = [...this.known];
    while (this.next < this.pieces.length) {
      const piece = this.pieces[this.next++] as Piece;
      if ('text' in piece) {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      this.tokens = piece.action;
      this.at = 0;
      this.end = piece.at;
      const word = this.peek();
      if (word === 'end' || word === 'else') {
        if (!isNested) refuse(`unexpected {{${word}}}`, piece.at);
        this.known = known;
        return nodes;
      }
      const node = this.node(word);
      if (node !== undefined) nodes.push(node);
    }
    if (isNested) refuse('unexpected EOF', Number.MAX_SAFE_INTEGER);
    return nodes;
  }

  private node(word: string): TemplateNode | undefined {
    switch (word) {
      case '':
        return refuse('missing value for command', this.end);
      case 'if':
      case 'with':
      case 'range':
        this.take();
        return this.control(word);
      case 'break':
      case 'continue':
        if (this.loops === 0) refuse(`{{${word}}} outside {{range}}`, this.end);
        return { type: word };
      case 'define':
        this.take();
        this.defined.set(this.name('define clause'), this.block(true));
        return undefined;
      case 'template':
      case 'block':
        return this.call(word);
      default:
        return { type: 'action', pipeline: this.pipeline('command') };
    }
  }

  private call(word: 'template' | 'block'): TemplateNode {
    const { at } = this.take();
    const name = this.name(`${word} clause`);
    const dot: Term = { type: 'path', base: { type: 'dot' }, fields: [], at, source: '.' };
    const nothing = [{ terms: [dot], at, source: '.' }];
    const pipeline: Pipeline =
      this.peek() === ''
        ? { variables: [], isAssignment: false, commands: nothing }
        : this.pipeline(`${word} clause`);
    if (word === 'block') this.defined.set(name, this.block(true));
    return { type: 'template', name, pipeline, at, source: `{{template "${name}"}}` };
  }

  private control(type: 'if' | 'with' | 'range'): TemplateNode {
    const known = [...this.known];
    const pipeline = this.pipeline(type);
    if (type === 'range') this.loops++;
    const body = this.block(true);
    if (type === 'range') this.loops--;
    const node = { type, pipeline, body };
    if (this.take().text === 'end') {
      this.known = known;
      return { ...node, otherwise: [] };
    }
    const word = this.peek();
    if (word === 'if' || word === 'with') {
      this.take();
      const other = this.control(word);
      this.known = known;
      return { ...node, otherwise: [other] };
    }
    const otherwise = this.block(true);
    this.known = known;
    return { ...node, otherwise };
  }

  parse(): Template {
    return { nodes: this.block(false), defined: this.defined };
  }
}

/**
 * Parses a Go template. An error begins with the line, as `1: unclosed action`. Models
 * text/template/parse.
 */
export function parseGoTemplate(template: string): TemplateResult<Template> {
  try {
    return { ok: true, value: new Parser(piecesOf(template)).parse() };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const line = template.slice(0, error.at).split('\n').length;
    return { ok: false, error: `${line}: ${error.message}` };
  }
}
