import { type Command, definePart, lateCommand, type Part } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';

/** Creates the network tools among those that a container has. */
export type CreateNetworkTools = (place: Place, tools: readonly string[]) => readonly Command[];

export const NETWORK_TOOLS: Part<CreateNetworkTools> = definePart('network-tools');

/** The programs of Debian, and those of BusyBox, that ask the network. */
export const NETWORK_TOOL_NAMES: ReadonlySet<string> = new Set([
  'apk',
  'apt',
  'apt-get',
  'curl',
  'dig',
  'getent',
  'host',
  'ifconfig',
  'ip',
  'microdnf',
  'nc',
  'netstat',
  'nslookup',
  'ping',
  'route',
  'ss',
  'traceroute',
  'wget',
]);

/**
 * The network tools among those that a container has, whose code comes when one runs: `nslookup`
 * is Debian's, and `nslookup@busybox-1.28` that of this BusyBox.
 */
export function networkTools(place: Place, tools: readonly string[]): readonly Command[] {
  let table: ReadonlyMap<string, Command> | undefined;
  const names = new Set(tools.map((tool) => tool.replace(/@busybox-1\.\d+$/, '')));
  return [...names]
    .filter((name) => NETWORK_TOOL_NAMES.has(name))
    .map((name) =>
      lateCommand(name, '', NETWORK_TOOLS, (create) => {
        table ??= new Map(create(place, tools).map((command) => [command.name, command]));
        const command = table.get(name);
        if (command === undefined) throw new Error(`no network tool is named ${name}`);
        return command;
      }),
    );
}
