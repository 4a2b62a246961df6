import { apiVersionOf } from '../../api/index.ts';
import type { CollectionPath, ObjectPath } from '../../client/index.ts';

/** Pairs of a query; those without a value are left out. */
export type Query = readonly (readonly [name: string, value: string])[];

/** As Go's url.QueryEscape. */
const escaped = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** Path and query: names in order, as Go's url.Values.Encode writes them. */
export function targetOf(path: string, query: Query): string {
  const pairs = query
    .filter(([, value]) => value !== '')
    .map(([name, value], i) => ({ name, value, i }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.i - b.i))
    .map(({ name, value }) => `${escaped(name)}=${escaped(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Where a list of a kind is. */
export function collectionPath({ kind, namespace }: CollectionPath): string {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${apiVersionOf(kind)}`;
  const place = kind.isNamespaced && namespace !== '' ? `/namespaces/${namespace}` : '';
  return `${root}${place}/${kind.plural}`;
}

/** Where an object or a subresource of it is. */
export function objectPath(path: ObjectPath): string {
  const rest = [path.name, path.subresource].filter((part) => part !== '');
  return [collectionPath(path), ...rest].join('/');
}
