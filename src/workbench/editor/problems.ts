import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import type { Trial, TriedObject } from '../../session/engine.ts';

/** Something that is wrong with a manifest, and where; rows and columns count from 1. */
export interface Problem {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly row: number;
  readonly column: number;
  readonly endRow: number;
  readonly endColumn: number;
}

type Range = readonly [number, number];
/** What the API server answers to a document of a file, object by object. */
type TryManifest = (document: string) => readonly TriedObject[];

/** As kubectl reads YAML: a scalar is its text, and keys may be there twice. */
const READING = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

/** `spec.template.spec.containers[0].image` as its steps. */
export const stepsOf = (field: string): (string | number)[] =>
  [...field.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? '') : Number(index),
  );

const rangeOf = (node: unknown): Range | undefined => {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range === undefined || range === null ? undefined : [range[0] ?? 0, range[1] ?? 0];
};

/** The range of a field, or of the nearest one around it that is there. */
function rangeOfField(document: Document, field: string): Range {
  let node: unknown = document.contents;
  let found: Range | undefined;
  for (const step of stepsOf(field)) {
    if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      found = rangeOf(node) ?? found;
      continue;
    }
    if (!isMap(node)) break;
    // Of a key that is there twice the last one counts.
    const pair: Pair | undefined = node.items.findLast(
      ({ key }) => isScalar(key) && String(key.value) === String(step),
    );
    if (pair === undefined) break;
    const key = rangeOf(pair.key);
    const value = isScalar(pair.value) ? rangeOf(pair.value) : undefined;
    found = key === undefined ? found : [key[0], value?.[1] ?? key[1]];
    node = pair.value;
  }
  const whole = rangeOf(document.contents);
  return found ?? [whole?.[0] ?? 0, (whole?.[0] ?? 0) + 1];
}

const UNKNOWN_FIELD = /unknown field "([^"]+)"/g;
const DUPLICATE_FIELD = /duplicate field "([^"]+)"/g;
/** How Go says that a value has the wrong type: the field comes after the type's name. */
const WRONG_TYPE = /Go struct field \w+\.([\w.]+) of type/;

/** How server-side apply speaks of a field: `.spec.x: field not declared in schema`. */
const TYPED_FIELD = /(?:^|: |\n\s*)\.([^\s:]+): ([^\n]+)/g;

/** The fields that an answer of the API server speaks of, each with its own words. */
function fieldsOf(trial: Trial): { readonly field: string; readonly message: string }[] {
  if (trial.type === 'accepted' || trial.type === 'not-yet') return [];
  if (trial.type === 'unreadable') return [{ field: '', message: trial.error }];
  if (trial.type === 'unknown-kind') {
    const { apiVersion, kind } = trial;
    const unset = [apiVersion === '' ? 'apiVersion' : '', kind === '' ? 'kind' : ''];
    const missing = unset.flatMap((field) =>
      field === '' ? [] : [{ field, message: `${field} not set` }],
    );
    if (missing.length > 0) return missing;
    return [{ field: 'kind', message: `no matches for kind "${kind}" in version "${apiVersion}"` }];
  }
  const { status } = trial;
  const message = status.message ?? '';
  const causes = status.details?.causes ?? [];
  const named = causes.filter((cause) => cause.field !== undefined);
  if (named.length > 0) {
    return named.map(({ field = '', message: own = '' }) => ({
      field,
      message: `${field}: ${own}`,
    }));
  }
  const strict = [...message.matchAll(UNKNOWN_FIELD), ...message.matchAll(DUPLICATE_FIELD)];
  if (strict.length > 0) return strict.map(([text, field = '']) => ({ field, message: text }));
  const typed = [...message.matchAll(TYPED_FIELD)];
  if (typed.length > 0) {
    return typed.map(([, field = '', own = '']) => ({ field, message: `${field}: ${own}` }));
  }
  const [, wrong] = WRONG_TYPE.exec(message) ?? [];
  if (wrong !== undefined) return [{ field: wrong, message }];
  const isMissingNamespace = /^namespaces "[^"]*" not found/.test(message);
  return [{ field: isMissingNamespace ? 'metadata.namespace' : 'metadata.name', message }];
}

/** The keys that stand more than once in a mapping, at any depth. */
function repeatedKeys(node: unknown): Range[] {
  if (isSeq(node)) return node.items.flatMap(repeatedKeys);
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    const inside = repeatedKeys(value);
    const range = rangeOf(key);
    if (!isScalar(key) || range === undefined) return inside;
    const text = String(key.value);
    const isAgain = seen.has(text);
    seen.add(text);
    return isAgain && text !== '<<' ? [range, ...inside] : inside;
  });
}

/** What the API server says of later does not stand in the way of writing now. */
const isLater = (message: string): boolean => /^namespaces "[^"]*" not found/.test(message);

/** The line that go-yaml names counts from the document on; here the place itself is marked. */
const withoutLine = (message: string): string => message.replace(/^yaml: line \d+: /, 'yaml: ');

/** What is wrong with one document, as ranges of the text. */
function findingsOf(document: Document, text: string, tryManifest: TryManifest) {
  const [start = 0, , end = text.length] = (document.range ?? []) as readonly number[];
  const [broken] = document.errors;
  const tried = tryManifest(text.slice(start, end));
  const error = (range: Range, message: string) => ({ range, message, isError: true });
  if (broken !== undefined) {
    const [said] = tried.flatMap(({ trial }) => (trial.type === 'unreadable' ? [trial.error] : []));
    const [from, to] = broken.pos;
    return [error([from, to], withoutLine(said ?? broken.message))];
  }
  // kubectl takes the last one without a word.
  const twice = repeatedKeys(document.contents).map((range) => {
    const message = `key "${text.slice(...range)}" already set in map`;
    return { range, message, isError: false };
  });
  const refused = tried.flatMap(({ field: place, trial }) =>
    fieldsOf(trial).map(({ field, message }) => {
      const path = place === '' ? field : `${place}.${field}`;
      return { range: rangeOfField(document, path), message, isError: !isLater(message) };
    }),
  );
  return [...twice, ...refused];
}

/**
 * What is wrong with the manifests of a file: where it is no YAML, then what the API server answers
 * to each document (`tryManifest`), at the very field.
 */
export function problemsOf(text: string, tryManifest: TryManifest): Problem[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { ...READING, lineCounter: counter });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) =>
    findingsOf(document as Document, text, tryManifest).map(
      ({ range: [from, to], message, isError }): Problem => {
        const [start, end] = [counter.linePos(from), counter.linePos(Math.max(to, from + 1))];
        return {
          message,
          severity: isError ? 'error' : 'warning',
          row: start.line,
          column: start.col,
          endRow: end.line,
          endColumn: end.col,
        };
      },
    ),
  );
}

/** The documents of a text, each as it stands there. */
export function documentsOf(text: string): string[] {
  const documents = parseAllDocuments(text, READING);
  if (!Array.isArray(documents)) return [];
  return documents.map(({ range }) => text.slice(range?.[0] ?? 0, range?.[2] ?? text.length));
}

/**
 * The text with even indentation and spaces; comments, order, quotes and the spelling of every
 * value stay.
 */
export function formatted(text: string): string {
  const documents = parseAllDocuments(text, READING);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return text;
  const even = documents.map((document) => document.toString({ lineWidth: 0 })).join('');
  return text.includes('\r\n') ? even.replaceAll('\n', '\r\n') : even;
}
