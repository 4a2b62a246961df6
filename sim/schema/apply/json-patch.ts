import { draftOf, isEqual, type Json, type JsonObject, quote } from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';

// Models RFC 6902 with the freedoms of the API server's library: negative indices count from the
// end.

/** Why a JSON patch cannot be applied. The API server keeps it to itself, kubectl tells it. */
class PointerError extends Error {}

/** The object that came out, or why none did. */
export type JsonPatched =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly error: string };

const isContainer = (json: Json | undefined): json is JsonObject | Json[] =>
  typeof json === 'object' && json !== null;

function refuse(why = 'missing value'): never {
  throw new PointerError(why);
}

const keysOf = (pointer: string): string[] => {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return refuse();
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** An index into a list of which `end` is the last one allowed. */
function indexOf(key: string, length: number, end: number): number {
  if (!/^-?(0|[1-9][0-9]*)$/.test(key)) {
    return refuse(`strconv.Atoi: parsing ${quote(key)}: invalid syntax`);
  }
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  const why = `Unable to access invalid index: ${key}: invalid index referenced`;
  return index >= 0 && index <= end ? index : refuse(why);
}

function childOf(parent: JsonObject | Json[], key: string): Json | undefined {
  if (Array.isArray(parent)) return parent[indexOf(key, parent.length, parent.length - 1)];
  return ownAt(parent, key);
}

function find(root: Json, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = root;
  for (const key of keys) at = isContainer(at) ? childOf(at, key) : refuse();
  return at;
}

interface Slot {
  readonly parent: JsonObject | Json[];
  readonly key: string;
}

/** Where a pointer points to; `why` is said when there is no such place. */
function slotOf(root: Json, pointer: string, why: string): Slot {
  const keys = keysOf(pointer);
  const key = keys.pop();
  if (key === undefined) return refuse(why);
  let parent: Json | undefined = root;
  for (const step of keys) parent = isContainer(parent) ? childOf(parent, step) : refuse(why);
  return isContainer(parent) ? { parent, key } : refuse(why);
}

/** Runs a change of one place, and says of a refusal which change of which place it was. */
function within<T>(what: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof PointerError) refuse(`${what}: ${error.message}`);
    throw error;
  }
}

const noPlace = (op: string, pointer: string): string =>
  `${op} operation does not apply: doc is missing path: ${pointer}: missing value`;

function add(root: Json, pointer: string, value: Json): void {
  const { parent, key } = slotOf(root, pointer, noPlace('add', quote(pointer)));
  within(`error in add for path: '${pointer}'`, () => {
    if (!Array.isArray(parent)) parent[key] = value;
    else if (key === '-') parent.push(value);
    else parent.splice(indexOf(key, parent.length + 1, parent.length), 0, value);
  });
}

function remove(root: Json, pointer: string): Json {
  const { parent, key } = slotOf(root, pointer, noPlace('remove', quote(pointer)));
  return within(`error in remove for path: '${pointer}'`, () => {
    const value = childOf(parent, key);
    if (value === undefined) refuse(`Unable to remove nonexistent key: ${key}: missing value`);
    if (Array.isArray(parent)) parent.splice(indexOf(key, parent.length, parent.length - 1), 1);
    else delete parent[key];
    return value;
  });
}

function replace(root: Json, pointer: string, value: Json): void {
  const { parent, key } = slotOf(root, pointer, noPlace('replace', pointer));
  // A key that is not there is made: the library of the API server does not look for it.
  if (Array.isArray(parent)) parent[indexOf(key, parent.length, parent.length - 1)] = value;
  else parent[key] = value;
}

function applyOperation(root: Json, operation: Json): void {
  if (!isContainer(operation) || Array.isArray(operation)) refuse();
  const fields = operation as JsonObject;
  const text = (key: string): string => {
    const value = fields[key];
    return typeof value === 'string' ? value : refuse();
  };
  const { value } = fields;
  switch (text('op')) {
    case 'add':
      add(root, text('path'), draftOf(value ?? null));
      break;
    case 'remove':
      remove(root, text('path'));
      break;
    case 'replace':
      replace(root, text('path'), draftOf(value ?? null));
      break;
    case 'move':
      add(root, text('path'), remove(root, text('from')));
      break;
    case 'copy':
      add(root, text('path'), draftOf(find(root, keysOf(text('from'))) ?? refuse()));
      break;
    case 'test':
      if (!isEqual(find(root, keysOf(text('path'))) ?? null, value ?? null)) {
        refuse(`testing value ${text('path')} failed: test failed`);
      }
      break;
    default:
      refuse(`Unexpected kind: ${text('op')}`);
  }
}

/** `original` after every operation. Models the messages of evanphx/json-patch. */
export function applyJsonPatch(original: JsonObject, operations: readonly Json[]): JsonPatched {
  const root = draftOf(original);
  try {
    for (const operation of operations) applyOperation(root, operation);
    return { ok: true, value: root };
  } catch (error) {
    if (error instanceof PointerError) return { ok: false, error: error.message };
    throw error;
  }
}
