import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import type { Trial } from '../../session/engine.ts';

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
type Manifest = Parameters<(manifest: Record<string, never>) => void>[0];

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
export function rangeOfField(document: Document, field: string): Range {
  let node: unknown = document.contents;
  let found: Range | undefined;
  for (const step of stepsOf(field)) {
    if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      found = rangeOf(node) ?? found;
      continue;
    }
    if (!isMap(node)) break;
    const pair: Pair | undefined = node.items.find(
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
  if (trial.type === 'unknown-kind') {
    const message = `no matches for kind "${trial.kind}" in version "${trial.apiVersion}"`;
    return [{ field: 'kind', message }];
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

/**
 * What is wrong with the manifests of a file: what YAML says, then what the API server answers to
 * each document (`tryManifest`), at the very field.
 */
export function problemsOf(text: string, tryManifest: (manifest: Manifest) => Trial): Problem[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  const at = ([from, to]: Range, message: string, severity: Problem['severity']): Problem => {
    const [start, end] = [counter.linePos(from), counter.linePos(Math.max(to, from + 1))];
    return {
      message,
      severity,
      row: start.line,
      column: start.col,
      endRow: end.line,
      endColumn: end.col,
    };
  };
  return documents.flatMap((document) => {
    const isAgain = ({ code }: { readonly code: string }): boolean => code === 'DUPLICATE_KEY';
    const again = document.errors.filter(isAgain);
    const broken = document.errors.filter((error) => !isAgain(error));
    if (broken.length > 0) {
      return broken.map(({ pos, message }) => at([pos[0], pos[1]], message, 'error'));
    }
    // kubectl takes the last one without a word.
    const twice = again.map(({ pos }) => {
      const [key = ''] = /^[^\s:]+/.exec(text.slice(pos[0])) ?? [];
      return at([pos[0], pos[0] + key.length], `key "${key}" already set in map`, 'warning');
    });
    if (!isMap(document.contents)) return twice;
    const manifest = document.toJS() as Manifest;
    const refused = fieldsOf(tryManifest(manifest)).map(({ field, message }) => {
      const isLater = /^namespaces "[^"]*" not found/.test(message);
      return at(rangeOfField(document, field), message, isLater ? 'warning' : 'error');
    });
    return [...twice, ...refused];
  });
}

/** The documents of a text that can be read, as manifests. */
export function documentsOf(text: string): Manifest[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents
    .filter(({ errors, contents }) => errors.length === 0 && isMap(contents))
    .map((document) => document.toJS() as Manifest);
}

/** The text as `yaml` writes it: comments and order stay, indentation and quotes become even. */
export function formatted(text: string): string {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return text;
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('');
}
