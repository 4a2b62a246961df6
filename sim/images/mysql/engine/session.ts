import { type Program, utf8Length } from '../../../kernel/index.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import type { Client, Server } from './model.ts';
import { createRunner } from './runner.ts';

/** One client's session. */
export interface Session {
  readonly id: number;
  readonly server: Server;
  readonly client: Client;
  /** One statement without its delimiter. */
  query(text: string): Program<MysqlReply>;
  /** The current database, or ''. */
  schema(): string;
  /** False once the server or somebody else has ended it. */
  isOpen(): boolean;
  /** Stops the statement that is running. */
  interrupt(): void;
  /** Called when somebody else ends the session. */
  onClose(listener: () => void): void;
  close(): void;
}

export const isFailure = (answer: Session | MysqlFailure): answer is MysqlFailure =>
  'type' in answer;

/** Creates the session of a client that has logged in. */
export function createSession(server: Server, client: Client): Session {
  const runner = createRunner(server, client);
  const isOpen = (): boolean => !client.isClosed && !server.isShutDown;
  return {
    id: client.id,
    server,
    client,
    *query(text) {
      if (!isOpen()) return { type: 'lost' };
      server.questions++;
      const most = client.variables.get('max_allowed_packet');
      if (typeof most === 'bigint' && utf8Length(text) >= most) {
        // The server hangs up behind this answer.
        client.isClosed = true;
        const message = "Got a packet bigger than 'max_allowed_packet' bytes";
        return { type: 'error', code: 1153, state: '08S01', message };
      }
      client.command = 'Query';
      client.info = text;
      client.state = '';
      client.isInterrupted = false;
      client.sinceEpochMs = server.host.nowEpochMs();
      const reply = yield* runner.run(text);
      client.command = 'Sleep';
      client.info = '';
      client.state = '';
      client.sinceEpochMs = server.host.nowEpochMs();
      return reply;
    },
    schema: () => client.schema,
    isOpen,
    interrupt: () => {
      client.isInterrupted = true;
    },
    onClose: (listener) => {
      client.closed = listener;
    },
    close() {
      client.isClosed = true;
      runner.abandon();
      server.clients.delete(client.id);
    },
  };
}
