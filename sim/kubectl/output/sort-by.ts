import { type Json, type JsonObject, parseQuantity } from '../../api/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { goSort } from './go-sort.ts';
import { findResults, type Part, parseRelaxed, parseTemplate } from './jsonpath/index.ts';

/** Amounts by their value, everything else letter by letter. */
function isTextLess(a: string, b: string): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (!left.ok || !right.ok) return a < b;
  return left.value.nanos < right.value.nanos;
}

/** What Go calls the type of a value that has no order. */
function typeName(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'map[string]interface {}';
}

/** Two values that cannot be compared. */
class Unsortable extends Error {
  readonly value: Json;
  constructor(value: Json) {
    super();
    this.value = value;
  }
}

/** Whether what has no value comes first. Models kubectl's pkg/cmd/get isLess. */
function isLess(a: readonly Json[], b: readonly Json[]): boolean {
  const [x, y] = [a[0], b[0]];
  if (x === undefined) return true;
  if (y === undefined) return false;
  if (x === null || y === null) return x === null && y !== null;
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  if (typeof x === 'string' && typeof y === 'string') return isTextLess(x, y);
  throw new Unsortable(x);
}

/** What is sorted, and what the tool's log calls the place where it cannot be. */
export interface Sorting {
  readonly expression: string;
  /** Tables take what is no path as a template. */
  readonly isTable: boolean;
  /** The end of the command, with a line of the tool's own log. */
  abort(place: string, text: string): Failure;
}

function parse({ expression, isTable }: Sorting): Outcome<{ parts: Part[]; text: string }> {
  const relaxed = parseRelaxed(expression);
  if (relaxed.ok) return done(relaxed.value);
  const isPath = !relaxed.error.startsWith('unexpected path string');
  if (isPath) return failed(message(`${isTable ? 'sorting error: ' : ''}${relaxed.error}`));
  const whole = isTable ? parseTemplate(expression) : relaxed;
  return whole.ok && isTable
    ? done({ parts: whole.value as Part[], text: expression })
    : failed(message(isTable && !whole.ok ? `sorting error: ${whole.error}` : relaxed.error));
}

function refusal(sorting: Sorting, field: string, value: Json, isRoot: boolean): Failure {
  const type = isRoot ? 'map' : typeName(value);
  const [place, container] = sorting.isTable
    ? ['sorter.go:375', '[][][]reflect.Value']
    : ['sorter.go:329', '*unstructured.Unstructured'];
  return sorting.abort(
    place,
    `Field ${field} in ${container} is an unsortable type: ${isRoot ? 'map' : 'interface'}, ` +
      `err: unsortable type: ${type}`,
  );
}

/**
 * Sorts objects by the value at a path (`--sort-by`); one row of a table is left as it is. Models
 * kubectl's pkg/cmd/get sorter.
 */
export function sortBy<T>(
  items: readonly T[],
  objectOf: (item: T) => JsonObject,
  sorting: Sorting,
): Outcome<readonly T[]> {
  const least = sorting.isTable ? 2 : 1;
  if (sorting.expression === '' || items.length < least) return done(items);
  const parsed = parse(sorting);
  if (!parsed.ok) return parsed;
  const { parts, text } = parsed.value;
  const keyed: { item: T; key: readonly Json[] }[] = [];
  for (const item of items) {
    const found = findResults(objectOf(item), parts, { areMissingKeysAllowed: true });
    if (!found.ok) return failed(message(found.error));
    keyed.push({ item, key: (found.value[0] ?? []) as readonly Json[] });
  }
  if (keyed.every(({ key }) => key.length === 0)) {
    return failed(message(`couldn't find any field with path "${text}" in the list of objects`));
  }
  try {
    goSort(keyed, (a, b) => isLess(a.key, b.key));
  } catch (error) {
    if (!(error instanceof Unsortable)) throw error;
    const isRoot = keyed.some(({ item, key }) => key[0] === objectOf(item));
    return failed(refusal(sorting, text, error.value, isRoot));
  }
  return done(keyed.map(({ item }) => item));
}
