import type { Conversation, Peer } from '../../kernel/index.ts';

/** A server that has read its data. */
export interface LoadedServer {
  accept(peer: Peer): Conversation;
  shutDown(): void;
}
