import type { Program } from '../../../kernel/index.ts';
import type { PgReply } from '../wire.ts';

/** What a session asks of its client besides taking its replies. */
export interface PgClient {
  send(reply: PgReply): void;
  /** What the client sends for COPY FROM STDIN; undefined when it gives up. */
  readCopy(): Program<string | undefined>;
  /** Whether the client wants the statement that runs to stop. */
  isCancelled(): boolean;
}
