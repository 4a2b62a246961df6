import {
  argument,
  type Call,
  create,
  type RedisCommand,
  read,
  slice,
  touch,
  withType,
  write,
} from '../call.ts';
import { ranked } from '../data.ts';
import { floatText, parseFloating, parseNumber } from '../numbers.ts';
import {
  array,
  bulk,
  bulks,
  failed,
  integer,
  NIL,
  NOT_FLOAT,
  NOT_INTEGER,
  type Reply,
  SYNTAX,
} from '../reply.ts';
import { scan } from './keys.ts';
import { isBetween, NOT_NAMES } from './zset-algebra.ts';

type Pair = readonly [name: string, score: number];
const EMPTY: ReadonlyMap<string, number> = new Map();

const scores =
  (answer: (scores: ReadonlyMap<string, number>, call: Call) => Reply) =>
  (call: Call): Reply =>
    withType(call, argument(call, 0), 'zset', (value) => answer(value?.scores ?? EMPTY, call));

const render = (pairs: readonly Pair[], withScores: boolean): Reply =>
  bulks(pairs.flatMap(([name, score]) => (withScores ? [name, floatText(score)] : [name])));

const FLAGS: ReadonlySet<string> = new Set(['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']);

function add(call: Call): Reply {
  const [key = '', ...rest] = call.args;
  const flags = new Set<string>();
  while (FLAGS.has((rest[0] ?? '').toUpperCase()))
    flags.add((rest.shift() as string).toUpperCase());
  if (rest.length === 0 || rest.length % 2 !== 0) return SYNTAX;
  if (flags.has('NX') && flags.has('XX')) {
    return failed('ERR XX and NX options at the same time are not compatible');
  }
  if (flags.has('INCR') && rest.length > 2) {
    return failed('ERR INCR option supports a single increment-element pair');
  }
  const pairs: [string, number][] = [];
  for (let i = 0; i < rest.length; i += 2) {
    const score = parseFloating(rest[i]);
    if (score === undefined) return NOT_FLOAT;
    pairs.push([rest[i + 1] as string, score]);
  }
  return withType(call, key, 'zset', (value) => {
    if (value === undefined && flags.has('XX')) return flags.has('INCR') ? NIL : integer(0);
    const target = create(call, key, value, { type: 'zset', scores: new Map() }).scores;
    let added = 0;
    let changed = 0;
    let last: number | undefined;
    for (const [name, given] of pairs) {
      const old = target.get(name);
      const score = flags.has('INCR') ? (old ?? 0) + given : given;
      const isBlocked =
        (flags.has('NX') && old !== undefined) ||
        (flags.has('XX') && old === undefined) ||
        (flags.has('GT') && old !== undefined && score <= old) ||
        (flags.has('LT') && old !== undefined && score >= old);
      if (isBlocked) continue;
      last = score;
      if (old === undefined) added++;
      if (old !== score) changed++;
      target.set(name, score);
    }
    if (changed > 0) touch(call, key);
    if (flags.has('INCR')) return last === undefined ? NIL : bulk(floatText(last));
    return integer(flags.has('CH') ? changed : added);
  });
}

/** `5`, `(5`, `-inf`: one end of a range of scores. */
function boundOf(text: string): { score: number; isOpen: boolean } | undefined {
  const isOpen = text.startsWith('(');
  const score = parseFloating(isOpen ? text.slice(1) : text);
  return score === undefined ? undefined : { score, isOpen };
}

const isWithin = (score: number, low: string, high: string): boolean | undefined => {
  const [from, to] = [boundOf(low), boundOf(high)];
  if (from === undefined || to === undefined) return undefined;
  const isAbove = from.isOpen ? score > from.score : score >= from.score;
  return isAbove && (to.isOpen ? score < to.score : score <= to.score);
};

const NOT_BOUND = failed('ERR min or max is not a float');

interface RangeOptions {
  readonly withScores: boolean;
  readonly offset: number;
  readonly count: number;
  readonly words: ReadonlySet<string>;
}

function rangeOptions(words: readonly string[]): RangeOptions | undefined {
  const seen = new Set<string>();
  let offset = 0;
  let count = -1;
  for (let i = 0; i < words.length; i++) {
    const word = (words[i] as string).toUpperCase();
    if (word === 'LIMIT') {
      const [from, amount] = [parseNumber(words[i + 1]), parseNumber(words[i + 2])];
      if (from === undefined || amount === undefined) return undefined;
      [offset, count] = [from, amount];
      i += 2;
    } else if (['WITHSCORES', 'REV', 'BYSCORE', 'BYLEX'].includes(word)) seen.add(word);
    else return undefined;
  }
  return { withScores: seen.has('WITHSCORES'), offset, count, words: seen };
}

const limited = (pairs: readonly Pair[], { offset, count }: RangeOptions): readonly Pair[] =>
  pairs.slice(offset, count < 0 ? undefined : offset + count);

