import type { Clock, Prng } from '../kernel/index.ts';
import { createDial, type Network, networkTools } from '../net/index.ts';
import type { CreateContainerCommands, KubeletParts } from '../node/index.ts';
import { CONTAINER_TOOLS, createTools, type ShellHost } from '../shell/index.ts';
import type { ProgramAdviser } from './program-adviser.ts';

export interface ContainerToolParts {
  readonly clock: Clock;
  readonly prng: Prng;
  readonly network: Network;
  readonly adviceFor: ProgramAdviser;
}

/** What can be run in a container: its image's own programs, and those of our tools that it has. */
export const createContainerTools =
  ({ clock, prng, network, adviceFor }: ContainerToolParts): CreateContainerCommands =>
  (world) => {
    const minor = /@busybox-1\.(\d+)/.exec(world.tools.join())?.[1];
    const host: ShellHost = {
      get commands() {
        return commands;
      },
      processes: world.processes,
      clock,
      // Another run at another time draws other numbers.
      prng: prng.split(`${world.podIp} ${clock.nowMs()}`),
      hostname: world.hostname,
      user: world.user,
      identity: world.identity,
      container: world.facts,
      busybox:
        minor === undefined
          ? undefined
          : { minor: Number(minor), isMusl: world.tools.includes('apk') },
      onLine: () => () => undefined,
      adviceFor: (words, status) =>
        adviceFor({ namespace: world.namespace, pod: world.pod }, words, status),
      prompts: world.prompts,
    };
    const from = { namespace: world.namespace, pod: world.pod, address: world.podIp };
    const own = [...world.programs.values()];
    const place = { network, from, clock, prng: host.prng };
    const ofNetwork = networkTools(place, world.tools).filter(
      ({ name }) => !world.programs.has(name),
    );
    const names = new Set(world.tools.filter((name) => CONTAINER_TOOLS.has(name)));
    const commands = createTools(() => host, names, [...own, ...ofNetwork]);
    return commands;
  };

/** Connections of the programs of a container. */
export const createContainerDial =
  ({ clock, prng, network }: ContainerToolParts): KubeletParts['createDial'] =>
  ({ namespace, pod, podIp, files }) => {
    const from = { namespace, pod, address: podIp };
    let own: Prng | undefined;
    const place = {
      network,
      from,
      clock,
      // Most containers never open a connection.
      get prng() {
        own ??= prng.split(`dial ${podIp}`);
        return own;
      },
    };
    return createDial(place, files);
  };
