import type { Value } from '../../../sql/index.ts';
import { CHARSET_LIST, COLLATION_LIST } from './collation-list.ts';

const entries = (list: string): string[] => list.trim().split(/[|\n]/);

/** A character set with its usual collation. */
export interface Charset {
  readonly name: string;
  readonly description: string;
  readonly collation: string;
  readonly bytes: bigint;
}

export interface Collation {
  readonly name: string;
  readonly charset: string;
  readonly id: bigint;
  readonly isDefault: boolean;
  readonly sortLength: bigint;
  readonly isPadded: boolean;
}

export const CHARSETS: readonly Charset[] = entries(CHARSET_LIST).map((entry) => {
  const [name = '', description = '', collation = '', bytes = '1'] = entry.split('=');
  return { name, description, collation, bytes: BigInt(bytes) };
});

export const COLLATIONS: readonly Collation[] = entries(COLLATION_LIST).map((entry) => {
  const [name = '', id = '0', length = '1', ...marks] = entry.split(' ');
  return {
    name,
    charset: name.split('_')[0] ?? name,
    id: BigInt(id),
    isDefault: marks.includes('*'),
    sortLength: BigInt(length),
    isPadded: !marks.includes('n'),
  };
});

/** The rows of SHOW CHARACTER SET. */
export const charsetRows = (): Value[][] =>
  CHARSETS.map(({ name, description, collation, bytes }) => [name, description, collation, bytes]);

/** The rows of SHOW COLLATION. */
export const collationRows = (): Value[][] =>
  COLLATIONS.map(({ name, charset, id, isDefault, sortLength, isPadded }) => [
    name,
    charset,
    id,
    isDefault ? 'Yes' : '',
    'Yes',
    sortLength,
    isPadded ? 'PAD SPACE' : 'NO PAD',
  ]);

/** The character set of a collation; undefined for one that is none. */
export const charsetOfCollation = (name: string): string | undefined =>
  COLLATIONS.find((collation) => collation.name === name)?.charset;

/** `utf8` is another name of utf8mb3. */
export const charsetName = (given: string): string => {
  const name = given.toLowerCase();
  return name === 'utf8' ? 'utf8mb3' : name;
};

/** The collation of a character set that is asked for without one; '' for a set that is none. */
export const usualCollation = (charset: string): string =>
  CHARSETS.find(({ name }) => name === charset)?.collation ?? '';
