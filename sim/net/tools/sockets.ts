import type { Place } from '../host-names.ts';
import { SERVICE_NAMES } from './services.ts';

const LAST_PORT = 65_535;

/**
 * The ports on which something in the pod that asks listens, in order. A server accepts what comes
 * over IPv4 or IPv6 to any address on one socket.
 */
export function listeningPorts({ network, from }: Place): readonly number[] {
  return Array.from({ length: LAST_PORT }, (_, index) => index + 1).filter(
    (port) => network.connect(from, '127.0.0.1', port).type === 'open',
  );
}

/** A port as it is written: by its name in /etc/services unless numbers are wanted. */
export function portText(port: number, isNumeric: boolean): string {
  if (isNumeric) return String(port);
  const known = SERVICE_NAMES.find((each) => each.port === port && each.protocol === 'tcp');
  return known?.name ?? String(port);
}
