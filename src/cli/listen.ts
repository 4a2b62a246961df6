import type { Server } from 'node:http';

/** The address is of this machine only. */
export const HOST = '127.0.0.1';

/** How many ports are tried before giving up: more in a row are hardly ever taken. */
const PORTS_TRIED = 100;

const listenOnce = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, HOST);
  });

/**
 * Listens on the first free port from `firstPort` on (0: any) and answers it; undefined when all
 * of the `portsTried` are taken.
 */
export async function listen(
  server: Server,
  firstPort: number,
  portsTried = PORTS_TRIED,
): Promise<number | undefined> {
  const lastPort = Math.min(firstPort + portsTried - 1, 65_535);
  for (let port = firstPort; port <= lastPort; port++) {
    if (!(await listenOnce(server, port))) continue;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }
  return undefined;
}
