import { type Clock, type Command, type Prng, type Processes, tableOf } from '../kernel/index.ts';
import { type DnsWorld, networkTools } from '../net/index.ts';
import type { CreateContainerCommands } from '../node/index.ts';
import { createTools, type ShellHost } from '../shell/index.ts';

export interface ContainerToolParts {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly dns: DnsWorld;
}

/** What can be run in a container: its image's own programs, and those of our tools that it has. */
export const createContainerTools =
  ({ processes, clock, prng, dns }: ContainerToolParts): CreateContainerCommands =>
  (world) => {
    const own: readonly Command[] = [...world.programs.values()];
    const host: ShellHost = {
      get commands() {
        return commands;
      },
      processes,
      clock,
      prng: prng.split(world.podIp),
      hostname: world.hostname,
      user: world.user,
      onLine: () => () => undefined,
    };
    const names = new Set(world.tools);
    const resolvers = networkTools(dns, world.tools);
    const tools = [...createTools(() => host, []).values(), ...resolvers].filter(
      ({ name }) => names.has(name) && !world.programs.has(name),
    );
    const commands = tableOf([...own, ...tools]);
    return commands;
  };
