import { type Document, isMap, isScalar, isSeq, type Pair, type Scalar } from 'yaml';

/** From where to where something stands in a text. */
export type Range = readonly [number, number];

/** Which of several values is meant, by the value and the fields around it. */
export type IsMeant = (value: Scalar, path: readonly string[]) => boolean;

/** `spec.template.spec.containers[0].image` as its steps. */
export const stepsOf = (field: string): (string | number)[] =>
  [...field.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? '') : Number(index),
  );

/** Where a node stands; undefined for what was not read from a text. */
export const rangeOf = (node: unknown): Range | undefined => {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range === undefined || range === null ? undefined : [range[0] ?? 0, range[1] ?? 0];
};

/** A field with its value when that stands beside it. */
const rangeOfPair = (pair: Pair): Range | undefined => {
  const key = rangeOf(pair.key);
  const value = isScalar(pair.value) ? rangeOf(pair.value) : undefined;
  return key === undefined ? undefined : [key[0], value?.[1] ?? key[1]];
};

/** A node with the fields around it, and what is marked when it is the one. */
interface Place {
  readonly node: unknown;
  readonly path: readonly string[];
  readonly range: Range | undefined;
}

const inPair = (pair: Pair, path: readonly string[]): Place => ({
  node: pair.value,
  path: [...path, isScalar(pair.key) ? String(pair.key.value) : ''],
  range: rangeOfPair(pair),
});

const inItem = (item: unknown, { path, range }: Place): Place => ({
  node: item,
  path,
  range: rangeOf(item) ?? range,
});

/** The places one step further; of a list all its items, where the step does not say which. */
function stepInto(place: Place, step: string | number): readonly Place[] {
  const { node, path } = place;
  if (isSeq(node)) {
    if (typeof step === 'number')
      return step in node.items ? [inItem(node.items[step], place)] : [];
    return node.items.flatMap((item) => stepInto(inItem(item, place), step));
  }
  if (!isMap(node)) return [];
  // Of a key that is there twice the last one counts.
  const pair = node.items.findLast(
    ({ key }) => isScalar(key) && String(key.value) === String(step),
  );
  return pair === undefined ? [] : [inPair(pair, path)];
}

/** Every value at a place, at any depth. */
function* valuesIn(place: Place): Generator<Place & { readonly node: Scalar }> {
  const { node, path } = place;
  if (isScalar(node)) yield { ...place, node };
  if (isSeq(node)) for (const item of node.items) yield* valuesIn(inItem(item, place));
  if (isMap(node)) for (const pair of node.items) yield* valuesIn(inPair(pair, path));
}

/** The first value at the places that is meant. */
function firstMeant(places: readonly Place[], isMeant: IsMeant): Range | undefined {
  for (const place of places) {
    for (const { node, path, range } of valuesIn(place)) if (isMeant(node, path)) return range;
  }
  return undefined;
}

/**
 * The range of a field, or of the nearest one around it that is there. Where the field does not
 * say which item of a list or which entry of a map, the first value in it that is meant.
 */
export function rangeOfField(document: Document, field: string, isMeant?: IsMeant): Range {
  const whole = rangeOf(document.contents);
  const start = whole?.[0] ?? 0;
  let places: readonly Place[] = [{ node: document.contents, path: [], range: [start, start + 1] }];
  for (const step of stepsOf(field)) {
    const next = places.flatMap((place) => stepInto(place, step));
    if (next.length === 0) break;
    places = next;
  }
  const meant = isMeant === undefined ? undefined : firstMeant(places, isMeant);
  return meant ?? places[0]?.range ?? [start, start + 1];
}
