import type { Prng } from '../../kernel/index.ts';
import { readAll, work } from '../../kernel/index.ts';
import { formatPrintf, OF_NUMBERS } from '../format.ts';
import { translateRegExp } from '../regexp.ts';
import { Complaint } from '../words/message.ts';
import { shownName } from './file-names.ts';
import { isDirectoryError, linesOf, openInput, writeNamed } from './inputs.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

const decimals = (text: string): number => {
  const match = /^[-+]?\d*(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text);
  return match === null ? 0 : Math.max(0, (match[1]?.length ?? 0) - Number(match[2] ?? '0'));
};

/** Terms that are too large for a number; undefined when they are not. At most `LARGE_TERMS`. */
function largeIntegers(first: string, step: string, last: string): bigint[] | undefined {
  if (![first, step, last].every((text) => /^[-+]?\d+$/.test(text))) return undefined;
  if (Math.max(Math.abs(Number(first)), Math.abs(Number(last))) < 2 ** 53) return undefined;
  const [from, by, to] = [first, step, last].map((text) => BigInt(text.replace(/^\+/, '')));
  if (from === undefined || by === undefined || to === undefined) return undefined;
  if ((to - from) / by > LARGE_TERMS) return undefined;
  const terms: bigint[] = [];
  for (let term = from; by > 0n ? term <= to : term >= to; term += by) terms.push(term);
  return terms;
}

/** So many large numbers come at once. */
const LARGE_TERMS = 10_000n;

export const seq = tool({
  name: 'seq',
  summary: 'Prints a sequence of numbers.',
  flags: 'f|format: s|separator: w|equal-width',
  stopsAtOperand: true,
  rewrite(args) {
    // A negative number is an operand, not an option.
    let at = 0;
    if (args.includes('--')) return args;
    while (/^-[a-z-]/.test(args[at] ?? '')) at += /^-[fs]$/.test(args[at] ?? '') ? 2 : 1;
    return /^-[\d.]/.test(args[at] ?? '') ? [...args.slice(0, at), '--', ...args.slice(at)] : args;
  },
  *run(t) {
    const { operands, value, has } = t.args;
    if (operands.length === 0) return yield* misuse(t, 'seq', 'missing operand');
    if (operands.length > 3) return yield* misuse(t, 'seq', `extra operand ‘${operands[3]}’`);
    for (const text of operands) {
      if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^[-+]?inf$/i.test(text)) continue;
      if (/^0x[0-9a-f]+$/i.test(text)) continue;
      if (/^[-+]?nan$/i.test(text)) {
        return yield* misuse(t, 'seq', `invalid ‘not-a-number’ argument: ‘${text}’`);
      }
      return yield* misuse(t, 'seq', ['badFloat', text]);
    }
    const [a = '', b = '', c = ''] = operands;
    const [first, step, last] =
      operands.length === 1 ? ['1', '1', a] : operands.length === 2 ? [a, '1', b] : [a, b, c];
    if (Number(step) === 0)
      return yield* misuse(t, 'seq', `invalid Zero increment value: ‘${step}’`);
    const places = Math.max(decimals(first), decimals(step));
    const format = value('f');
    const directives = format?.match(/%[^%]/g)?.length ?? 0;
    if (format !== undefined && /^(?:[^%]|%%)*%$/.test(format)) {
      yield* t.err(`format ‘${format}’ ends in %`);
      return 1;
    }
    if (format !== undefined && directives === 0) {
      yield* t.err(`format ‘${format}’ has no % directive`);
      return 1;
    }
    const unknown = /%[-+ 0#']*\d*(?:\.\d*)?([^-+ #'\d.efgaEFGA%])/.exec(format ?? '')?.[1];
    if (unknown !== undefined) {
      yield* t.err(`format ‘${format}’ has unknown %${unknown} directive`);
      return 1;
    }
    if (format !== undefined && directives > 1) {
      yield* t.err(`format ‘${format}’ has too many % directives`);
      return 1;
    }
    const scale = 10 ** places;
    const from = Math.round(Number(first) * scale);
    const by = Math.round(Number(step) * scale);
    const end = /inf/i.test(last)
      ? Number(last.replace(/inf.*/i, 'Infinity'))
      : Number(last) * scale;
    const width = has('w')
      ? Math.max(...[first, last].map((text) => Number(text).toFixed(places).length))
      : 0;
    const show = (units: number): string => {
      const text = (units / scale).toFixed(places);
      if (format !== undefined) return formatPrintf(format, [text], OF_NUMBERS).text;
      if (width === 0) return text;
      return text.startsWith('-')
        ? `-${text.slice(1).padStart(width - 1, '0')}`
        : text.padStart(width, '0');
    };
    const separator = value('s') ?? '\n';
    const large = largeIntegers(first, step, last);
    if (large !== undefined) {
      yield* t.out(`${[...large].join(separator)}\n`);
      return 0;
    }
    let [block, blocks, isFirst] = ['', 0, true];
    const epsilon = 1e-9 * scale;
    for (let units = from; by > 0 ? units <= end + epsilon : units >= end - epsilon; units += by) {
      block += (isFirst ? '' : separator) + show(units);
      isFirst = false;
      // A step that is too small for the number leads nowhere.
      if (units + by === units && Number.isFinite(units)) break;
      if (block.length < 4096) continue;
      yield* t.out(block);
      block = '';
      // Into a file nothing slows it down, so time must.
      if (++blocks % 64 === 0) yield* work(1);
    }
    yield* t.out(block + (isFirst ? '' : '\n'));
    return 0;
  },
});

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

