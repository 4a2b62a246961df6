import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import type { Trial, TriedObject } from '../../session/engine.ts';
import { fieldHelp } from '../../session/schema.ts';
import { type IsMeant, type Range, rangeOf, rangeOfField } from './field-place.ts';

/** Something that is wrong with a manifest, and where; rows and columns count from 1. */
export interface Problem {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly row: number;
  readonly column: number;
  readonly endRow: number;
  readonly endColumn: number;
}

/** What the API server answers to a document of a file, object by object. */
type TryManifest = (document: string) => readonly TriedObject[];

/** As kubectl reads YAML: a scalar is its text, and keys may be there twice. */
const READING = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

const UNKNOWN_FIELD = /unknown field "([^"]+)"/g;
const DUPLICATE_FIELD = /duplicate field "([^"]+)"/g;
/** How Go says that a value has the wrong type: the field comes after the type's name. */
const WRONG_TYPE = /cannot unmarshal (\w+)(?: \S+)? into Go struct field \w+\.([\w.]+) of type/;
/** How Go says that an amount cannot be read: of which field it does not say. */
const WRONG_QUANTITY = /^quantit|: quantit|unable to parse quantity/;
const QUANTITY = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/;

/** How server-side apply speaks of a field: `.spec.x: field not declared in schema`. */
const TYPED_FIELD = /(?:^|: |\n\s*)\.([^\s:]+): ([^\n]+)/g;

/** A field that an answer speaks of. */
interface Named {
  readonly field: string;
  readonly message: string;
  /** Which value is meant, where the answer names no more than the type around it. */
  readonly isMeant?: IsMeant;
}

/** The type that a value has once it is JSON. */
function jsonTypeOf({ type, value }: Scalar): string {
  const text = String(value);
  if (type !== 'PLAIN') return 'string';
  if (/^(?:true|false|yes|no|on|off)$/i.test(text)) return 'bool';
  return /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? 'number' : 'string';
}

/** Whether a value is an amount, by the schema, and cannot be read as one. */
function isWrongQuantity(document: Document): IsMeant {
  const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((name) =>
    String(document.get(name) ?? ''),
  );
  return ({ value }, path) =>
    !QUANTITY.test(String(value)) &&
    [path, path.slice(0, -1)].some((field) =>
      fieldHelp(apiVersion, kind, field)?.type.endsWith('quantity'),
    );
}

/** The fields that an answer of the API server speaks of, each with its own words. */
function fieldsOf(trial: Trial, document: Document): readonly Named[] {
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
  const [, found, wrong] = WRONG_TYPE.exec(message) ?? [];
  if (wrong !== undefined) {
    return [{ field: wrong, message, isMeant: (value) => jsonTypeOf(value) === found }];
  }
  if (WRONG_QUANTITY.test(message)) {
    return [{ field: '', message, isMeant: isWrongQuantity(document) }];
  }
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
    fieldsOf(trial, document).map(({ field, message, isMeant }) => {
      const path = place === '' ? field : `${place}.${field}`;
      const range = rangeOfField(document, path, isMeant);
      return { range, message, isError: !isLater(message) };
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
