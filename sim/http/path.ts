import { type AnyKind, apiVersionOf } from '../api/index.ts';
import { decodeUtf8 } from '../kernel/index.ts';

/** What a path of the API names: a kind, and an object or a subresource of it ('' for none). */
export interface ResourcePath {
  readonly kind: AnyKind;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  /** What follows the subresource, for `proxy`. */
  readonly rest: string;
  /** Whether it is one of the old paths below `/watch/`. */
  readonly isWatch: boolean;
}

/** Bytes that a path writes as escapes; what they spell may be no UTF-8. */
const decodeEscapes = (text: string): string =>
  text.replace(/(%[0-9a-f]{2})+/gi, (escapes) => {
    const codes = escapes.slice(1).split('%');
    return decodeUtf8(Uint8Array.from(codes, (code) => Number.parseInt(code, 16)));
  });

/**
 * Path segments; undefined when an escape is malformed. The path is decoded first, as net/http
 * does, so an escaped slash separates too. Models apiserver/pkg/endpoints/request splitPath.
 */
export function segmentsOf(path: string): readonly string[] | undefined {
  if (/%(?![0-9a-f]{2})/i.test(path)) return undefined;
  const trimmed = decodeEscapes(path).replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? [] : trimmed.split('/');
}

/** Subresources of a Namespace: any other word after its name is a kind within it. */
const OF_NAMESPACE = new Set(['status', 'finalize']);

/** Finds what the segments of a path name. Models apiserver/pkg/endpoints/request RequestInfo. */
export function createPathFinder(
  kinds: readonly AnyKind[],
): (segments: readonly string[]) => ResourcePath | undefined {
  const byPath = new Map(kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.plural}`, kind]));
  return (segments) => {
    const isCore = segments[0] === 'api';
    const start = isCore ? 2 : 3;
    if (!isCore && segments[0] !== 'apis') return undefined;
    const version = segments.slice(1, start).join('/');
    const isWatch = segments[start] === 'watch' && segments.length > start + 1;
    const parts = segments.slice(isWatch ? start + 1 : start);
    const isWithin = parts[0] === 'namespaces' && parts.length > 2;
    const isInNamespace = isWithin && !OF_NAMESPACE.has(parts[2] as string);
    const namespace = isInNamespace ? (parts[1] as string) : '';
    const [plural = '', name = '', subresource = '', ...rest] = isInNamespace
      ? parts.slice(2)
      : parts;
    const kind = byPath.get(`${version}/${plural}`);
    if (kind === undefined) return undefined;
    if (isInNamespace && !kind.isNamespaced) return undefined;
    if (kind.isNamespaced && !isInNamespace && name !== '') return undefined;
    if (subresource !== '' && !kind.subresources.includes(subresource)) return undefined;
    if (rest.length > 0 && subresource !== 'proxy') return undefined;
    if (isWatch && subresource !== '') return undefined;
    return { kind, namespace, name, subresource, rest: rest.join('/'), isWatch };
  };
}

/** Whether a path is below a version of the API that there is. */
export const isInVersion = (kinds: readonly AnyKind[], segments: readonly string[]): boolean => {
  const [root = '', first = '', second = ''] = segments;
  const version = root === 'api' ? first : root === 'apis' ? `${first}/${second}` : '';
  return kinds.some((kind) => apiVersionOf(kind) === version);
};
