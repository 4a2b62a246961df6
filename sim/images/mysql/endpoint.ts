import type { Service } from '../../kernel/index.ts';
import type { ServerStart } from '../../node/index.ts';
import { loadServer } from './engine/conversation.ts';
import type { LoadedServer } from './loaded-server.ts';
import type { Flavour } from './part.ts';

/** A server and what it answers with. */
export interface Endpoint {
  readonly service: Service;
  load(): LoadedServer;
  shutDown(): void;
}

/** What listens on a server's port; its data is read when the first client comes. */
export function createEndpoint(flavour: Flavour, start: ServerStart): Endpoint {
  let server: LoadedServer | undefined;
  let isShutDown = false;
  const load = (): LoadedServer => {
    server ??= loadServer(flavour, start);
    return server;
  };
  return {
    load,
    service: {
      protocol: 'stream',
      speaksFirst: true,
      *accept(peer) {
        if (!isShutDown) return load().accept(peer);
        peer.close();
        return { receive: () => undefined, end: () => undefined };
      },
    },
    shutDown() {
      isShutDown = true;
      server?.shutDown();
    },
  };
}
