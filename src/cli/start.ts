import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArguments } from './arguments.ts';
import { HOST, listen } from './listen.ts';
import { createSiteServer } from './serve-site.ts';

const DEFAULT_PORT = '4321';

const parsed = parseArguments(
  {
    name: 'npm start --',
    summary: 'Serves the built site on this machine.',
    operands: [],
    flags: { port: { value: 'PORT', summary: `the first port to try (${DEFAULT_PORT}; or PORT)` } },
  },
  process.argv.slice(2),
);

const stop = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

if (!parsed.ok) stop(parsed.message);
else {
  const wanted = parsed.value.flags.port ?? (process.env.PORT || DEFAULT_PORT);
  const firstPort = Number(wanted);
  if (!/^\d+$/.test(wanted) || firstPort > 65_535) {
    stop(`'${wanted}' is not a port: a number from 0 to 65535, as --port or in the variable PORT`);
  }
  const root = path.join(import.meta.dirname, '..', '..', 'dist');
  if (!existsSync(root)) stop('The site is not built yet: npm run build');
  const server = createSiteServer(root);
  const port = await listen(server, firstPort);
  if (port === undefined) stop(`No free port from ${firstPort} on. Choose another with --port.`);
  if (firstPort !== 0 && port !== firstPort) {
    process.stdout.write(`Port ${firstPort} is in use, so this is the next free one.\n`);
  }
  process.stdout.write(`The course is at http://${HOST}:${port}/ (Ctrl-C stops it)\n`);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}
