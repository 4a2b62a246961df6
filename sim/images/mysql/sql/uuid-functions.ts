import { decodeUtf8, encodeUtf8, uuid } from '../../../kernel/index.ts';
import {
  type Argument,
  bound,
  type FunctionSpec,
  INT,
  INTEGER,
  scalar,
  special,
  text,
  typeOf,
  VARCHAR,
  whole,
} from '../../../sql/index.ts';

const UUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const BINARY = typeOf('binary', 'varbinary', { length: 16 });

const bytesText = (hex: string): string =>
  decodeUtf8(Uint8Array.from((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));
const hexText = (bytes: string): string =>
  [...encodeUtf8(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const isSwapped = (flag: Argument | undefined, number: (value: Argument) => number): boolean =>
  flag !== undefined && number(flag) !== 0;

/** Functions that make names which nobody else has. */
export const UUID_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  uuid: special(0, 0, (_args, env) => bound(VARCHAR, true, () => uuid(env.prng))),
  uuid_short: special(0, 0, (_args, env) =>
    bound({ ...INTEGER, isUnsigned: true }, false, () => {
      const started = BigInt(Math.floor(env.nowEpochMs / 1000)) << 24n;
      return (1n << 56n) + started + BigInt(env.prng.below(2 ** 24));
    }),
  ),
  is_uuid: scalar({ least: 1, most: 1, nulls: 'always', type: INT }, ([value], env) =>
    UUID.test(text(env, value as Argument)) ? 1n : 0n,
  ),
  uuid_to_bin: scalar(
    { least: 1, most: 2, nulls: 'always', type: BINARY },
    ([value, flag], env) => {
      const [, low = '', middle = '', high = '', clock = '', node = ''] =
        UUID.exec(text(env, value as Argument)) ?? [];
      if (node === '') return null;
      const time = isSwapped(flag, (each) => whole(env, each))
        ? high + middle + low
        : low + middle + high;
      return bytesText(time + clock + node);
    },
  ),
  bin_to_uuid: scalar(
    { least: 1, most: 2, nulls: 'always', type: VARCHAR },
    ([value, flag], env) => {
      const hex = hexText(text(env, value as Argument));
      const [, first = '', second = '', third = '', clock = '', node = ''] = UUID.exec(hex) ?? [];
      if (node === '') return null;
      if (!isSwapped(flag, (each) => whole(env, each))) {
        return [first, second, third, clock, node].join('-');
      }
      const [high, middle, low] = [hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 16)];
      return [low, middle, high, clock, node].join('-');
    },
  ),
  random_bytes: scalar({ least: 1, most: 1, nulls: 'always', type: BINARY }, ([count], env) =>
    decodeUtf8(
      Uint8Array.from({ length: Math.min(1024, whole(env, count as Argument)) }, () =>
        env.prng.below(256),
      ),
    ),
  ),
};
