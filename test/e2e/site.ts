import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { HOST, listen } from '../../src/cli/listen.ts';
import { createSiteServer } from '../../src/cli/serve-site.ts';

const dist = path.join(import.meta.dirname, '..', '..', 'dist');

export interface Site {
  /** Without a slash at its end. */
  readonly origin: string;
  /** The path of every page, `/` first. */
  readonly pages: readonly string[];
  close(): Promise<void>;
}

/** Serves the built site on a free port, with the very server of `npm start`. */
export async function serveSite(): Promise<Site> {
  if (!existsSync(dist)) throw new Error('the site is not built yet: npm run build');
  const served = await serveFolder(dist);
  const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'index.html')
    .map((name) => `/${name.split(path.sep).slice(0, -1).join('/')}/`.replace('//', '/'))
    .sort();
  return { ...served, pages };
}

/** Serves the files of a folder in the same way. */
export async function serveFolder(folder: string): Promise<Omit<Site, 'pages'>> {
  const server = createSiteServer(folder);
  const port = await listen(server, 0);
  return {
    origin: `http://${HOST}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
