import type { Json, JsonObject } from '../../api/index.ts';
import type { TextCache } from './text-cache.ts';

/**
 * How a format writes values. `L` says where a value stands: what comes before it, and the indent
 * of the lines below it.
 */
export interface Format<L> {
  /** The keys of an object in the order in which they are written. */
  ordered(keys: readonly string[]): readonly string[];
  /** Where the value of a key stands, which is the `index`th that is written of its object. */
  valueAt(layout: L, key: string, index: number): L;
  /** Where an item of a list stands; `areAll`: every item is a list or an object. */
  itemAt(layout: L, isFirst: boolean, areAll: boolean): L;
  /** What stands between two items of a list. */
  between(areAll: boolean): string;
  /** The whole text of what is in one piece: neither `{…}` nor `[…]`, unless it is empty. */
  scalar(value: Json, layout: L): string;
  open(layout: L, isList: boolean, areAll: boolean): string;
  close(layout: L, isList: boolean, areAll: boolean): string;
}

/**
 * A place in the documents of one kind. What stands there is mostly what stood there in the
 * document before, or looks like it.
 */
interface Place<L> {
  readonly layout: L;
  value: Json | undefined;
  text: string;
  /** The shape of the last object that stood here, and all that did by their keys. */
  shape: Shape<L> | undefined;
  readonly shapes: Map<string, Shape<L>>;
  /** The places of the first items of a list; later ones share the last. */
  readonly items: Place<L>[];
}

/** What objects with the same keys in the same place share. */
interface Shape<L> {
  /** The keys as they stand in the object. */
  readonly keys: readonly string[];
  /** Their values in the order in which they are written. */
  readonly values: readonly { readonly key: string; readonly place: Place<L> }[];
}

/** Items of a list that have a place each: a pod has five conditions. */
const MOST_PLACES = 8;

const isSameKeys = (keys: readonly string[], others: readonly string[]): boolean => {
  if (keys.length !== others.length) return false;
  for (let i = 0; i < keys.length; i++) if (keys[i] !== others[i]) return false;
  return true;
};

const isCollection = (value: Json): value is Json[] | JsonObject =>
  typeof value === 'object' && value !== null;

const newPlace = <L>(layout: L): Place<L> => ({
  layout,
  value: undefined,
  text: '',
  shape: undefined,
  shapes: new Map(),
  items: [],
});

/** No format writes it as it is. */
const GAP = '\0';

/** As much as a program writes at once; to put a longer text together would copy it whole. */
const PIECE_CHARACTERS = 65_536;

/** Texts one after the other, some in one piece; none of them is copied. */
function inPieces(texts: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARACTERS) continue;
    pieces.push(piece);
    piece = '';
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/**
 * Writes one document in a format, in pieces of a text. The lists right below the document's root,
 * which are objects of the cluster, are kept in `kept` to be written again.
 */
export function writeShaped<L>(
  format: Format<L>,
  root: L,
  document: Json,
  kept: TextCache,
): readonly string[] {
  /** The objects of the cluster, each at a `GAP` of the rest. */
  const objects: string[] = [];
  const orders = new Map<string, readonly string[]>();

  const shapeOf = (place: Place<L>, value: JsonObject): Shape<L> => {
    const keys = Object.keys(value);
    if (place.shape !== undefined && isSameKeys(keys, place.shape.keys)) return place.shape;
    const id = keys.join('\n');
    const known = place.shapes.get(id);
    if (known !== undefined) return known;
    const ordered = orders.get(id) ?? format.ordered(keys);
    orders.set(id, ordered);
    const values = ordered.map((key, index) => ({
      key,
      place: newPlace(format.valueAt(place.layout, key, index)),
    }));
    const shape = { keys, values };
    place.shapes.set(id, shape);
    return shape;
  };
  const objectText = (place: Place<L>, value: JsonObject, depth: number): string => {
    const shape = shapeOf(place, value);
    place.shape = shape;
    let text = format.open(place.layout, false, false);
    for (const { key, place: below } of shape.values) {
      text += textOf(below, value[key] as Json, depth + 1);
    }
    return text + format.close(place.layout, false, false);
  };
  const itemPlace = (place: Place<L>, index: number, areAll: boolean): Place<L> => {
    const at = Math.min(index, MOST_PLACES - 1);
    place.items[at] ??= newPlace(format.itemAt(place.layout, at === 0, areAll));
    return place.items[at];
  };
  const listText = (place: Place<L>, items: readonly Json[], depth: number): string => {
    const areAll = items.every(isCollection);
    const between = format.between(areAll);
    let text = format.open(place.layout, true, areAll);
    for (let index = 0; index < items.length; index++) {
      const item = items[index] as Json;
      if (index > 0) text += between;
      const isKept = depth === 1 && areAll && !Array.isArray(item);
      const at = itemPlace(place, isKept ? 0 : index, areAll);
      if (isKept) {
        objects.push(kept.of(item as object, () => textOf(at, item, depth + 1)));
        text += GAP;
      } else text += textOf(at, item, depth + 1);
    }
    return text + format.close(place.layout, true, areAll);
  };
  const textOf = (place: Place<L>, value: Json, depth: number): string => {
    if (value === place.value) return place.text;
    place.value = value;
    if (!isCollection(value)) place.text = format.scalar(value, place.layout);
    else if (Array.isArray(value)) {
      place.text =
        value.length === 0 ? format.scalar(value, place.layout) : listText(place, value, depth);
    } else {
      const text = objectText(place, value, depth);
      place.text = place.shape?.keys.length === 0 ? format.scalar(value, place.layout) : text;
    }
    return place.text;
  };
  const rest = textOf(newPlace(root), document, 0).split(GAP);
  return inPieces(
    rest.flatMap((text, index) => (index === 0 ? text : [objects[index - 1] as string, text])),
  );
}
