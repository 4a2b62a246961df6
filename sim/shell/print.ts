import type {
  ArithmeticFor,
  AssignmentPrefix,
  CompoundCommand,
  CompoundList,
  Pipeline,
  Redirected,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
  Word,
} from 'unbash';
import { unescapeAnsi } from './expand/quote.ts';
import { type Substitution, substitutionsIn } from './substitutions.ts';
import type { FunctionDefinition } from './types.ts';

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const pad = (depth: number): string => '    '.repeat(depth);

/** What a text is printed for: in a function each command has a line of its own. */
type Layout = 'function' | 'job' | 'substitution';

/** Whether two commands of `source` stand on lines of their own, and no `;` is between them. */
const isNewLine = (source: string, before: Statement, behind: Statement): boolean =>
  /^[ \t]*(?:#.*)?\n/.test(source.slice(before.end, behind.pos));

/** Text of nodes in the layout of `declare -f`. */
function createPrinter(source: string, layout: Layout) {
  const isInFunction = layout === 'function';
  /** A node as it was written, but for its substitutions, which are printed. */
  const raw = (node: { pos: number; end: number }): string => {
    const text = source.slice(node.pos, node.end);
    if (!/[$<>]\(/.test(text)) return text;
    let out = '';
    let at = node.pos;
    for (const one of substitutionsIn(node)) {
      out += source.slice(at, one.pos) + substitution(one);
      at = one.end;
    }
    return out + source.slice(at, node.end);
  };
  const substitution = ({ text, script }: Substitution): string => {
    if (script === undefined || (script.errors ?? []).length > 0) return text;
    const inner = printSubstitution(script.commands, source);
    return `${text.slice(0, 2)}${inner.startsWith('(') ? ' ' : ''}${inner})`;
  };
  /** A word as it was written, but for `$'…'`, which bash replaces while it reads. */
  const word = (node: Word | AssignmentPrefix): string => {
    const parts = node.type === 'Word' ? node.parts : undefined;
    if (parts === undefined || !parts.some((part) => part.type === 'AnsiCQuoted')) return raw(node);
    return parts
      .map((part) =>
        part.type === 'AnsiCQuoted'
          ? singleQuoted(unescapeAnsi(part.text.slice(2, -1), 'ansi').text)
          : raw(part),
      )
      .join('');
  };

  const redirects = (items: readonly Redirection[]): string =>
    items
      .map((item) => {
        const number = item.descriptor === undefined ? '' : raw(item.descriptor);
        if (item.type === 'HereDoc') {
          const { delimiter } = item;
          const head = ` ${number}${item.operator}${delimiter?.text ?? ''}`;
          const isStripped = item.operator === '<<-';
          const body = isStripped ? item.body.text.replace(/^\t+/gm, '') : item.body.text;
          return `${head}\n${body}${delimiter?.value ?? ''}\n`;
        }
        const target = item.target === undefined ? '' : raw(item.target);
        const isDuplicate = item.operator === '>&' || item.operator === '<&';
        return isDuplicate
          ? ` ${number || (item.operator === '>&' ? '1' : '0')}${item.operator}${target}`
          : ` ${number}${item.operator} ${target}`;
      })
      .join('');

  /** In a substitution lines stay lines. */
  const startsLine = (list: readonly Statement[], i: number): boolean => {
    const [before, behind] = [list[i - 1], list[i]];
    if (layout !== 'substitution' || before === undefined || behind === undefined) return false;
    return isNewLine(source, before, behind);
  };

  function statements(list: readonly Statement[], depth: number): string {
    const shown = list.map((statement, i) => {
      const indent = isInFunction || i === 0 ? pad(depth) : '';
      const text = indent + command(statement.command, depth);
      if (statement.background === true) return `${text} &`;
      if (startsLine(list, i + 1)) return text;
      return i < list.length - 1 && !text.endsWith('\n') ? `${text};` : text;
    });
    // What follows a background command stands on its line.
    return shown
      .map((text, i) => {
        if (i === 0) return text;
        const isBehind = list[i - 1]?.background === true;
        if (isBehind) return ` ${text.trimStart()}`;
        if (startsLine(list, i)) return `\n${text}`;
        return isInFunction ? `\n${text}` : ` ${text}`;
      })
      .join('');
  }
  const body = (list: CompoundList, depth: number): string => statements(list.commands, depth + 1);

  /** A body with what separates it from the word behind it. */
  const block = (list: CompoundList, depth: number): string => {
    const text = body(list, depth);
    return text.endsWith(' &') ? text : `${text};`;
  };

  function pipeline(node: Pipeline, depth: number): string {
    const prefixes = node.prefixes
      .map((one) => (one.type === 'Negation' ? '! ' : 'time '))
      .join('');
    const stages = node.commands.map((one) => command(one, depth));
    const joined = stages.map((text, i) => {
      const operator = node.operators[i];
      return operator === undefined ? text : `${text} ${operator === '|&' ? '2>&1 |' : '|'} `;
    });
    return prefixes + joined.join('');
  }

  function loop(head: string, list: CompoundList, depth: number): string {
    return `${head}\n${pad(depth)}do\n${block(list, depth)}\n${pad(depth)}done`;
  }

  function arithmeticFor(node: ArithmeticFor, depth: number): string {
    const part = (one: { pos: number; end: number } | undefined): string =>
      one === undefined ? '1' : raw(one).trim();
    const head = `for ((${part(node.initialize)}; ${part(node.test)}; ${part(node.update)}))`;
    return loop(head, node.body, depth);
  }

  function condition(node: TestExpression): string {
    const test = node.type === 'TestUnary' && !raw(node).startsWith('-') ? '-n ' : '';
    return test + raw(node);
  }

  function compound(node: CompoundCommand, depth: number): string {
    switch (node.type) {
      case 'BraceGroup':
        return isInFunction
          ? `{ \n${body(node.body, depth)}\n${pad(depth)}}`
          : `{ ${statements(node.body.commands, 0)}; }`;
      case 'Subshell':
        return `( ${statements(node.body.commands, isInFunction ? depth : 0).trimStart()} )`;
      case 'If': {
        // biome-ignore lint/suspicious/noThenProperty: the name is the parser's
        const branches = [{ clause: node.clause, then: node.then }, ...node.elif];
        // bash prints elif as an if inside else.
        const print = (at: number, level: number): string => {
          const branch = branches[at];
          if (branch === undefined) return '';
          const test = statements(branch.clause.commands, level).trimStart();
          const rest =
            at + 1 < branches.length
              ? `${pad(level)}else\n${pad(level + 1)}${print(at + 1, level + 1)};\n`
              : node.else === undefined
                ? ''
                : `${pad(level)}else\n${block(node.else, level)}\n`;
          return `if ${test}; then\n${block(branch.then, level)}\n${rest}${pad(level)}fi`;
        };
        return print(0, depth);
      }
      case 'While': {
        const test = statements(node.clause.commands, depth).trimStart();
        return `${node.kind} ${test}; do\n${block(node.body, depth)}\n${pad(depth)}done`;
      }
      case 'For':
      case 'Select': {
        const word = node.type === 'For' ? 'for' : 'select';
        const list = node.wordlist === undefined ? '"$@"' : node.wordlist.map(raw).join(' ');
        return loop(`${word} ${node.name.text} in ${list};`, node.body, depth);
      }
      case 'ArithmeticFor':
        return arithmeticFor(node, depth);
      case 'Case': {
        const items = node.items.map((item) => {
          const patterns = item.pattern.map(raw).join(' | ');
          const inner =
            item.body.commands.length === 0
              ? '\n'
              : `${statements(item.body.commands, depth + 2)}\n`;
          const end = item.terminator ?? ';;';
          return `${pad(depth + 1)}${patterns})\n${inner}${pad(depth + 1)}${end}\n`;
        });
        return `case ${raw(node.word)} in \n${items.join('')}${pad(depth)}esac`;
      }
      case 'TestCommand':
        return `[[ ${condition(node.expression)} ]]`;
      case 'ArithmeticCommand':
        return `((${node.body}))`;
    }
  }

  function command(node: SyntaxNode, depth: number): string {
    switch (node.type) {
      case 'AndOr':
        return node.commands
          .map((one, i) => (i === 0 ? '' : ` ${node.operators[i - 1]} `) + command(one, depth))
          .join('');
      case 'Pipeline':
        return pipeline(node, depth);
      case 'Command': {
        const words = [
          ...node.prefix,
          ...(node.name === undefined ? [] : [node.name]),
          ...node.suffix,
        ];
        const plain = words.filter((item) => item.type === 'Word' || item.type === 'Assignment');
        return plain.map(word).join(' ') + redirects(node.redirects);
      }
      case 'Redirected':
        return redirected(node, depth);
      case 'Function':
        return `function ${node.name.text} () \n${pad(depth)}${inFunction(node.body, depth)}`;
      case 'Coproc':
        return `coproc ${node.name?.text ?? 'COPROC'} ${command(node.body, depth)}`;
      case 'CompoundList':
        return statements(node.commands, depth);
      case 'Statement':
        return command(node.command, depth);
      default:
        return compound(node as CompoundCommand, depth);
    }
  }
  const inFunction = (node: SyntaxNode, depth: number): string =>
    isInFunction ? command(node, depth) : createPrinter(source, 'function').command(node, depth);
  const redirected = (node: Redirected, depth: number): string =>
    compound(node.command, depth) + redirects(node.redirects);
  return { command, statements };
}

/** One command on its own, in the layout of `declare -f`. */
export const printNode = (node: SyntaxNode, source: string): string =>
  createPrinter(source, 'job').command(node, 0);

/** What stands in `$(…)` as bash keeps it, which is not as it was written. */
export const printSubstitution = (commands: readonly Statement[], source: string): string =>
  createPrinter(source, 'substitution').statements(commands, 0).trimStart();

/** A function as `declare -f` and `type` print it. */
export function printFunction(definition: FunctionDefinition): string {
  const { body, name, unit } = definition;
  const { command } = createPrinter(unit.source, 'function');
  const inner = body.type === 'Redirected' ? body.command : body;
  const isGroup = inner.type === 'BraceGroup';
  const isSubshell = inner.type === 'Subshell';
  if (isGroup) return `${name} () \n${command(body, 0)}`;
  const text = command(body, 1);
  return isSubshell ? `${name} () \n{ \n    ${text}\n}` : `${name} () \n{ \n    ${text}\n}`;
}
