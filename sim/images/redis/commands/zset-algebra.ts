import {
  argument,
  type Call,
  databaseOf,
  entryOf,
  put,
  type RedisCommand,
  read,
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
  NIL_ARRAY,
  NONE,
  NOT_INTEGER,
  type Reply,
  SYNTAX,
  WRONG_TYPE,
} from '../reply.ts';

// Sorted sets put together, and taken from at their ends.

type Scores = ReadonlyMap<string, number>;

/** The scores of a key; each member of a plain set counts one. Undefined for another type. */
function scoresOf(call: Call, key: string): Scores | undefined {
  const value = entryOf(call, key)?.value;
  if (value === undefined) return new Map();
  if (value.type === 'zset') return value.scores;
  return value.type === 'set' ? new Map([...value.members].map((each) => [each, 1])) : undefined;
}

interface Asked {
  readonly sources: readonly Scores[];
  readonly weights: readonly number[];
  readonly aggregate: string;
  readonly withScores: boolean;
  readonly limit: number;
}

function readAsked(call: Call, words: readonly string[]): Asked | Reply {
  const count = parseNumber(words[0]);
  if (count === undefined) return NOT_INTEGER;
  if (count < 1) return failed(`ERR at least 1 input key is needed for '${call.name}' command`);
  const keys = words.slice(1, count + 1);
  if (keys.length < count) return SYNTAX;
  const rest = words.slice(count + 1);
  let weights: number[] = keys.map(() => 1);
  let aggregate = 'SUM';
  let [withScores, limit] = [false, 0];
  for (let i = 0; i < rest.length; i++) {
    switch (rest[i]?.toUpperCase()) {
      case 'WEIGHTS': {
        const given = rest.slice(i + 1, i + 1 + count).map(parseFloating);
        if (given.length < count) return SYNTAX;
        if (given.includes(undefined)) return failed('ERR weight value is not a float');
        weights = given as number[];
        i += count;
        break;
      }
      case 'AGGREGATE':
        aggregate = rest[++i]?.toUpperCase() ?? '';
        if (!['SUM', 'MIN', 'MAX'].includes(aggregate)) return SYNTAX;
        break;
      case 'WITHSCORES':
        withScores = true;
        break;
      case 'LIMIT':
        limit = parseNumber(rest[++i]) ?? 0;
        break;
      default:
        return SYNTAX;
    }
  }
  const sources = keys.map((key) => scoresOf(call, key));
  if (sources.includes(undefined)) return WRONG_TYPE;
  return { sources: sources as Scores[], weights, aggregate, withScores, limit };
}

function combined(how: string, { sources, weights, aggregate }: Asked): Map<string, number> {
  const out = new Map<string, number>();
  if (how === 'diff') {
    const [first = new Map<string, number>(), ...others] = sources;
    for (const [name, score] of first) {
      if (!others.some((each) => each.has(name))) out.set(name, score);
    }
    return out;
  }
  sources.forEach((scores, i) => {
    for (const [name, plain] of scores) {
      if (how === 'inter' && !sources.every((each) => each.has(name))) continue;
      const score = plain * (weights[i] ?? 1);
      const before = out.get(name);
      const sum =
        before === undefined
          ? score
          : aggregate === 'SUM'
            ? before + score
            : aggregate === 'MIN'
              ? Math.min(before, score)
              : Math.max(before, score);
      out.set(name, sum);
    }
  });
  return out;
}

const keep = (call: Call, key: string, scores: Map<string, number>): Reply => {
  if (scores.size > 0) put(call, key, { type: 'zset', scores });
  else if (databaseOf(call).delete(key)) touch(call, key);
  return integer(scores.size);
};

const algebra = (how: 'union' | 'inter' | 'diff'): RedisCommand[] => [
  read(`z${how}`, -3, (call) => {
    const asked = readAsked(call, call.args);
    if ('type' in asked) return asked;
    const pairs = ranked(combined(how, asked));
    return bulks(
      pairs.flatMap(([name, score]) => (asked.withScores ? [name, floatText(score)] : [name])),
    );
  }),
  write(`z${how}store`, -4, (call) => {
    const asked = readAsked(call, call.args.slice(1));
    return 'type' in asked ? asked : keep(call, argument(call, 0), combined(how, asked));
  }),
];

/** One end of a range of names: `[a`, `(a`, `-` and `+`. */
const isBeyond = (name: string, end: string, isLow: boolean): boolean | undefined => {
  if (end === '-') return isLow;
  if (end === '+') return !isLow;
  const text = end.slice(1);
  if (end.startsWith('[')) return isLow ? name >= text : name <= text;
  if (end.startsWith('(')) return isLow ? name > text : name < text;
  return undefined;
};

/** Whether a name lies within a range of names; undefined for ends that are none. */
export function isBetween(name: string, low: string, high: string): boolean | undefined {
  const [above, below] = [isBeyond(name, low, true), isBeyond(name, high, false)];
  return above === undefined || below === undefined ? undefined : above && below;
}

export const NOT_NAMES = failed('ERR min or max not valid string range item');

