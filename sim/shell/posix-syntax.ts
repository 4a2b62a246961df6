import type { PosixGrammar } from './dialect/dialect.ts';
import { parseUnit } from './parse.ts';
import { quotedEnd, type SyntaxMessage, SyntaxMistake, syntaxText } from './posix-words.ts';
import type { Chunk } from './syntax-error.ts';
import type { Unit } from './types.ts';

/** Where dash or ash would refuse a text. */
interface Mistake {
  readonly at: number;
  /** The start of the line-long command that it stands in: what is before that runs. */
  readonly from: number;
  readonly message: SyntaxMessage;
}

/** A token that cannot stand where it does, as both shells name it. */
interface Found {
  readonly name: string;
  readonly at: number;
}

const REDIRECTION = /^\d*(?:<<-|<<|>>|>&|<&|>\||<>|[<>])/;
const OPERATOR = new RegExp(`^(?:&&|\\|\\||;;|[;&|()\\n])|${REDIRECTION.source}`);
/** No operator is longer than a number of a file descriptor and three characters. */
const OPERATOR_LENGTH = 12;
const CLOSERS = new Set(['then', 'do', 'fi', 'done', 'esac', 'else', 'elif', '}']);

const unexpected = ({ name, at }: Found, expected?: string): never => {
  const plain = /^(?:word|redirection|newline|end of file)$/.test(name);
  throw new SyntaxMistake(at, 'unexpected', plain ? name : `"${name}"`, expected);
};

/** Reads tokens and keeps what is open. Models `parser.c` of dash. */
class Scanner {
  readonly source: string;
  readonly hasFunctionWord: boolean;
  at = 0;
  /** Where the current command of the outermost list started. */
  from = 0;
  private start = 0;
  private readonly documents: { readonly end: string; readonly strips: boolean }[] = [];

  constructor(source: string, hasFunctionWord: boolean) {
    this.source = source;
    this.hasFunctionWord = hasFunctionWord;
  }

