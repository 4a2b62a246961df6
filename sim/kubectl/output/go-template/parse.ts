import { type Piece, piecesOf, refuse, SyntaxFailure, type Token } from './lex.ts';
import { isOperand, literalOf, shownToken } from './literals.ts';
import {
  type Base,
  type Command,
  FUNCTIONS,
  type Pipeline,
  type Template,
  type TemplateNode,
  type Term,
} from './nodes.ts';

export type TemplateResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Reads the tokens of one action, and then the pieces after it. */
class Parser {
  readonly defined = new Map<string, readonly TemplateNode[]>();
  private readonly source: string;
  private readonly pieces: readonly Piece[];
  private next = 0;
  private tokens: readonly Token[] = [];
  private at = 0;
  private end = 0;
  private known: string[] = ['$'];
  private loops = 0;

  constructor(source: string) {
    this.source = source;
    this.pieces = piecesOf(source);
  }

  private lineOf(at: number): number {
    return this.source.slice(0, at).split('\n').length;
  }

  private peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  private take(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) return { text: '', at: this.end, isSpaced: false, error: '' };
    if (token.error !== '') this.fail(token);
    this.at++;
    return token;
  }

  /** Stops at what the lexer could not read; where the action began, if in another line. */
  private fail({ error, at }: Token): never {
    const [from, to] = [this.lineOf(this.end), this.lineOf(at)];
    const start = from === to ? '' : ` in action started at output:${from}`;
    const shown = error.endsWith(' action') ? start.replace(' in action', '') : start;
    throw new SyntaxFailure(error + shown, at);
  }

  private unexpected(context: string): never {
    const { text, at } = this.take();
    throw new SyntaxFailure(`unexpected ${shownToken(text)} in ${context}`, at);
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
    if (!/^\.\D/.test(text)) return undefined;
    return { base: { type: 'dot' }, source: text, fields: [text.slice(1)] };
  }

  private isField(): boolean {
    return /^\.\D/.test(this.peek()) && this.tokens[this.at]?.isSpaced === false;
  }

  private term(): Term {
    const token = this.take();
    const { text, at } = token;
    const literal = literalOf(token);
    const isBare = literal !== undefined || text === '.';
    if (isBare && this.isField()) {
      refuse(`unexpected . after term ${JSON.stringify(text)}`, this.tokens[this.at]?.at ?? at);
    }
    if (literal !== undefined) return { type: 'literal', value: literal, at, source: text };
    const base = this.base(token);
    if (base !== undefined) {
      const chainAt = this.tokens[this.at]?.at ?? at;
      const fields = [...base.fields];
      while (this.isField()) fields.push(this.take().text.slice(1));
      const isChained = fields.length > base.fields.length;
      const shown = fields.slice(base.fields.length).map((field) => `.${field}`);
      const source = base.source + shown.join('');
      return { type: 'path', base: base.base, fields, at: isChained ? chainAt : at, source };
    }
    if (!FUNCTIONS.has(text)) refuse(`function "${text}" not defined`, at);
    return { type: 'function', name: text, at, source: text };
  }

  private declared(context: string): Pick<Pipeline, 'variables' | 'isAssignment'> {
    const rest = this.tokens.slice(this.at);
    const sign = rest.findIndex(({ text }) => text === ':=' || text === '=');
    const head = rest.slice(0, Math.max(0, sign));
    if (sign < 1 || !head.every(({ text }) => text === ',' || /^\$\w+$/.test(text))) {
      return { variables: [], isAssignment: false };
    }
    this.at += sign + 1;
    const variables = head.map(({ text }) => text).filter((text) => text !== ',');
    const most = context === 'range' ? 2 : 1;
    if (variables.length > most) refuse(`too many declarations in ${context}`, this.end);
    return { variables, isAssignment: rest[sign]?.text === '=' };
  }

  /** The words of a command, up to what ends it; a `|` is taken. */
  private command(): Command {
    const terms: Term[] = [];
    for (;;) {
      const isTerm = isOperand(this.peek());
      if (isTerm) terms.push(this.term());
      if (isTerm && this.tokens[this.at]?.isSpaced === true) continue;
      const word = this.peek();
      if (word !== '' && word !== ')' && word !== '|') this.unexpected('operand');
      const [first] = terms;
      if (first === undefined) throw new SyntaxFailure('empty command', this.end);
      if (word === '|') this.take();
      return { terms, at: first.at, source: terms.map(({ source }) => source).join(' ') };
    }
  }

  private pipeline(context: string, isNested = false): Pipeline {
    const head = this.declared(context);
    const commands: Command[] = [];
    for (;;) {
      const word = this.peek();
      if (word === (isNested ? ')' : '')) break;
      if (!isOperand(word)) this.unexpected(context);
      commands.push(this.command());
    }
    if (isNested) this.take();
    if (commands.length === 0) refuse(`missing value for ${context}`, this.end);
    for (const [i, { terms }] of commands.entries()) {
      const first = terms[0] as Term;
      const isDot = first.type === 'path' && first.source === '.';
      if (i > 0 && (first.type === 'literal' || isDot)) {
        refuse(`non executable command in pipeline stage ${i + 1}`, this.end);
      }
    }
    this.known.push(...head.variables);
    return { ...head, commands };
  }

  private name(context: string): string {
    if (!/^["`]/.test(this.peek())) this.unexpected(context);
    return literalOf(this.take()) as string;
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
    this.take();
    const at = this.tokens[this.at]?.at ?? this.end;
    const name = this.name(`${word} clause`);
    const pipeline: Pipeline =
      this.peek() === '' && word === 'template'
        ? { variables: [], isAssignment: false, commands: [] }
        : this.pipeline(`${word} clause`);
    if (word === 'block') this.defined.set(name, this.block(true));
    const words = pipeline.commands.map(({ source }) => source).join(' | ');
    const source = `{{template ${JSON.stringify(name)}${words === '' ? '' : ` ${words}`}}}`;
    return { type: 'template', name, pipeline, at, source };
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
    const last = this.take();
    if (last.text === 'else') refuse('expected end; found {{else}}', last.at);
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
    return { ok: true, value: new Parser(template).parse() };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const line = template.slice(0, error.at).split('\n').length;
    return { ok: false, error: `${line}: ${error.message}` };
  }
}
