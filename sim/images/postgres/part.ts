import { type Command, definePart, type Part } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';

/** The server and the clients of PostgreSQL. */
export interface PostgresPrograms {
  createServer(version: string, host: ContainerHost): Command;
  createPsql(version: string, host: ContainerHost): Command;
  createIsReady(version: string, host: ContainerHost): Command;
  /** One of the small clients: `createdb`, `pg_dump` and their like. */
  createTool(name: string, version: string, host: ContainerHost): Command;
}

export const POSTGRES_PROGRAMS: Part<PostgresPrograms> = definePart('postgres');
