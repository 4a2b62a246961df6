import type { Command, Program } from '../kernel/index.ts';
import type { ContainerHost } from '../node/index.ts';

/**
 * The `docker-entrypoint.sh` of the official images: it starts `server` when the first argument is
 * one for it, and otherwise the program that is named.
 */
export const entrypoint = (
  host: ContainerHost,
  server: string,
  isForServer: (word: string) => boolean,
): Command => ({
  name: 'docker-entrypoint.sh',
  summary: 'start the program of the image',
  *run(context): Program {
    const [first = server, ...rest] = context.args;
    const isServer = isForServer(first);
    const name = isServer ? server : first.slice(first.lastIndexOf('/') + 1);
    const command = host.commands().get(name);
    if (command === undefined || name === 'docker-entrypoint.sh') {
      const where = '/usr/local/bin/docker-entrypoint.sh: line 31: exec:';
      yield* context.stderr.write(`${where} ${first}: not found\n`);
      return 127;
    }
    return yield* command.run({ ...context, name, args: isServer ? context.args : rest });
  },
});
