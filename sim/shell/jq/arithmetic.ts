import { claimCharacters } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import type { Arithmetic } from './syntax.ts';
import {
  compare,
  describe,
  fail,
  isArray,
  isObject,
  type Json,
  type JsonObject,
} from './values.ts';

const both = (left: Json, right: Json): string => `${describe(left)} and ${describe(right)}`;

function merge(left: JsonObject, right: JsonObject): JsonObject {
  const out = new Map(left);
  for (const [key, value] of right) {
    const old = out.get(key);
    const isDeep = old !== undefined && isObject(old) && isObject(value);
    out.set(key, isDeep ? merge(old, value) : value);
  }
  return out;
}

/** How much an addition makes of a side: characters or items. */
const lengthOf = (side: Json): number =>
  typeof side === 'string' || isArray(side) ? side.length : 0;

function add(left: Json, right: Json): Json {
  claimCharacters(lengthOf(left) + lengthOf(right));
  if (left === null) return right;
  if (right === null) return left;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isArray(left) && isArray(right)) return [...left, ...right];
  if (isObject(left) && isObject(right)) return new Map([...left, ...right]);
  return fail(`${both(left, right)} cannot be added`);
}

function multiply(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  const [text, count] = typeof left === 'string' ? [left, right] : [right, left];
  if (typeof text === 'string' && typeof count === 'number') {
    if (count <= 0) return null;
    const times = Math.max(1, Math.ceil(count));
    if (text.length * times > LIMITS.fileCharacters) return fail('the text becomes too long');
    return text.repeat(times);
  }
  if (isObject(left) && isObject(right)) return merge(left, right);
  return fail(`${both(left, right)} cannot be multiplied`);
}

function divide(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) {
      return fail(`${both(left, right)} cannot be divided because the divisor is zero`);
    }
    return left / right;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return left === '' ? [] : left.split(right);
  }
  return fail(`${both(left, right)} cannot be divided`);
}

/** `+ - * / %` of two values. */
export function arithmetic(operator: Arithmetic, left: Json, right: Json): Json {
  if (operator === '+') return add(left, right);
  if (operator === '*') return multiply(left, right);
  if (operator === '/') return divide(left, right);
  const areNumbers = typeof left === 'number' && typeof right === 'number';
  if (operator === '-') {
    if (areNumbers) return left - right;
    if (isArray(left) && isArray(right)) {
      return left.filter((one) => !right.some((other) => compare(one, other) === 0));
    }
    return fail(`${both(left, right)} cannot be subtracted`);
  }
  if (!areNumbers) return fail(`${both(left, right)} cannot be divided (remainder)`);
  const divisor = Math.trunc(right);
  if (divisor === 0) {
    return fail(`${both(left, right)} cannot be divided (remainder) because the divisor is zero`);
  }
  return (Math.trunc(left) % Math.abs(divisor)) + 0;
}
