import { Document, isMap, isScalar, isSeq, type Node, parseAllDocuments, stringify } from 'yaml';
import { isArray, isObject, type Json } from '../jq/values.ts';

export interface YamlDocument {
  readonly document: Document;
  readonly value: Json;
}

/** A plain value of JavaScript as one of jq's. */
export function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [String(key), jsonOf(one)]));
  }
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}

const plainOf = (value: Json): unknown => {
  if (isArray(value)) return value.map(plainOf);
  if (isObject(value)) return new Map([...value].map(([key, one]) => [key, plainOf(one)]));
  return value;
};

/** The documents of a text; a text is what is wrong with it. */
export function readDocuments(text: string): readonly YamlDocument[] | string {
  const parsed = parseAllDocuments(text, { mapAsMap: true, uniqueKeys: false } as never);
  const found = Array.isArray(parsed) ? parsed : [];
  for (const one of found) {
    const [error] = one.errors;
    if (error === undefined) continue;
    const line = error.linePos?.[0].line ?? 1;
    return `yaml: line ${line}: ${error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? ''}`;
  }
  if (found.length === 0) return [{ document: new Document(null), value: null }];
  return found.map((document) => ({
    document: document as Document,
    value: jsonOf(document.toJS({ mapAsMap: true })),
  }));
}

const isEqual = (a: Json, b: Json): boolean => {
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && a.every((one, i) => isEqual(one, b[i] ?? null));
  }
  if (isObject(a) && isObject(b)) {
    const [left, right] = [[...a], [...b]];
    return (
      left.length === right.length &&
      left.every(([key, one], i) => right[i]?.[0] === key && isEqual(one, right[i]?.[1] ?? null))
    );
  }
  return a === b;
};

/** Changes a document from one value to another and leaves all else, comments too, as it was. */
export function update(document: Document, from: Json, to: Json, path: readonly unknown[] = []) {
  if (isEqual(from, to)) return;
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isObject(from) && isObject(to) && isMap(node)) {
    for (const key of from.keys()) if (!to.has(key)) document.deleteIn([...path, key]);
    for (const [key, one] of to) {
      const old = from.get(key);
      if (old === undefined) document.setIn([...path, key], document.createNode(plainOf(one)));
      else update(document, old, one, [...path, key]);
    }
    return;
  }
  if (isArray(from) && isArray(to) && isSeq(node)) {
    // Items come and go behind those at the beginning that stay: others keep their comments.
    const at = to.findIndex((one, i) => i >= from.length || !isEqual(from[i] ?? null, one));
    const begin = at < 0 ? to.length : at;
    const come = Math.max(0, to.length - from.length);
    const gone = Math.max(0, from.length - to.length);
    const fresh = to.slice(begin, begin + come);
    node.items.splice(begin, gone, ...fresh.map((one) => document.createNode(plainOf(one))));
    const old = from.toSpliced(begin, gone, ...fresh);
    for (const [i, one] of to.entries()) update(document, old[i] ?? null, one, [...path, i]);
    return;
  }
  const made = document.createNode(plainOf(to)) as Node & { comment?: string | null };
  // A text in quotes stays in quotes.
  if (isScalar(node) && isScalar(made) && typeof to === 'string' && typeof from === 'string') {
    if (node.type !== undefined) made.type = node.type;
  }
  const comment = (node as { comment?: string | null } | undefined)?.comment;
  if (comment !== undefined && comment !== null) made.comment = comment;
  if (path.length === 0) document.contents = made as never;
  else document.setIn(path, made);
}

const LAYOUT = (indent: number) => ({
  indent,
  lineWidth: 0,
  nullStr: 'null',
  flowCollectionPadding: false,
});

/** A part of a document in its own style; undefined when there is none at that path. */
export function showPart(
  document: Document,
  path: readonly unknown[],
  indent: number,
): string | undefined {
  if (path.length === 0) return document.toString({ ...LAYOUT(indent), directives: false });
  const node = document.getIn(path, true) as Node | undefined;
  if (node === undefined || (!isMap(node) && !isSeq(node))) return undefined;
  const part = new Document(null);
  part.contents = node as never;
  return part.toString(LAYOUT(indent));
}

export const showYaml = (value: Json, indent: number): string =>
  stringify(plainOf(value), LAYOUT(indent));
