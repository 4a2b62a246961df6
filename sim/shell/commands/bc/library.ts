import { type Decimal, rescale } from './number.ts';

/** Digits that are worked with behind those that are asked for. */
const GUARD_DIGITS = 15;
/** A power of e has about so many digits in front of the point for each whole of its exponent. */
const DIGITS_OF_E = Math.LOG10E;

/** Whole numbers that stand for fractions of `one`. */
interface Fixed {
  readonly one: bigint;
  readonly digits: number;
}

const fixedOf = (digits: number): Fixed => ({ one: 10n ** BigInt(digits), digits });
const sizeOf = (value: bigint): bigint => (value < 0n ? -value : value);

/** The sum of terms that each follow from the one before, until they are nothing. */
function sum(first: bigint, next: (term: bigint, index: bigint) => bigint): bigint {
  let total = first;
  let index = 1n;
  for (let term = next(first, index); term !== 0n; term = next(term, index)) {
    total += term;
    index++;
  }
  return total;
}

/** atan(1/n), or with `sign` 1 its hyperbolic sister. */
function arcOf({ one }: Fixed, numerator: bigint, denominator: bigint, sign: bigint): bigint {
  const top = numerator * numerator;
  const bottom = denominator * denominator;
  let power = (one * numerator) / denominator;
  let total = 0n;
  for (let odd = 1n, by = 1n; power !== 0n; odd += 2n, by *= sign) {
    total += (by * power) / odd;
    power = (power * top) / bottom;
  }
  return total;
}

/** π, by Machin's formula. */
const piOf = (fixed: Fixed): bigint =>
  16n * arcOf(fixed, 1n, 5n, -1n) - 4n * arcOf(fixed, 1n, 239n, -1n);

function rootOf(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const better = (guess + value / guess) >> 1n;
    if (better >= guess) return guess;
    guess = better;
  }
}

/** The sine, after whole turns are taken off. */
function sine(fixed: Fixed, x: bigint): bigint {
  const { one } = fixed;
  const angle = x % (2n * piOf(fixed));
  return sum(
    angle,
    (term, n) => (-((term * angle) / one) * angle) / one / (2n * n) / (2n * n + 1n),
  );
}

function exponential({ one }: Fixed, x: bigint): bigint {
  // Halved until the series is short, and squared as often.
  let halvings = 0n;
  while (sizeOf(x) >> halvings > one / 4n) halvings++;
  const small = x / (1n << halvings);
  let value = sum(one, (term, n) => (term * small) / one / n);
  for (let i = 0n; i < halvings; i++) value = (value * value) / one;
  return value;
}

function logarithm(fixed: Fixed, x: bigint): bigint {
  const { one } = fixed;
  let value = x;
  let roots = 0n;
  // Roots bring it close to one.
  while (sizeOf(value - one) > one / 8n) {
    value = rootOf(value * one);
    roots++;
  }
  return (2n * arcOf(fixed, value - one, value + one, 1n)) << roots;
}

function arcTangent(fixed: Fixed, x: bigint): bigint {
  const { one } = fixed;
  if (x < 0n) return -arcTangent(fixed, -x);
  if (x > one) return piOf(fixed) / 2n - arcTangent(fixed, (one * one) / x);
  // Half the angle, three times.
  let value = x;
  for (let i = 0; i < 3; i++) value = (value * one) / (one + rootOf(one * one + value * value));
  return arcOf(fixed, value, one, -1n) * 8n;
}

/** The Bessel function of a whole order. */
function bessel({ one }: Fixed, order: number, x: bigint): bigint {
  const n = BigInt(Math.abs(order));
  const half = x / 2n;
  let first = one;
  for (let i = 1n; i <= n; i++) first = (first * half) / one / i;
  const value = sum(first, (term, k) => (-((term * half) / one) * half) / one / k / (k + n));
  return order < 0 && n % 2n === 1n ? -value : value;
}

type LibraryFunction = (args: readonly Decimal[], scale: number) => Decimal;

/** A function that is worked out with more digits, of which those that are asked for are kept. */
const worked =
  (
    more: (x: number) => number,
    calculate: (fixed: Fixed, x: bigint, args: readonly Decimal[]) => bigint,
  ): LibraryFunction =>
  (args, scale) => {
    const x = args.at(-1) as Decimal;
    const size = Math.abs(Number(rescale(x, 0).digits));
    const fixed = fixedOf(scale + GUARD_DIGITS + Math.ceil(more(size)));
    const digits = calculate(fixed, rescale(x, fixed.digits).digits, args);
    return rescale({ digits, scale: fixed.digits }, scale);
  };

const digitsOf = (size: number): number => Math.log10(size + 1);
const digitsOfPower = (size: number): number => size * DIGITS_OF_E;

/** The functions of `bc -l` by their names. */
export const LIBRARY: Readonly<Record<string, LibraryFunction>> = {
  s: worked(digitsOf, sine),
  c: worked(digitsOf, (fixed, x) => sine(fixed, x + piOf(fixed) / 2n)),
  a: worked(digitsOf, arcTangent),
  e: worked(digitsOfPower, exponential),
  j: worked(digitsOfPower, (fixed, x, [order]) =>
    bessel(fixed, Number(rescale(order as Decimal, 0).digits), x),
  ),
  l: (args, scale) => {
    const [x] = args as [Decimal];
    // Where there is none, as far below as its digits go.
    if (x.digits <= 0n) return rescale({ digits: 1n - 10n ** BigInt(scale), scale: 0 }, scale);
    return worked(digitsOf, logarithm)(args, scale);
  },
};

/** How many arguments each of them takes. */
export const argumentsOf = (name: string): number => (name === 'j' ? 2 : 1);