  /** The next token without taking it: an operator, `''` at the end, or the text of a word. */
  private peek(): string {
    const rest = /(?:[ \t]|\\\n|#[^\n]*)*/y;
    rest.lastIndex = this.at;
    const isWordStart = this.at === 0 || /[\s;&|()]/.test(this.source.charAt(this.at - 1));
    const blanks = isWordStart ? rest : /(?:[ \t]|\\\n)+(?:#[^\n]*)?|/y;
    blanks.lastIndex = this.at;
    blanks.test(this.source);
    this.start = blanks.lastIndex;
    const text = this.source.slice(this.start, this.start + OPERATOR_LENGTH);
    const operator = OPERATOR.exec(text)?.[0];
    if (operator !== undefined || text === '') return operator ?? '';
    return this.source.slice(this.start, this.wordEnd());
  }

  private wordEnd(): number {
    let at = this.start;
    while (at < this.source.length && !/[\s;&|()<>]/.test(this.source.charAt(at))) {
      at = /["'\\`$]/.test(this.source.charAt(at)) ? quotedEnd(this.source, at) : at + 1;
    }
    return Math.min(at, this.source.length);
  }

  private take(token: string): void {
    this.at = this.start + token.length;
    if (token === '\n') this.skipDocuments();
  }

  private skipDocuments(): void {
    for (const { end, strips } of this.documents.splice(0)) {
      while (this.at < this.source.length) {
        const stop = this.source.indexOf('\n', this.at);
        const line = this.source.slice(this.at, stop < 0 ? undefined : stop);
        this.at = stop < 0 ? this.source.length : stop + 1;
        if ((strips ? line.replace(/^\t+/, '') : line) === end) break;
      }
    }
  }

  private found(token: string): Found {
    const isPlain = token !== '' && !OPERATOR.test(token) && !CLOSERS.has(token);
    const isDirection = REDIRECTION.test(token);
    const names: Readonly<Record<string, string>> = { '': 'end of file', '\n': 'newline' };
    const name = isDirection ? 'redirection' : isPlain ? 'word' : (names[token] ?? token);
    return { name, at: this.start };
  }

  private skipNewlines(): string {
    let token = this.peek();
    for (; token === '\n'; token = this.peek()) this.take(token);
    return token;
  }

  private expect(wanted: string): void {
    const token = this.skipNewlines();
    if (token !== wanted) unexpected(this.found(token), wanted);
    this.take(token);
  }

  /** The whole text. */
  all(): void {
    for (let token = this.skipNewlines(); token !== ''; token = this.skipNewlines()) {
      this.from = this.at;
      this.list(true);
      const after = this.peek();
      if (after === '') return;
      if (after !== '\n') unexpected(this.found(after));
      this.take(after);
    }
  }

  /** Commands up to what ends them; at the top, up to the end of the line. */
  private list(isTop = false, mayBeEmpty = isTop): void {
    for (let count = 0; ; count++) {
      const first = isTop ? this.peek() : this.skipNewlines();
      if (first === ')' || first === ';;' || CLOSERS.has(first)) {
        if (count === 0 && !mayBeEmpty) unexpected(this.found(first));
        return;
      }
      if (first === '') return;
      this.andOr();
      const token = this.peek();
      if (token === ';' || token === '&') this.take(token);
      else if (token !== '\n' || isTop) return;
      if (isTop && this.peek() === '\n') return;
    }
  }

  private andOr(): void {
    for (;;) {
      this.pipeline();
      const token = this.peek();
      if (token !== '&&' && token !== '||') return;
      this.take(token);
      this.skipNewlines();
    }
  }

  private pipeline(): void {
    for (;;) {
      if (this.peek() === '!') this.take('!');
      this.command();
      if (this.peek() !== '|') return;
      this.take('|');
      this.skipNewlines();
    }
  }

  private command(): void {
    const token = this.peek();
    const head = this.found(token);
    switch (token) {
      case 'if':
        this.take(token);
        this.list();
        this.expect('then');
        this.list();
        while (this.peek() === 'elif') {
          this.take('elif');
          this.list();
          this.expect('then');
          this.list();
        }
        if (this.peek() === 'else') {
          this.take('else');
          this.list();
        }
        this.expect('fi');
        break;
      case 'while':
      case 'until':
        this.take(token);
        this.list();
        this.loopBody();
        break;
      case 'for':
        this.take(token);
        this.forHead();
        this.loopBody();
        break;
      case 'case':
        this.take(token);
        this.cases();
        break;
      case '{':
      case '(':
        this.take(token);
        this.list();
        this.expect(token === '{' ? '}' : ')');
        break;
      default:
        if (token === '' || CLOSERS.has(token)) unexpected(head);
        this.simple();
        return;
    }
    while (REDIRECTION.test(this.peek())) this.redirect();
    const next = this.peek();
    if (next !== '' && !OPERATOR.test(next) && !CLOSERS.has(next)) unexpected(this.found(next));
    if (next === '(') unexpected(this.found(next));
  }

  private loopBody(): void {
    this.expect('do');
    this.list();
    this.expect('done');
  }

  private forHead(): void {
    const name = this.peek();
    const isName = /^[A-Za-z_]\w*$/.test(name);
    if (!isName) throw new SyntaxMistake(this.start, 'badVariable');
    this.take(name);
    if (this.skipNewlines() === 'in') {
      this.take('in');
      for (let word = this.peek(); word !== '' && !OPERATOR.test(word); word = this.peek()) {
        this.take(word);
      }
      const end = this.peek();
      if (end !== ';' && end !== '\n') unexpected(this.found(end));
      this.take(end);
    } else if (this.peek() === ';') this.take(';');
  }

  private cases(): void {
    const subject = this.peek();
    if (subject === '' || OPERATOR.test(subject)) unexpected(this.found(subject));
    this.take(subject);
    this.expect('in');
    for (let token = this.skipNewlines(); token !== 'esac'; token = this.skipNewlines()) {
      if (token === '(') this.take(token);
      for (;;) {
        const pattern = this.peek();
        if (pattern !== '' && !OPERATOR.test(pattern)) this.take(pattern);
        if (this.peek() !== '|') break;
        this.take('|');
      }
      const close = this.peek();
      if (close !== ')') unexpected(this.found(close), ')');
      this.take(close);
      this.list(false, true);
      const end = this.skipNewlines();
      if (end === 'esac') break;
      if (end !== ';;') unexpected(this.found(end), ';;');
      this.take(end);
    }
    this.expect('esac');
  }

  private redirect(): void {
    const operator = this.peek();
    this.take(operator);
    const target = this.peek();
    if (target === '' || OPERATOR.test(target)) unexpected(this.found(target));
    this.take(target);
    if (!/^\d*<</.test(operator)) return;
    const end = target.replace(/\\(.)|["']/g, '$1');
    this.documents.push({ end, strips: operator === '<<-' });
  }

  /** A simple command, or a function. */
  private simple(): void {
    let words = 0;
    let parts = 0;
    for (let token = this.peek(); ; token = this.peek(), parts++) {
      if (REDIRECTION.test(token)) this.redirect();
      else if (token === '(') {
        const isCall = words === 1 && /[\w.-]$/.test(this.source.slice(0, this.at));
        if (!isCall) unexpected(this.found(token));
        this.take(token);
        const close = this.peek();
        if (close !== ')') unexpected(this.found(close), ')');
        this.take(close);
        this.skipNewlines();
        this.command();
        return;
      } else if (token === '' || OPERATOR.test(token)) {
        if (parts === 0) unexpected(this.found(token));
        return;
      } else if (token === 'function' && words === 0 && this.hasFunctionWord) {
        this.take(token);
        this.take(this.peek());
        if (this.peek() === '(') {
          this.take('(');
          this.expect(')');
        }
        this.skipNewlines();
        this.command();
        return;
      } else {
        this.take(token);
        words++;
      }
    }
  }
}

function mistakeOf(source: string, hasFunctionWord: boolean): Mistake | undefined {
  const scanner = new Scanner(source, hasFunctionWord);
  try {
    scanner.all();
    return undefined;
  } catch (failure) {
    if (!(failure instanceof SyntaxMistake)) throw failure;
    return { at: failure.at, from: scanner.from, message: failure.message };
  }
}

/** The pieces of a unit as a shell reads them that is not bash. */
export function* readPosix(
  unit: Unit,
  { words, hasFunctionWord }: PosixGrammar,
): Generator<Chunk, void, void> {
  const { source, firstLine } = unit;
  const mistake = mistakeOf(source, hasFunctionWord);
  const before = mistake === undefined ? source : source.slice(0, mistake.from);
  yield* parseUnit({ ...unit, source: before });
  if (mistake === undefined) return;
  const line = firstLine + source.slice(0, mistake.at).split('\n').length - 1;
  const text = syntaxText(words, mistake.message);
  const isIncomplete = mistake.at >= source.length;
  yield { type: 'error', lines: [{ line, text }], status: 2, isIncomplete };
}