const range =
  (isReversed: boolean, byScore: boolean) =>
  (all: ReadonlyMap<string, number>, call: Call): Reply => {
    const [, first = '', second = '', ...rest] = call.args;
    const options = rangeOptions(rest);
    if (options === undefined) return SYNTAX;
    const isBackward = isReversed || options.words.has('REV');
    const order: readonly Pair[] = isBackward ? ranked(all).reverse() : ranked(all);
    if (byScore || options.words.has('BYSCORE')) {
      const [low, high] = isBackward ? [second, first] : [first, second];
      if (isWithin(0, low, high) === undefined) return NOT_BOUND;
      const found = order.filter(([, score]) => isWithin(score, low, high));
      return render(limited(found, options), options.withScores);
    }
    if (options.words.has('BYLEX')) {
      const [low, high] = isBackward ? [second, first] : [first, second];
      if (isBetween('', low, high) === undefined) return NOT_NAMES;
      const found = order.filter(([name]) => isBetween(name, low, high));
      return render(limited(found, options), options.withScores);
    }
    const [start, stop] = [parseNumber(first), parseNumber(second)];
    if (start === undefined || stop === undefined) return NOT_INTEGER;
    return render(slice(order, start, stop), options.withScores);
  };

const rank =
  (isReversed: boolean) =>
  (all: ReadonlyMap<string, number>, call: Call): Reply => {
    const order = isReversed ? ranked(all).reverse() : ranked(all);
    const at = order.findIndex(([name]) => name === argument(call, 1));
    return at < 0 ? NIL : integer(at);
  };

/** Removes what `chosen` chooses from the members in their order. */
function remove(call: Call, chosen: (order: readonly Pair[]) => readonly Pair[]): Reply {
  const key = argument(call, 0);
  return withType(call, key, 'zset', (value) => {
    if (value === undefined) return integer(0);
    const names = chosen(ranked(value.scores));
    for (const [name] of names) value.scores.delete(name);
    if (names.length > 0) touch(call, key);
    return integer(names.length);
  });
}

const pop =
  (fromEnd: boolean) =>
  (call: Call): Reply => {
    const [key = '', text] = call.args;
    const count = text === undefined ? 1 : parseNumber(text);
    if (count === undefined || count < 0)
      return failed('ERR value is out of range, must be positive');
    return withType(call, key, 'zset', (value) => {
      const order = ranked(value?.scores ?? EMPTY);
      const taken = (fromEnd ? order.reverse() : order).slice(0, count);
      for (const [name] of taken) value?.scores.delete(name);
      if (taken.length > 0) touch(call, key);
      call.replaceWith([['ZREM', key, ...taken.map(([name]) => name)]]);
      return render(taken, true);
    });
  };

export const SORTED_SETS: readonly RedisCommand[] = [
  write('zadd', -4, add),
  write('zincrby', 4, (call) => {
    const [key = '', by = '', name = ''] = call.args;
    return add({ ...call, args: [key, 'INCR', by, name] });
  }),
  write('zrem', -3, (call) => {
    const names = new Set(call.args.slice(1));
    return remove(call, (order) => order.filter(([name]) => names.has(name)));
  }),
  write('zremrangebyrank', 4, (call) => {
    const [start, stop] = [parseNumber(call.args[1]), parseNumber(call.args[2])];
    if (start === undefined || stop === undefined) return NOT_INTEGER;
    return remove(call, (order) => slice(order, start, stop));
  }),
  write('zremrangebyscore', 4, (call) => {
    const [, low = '', high = ''] = call.args;
    if (isWithin(0, low, high) === undefined) return NOT_BOUND;
    return remove(call, (order) => order.filter(([, score]) => isWithin(score, low, high)));
  }),
  write('zpopmin', -2, pop(false)),
  write('zpopmax', -2, pop(true)),
  read(
    'zcard',
    2,
    scores((all) => integer(all.size)),
  ),
  read(
    'zscore',
    3,
    scores((all, call) => {
      const score = all.get(argument(call, 1));
      return score === undefined ? NIL : bulk(floatText(score));
    }),
  ),
  read(
    'zmscore',
    -3,
    scores((all, call) =>
      array(
        call.args.slice(1).map((name) => {
          const score = all.get(name);
          return score === undefined ? NIL : bulk(floatText(score));
        }),
      ),
    ),
  ),
  read(
    'zcount',
    4,
    scores((all, call) => {
      const [, low = '', high = ''] = call.args;
      if (isWithin(0, low, high) === undefined) return NOT_BOUND;
      return integer([...all.values()].filter((score) => isWithin(score, low, high)).length);
    }),
  ),
  read('zrange', -4, scores(range(false, false))),
  read('zrevrange', -4, scores(range(true, false))),
  read('zrangebyscore', -4, scores(range(false, true))),
  read('zrevrangebyscore', -4, scores(range(true, true))),
  read('zrank', 3, scores(rank(false))),
  read('zrevrank', 3, scores(rank(true))),
  read(
    'zscan',
    -3,
    scores((all, call) =>
      scan(call, [...all.keys()], 1, (names) =>
        names.flatMap((name) => [name, floatText(all.get(name) ?? 0)]),
      ),
    ),
  ),
];
