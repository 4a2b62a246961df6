import { fillPart } from '../../kernel/index.ts';
import { POSTGRES_PROGRAMS } from './part.ts';
import { createPostgresServer } from './postgres-server.ts';
import { createIsReady } from './psql/is-ready.ts';
import { createPsql } from './psql/psql.ts';
import { createTool } from './psql/tools.ts';

export const loaded = fillPart(POSTGRES_PROGRAMS, {
  createServer: createPostgresServer,
  createPsql,
  createIsReady,
  createTool,
});