/** `bzpopmin key … timeout`. */
const waitingPop =
  (isLow: boolean) =>
  (call: Call): Reply => {
    const keys = call.args.slice(0, -1);
    const seconds = parseFloating(call.args.at(-1));
    if (seconds === undefined) return failed('ERR timeout is not a float or out of range');
    if (seconds < 0) return failed('ERR timeout is negative');
    for (const key of keys) {
      const answer = withType(call, key, 'zset', (value) => {
        const pair = value === undefined ? undefined : ranked(value.scores).at(isLow ? 0 : -1);
        if (value === undefined || pair === undefined) return NIL;
        value.scores.delete(pair[0]);
        touch(call, key);
        call.replaceWith([['ZREM', key, pair[0]]]);
        return bulks([key, pair[0], floatText(pair[1])]);
      });
      if (answer !== NIL) return answer;
    }
    if (call.client.isInTransaction) return NIL_ARRAY;
    call.server.wait(call.client, keys, [call.name, ...call.args], seconds * 1000);
    return NONE;
  };

function randomMembers(call: Call): Reply {
  const [key = '', count, withScores] = call.args;
  return withType(call, key, 'zset', (value) => {
    const pairs = [...(value?.scores ?? [])];
    const pick = (): [string, number] | undefined =>
      pairs[call.prng.below(Math.max(1, pairs.length))];
    if (count === undefined) return bulk(pick()?.[0]);
    const wanted = parseNumber(count);
    if (wanted === undefined) return NOT_INTEGER;
    const chosen =
      wanted < 0 && pairs.length > 0
        ? Array.from({ length: -wanted }, () => pick() as [string, number])
        : pairs.slice(0, Math.max(0, wanted));
    return bulks(
      chosen.flatMap(([name, score]) =>
        withScores === undefined ? [name] : [name, floatText(score)],
      ),
    );
  });
}

/** `lmpop` and `zmpop`: takes from the first key that has something. */
function popMany(call: Call, isList: boolean): Reply {
  const count = parseNumber(call.args[0]);
  if (count === undefined || count < 1) return failed('ERR numkeys should be greater than 0');
  const keys = call.args.slice(1, count + 1);
  const [side = '', word, amount] = call.args.slice(count + 1);
  const ends = isList ? ['LEFT', 'RIGHT'] : ['MIN', 'MAX'];
  const isFirst = side.toUpperCase() === ends[0];
  if (!ends.includes(side.toUpperCase())) return SYNTAX;
  const most = word === undefined ? 1 : parseNumber(amount);
  if (most === undefined || most < 1) return failed('ERR count should be greater than 0');
  for (const key of keys) {
    const value = entryOf(call, key)?.value;
    if (value === undefined) continue;
    if (isList && value.type === 'list') {
      const at = isFirst ? 0 : Math.max(0, value.items.length - most);
      const taken = value.items.splice(at, most);
      touch(call, key);
      return array([bulk(key), bulks(isFirst ? taken : taken.reverse())]);
    }
    if (!isList && value.type === 'zset') {
      const all = ranked(value.scores);
      const taken = isFirst ? all.slice(0, most) : all.slice(-most).reverse();
      for (const [name] of taken) value.scores.delete(name);
      touch(call, key);
      return array([
        bulk(key),
        array(taken.map(([name, score]) => bulks([name, floatText(score)]))),
      ]);
    }
    return WRONG_TYPE;
  }
  return NIL_ARRAY;
}

export const ZSET_ALGEBRA: readonly RedisCommand[] = [
  ...algebra('union'),
  ...algebra('inter'),
  ...algebra('diff'),
  read('zintercard', -3, (call) => {
    const asked = readAsked(call, call.args);
    if ('type' in asked) return asked;
    const { size } = combined('inter', asked);
    return integer(asked.limit > 0 ? Math.min(size, asked.limit) : size);
  }),
  read('zlexcount', 4, (call) => {
    const [key = '', low = '', high = ''] = call.args;
    if (isBetween('', low, high) === undefined) return NOT_NAMES;
    return withType(call, key, 'zset', (value) =>
      integer(
        [...(value?.scores.keys() ?? [])].filter((name) => isBetween(name, low, high)).length,
      ),
    );
  }),
  ...[false, true].map((isReversed) =>
    read(isReversed ? 'zrevrangebylex' : 'zrangebylex', -4, (call) => {
      const [key = '', a = '', b = '', word, from, most] = call.args;
      const [low, high] = isReversed ? [b, a] : [a, b];
      if (isBetween('', low, high) === undefined) return NOT_NAMES;
      const [offset, count] = [parseNumber(from) ?? 0, parseNumber(most) ?? -1];
      if (word !== undefined && word.toUpperCase() !== 'LIMIT') return SYNTAX;
      return withType(call, key, 'zset', (value) => {
        const names = ranked(value?.scores ?? new Map())
          .map(([name]) => name)
          .filter((name) => isBetween(name, low, high));
        const end = count < 0 ? undefined : offset + count;
        return bulks((isReversed ? names.reverse() : names).slice(offset, end));
      });
    }),
  ),
  write('zremrangebylex', 4, (call) => {
    const [key = '', low = '', high = ''] = call.args;
    if (isBetween('', low, high) === undefined) return NOT_NAMES;
    return withType(call, key, 'zset', (value) => {
      const names = [...(value?.scores.keys() ?? [])].filter((name) => isBetween(name, low, high));
      for (const name of names) value?.scores.delete(name);
      if (names.length > 0) touch(call, key);
      return integer(names.length);
    });
  }),
  read('zrandmember', -2, randomMembers),
  write('bzpopmin', -3, waitingPop(true)),
  write('bzpopmax', -3, waitingPop(false)),
  write('lmpop', -4, (call) => popMany(call, true)),
  write('zmpop', -4, (call) => popMany(call, false)),
];
