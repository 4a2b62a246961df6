import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Json, JsonObject } from '../../api/index.ts';
import { LIMITS } from '../../limits.ts';
import { resolvePlain } from '../output/scalar.ts';
import { directiveComplaint, markComplaint, yamlComplaint } from './yaml-errors.ts';

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Stops the conversion; it never leaves this file. */
class ConversionFailure extends Error {}

interface Conversion {
  readonly anchors: ReadonlyMap<string, Node>;
  /** Nodes that may still be visited, so that aliases of aliases end. */
  budget: number;
}

const refuse = (text: string): never => {
  throw new ConversionFailure(text);
};

function collectAnchors(node: unknown, anchors: Map<string, Node>): void {
  if (isAlias(node)) return;
  const { anchor } = (node ?? {}) as { anchor?: string };
  if (anchor !== undefined) anchors.set(anchor, node as Node);
  if (isSeq(node)) for (const item of node.items) collectAnchors(item, anchors);
  if (!isMap(node)) return;
  for (const pair of node.items) {
    collectAnchors(pair.key, anchors);
    collectAnchors(pair.value, anchors);
  }
}

function scalarValue(text: string, type: string | undefined, tag: string | undefined): Json {
  if (tag === 'tag:yaml.org,2002:str') return text;
  if (type !== 'PLAIN') return text;
  return resolvePlain(text);
}

function keyOf(key: Json): string {
  if (typeof key === 'object' && key !== null) {
    const inner = Array.isArray(key) ? '[]' : Object.keys(key).join(' ');
    return refuse(`invalid map key: map[interface {}]interface {}{"${inner}":interface {}(nil)}`);
  }
  return String(key);
}

function mapValue(map: YAMLMap, conversion: Conversion): JsonObject {
  const merged: JsonObject = {};
  const own: JsonObject = {};
  for (const pair of map.items) {
    const key = convert(pair.key as Node | null, conversion);
    const value = convert(pair.value as Node | null, conversion);
    if (key !== '<<') own[keyOf(key)] = value;
    else {
      for (const source of Array.isArray(value) ? value : [value]) {
        if (typeof source !== 'object' || source === null || Array.isArray(source)) {
          refuse('map merge requires map or sequence of maps as the value');
        }
        Object.assign(merged, source);
      }
    }
  }
  return { ...merged, ...own };
}

function convert(node: Node | null, conversion: Conversion): Json {
  if (conversion.budget-- <= 0) refuse('document contains excessive aliasing');
  if (node === null || node === undefined) return null;
  if (isAlias(node)) {
    if (!/^[\w-]+$/.test(node.source)) {
      refuse('did not find expected alphabetic or numeric character');
    }
    const target = conversion.anchors.get(node.source);
    return target === undefined
      ? refuse(`unknown anchor '${node.source}' referenced`)
      : convert(target, conversion);
  }
  if (isSeq(node)) return node.items.map((item) => convert(item as Node | null, conversion));
  if (isMap(node)) return mapValue(node, conversion);
  if (!isScalar(node)) return null;
  return scalarValue(String(node.value ?? ''), node.type, node.tag);
}

const jsonOf = (text: string): Read<Json> | undefined => {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
};

/** Neither printable text nor valid UTF-8: what go-yaml's reader stops at, before it parses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNREADABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]/u;

function readerComplaint(text: string): string | undefined {
  const found = UNREADABLE.exec(text)?.[0];
  if (found === undefined) return undefined;
  return found < '\x80' ? 'control characters are not allowed' : 'invalid leading UTF-8 octet';
}

/**
 * One YAML (or JSON) document as JSON, by the rules of YAML 1.1. Of a key that is there twice the
 * last one counts. An error is go-yaml's text, with lines counted from the start of the document.
 */
export function parseYaml(text: string): Read<Json> {
  const json = jsonOf(text);
  if (json !== undefined) return json;
  const complaint = readerComplaint(text);
  if (complaint !== undefined) return { ok: false, error: `yaml: ${complaint}` };
  const directive = directiveComplaint(text);
  if (directive !== undefined) return { ok: false, error: directive };
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (document.errors.length > 0) {
    return { ok: false, error: yamlComplaint(document.errors, text) };
  }
  const marked = markComplaint(text);
  if (marked !== undefined) return { ok: false, error: marked };
  const anchors = new Map<string, Node>();
  collectAnchors(document.contents, anchors);
  try {
    const conversion = { anchors, budget: LIMITS.manifestNodes };
    return { ok: true, value: convert(document.contents as Node | null, conversion) };
  } catch (error) {
    if (error instanceof ConversionFailure) return { ok: false, error: `yaml: ${error.message}` };
    throw error;
  }
}

/** Documents up to a line that looks like a separator and is none; `error` says which. */
export interface Documents {
  readonly documents: readonly string[];
  readonly error: string;
}

/** The documents of a stream, split at lines that start with `---`. */
export function splitDocuments(text: string): Documents {
  const documents: string[][] = [[]];
  let error = '';
  for (const line of text.split('\n')) {
    if (!line.startsWith('---')) documents.at(-1)?.push(line);
    else {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        documents.pop();
        error = `invalid Yaml document separator: ${rest}`;
        break;
      }
      documents.push([]);
    }
  }
  return { documents: documents.map((lines) => lines.join('\n')), error };
}
