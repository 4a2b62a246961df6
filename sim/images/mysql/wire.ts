/** A column of a result, as a client needs it to print a table. */
export interface MysqlColumn {
  readonly name: string;
  /** Numbers stand on the right. */
  readonly isNumber: boolean;
  /** A column that may be null is at least as wide as `NULL`. */
  readonly isNotNull: boolean;
  readonly isBinary: boolean;
  readonly type: string;
  readonly table: string;
}

export interface MysqlFailure {
  readonly type: 'error';
  readonly code: number;
  readonly state: string;
  readonly message: string;
}

/** What a server answers to one statement. */
export type MysqlReply =
  | {
      readonly type: 'rows';
      readonly columns: readonly MysqlColumn[];
      readonly rows: readonly (readonly (string | null)[])[];
      readonly warnings: number;
    }
  | {
      readonly type: 'ok';
      readonly affected: number;
      /** `Rows matched: 1  Changed: 1  Warnings: 0`, or ''. */
      readonly info: string;
      readonly warnings: number;
    }
  | MysqlFailure
  /** The connection ended before the answer. */
  | { readonly type: 'lost' };

/** One change of the binary log. */
export interface BinlogEvent {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly schema: string;
  readonly text: string;
  readonly atEpochMs: number;
  readonly serverId: number;
  readonly gtid: string;
}

/** What a client sends, one line of JSON each. It stands for the packets of the real protocol. */
export type ClientMessage =
  | {
      readonly type: 'login';
      readonly user: string;
      readonly password: string;
      /** Through the socket of the server's own machine. */
      readonly isLocal: boolean;
      readonly isEncrypted: boolean;
      readonly asksKey: boolean;
      readonly schema: string;
    }
  | { readonly type: 'query'; readonly text: string }
  | { readonly type: 'use'; readonly schema: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'quit' }
  /** A replica asks for all changes behind a position, and goes on getting them. */
  | {
      readonly type: 'dump';
      readonly file: string;
      readonly position: number;
      /** The GTIDs that the replica has; undefined to go by position. */
      readonly after: string | undefined;
      readonly serverId: number;
      readonly uuid: string;
    };

/** What a server sends, likewise. */
export type ServerMessage =
  | { readonly type: 'greeting'; readonly version: string; readonly comment: string }
  | { readonly type: 'ready'; readonly id: number; readonly schema: string }
  | { readonly type: 'reply'; readonly reply: MysqlReply; readonly schema: string }
  | { readonly type: 'refused'; readonly error: MysqlFailure }
  | {
      readonly type: 'events';
      readonly events: readonly BinlogEvent[];
      readonly file: string;
      readonly position: number;
      readonly serverId: number;
      readonly uuid: string;
    };

export const encodeMessage = (message: ClientMessage | ServerMessage): string =>
  `${JSON.stringify(message)}\n`;

/** Puts messages together from what arrives in pieces. */
export function createMessageReader<T>(): { take(text: string): T[] } {
  let pending: string[] = [];
  return {
    take(text) {
      if (!text.includes('\n')) {
        pending.push(text);
        return [];
      }
      const lines = [...pending, text].join('').split('\n');
      const rest = lines.pop() ?? '';
      pending = rest === '' ? [] : [rest];
      return lines.flatMap((line) => {
        try {
          return [JSON.parse(line) as T];
        } catch {
          // Somebody else's protocol: a server of this one does not understand it.
          return [];
        }
      });
    },
  };
}
