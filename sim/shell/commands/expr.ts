import { translateRegExp } from '../regexp.ts';
import { Complaint } from '../words/message.ts';
import { misuse, tool } from './tool.ts';

class ExprError extends Complaint {}

/** The value of `expr`'s arguments. */
function evaluate(words: readonly string[]): string {
  let at = 0;
  const peek = (): string | undefined => words[at];
  const integer = (text: string): bigint => {
    if (!/^-?\d+$/.test(text)) throw new ExprError(['noInteger']);
    return BigInt(text);
  };
  const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text);
  const match = (text: string, pattern: string): string => {
    const translated = translateRegExp(pattern, 'basic');
    if (!translated.ok) throw new ExprError(translated.message);
    const found = new RegExp(`^(?:${translated.source})`, 'u').exec(text);
    if (translated.groups > 0) return found?.[1] ?? '';
    return String(found === null ? 0 : [...found[0]].length);
  };
  const need = (): string => {
    const word = words[at];
    if (word === undefined)
      throw new ExprError(['badSyntax', `missing argument after ‘${words[at - 1]}’`]);
    at++;
    return word;
  };
  const primary = (): string => {
    const word = need();
    if (word === '(') {
      const value = or();
      if (peek() === undefined)
        throw new ExprError(['badSyntax', `expecting ')' after ‘${words[at - 1]}’`]);
      if (peek() !== ')')
        throw new ExprError(['badSyntax', `expecting ')' instead of ‘${peek()}’`]);
      at++;
      return value;
    }
    if (word === ')') throw new ExprError(['badSyntax', "unexpected ')'"]);
    const isFunction = words.length > at || /^(?:length|match|index|substr|\+)$/.test(word);
    if (word === '+' && isFunction) return need();
    if (word === 'length' && isFunction) return String([...primary()].length);
    if (word === 'match' && isFunction) return match(primary(), primary());
    if (word === 'index' && isFunction) {
      const text = [...primary()];
      const set = new Set(primary());
      return String(text.findIndex((c) => set.has(c)) + 1);
    }
    if (word === 'substr' && isFunction) {
      const text = [...primary()];
      const [from, count] = [Number(primary()), Number(primary())];
      if (!(from > 0) || !(count > 0)) return '';
      return text.slice(from - 1, from - 1 + count).join('');
    }
    return word;
  };
  const matching = (): string => {
    let left = primary();
    while (peek() === ':') {
      at++;
      left = match(left, primary());
    }
    return left;
  };
  const binary =
    (
      next: () => string,
      operators: readonly string[],
      apply: (operator: string, a: string, b: string) => string,
    ) =>
    (): string => {
      let left = next();
      while (operators.includes(peek() ?? '')) {
        const operator = need();
        left = apply(operator, left, next());
      }
      return left;
    };
  const product = binary(matching, ['*', '/', '%'], (operator, a, b) => {
    const [x, y] = [integer(a), integer(b)];
    if (operator === '*') return String(x * y);
    if (y === 0n) throw new ExprError('division by zero');
    return String(operator === '/' ? x / y : x % y);
  });
  const sum = binary(product, ['+', '-'], (operator, a, b) =>
    String(operator === '+' ? integer(a) + integer(b) : integer(a) - integer(b)),
  );
  const compare = binary(sum, ['<', '<=', '=', '==', '!=', '>=', '>'], (operator, a, b) => {
    const isNumeric = /^-?\d+$/.test(a) && /^-?\d+$/.test(b);
    const order = isNumeric
      ? BigInt(a) < BigInt(b)
        ? -1
        : BigInt(a) > BigInt(b)
          ? 1
          : 0
      : a < b
        ? -1
        : a > b
          ? 1
          : 0;
    const results: Readonly<Record<string, boolean>> = {
      '<': order < 0,
      '<=': order <= 0,
      '=': order === 0,
      '==': order === 0,
      '!=': order !== 0,
      '>=': order >= 0,
      '>': order > 0,
    };
    return results[operator] === true ? '1' : '0';
  });
  const and = binary(compare, ['&'], (_, a, b) => (isNull(a) || isNull(b) ? '0' : a));
  const or: () => string = binary(and, ['|'], (_, a, b) => (isNull(a) ? (isNull(b) ? '0' : b) : a));
  const value = or();
  if (at < words.length) throw new ExprError(['badSyntax', `unexpected argument ‘${words[at]}’`]);
  return value;
}

export const expr = tool({
  name: 'expr',
  summary: 'Evaluates an expression.',
  usageStatus: 2,
  flags: '',
  rewrite: (args) => (args[0] === '--help' || args[0] === '--version' ? args : ['--', ...args]),
  *run(t) {
    const words = t.args.operands[0] === '--' ? t.args.operands.slice(1) : t.args.operands;
    if (words.length === 0) return yield* misuse(t, 'expr', ['noOperand'], 2);
    try {
      const value = evaluate(words);
      yield* t.out(`${value}\n`);
      return value === '' || /^-?0+$/.test(value) ? 1 : 0;
    } catch (failure) {
      if (!(failure instanceof ExprError)) throw failure;
      yield* t.err(failure.message);
      return 2;
    }
  },
});
