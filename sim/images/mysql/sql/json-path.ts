/** One step of a JSON path: `.a`, `.*`, `[1]`, `[last]`, `[0 to 2]`, `[*]`, `**`. */
export type Leg =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'members' }
  | { readonly kind: 'cells'; readonly from: Cell; readonly to: Cell }
  | { readonly kind: 'all cells' }
  | { readonly kind: 'deep' };

/** A place in an array, from its beginning or from its end. */
interface Cell {
  readonly at: number;
  readonly isFromEnd: boolean;
}

const LEG =
  /\*\*|\.\*|\.(\w+)|\."([^"]*)"|\[\*\]|\[((?:last|\d)[\w -]*?)(?: to ((?:last|\d)[\w -]*?))?\]/g;

function cellOf(text: string): Cell {
  const [, last, back = '0'] = /^(last)(?: *- *(\d+))?$/.exec(text.trim()) ?? [];
  return last === undefined
    ? { at: Number(text), isFromEnd: false }
    : { at: Number(back), isFromEnd: true };
}

function legOf([whole, name, quoted, from, to]: RegExpMatchArray): Leg {
  if (whole === '**') return { kind: 'deep' };
  if (whole === '.*') return { kind: 'members' };
  if (whole === '[*]') return { kind: 'all cells' };
  if (from !== undefined) return { kind: 'cells', from: cellOf(from), to: cellOf(to ?? from) };
  return { kind: 'member', name: name ?? quoted ?? '' };
}

/** The legs of a path: `$.a[0]`. */
export const legsOf = (path: string): readonly Leg[] => [...path.matchAll(LEG)].map(legOf);

/** Whether a path can name more than one place. */
export const isWild = (legs: readonly Leg[]): boolean =>
  legs.some(
    (leg) =>
      leg.kind === 'members' ||
      leg.kind === 'all cells' ||
      leg.kind === 'deep' ||
      (leg.kind === 'cells' && leg.from !== leg.to && !isSame(leg.from, leg.to)),
  );

const isSame = (a: Cell, b: Cell): boolean => a.at === b.at && a.isFromEnd === b.isFromEnd;

/** Something in a document, with the path that leads to it. */
export interface Found {
  readonly path: string;
  readonly value: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const pathOfKey = (key: string): string =>
  /^\w+$/.test(key) ? `.${key}` : `.${JSON.stringify(key)}`;

/** What stands directly in an object or array. */
export function childrenOf({ path, value }: Found): Found[] {
  if (Array.isArray(value)) {
    return value.map((each: unknown, at) => ({ path: `${path}[${at}]`, value: each }));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, each]) => ({ path: path + pathOfKey(key), value: each }));
}

const withinOf = (found: Found): Found[] => [found, ...childrenOf(found).flatMap(withinOf)];

/** Where in an array a cell is; behind its end for one that is not there. */
export const placeIn = (items: readonly unknown[], { at, isFromEnd }: Cell): number =>
  isFromEnd ? Math.max(0, items.length - 1 - at) : at;

function cells({ path, value }: Found, from: Cell, to: Cell): Found[] {
  // What is no array is as an array of one.
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [first, last] = [placeIn(items, from), Math.min(items.length - 1, placeIn(items, to))];
  const found: Found[] = [];
  for (let at = first; at <= last; at++) {
    found.push({ path: Array.isArray(value) ? `${path}[${at}]` : path, value: items[at] });
  }
  return found;
}

function step(found: Found, leg: Leg): Found[] {
  const { path, value } = found;
  switch (leg.kind) {
    case 'deep':
      return withinOf(found);
    case 'members':
      return isObject(value) ? childrenOf(found) : [];
    case 'all cells':
      return Array.isArray(value) ? childrenOf(found) : [];
    case 'cells':
      return cells(found, leg.from, leg.to);
    default:
      return isObject(value) && Object.hasOwn(value, leg.name)
        ? [{ path: path + pathOfKey(leg.name), value: value[leg.name] }]
        : [];
  }
}

/** All that a path names in a document. Models the JSON paths of MySQL 8. */
export const findAll = (document: unknown, legs: readonly Leg[]): Found[] =>
  legs.reduce<Found[]>(
    (found, leg) => found.flatMap((each) => step(each, leg)),
    [{ path: '$', value: document }],
  );
