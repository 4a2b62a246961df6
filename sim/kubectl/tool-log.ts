import type { AnyKind, JsonObject } from '../api/index.ts';
import type { CollectionPath } from '../client/index.ts';
import type { Failure } from './failure.ts';

/** An object whose description is made. */
export interface Described {
  readonly kind: AnyKind;
  readonly namespace: string;
  readonly name: string;
  readonly object: JsonObject;
}

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
  describing(described: Described, hasEvents: boolean): void;
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
