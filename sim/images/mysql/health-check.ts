import type { Command } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { SOCKET_PORT } from './sockets.ts';

/** Tests that only need a server that answers its own machine. */
const TESTS: ReadonlySet<string> = new Set([
  ...['--connect', '--innodb_initialized', '--innodb_buffer_pool_loaded', '--mariadbupgrade'],
  '--innodb',
]);
const LISTENING = 3306;

/**
 * `healthcheck.sh` of the MariaDB image: each test must hold. `--connect` also asks for the port,
 * which the temporary server of the first start does not open.
 */
export const healthCheck = (host: ContainerHost): Command => ({
  name: 'healthcheck.sh',
  summary: 'tell whether the server is well',
  *run({ args, stderr }) {
    const tests = args.filter((arg) => TESTS.has(arg));
    if (tests.length === 0) {
      yield* stderr.write('at least one healthcheck test required\n');
      return 1;
    }
    const isUp = host.isListening(SOCKET_PORT);
    const isOpen = !tests.includes('--connect') || host.isListening(LISTENING);
    if (isUp && isOpen) return 0;
    yield* stderr.write('healthcheck connect failed\n');
    return 1;
  },
});
