import type { Client, CollectionPath } from '../client/index.ts';
import { definePart, type Part } from '../kernel/index.ts';
import type { Failure } from './failure.ts';
import type { Info } from './resources.ts';
import type { Session } from './session.ts';

/** A request that does not concern one object or list: of discovery, schemas and raw paths. */
export interface PlainRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly target: string;
  readonly accept: string;
  /** Where in the tool's source it is made. */
  readonly place: string;
}

/** The tool's own log, as `-v` asks for it. */
export interface ToolLog {
  /** A line that stands in the log from a level on; `place` is where the tool's source says it. */
  line(level: number, place: string, text: string): void;
  request(request: PlainRequest): void;
  /** What is known of resources is asked for anew; `query` is `?timeout=32s`, or nothing. */
  discover(query: string): void;
  /** A kind is not known; perhaps what is known is old. */
  rediscover(): void;
  /** That the server checks the fields of a kind is looked up, once a command. */
  checkSchema(apiVersion: string): void;
  /** What the description of an object is made of is asked for. */
  describing(info: Info, hasEvents: boolean): void;
  /** A list is watched from its present state on, until `reflected`. */
  reflecting(path: CollectionPath, fieldSelector: string): void;
  reflected(): void;
  /** What ended the command. */
  end(failure: Failure): void;
}

const nothing = (): void => undefined;

/** The log of a command that nobody wants to look into. */
export const SILENT: ToolLog = {
  line: nothing,
  request: nothing,
  discover: nothing,
  rediscover: nothing,
  checkSchema: nothing,
  describing: nothing,
  reflecting: nothing,
  reflected: nothing,
  end: nothing,
};

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
