import type { Command, Program } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { call } from './calls.ts';
import { CQL_PORT, GOSSIP_PORT, type RingNode } from './cassandra.ts';

const ASK_MS = 5_000;
const REFUSED =
  "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused " +
  "(Connection refused)'.\n";
const HEAD =
  'Datacenter: datacenter1\n=======================\nStatus=Up/Down\n' +
  '|/ State=Normal/Leaving/Joining/Moving\n';

function ringText(nodes: readonly (RingNode & { readonly isUp: boolean })[]): string {
  const share = `${(100 / nodes.length).toFixed(1)}%`;
  const width = Math.max(7, ...nodes.map(({ address }) => address.length));
  const line = (mark: string, address: string, rest: readonly string[]): string => {
    const [load = '', tokens = '', owns = '', id = '', rack = ''] = rest;
    const first = `${mark}  ${address.padEnd(width)}  ${load.padEnd(10)}  ${tokens.padEnd(6)}`;
    return `${first}  ${owns.padEnd(16)}  ${id.padEnd(36)}  ${rack}\n`;
  };
  const titles = ['Load', 'Tokens', 'Owns (effective)', 'Host ID', 'Rack'];
  const rows = [...nodes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ address, id, isUp }) =>
      line(isUp ? 'UN' : 'DN', address, ['104.3 KiB', '16', share, id, 'rack1']),
    );
  return `${HEAD}${line('--', 'Address', titles)}${rows.join('')}\n`;
}

/** `nodetool status`: the ring as this node sees it. */
export const createNodetool = (version: string, host: ContainerHost): Command => ({
  name: 'nodetool',
  summary: 'look after a Cassandra node',
  *run({ args, stdout, stderr }): Program {
    const [verb = ''] = args.filter((arg) => !arg.startsWith('-'));
    if (verb === 'version') {
      yield* stdout.write(`ReleaseVersion: ${version}\n`);
      return 0;
    }
    if (verb !== 'status') {
      yield* stderr.write(`nodetool: 'nodetool ${verb}' is not simulated here; 'status' is.\n`);
      return 1;
    }
    const at = { host: '127.0.0.1', port: GOSSIP_PORT };
    const answer = yield* call(host.dial, at, { type: 'standings' }, ASK_MS);
    if (answer === undefined) {
      yield* stderr.write(REFUSED);
      return 1;
    }
    const nodes = answer.nodes as readonly (RingNode & { readonly isUp: boolean })[];
    yield* stdout.write(ringText(nodes));
    return 0;
  },
});

/** `cqlsh`, which says what it cannot do here. */
export const createCqlsh = (_version: string, host: ContainerHost): Command => ({
  name: 'cqlsh',
  summary: 'the shell of Cassandra',
  *run({ stderr }): Program {
    const refused =
      "Connection error: ('Unable to connect to any servers', {'127.0.0.1:9042': " +
      "ConnectionRefusedError(111, \"Tried connecting to [('127.0.0.1', 9042)]. Last error: " +
      'Connection refused")})\n';
    const limit =
      'cqlsh: tables and CQL are not simulated here. The node runs and knows its ring: ' +
      'nodetool status.\n';
    yield* stderr.write(host.isListening(CQL_PORT) ? limit : refused);
    return 1;
  },
});
