import type { Column } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import { typeText } from '../sql/types.ts';

/** How a server writes down what it was told to create. */
export interface Style {
  readonly collation: string;
  /** Numbers among the defaults stand in quotes. */
  readonly quotesNumbers: boolean;
  /** Long texts may have a default, so that its absence is told. */
  readonly textsHaveDefaults: boolean;
  /** DESCRIBE marks defaults that are worked out. */
  readonly tellsGenerated: boolean;
  /** Behind CREATE DATABASE. */
  readonly encryption: string;
  now(scale: number): string;
  check(condition: string): string;
  columnType(column: Column): string;
  /** What a type itself demands of its values. */
  columnCheck(column: Column): string;
}

const ORACLE: Style = {
  collation: 'utf8mb4_0900_ai_ci',
  quotesNumbers: true,
  textsHaveDefaults: false,
  tellsGenerated: true,
  encryption: " /*!80016 DEFAULT ENCRYPTION='N' */",
  now: (scale) => `CURRENT_TIMESTAMP${scale > 0 ? `(${scale})` : ''}`,
  check: (condition) => `(${condition})`,
  columnType: ({ type }) => typeText(type, 'oracle'),
  columnCheck: () => '',
};

const MARIADB: Style = {
  collation: 'utf8mb4_general_ci',
  quotesNumbers: false,
  textsHaveDefaults: true,
  tellsGenerated: false,
  encryption: '',
  now: (scale) => `current_timestamp(${scale > 0 ? scale : ''})`,
  check: (condition) => condition,
  columnType({ type }) {
    const text = typeText(type, 'mariadb');
    return type.family === 'json' ? `${text} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin` : text;
  },
  columnCheck: ({ name, type }) =>
    type.family === 'json' ? ` CHECK (json_valid(\`${name}\`))` : '',
};

export const styleOf = (kind: Flavour['kind']): Style => (kind === 'mariadb' ? MARIADB : ORACLE);
