import type { Client } from '../client/index.ts';
import { definePart, type Part } from '../kernel/index.ts';
import type { Session } from './session.ts';

/** A session before it has its clients. */
export type LoggedSession = Omit<Session, 'client' | 'typed' | 'peek' | 'log'>;

/** The clients of a session that logs what they ask. */
export type Logging = Pick<Session, 'client' | 'typed' | 'log'>;

/** What comes when somebody asks for the tool's log. */
export interface LogCode {
  /** Begins the log of a command at a level; `client` is asked, `isFar` says whether at all. */
  start(session: LoggedSession, client: Client, level: number, isFar: boolean): Logging;
}

export const LOG: Part<LogCode> = definePart('kubectl-log');
