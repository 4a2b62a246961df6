import {
  INTEGER,
  temporal,
  textType,
  typeOf,
  type Value,
  type VirtualColumn,
} from '../../../sql/index.ts';
import type { Client, Server } from './model.ts';

type Rows = readonly (readonly Value[])[];

const textColumn = (name: string, length = 64): VirtualColumn => ({
  name,
  type: textType(length),
  isNullable: true,
});
const numberColumn = (name: string): VirtualColumn => ({ name, type: INTEGER, isNullable: true });
const timeColumn = (name: string): VirtualColumn => ({
  name,
  type: typeOf('datetime', 'datetime'),
  isNullable: true,
});

/** The columns of a system table, by their names. */
export const columns = (text: string): VirtualColumn[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => {
      if (word.startsWith('#')) return numberColumn(word.slice(1));
      if (word.startsWith('@')) return timeColumn(word.slice(1));
      // A name of an account is never null.
      return { ...textColumn(word.replace('!', '')), isNullable: !word.endsWith('!') };
    });

/** Makes a system table when it is looked at. */
export interface Maker {
  readonly columns: readonly VirtualColumn[];
  rows(server: Server, client: Client): Rows;
}

/** An instant as a system table has it. */
export const moment = (epochMs: number): Value =>
  temporal('datetime', Math.floor(epochMs / 1000) * 1000);
