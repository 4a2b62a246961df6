import type { Conversation, Peer } from '../../kernel/index.ts';
import { ADMINISTRATION } from './commands/administration.ts';
import { BITS } from './commands/bits.ts';
import { CONNECTION } from './commands/connection.ts';
import { ESTIMATES } from './commands/estimates.ts';
import { HASHES } from './commands/hashes.ts';
import { KEYS } from './commands/keys.ts';
import { LISTS } from './commands/lists.ts';
import { SETS } from './commands/sets.ts';
import { SORT } from './commands/sort.ts';
import { SORTED_SETS } from './commands/sorted-sets.ts';
import { STREAM_GROUPS } from './commands/stream-groups.ts';
import { STREAMS } from './commands/streams.ts';
import { STRINGS } from './commands/strings.ts';
import { ZSET_ALGEBRA } from './commands/zset-algebra.ts';
import { type Commands, execute } from './execute.ts';
import { decodeRequest } from './protocol.ts';
import { encodeReply, failed } from './reply.ts';
import { createClient, type RedisServer } from './server.ts';

/** All commands of the server. */
export const COMMANDS: Commands = new Map(
  [
    ...[...STRINGS, ...KEYS, ...LISTS, ...HASHES, ...SETS, ...SORTED_SETS, ...CONNECTION],
    ...STREAMS,
    ...STREAM_GROUPS,
    ...SORT,
    ...BITS,
    ...ESTIMATES,
    ...ZSET_ALGEBRA,
    ...ADMINISTRATION,
  ].map((command) => [command.name, command]),
);

/** Talks with one client: requests as they come, each answered at once unless it waits. */
export function converse(server: RedisServer, peer: Peer): Conversation {
  const client = createClient(server, peer);
  let pending = '';
  const isWaiting = (): boolean => [...server.waiting].some((each) => each.client === client);
  const leave = (): void => {
    server.clients.delete(client);
    for (const each of server.waiting) if (each.client === client) server.waiting.delete(each);
  };
  return {
    receive(text) {
      pending += text;
      while (!isWaiting()) {
        const request = decodeRequest(pending);
        if (request === undefined) return;
        if (!request.ok) {
          peer.send(encodeReply(failed(`ERR Protocol error: ${request.error}`)));
          peer.close();
          leave();
          return;
        }
        pending = request.rest;
        if (request.words.length === 0) continue;
        peer.send(encodeReply(execute(server, COMMANDS, client, request.words)));
      }
    },
    end: leave,
  };
}
