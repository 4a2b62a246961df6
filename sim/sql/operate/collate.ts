import type { Semantics } from '../dialect.ts';
import type { SqlType } from '../values.ts';

const collationOf = ({ family, collation }: SqlType): string =>
  family === 'binary' ? 'binary' : collation;

/** How values of these types are compared with each other: bytes win, then a named collation. */
export function semanticsOf(semantics: Semantics, ...types: readonly SqlType[]): Semantics {
  let found = '';
  for (const type of types) {
    const own = collationOf(type);
    if (own === 'binary') return semantics.collated(own);
    if (found === '') found = own;
  }
  return found === '' ? semantics : semantics.collated(found);
}

/** Whether LIKE tells capitals from small letters of the type. */
export const isCaseSensitive = (type: SqlType): boolean =>
  /^binary$|_(bin|cs)$/.test(collationOf(type));
