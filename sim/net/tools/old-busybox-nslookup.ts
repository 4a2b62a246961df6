import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, findNames, type Place } from '../host-names.ts';
import { resolverConfig } from '../resolver-config.ts';

/** The addresses of a host, each with the first of its names. */
function* addressLines(
  place: Place,
  { files }: CommandContext,
  addresses: readonly string[],
): Program<string> {
  const lines: string[] = [];
  for (const [i, address] of addresses.entries()) {
    const [name] = yield* findNames(place, files, address);
    lines.push(`Address ${i + 1}: ${address}${name === undefined ? '' : ` ${name}`}\n`);
  }
  return lines.join('');
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  const [name = '', server] = args;
  if (name === '' || args.length > 2) {
    yield* stderr.write('BusyBox v1.28.4 multi-call binary.\n\nUsage: nslookup [HOST] [SERVER]\n');
    return 1;
  }
  const [asked = ''] = server === undefined ? resolverConfig(files).servers : [server];
  const about = yield* addressLines(place, context, [asked]);
  yield* stdout.write(`Server:    ${asked}\n${about}\n`);
  const found = yield* findHost(place, files, name);
  if (!found.ok) {
    yield* stderr.write(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  const addresses = found.hosts.map(({ address }) => address);
  const lines = yield* addressLines(place, context, addresses);
  yield* stdout.write(`Name:      ${name}\n${lines}`);
  return 0;
}

/** `nslookup` of BusyBox up to 1.28, which asks the C library. */
export const createOldBusyboxNslookup = (place: Place): Command => ({
  name: 'nslookup',
  summary: 'query the nameserver for the IP address of the given HOST',
  run: (context) => run(place, context),
});
