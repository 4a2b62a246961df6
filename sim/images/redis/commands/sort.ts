import {
  argument,
  type Call,
  databaseOf,
  entryOf,
  put,
  type RedisCommand,
  read,
  touch,
  write,
} from '../call.ts';
import { ranked, setMembers } from '../data.ts';
import { parseFloating, parseNumber } from '../numbers.ts';
import { bulks, failed, integer, NOT_INTEGER, type Reply, SYNTAX, WRONG_TYPE } from '../reply.ts';

const NOT_DOUBLES = failed("ERR One or more scores can't be converted into double");

interface Options {
  readonly by: string | undefined;
  readonly gets: readonly string[];
  readonly offset: number;
  readonly count: number;
  readonly isDescending: boolean;
  readonly isAlphabetic: boolean;
  readonly store: string | undefined;
}

function readOptions(words: readonly string[]): Options | Reply {
  let [by, store]: (string | undefined)[] = [undefined, undefined];
  const gets: string[] = [];
  let [offset, count] = [0, -1];
  let [isDescending, isAlphabetic] = [false, false];
  for (let i = 0; i < words.length; i++) {
    switch (words[i]?.toUpperCase()) {
      case 'ASC':
        isDescending = false;
        break;
      case 'DESC':
        isDescending = true;
        break;
      case 'ALPHA':
        isAlphabetic = true;
        break;
      case 'BY':
        by = words[++i];
        break;
      case 'STORE':
        store = words[++i];
        break;
      case 'GET':
        gets.push(words[++i] ?? '');
        break;
      case 'LIMIT': {
        const [from, most] = [parseNumber(words[++i]), parseNumber(words[++i])];
        if (from === undefined || most === undefined) return NOT_INTEGER;
        [offset, count] = [from, most];
        break;
      }
      default:
        return SYNTAX;
    }
  }
  return { by, gets, offset, count, isDescending, isAlphabetic, store };
}

/** What a pattern with a star means for an element: a key, or a field of a hash. */
function lookedUp(call: Call, pattern: string, element: string): string | undefined {
  if (pattern === '#') return element;
  if (!pattern.includes('*')) return undefined;
  const [keyPattern = '', field] = pattern.split('->');
  const value = entryOf(call, keyPattern.replace('*', element))?.value;
  if (field !== undefined) return value?.type === 'hash' ? value.fields.get(field) : undefined;
  return value?.type === 'string' ? value.text : undefined;
}

/** `sort key [by pattern] [limit offset count] [get pattern …] [asc|desc] [alpha] [store key]`. */
function sort(call: Call): Reply {
  const [key = '', ...words] = call.args;
  const options = readOptions(words);
  if ('type' in options) return options;
  const value = entryOf(call, key)?.value;
  const isSortable = value === undefined || ['list', 'set', 'zset'].includes(value.type);
  if (!isSortable) return WRONG_TYPE;
  const elements =
    value?.type === 'list'
      ? [...value.items]
      : value?.type === 'set'
        ? setMembers(value.members)
        : value?.type === 'zset'
          ? ranked(value.scores).map(([name]) => name)
          : [];
  const { by, isAlphabetic, isDescending } = options;
  const weighed = elements.map((element) => {
    const text = by === undefined ? element : lookedUp(call, by, element);
    return { element, text: text ?? '', number: text === undefined ? 0 : parseFloating(text) };
  });
  const isPlain = by !== undefined && !by.includes('*');
  if (!isPlain && !isAlphabetic && weighed.some(({ number }) => number === undefined)) {
    return NOT_DOUBLES;
  }
  const order = (a: (typeof weighed)[number], b: (typeof weighed)[number]): number => {
    const difference = isAlphabetic ? 0 : (a.number ?? 0) - (b.number ?? 0);
    if (difference !== 0) return difference;
    const [x, y] = isAlphabetic ? [a.text, b.text] : [a.element, b.element];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  if (!isPlain) weighed.sort((a, b) => (isDescending ? -order(a, b) : order(a, b)));
  const end = options.count < 0 ? undefined : options.offset + options.count;
  const shown = weighed.slice(options.offset, end).map(({ element }) => element);
  const gets = options.gets.length === 0 ? ['#'] : options.gets;
  const result = shown.flatMap((element) => gets.map((get) => lookedUp(call, get, element)));
  if (options.store === undefined) return bulks(result);
  if (result.length > 0)
    put(call, options.store, { type: 'list', items: result.map((each) => each ?? '') });
  else if (databaseOf(call).delete(options.store)) touch(call, options.store);
  return integer(result.length);
}

export const SORT: readonly RedisCommand[] = [
  write('sort', -2, sort),
  read('sort_ro', -2, (call) =>
    call.args.some((word) => word.toUpperCase() === 'STORE') ? SYNTAX : sort(call),
  ),
  read('randomkey', 1, (call) => {
    const keys = [...databaseOf(call).keys()];
    const key = keys[call.prng.below(Math.max(1, keys.length))];
    return { type: 'bulk', text: key };
  }),
  read('lcs', -3, (call) => {
    const texts = [0, 1].map((at) => {
      const value = entryOf(call, argument(call, at))?.value;
      return value?.type === 'string' ? value.text : '';
    });
    return { type: 'bulk', text: longestCommon(texts[0] ?? '', texts[1] ?? '') };
  }),
];

/** The longest text that is in both, with gaps. */
function longestCommon(a: string, b: string): string {
  let row = Array.from({ length: b.length + 1 }, () => '');
  for (const c of a) {
    const next = [''];
    for (let j = 1; j <= b.length; j++) {
      const [above = '', left = ''] = [row[j], next[j - 1]];
      next.push(
        c === b.charAt(j - 1) ? (row[j - 1] ?? '') + c : above.length >= left.length ? above : left,
      );
    }
    row = next;
  }
  return row.at(-1) ?? '';
}
