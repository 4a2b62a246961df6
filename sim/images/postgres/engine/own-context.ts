import type { PgDatabase, PgServer } from './server.ts';

/** What statements that only PostgreSQL has work with. */
export interface OwnContext {
  readonly server: PgServer;
  readonly database: PgDatabase;
  readonly user: string;
  /** What this session has set. */
  readonly settings: Map<string, string>;
  /** Whether somebody said BEGIN. */
  isInBlock(): boolean;
  /** Tells the client something besides the result. */
  notice(message: string, detail?: string): void;
}
