import type { Place } from '../host-names.ts';
import { listeningPorts } from './interfaces.ts';
import { SERVICE_NAMES } from './services.ts';

/** A socket on which something listens, on every address of its pod. */
export interface ListeningSocket {
  readonly port: number;
}

/**
 * What listens in the pod that asks, in the order of the ports. A server accepts what comes over
 * IPv4 or IPv6 on one socket.
 */
export function socketsOf({ network, from }: Place): readonly ListeningSocket[] {
  const isOpen = (port: number): boolean =>
    network.connect(from, '127.0.0.1', port).type === 'open';
  return listeningPorts(isOpen).map((port) => ({ port }));
}

/** A port as it is written: by its name in /etc/services unless numbers are wanted. */
export function portText(port: number, isNumeric: boolean): string {
  if (isNumeric) return String(port);
  const known = SERVICE_NAMES.find((each) => each.port === port && each.protocol === 'tcp');
  return known?.name ?? String(port);
}
