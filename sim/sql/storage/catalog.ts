import type { Catalog, Schema } from './model.ts';
import { createTransactions } from './transaction.ts';

export const createSchema = (
  name: string,
  options: Readonly<Record<string, string>> = {},
): Schema => ({ name, tables: new Map(), views: new Map(), sequences: new Map(), options });

export const createCatalog = (virtual: Pick<Catalog, 'virtualTable' | 'isVirtual'>): Catalog => ({
  schemas: new Map(),
  transactions: createTransactions(),
  ...virtual,
});
