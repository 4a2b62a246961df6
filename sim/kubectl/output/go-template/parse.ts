/** A value inside a command. */
export type Term =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** `.a.b` of the dot, of `$x`, or of a term in parentheses. */
  | { readonly type: 'path'; readonly base: Base; readonly fields: readonly string[] }
  | { readonly type: 'function'; readonly name: string };

export type Base =
  | { readonly type: 'dot' }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline };

export type CommandTerms = readonly Term[];

export interface Pipeline {
  /** Variables that it sets: `$k, $v :=`. */
  readonly variables: readonly string[];
  readonly commands: readonly CommandTerms[];
}

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline; readonly source: string }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
      readonly source: string;
    };

export type TemplateResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Stops the parser; it never leaves this file. */
class SyntaxFailure extends Error {}

const refuse = (text: string): never => {
  throw new SyntaxFailure(text);
};

const TOKEN =
  /\s*("(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|:=|=|\||\(|\)|,|\$\w*(?:\.\w+)*|\.(?:\w+(?:\.\w+)*)?|[-+]?\d+(?:\.\d+)?|\w+)/gy;

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  const text = source.trim();
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return refuse(`unexpected "${text.charAt(at)}" in command`);
    tokens.push(match[1] as string);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const unquote = (token: string): string => {
  if (token.startsWith('`')) return token.slice(1, -1);
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return token.slice(1, -1).replace(/\\(.)/gs, (_, c: string) => escapes[c] ?? c);
};

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
}

function parseTerm(cursor: Cursor): Term {
  const token = cursor.tokens[cursor.at++] as string;
  if (token === '(') {
    const pipeline = parsePipeline(cursor, true);
    const next = cursor.tokens[cursor.at];
    const fields = next?.startsWith('.') && next.length > 1 ? next.slice(1).split('.') : [];
    if (fields.length > 0) cursor.at++;
    return { type: 'path', base: { type: 'pipeline', pipeline }, fields };
  }
  if (/^["`]/.test(token)) return { type: 'literal', value: unquote(token) };
  if (token.startsWith("'")) return { type: 'literal', value: unquote(token).charCodeAt(0) };
  if (/^[-+]?\d/.test(token)) return { type: 'literal', value: Number(token) };
  if (token === 'true' || token === 'false') return { type: 'literal', value: token === 'true' };
  if (token === 'nil') return { type: 'literal', value: null };
  if (token.startsWith('.')) {
    const fields = token === '.' ? [] : token.slice(1).split('.');
    return { type: 'path', base: { type: 'dot' }, fields };
  }
  if (token.startsWith('$')) {
    const [name = '$', ...fields] = token.split('.');
    return { type: 'path', base: { type: 'variable', name }, fields };
  }
  if (!FUNCTIONS.has(token)) refuse(`function "${token}" not defined`);
  return { type: 'function', name: token };
}

/** Every function that a template may call. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'len',
  'index',
  'slice',
  'print',
  'printf',
  'println',
  'html',
  'js',
  'urlquery',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'exists',
  'base64decode',
  'call',
]);

function parsePipeline(cursor: Cursor, isNested: boolean): Pipeline {
  const { tokens } = cursor;
  let variables: string[] = [];
  const assign = tokens.slice(cursor.at).findIndex((token) => token === ':=' || token === '=');
  const head = assign < 0 ? [] : tokens.slice(cursor.at, cursor.at + assign);
  if (assign > 0 && head.every((token) => token === ',' || /^\$\w+$/.test(token))) {
    variables = head.filter((token) => token !== ',');
    cursor.at += assign + 1;
  }
  const commands: Term[][] = [[]];
  while (cursor.at < tokens.length) {
    const token = tokens[cursor.at] as string;
    if (token === ')') {
      if (!isNested) refuse('unexpected right paren');
      cursor.at++;
      return { variables, commands };
    }
    if (token === '|') {
      cursor.at++;
      commands.push([]);
    } else commands.at(-1)?.push(parseTerm(cursor));
  }
  if (isNested) refuse('unclosed left paren');
  if (commands.some((command) => command.length === 0)) refuse('missing value for command');
  return { variables, commands };
}

const pipelineOf = (source: string): Pipeline =>
  parsePipeline({ tokens: tokenize(source), at: 0 }, false);

type Piece = { readonly text: string } | { readonly action: string };

/** Text and actions; `{{-` and `-}}` trim the text beside them. */
function pieces(template: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let isTrimmed = false;
  const text = (raw: string, isTrimmedAfter: boolean): void => {
    const left = isTrimmed ? raw.trimStart() : raw;
    const shown = isTrimmedAfter ? left.trimEnd() : left;
    if (shown !== '') out.push({ text: shown });
  };
  for (;;) {
    const open = template.indexOf('{{', at);
    if (open < 0) break;
    const close = template.indexOf('}}', open);
    if (close < 0) return refuse('unclosed action');
    const inner = template.slice(open + 2, close);
    text(template.slice(at, open), /^-\s/.test(inner));
    isTrimmed = /\s-$/.test(inner);
    out.push({ action: inner.replace(/^-\s/, '').replace(/\s-$/, '').trim() });
    at = close + 2;
  }
  text(template.slice(at), false);
  return out;
}

interface Block {
  readonly nodes: TemplateNode[];
  readonly endedBy: string;
  readonly next: number;
}

function parseBlock(list: readonly Piece[], start: number, isNested: boolean): Block {
  const nodes: TemplateNode[] = [];
  for (let i = start; i < list.length; i++) {
    const piece = list[i] as Piece;
    if ('text' in piece) {
      nodes.push({ type: 'text', text: piece.text });
      continue;
    }
    const { action } = piece;
    if (action.startsWith('/*')) continue;
    const [, word = '', rest = ''] = /^(if|with|range|else|end)\b\s*(.*)$/s.exec(action) ?? [];
    if (word === 'end' || word === 'else') {
      if (!isNested) refuse(`unexpected {{${word}}}`);
      return { nodes, endedBy: action, next: i };
    }
    if (word === '') {
      nodes.push({ type: 'action', pipeline: pipelineOf(action), source: action });
      continue;
    }
    const [node, next] = parseControl(list, i, word as 'if' | 'with' | 'range', rest);
    nodes.push(node);
    i = next;
  }
  if (isNested) refuse('unexpected EOF');
  return { nodes, endedBy: '', next: list.length };
}

function parseControl(
  list: readonly Piece[],
  at: number,
  type: 'if' | 'with' | 'range',
  condition: string,
): [TemplateNode, number] {
  const pipeline = pipelineOf(condition);
  const body = parseBlock(list, at + 1, true);
  const node = { type, pipeline, body: body.nodes, source: condition };
  if (body.endedBy === 'end') return [{ ...node, otherwise: [] }, body.next];
  const chained = /^else\s+(if|with)\s+(.*)$/s.exec(body.endedBy);
  if (chained !== null) {
    const inner = chained[1] as 'if' | 'with';
    const [other, next] = parseControl(list, body.next, inner, chained[2] as string);
    return [{ ...node, otherwise: [other] }, next];
  }
  const otherwise = parseBlock(list, body.next + 1, true);
  return [{ ...node, otherwise: otherwise.nodes }, otherwise.next];
}

/** Parses a Go template. An error begins with the line, as `1: unclosed action`. */
export function parseGoTemplate(template: string): TemplateResult<readonly TemplateNode[]> {
  try {
    return { ok: true, value: parseBlock(pieces(template), 0, false).nodes };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const line = template.split('\n').length;
    return { ok: false, error: `${line}: ${error.message}` };
  }
}
