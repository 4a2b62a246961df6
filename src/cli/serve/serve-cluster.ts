import type { Server } from 'node:http';
import { createHttpApi } from '../../../sim/http/index.ts';
import type { Cluster } from '../../../sim/index.ts';
import { createApiServer } from './api-server.ts';
import { startPacer } from './pacer.ts';

/** A cluster that is served. */
export interface ServedCluster {
  readonly server: Server;
  /** Watches, followed logs, commands and port-forwards that are under way. */
  openStreams(): number;
  /** Hands over what is ready; to be called by who moves the cluster's time by other means. */
  pump(): void;
  /** Ends everything: connections, streams, time. */
  close(): void;
}

/** A bug met where nobody asked for anything: it must not stay unseen. */
export const throwBug = (error: unknown): never => {
  throw error;
};

/**
 * Serves a cluster over HTTP; `speed()` virtual seconds pass in a second. It does not listen yet.
 * `onBug` is told of bugs that come up while time passes; those of a request its client hears of.
 */
export function serveCluster(
  cluster: Cluster,
  speed: () => number,
  onBug: (error: unknown) => void,
): ServedCluster {
  const { world } = cluster;
  const api = createHttpApi({
    client: cluster.clientOf(() => ({ id: 0, line: '' })),
    clock: cluster.clock,
    processes: cluster.processes,
    resourceVersion: () => cluster.view.resourceVersion(),
  });
  const settle = (): void => {
    try {
      world.settle();
    } catch (error) {
      onBug(error);
    }
  };
  const ticks = { before: () => pacer.catchUp(), after: settle };
  const { server, pump, close, openStreams } = createApiServer(api, ticks, {
    serviceOf: cluster.serviceOf,
    nowEpochMs: () => cluster.clock.epochMs(),
    processes: cluster.processes,
  });
  const pacer = startPacer(world, speed, pump, onBug);
  return {
    server,
    openStreams,
    pump,
    close() {
      pacer.stop();
      close();
    },
  };
}
