import { addDecimals, decimal, divideDecimals, rescale } from '../decimal.ts';
import type { AggregateCall, AggregateSpec, Env } from '../dialect.ts';
import { semanticsOf } from '../operate/collate.ts';
import { asDecimal, asDouble, compare, numberOf } from '../operate/compare.ts';
import { DOUBLE, INTEGER, NULL_TYPE, type SqlType, typeOf, type Value } from '../values.ts';

const typeIn = ({ types }: AggregateCall): SqlType => types[0] ?? NULL_TYPE;

/** Numbers that are not null, added up exactly or as doubles. */
function createSum(env: Env, isExact: boolean) {
  let count = 0n;
  let exact = decimal(0n, 0);
  let sum = 0;
  return {
    add([value]: readonly Value[]): void {
      if (value === null || value === undefined) return;
      count++;
      const number = numberOf(env.dialect.semantics, value, env.warn);
      if (isExact) exact = addDecimals(exact, asDecimal(number));
      else sum += asDouble(number);
    },
    count: () => count,
    exact: () => exact,
    double: () => sum,
  };
}

const isExactType = ({ family }: SqlType): boolean => family !== 'double' && family !== 'text';

const SUM: AggregateSpec = {
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: (call, env) => env.dialect.semantics.sumType(typeIn(call)),
  create(call, env) {
    const type = env.dialect.semantics.sumType(typeIn(call));
    const sum = createSum(env, isExactType(typeIn(call)));
    return {
      add: sum.add,
      result() {
        if (sum.count() === 0n) return null;
        if (type.family === 'double') return sum.double();
        return type.family === 'integer' ? rescale(sum.exact(), 0).unscaled : sum.exact();
      },
    };
  },
};

const AVERAGE: AggregateSpec = {
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: (call, env) => env.dialect.semantics.averageType(typeIn(call)),
  create(call, env) {
    const type = env.dialect.semantics.averageType(typeIn(call));
    const sum = createSum(env, isExactType(typeIn(call)));
    return {
      add: sum.add,
      result() {
        if (sum.count() === 0n) return null;
        if (type.family === 'double') return sum.double() / Number(sum.count());
        return divideDecimals(sum.exact(), decimal(sum.count(), 0), type.scale);
      },
    };
  },
};

const COUNT: AggregateSpec = {
  least: 1,
  most: 100,
  isNullable: false,
  typeOf: () => INTEGER,
  create() {
    let count = 0n;
    return {
      add(values) {
        if (values.every((value) => value !== null)) count++;
      },
      result: () => count,
    };
  },
};

const extreme = (wins: (order: number) => boolean): AggregateSpec => ({
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: typeIn,
  create({ types }, env) {
    let best: Value = null;
    const semantics = semanticsOf(env.dialect.semantics, ...types);
    return {
      add([value]) {
        if (value === null || value === undefined) return;
        if (best === null || wins(compare(semantics, value, best))) best = value;
      },
      result: () => best,
    };
  },
});

/** Joins texts; `separatorAt` says which argument has the separator, where it is one. */
const joined = (separatorAt: number): AggregateSpec => ({
  least: 1,
  most: 100,
  isNullable: true,
  typeOf: () => typeOf('text', 'text', { length: 1024 }),
  create(call, env) {
    const parts: string[] = [];
    let separator = call.separator ?? ',';
    return {
      add(values) {
        const texts = values.filter((_value, i) => i !== separatorAt);
        if (texts.some((value) => value === null)) return;
        const given = values[separatorAt];
        if (given !== null && given !== undefined) separator = env.dialect.semantics.display(given);
        parts.push(
          texts
            .map((value) => env.dialect.semantics.display(value as Exclude<Value, null>))
            .join(''),
        );
      },
      result: () => (parts.length === 0 ? null : parts.join(separator)),
    };
  },
});

/** The spread of numbers: of a whole population, or of a sample of one. */
const spread = (isSample: boolean, isRoot: boolean): AggregateSpec => ({
  least: 1,
  most: 1,
  isNullable: true,
  typeOf: () => DOUBLE,
  create(_call, env) {
    // Welford's recurrence, as MySQL has it.
    let [seen, mean, sum] = [0, 0, 0];
    return {
      add([value]) {
        if (value === null || value === undefined) return;
        const number = asDouble(numberOf(env.dialect.semantics, value, env.warn));
        const before = mean;
        seen++;
        mean += (number - before) / seen;
        sum += (number - before) * (number - mean);
      },
      result() {
        const count = seen - (isSample ? 1 : 0);
        if (count <= 0) return null;
        return isRoot ? Math.sqrt(sum / count) : sum / count;
      },
    };
  },
});

/** Bits of all values put together. */
const ofBits = (start: bigint, combine: (a: bigint, b: bigint) => bigint): AggregateSpec => ({
  least: 1,
  most: 1,
  isNullable: false,
  typeOf: () => ({ ...INTEGER, isUnsigned: true }),
  create(_call, env) {
    let bits = start;
    return {
      add([value]) {
        if (value === null || value === undefined) return;
        const number = numberOf(env.dialect.semantics, value, env.warn);
        bits = combine(bits, BigInt.asUintN(64, BigInt(Math.round(asDouble(number)))));
      },
      result: () => bits,
    };
  },
});
/** Aggregates of bits, which give a number also when there is nothing. */
export const BIT_AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  bit_and: ofBits(2n ** 64n - 1n, (a, b) => a & b),
  bit_or: ofBits(0n, (a, b) => a | b),
  bit_xor: ofBits(0n, (a, b) => a ^ b),
};

/** Aggregates that dialects share. */
export const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  count: COUNT,
  sum: SUM,
  avg: AVERAGE,
  min: extreme((order) => order < 0),
  max: extreme((order) => order > 0),
  std: spread(false, true),
  stddev: spread(false, true),
  stddev_pop: spread(false, true),
  stddev_samp: spread(true, true),
  variance: spread(false, false),
  var_pop: spread(false, false),
  var_samp: spread(true, false),
};
export const GROUP_CONCAT = joined(-1);
export const STRING_AGG = joined(1);