/** `a` to the power of `exponent`, modulo `modulus`. */
function powerModulo(a: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = a % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const WITNESSES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/** Whether an odd number above the witnesses is prime (Miller and Rabin). */
function isPrime(number: bigint): boolean {
  let odd = number - 1n;
  let twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  return WITNESSES.every((witness) => {
    let x = powerModulo(witness, odd, number);
    if (x === 1n || x === number - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % number;
      if (x === number - 1n) return true;
    }
    return false;
  });
}

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b));

/** A factor of a number that is not prime (Pollard). */
function someFactor(number: bigint): bigint {
  for (let constant = 1n; ; constant++) {
    const step = (x: bigint): bigint => (x * x + constant) % number;
    let [slow, fast, found] = [2n, 2n, 1n];
    while (found === 1n) {
      slow = step(slow);
      fast = step(step(fast));
      found = divisorOf(slow > fast ? slow - fast : fast - slow, number);
    }
    if (found !== number) return found;
  }
}

/** Up to here factors are found by trying. */
const TRIED = 1000n;

/** Prime factors, smallest first. */
function primeFactors(number: bigint): bigint[] {
  const factors: bigint[] = [];
  let rest = number;
  for (let prime = 2n; prime <= TRIED && prime * prime <= rest; prime++) {
    for (; rest % prime === 0n; rest /= prime) factors.push(prime);
  }
  const split = (one: bigint): bigint[] => {
    if (one <= TRIED * TRIED || isPrime(one)) return one > 1n ? [one] : [];
    const part = someFactor(one);
    return [...split(part), ...split(one / part)];
  };
  return [...factors, ...split(rest).sort((a, b) => (a < b ? -1 : 1))];
}

export const factor = tool({
  name: 'factor',
  summary: 'Prints prime factors.',
  flags: '',
  *run(t) {
    let status = 0;
    const words =
      t.args.operands.length > 0
        ? t.args.operands
        : (yield* readAll(t.context.stdin)).split(/\s+/).filter((word) => word !== '');
    for (const word of words) {
      if (!/^\d+$/.test(word)) {
        yield* t.err(`‘${word}’ is not a valid positive integer`);
        status = 1;
        continue;
      }
      const number = BigInt(word);
      const factors = primeFactors(number);
      yield* t.out(`${number}:${factors.map((one) => ` ${one}`).join('')}\n`);
    }
    return status;
  },
});

/** `shuf`. */
export function createShuf(prng: () => Prng): StreamingCommand {
  return tool({
    name: 'shuf',
    summary: 'Prints lines in a random order.',
    flags:
      'e|echo i|input-range: n|head-count: o|output: r|repeat z|zero-terminated |random-source:',
    *run(t: Tool) {
      const { has, value, operands } = t.args;
      let items: string[];
      const given = value('n');
      if (given !== undefined && !/^\d+$/.test(given)) {
        yield* t.err(`invalid line count: ‘${given}’`);
        return 1;
      }
      const bounds = value('i');
      if (has('e') && bounds !== undefined) {
        return yield* misuse(t, 'shuf', 'cannot combine -e and -i options');
      }
      const extra = bounds === undefined ? operands[1] : operands[0];
      if (!has('e') && extra !== undefined) {
        return yield* misuse(t, 'shuf', `extra operand ‘${extra}’`);
      }
      const [low = '', high = ''] = bounds?.split('-') ?? [];
      if (bounds !== undefined && !(/^\d+-\d+$/.test(bounds) && Number(low) <= Number(high) + 1)) {
        yield* t.err(`invalid input range: ‘${bounds}’`);
        return 1;
      }
      const range = /^(\d+)-(\d+)$/.exec(value('i') ?? '');
      if (range !== null) {
        const [from, to] = [Number(range[1]), Number(range[2])];
        items = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i));
      } else if (has('e')) items = [...operands];
      else {
        const opened = openInput(t, operands[0] ?? '-');
        if (!opened.ok) {
          const name = shownName(operands[0] ?? '-');
          yield* t.err(
            isDirectoryError(opened)
              ? ['readsDirectory', `read error: ${opened.error}`]
              : `${name}: ${opened.error}`,
          );
          return 1;
        }
        items = linesOf(yield* readAll(opened.reader));
      }
      const random = prng();
      for (let i = items.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
      }
      const count = Number(value('n') ?? items.length);
      const end = has('z') ? '\0' : '\n';
      const chosen = has('r')
        ? Array.from(
            { length: items.length === 0 ? 0 : count },
            () => items[random.below(items.length)],
          )
        : items.slice(0, count);
      const text = chosen.map((item) => `${item}${end}`).join('');
      const target = value('o');
      if (target === undefined) yield* t.out(text);
      else if (!(yield* writeNamed(t, target, text))) return 1;
      return 0;
    },
  });
}
