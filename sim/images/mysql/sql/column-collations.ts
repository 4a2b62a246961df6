import type { Dialect, SqlType } from '../../../sql/index.ts';
import { charsetName, charsetOfCollation, usualCollation } from '../engine/collations.ts';
import type { Maker } from './maker.ts';
import { verifyCharset } from './table-rules.ts';

/** The collation of a column that is declared without one, in a database that is. */
export const SERVER_COLLATION = {
  oracle: 'utf8mb4_0900_ai_ci',
  mariadb: 'utf8mb4_general_ci',
} as const;

/** What a table with these options compares by; '' for the server's own. */
export const tableCollation = (charset: string, collate: string): string =>
  collate !== '' ? collate.toLowerCase() : usualCollation(charsetName(charset));

/** How columns come to their collation, of the server's make. */
export const collations = ({
  kind,
}: Maker): Pick<Dialect, 'collated' | 'inherited' | 'tableOptions'> => {
  const own = SERVER_COLLATION[kind];
  return {
    collated(type, given) {
      if (given === '') return type;
      const charset = type.isCollated ? (charsetOfCollation(type.collation) ?? '') : '';
      verifyCharset(charset, given);
      return { ...type, collation: given.toLowerCase(), isCollated: true };
    },
    inherited(type, { charset = '', collate = '' }) {
      if (type.family !== 'text' || type.isCollated) return type;
      const collation = tableCollation(charset, collate);
      return { ...type, collation: collation === own ? '' : collation };
    },
    tableOptions(given, schema) {
      const isBare = given.charset === undefined && given.collate === undefined;
      const { charset, collate } = isBare ? schema : given;
      const owner = collate === undefined ? undefined : charsetOfCollation(collate.toLowerCase());
      const named = charset ?? owner;
      return {
        ...given,
        ...(named === undefined ? {} : { charset: named }),
        ...(collate === undefined ? {} : { collate: collate.toLowerCase() }),
      };
    },
  };
};

/** What SHOW tells of a column's collation; null for what is no text. */
export const shownCollation = (
  { family, collation }: SqlType,
  kind: Maker['kind'],
): string | null => (family === 'text' ? collation || SERVER_COLLATION[kind] : null);
