import type { Service } from './wire.ts';

/** What a connection to a port reaches. */
export interface Accepted {
  readonly service: Service;
  /** The pod behind it, or ''. */
  readonly pod: string;
  /** Whether what answered is still there. */
  isUp(): boolean;
}

/** The ports on which programs of one computer listen. */
export interface LocalPorts {
  /**
   * Listens on a port; 0 is any that is free. `accept` is called for each connection. Undefined
   * when the port is taken.
   */
  listen(port: number, accept: () => Accepted): Listening | undefined;
  /** Connects to a port; undefined when nobody listens. */
  connect(port: number): Accepted | undefined;
}

export interface Listening {
  readonly port: number;
  close(): void;
}

/** Where Linux begins to give out ports by itself. */
const FIRST_FREE_PORT = 32_768;

/** Creates the ports of a computer on which nobody listens yet. */
export function createLocalPorts(): LocalPorts {
  const listeners = new Map<number, () => Accepted>();
  const free = (): number => {
    let port = FIRST_FREE_PORT;
    while (listeners.has(port)) port++;
    return port;
  };
  return {
    listen(wanted, accept) {
      const port = wanted === 0 ? free() : wanted;
      if (listeners.has(port)) return undefined;
      listeners.set(port, accept);
      const close = (): void => {
        if (listeners.get(port) === accept) listeners.delete(port);
      };
      return { port, close };
    },
    connect: (port) => listeners.get(port)?.(),
  };
}
