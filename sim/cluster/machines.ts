import { type Node, nodes } from '../api/index.ts';
import { ANY_FILE, type Command, type Offer } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';

/** The machines that the nodes run on, as somebody in the machine room sees them. */
export interface Machines {
  readonly view: StoreView;
  /** The machine stops at once; what ran on it is heard no more. */
  fail(node: string): void;
  recover(node: string): void;
}

/** What ssh exits with when it gets no connection, or loses it. */
const NO_CONNECTION = 255;
const OFF = ['poweroff', 'halt', 'shutdown'];

const exists = ({ view }: Machines, node: string): boolean =>
  view.get<Node>(nodes, '', node) !== undefined;

const nodeOffer = ({ view }: Machines, begun: string): Offer => ({
  choices: view
    .list<Node>(nodes, '')
    .map(({ metadata }) => ({ value: metadata.name, summary: 'Node', isFinal: true }))
    .filter(({ value }) => value.startsWith(begun)),
  files: 'all',
});

/**
 * `ssh NODE poweroff` and `wakeonlan NODE`: how a learner loses a node and gets it back. Nothing
 * else of a machine is simulated.
 */
export function machineCommands(machines: Machines): readonly Command[] {
  const down = new Set<string>();
  const ssh: Command = {
    name: 'ssh',
    summary: 'power a node off: ssh NODE poweroff',
    complete: (words, at) => (at === 1 ? nodeOffer(machines, words[at] ?? '') : ANY_FILE),
    *run({ args, stderr }) {
      const [target = '', ...words] = args.filter((word) => !word.startsWith('-'));
      const node = target.replace(/^.*@/, '');
      if (node === '') {
        yield* stderr.write('usage: ssh destination [command [argument ...]]\n');
        return NO_CONNECTION;
      }
      if (!exists(machines, node)) {
        yield* stderr.write(`ssh: Could not resolve hostname ${node}: Name or service not known\n`);
        return NO_CONNECTION;
      }
      if (down.has(node)) {
        yield* stderr.write(`ssh: connect to host ${node} port 22: No route to host\n`);
        return NO_CONNECTION;
      }
      const [command = ''] = words.filter((word) => word !== 'sudo');
      if (!OFF.includes(command)) {
        yield* stderr.write('Only poweroff is simulated on the machines of nodes.\n');
        return 1;
      }
      down.add(node);
      machines.fail(node);
      yield* stderr.write(`Connection to ${node} closed by remote host.\n`);
      return NO_CONNECTION;
    },
  };
  const wakeonlan: Command = {
    name: 'wakeonlan',
    summary: 'power a node on: wakeonlan NODE',
    *run({ args, stdout, stderr }) {
      const [node = ''] = args;
      if (!exists(machines, node)) {
        yield* stderr.write(`wakeonlan: there is no machine '${node}'\n`);
        return 1;
      }
      if (down.delete(node)) machines.recover(node);
      yield* stdout.write(`Sending magic packet to ${node}\n`);
      return 0;
    },
  };
  return [ssh, wakeonlan];
}
