import { readAll } from '../../kernel/index.ts';
import { tool } from './tool.ts';

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
