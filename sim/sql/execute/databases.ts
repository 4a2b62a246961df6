import type { Statement } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { createSchema } from '../storage/catalog.ts';
import { done, type Outcome } from './outcome.ts';

export function executeCreateDatabase(
  env: Env,
  { name, ifNotExists, options }: Extract<Statement, { kind: 'create database' }>,
): Outcome {
  const { schemas } = env.catalog;
  if (schemas.has(name) || env.catalog.isVirtual(name)) {
    const error = env.dialect.errors.databaseExists(name);
    if (!ifNotExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return done('CREATE DATABASE', 1);
  }
  schemas.set(name, createSchema(name, env.dialect.tableOptions(options, {})));
  return done('CREATE DATABASE', 1);
}

export function executeDropDatabase(
  env: Env,
  { name, ifExists }: Extract<Statement, { kind: 'drop database' }>,
): Outcome {
  const { errors } = env.dialect;
  const schema = env.catalog.schemas.get(name);
  if (schema === undefined) {
    const error = errors.cannotDropDatabase(name);
    if (!ifExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return done('DROP DATABASE');
  }
  env.catalog.schemas.delete(name);
  return done('DROP DATABASE', schema.tables.size + schema.views.size);
}
