import type { LocalPorts } from '../kernel/index.ts';
import type { Connection, Network } from './network.ts';
import type { Caller } from './requests.ts';

/** The learner's computer in the network of the nodes, as minikube sets it up. */
export const COMPUTER: Caller = { namespace: '', pod: '', address: '192.168.49.1' };

const NODE_NETWORK = /^192\.168\.49\./;
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/**
 * The network as the learner's computer sees it: its own ports, and the nodes. Pods and Services
 * are in networks that it has no way to, and it has no name server.
 */
export function createComputerNetwork(ports: LocalPorts, cluster: Network): Network {
  const own = (port: number): Connection => {
    const accepted = ports.connect(port);
    return accepted === undefined ? { type: 'refused' } : { type: 'open', ...accepted };
  };
  return {
    ...cluster,
    connect(from, address, port) {
      if (isLoopback(address)) return own(port);
      return NODE_NETWORK.test(address)
        ? cluster.connect(from, address, port)
        : { type: 'timeout' };
    },
    ask: () => ({ type: 'refused' }),
    echo(from, address) {
      if (isLoopback(address) || address === from.address) return { type: 'reply', ttl: 64 };
      return NODE_NETWORK.test(address) ? cluster.echo(from, address) : { type: 'timeout' };
    },
  };
}
