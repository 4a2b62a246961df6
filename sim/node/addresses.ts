/** Gives out the pod addresses of one node's range, upwards, as the host-local plugin does. */
export interface Addresses {
  /** The next free address, or undefined when the range is full. */
  take(): string | undefined;
  release(address: string): void;
}

/** .1 is the gateway. */
const FIRST_HOST = 2;
const LAST_HOST = 254;

/** `range` is a /24 network: `10.244.1.0/24`; `firstHost` in it is given out first. */
export function createAddresses(range: string, firstHost: number): Addresses {
  const prefix = range.slice(0, range.lastIndexOf('.') + 1);
  const used = new Set<string>();
  let last = firstHost - 1;
  return {
    take() {
      for (let tries = FIRST_HOST; tries <= LAST_HOST; tries++) {
        last = last >= LAST_HOST ? FIRST_HOST : last + 1;
        const address = `${prefix}${last}`;
        if (used.has(address)) continue;
        used.add(address);
        return address;
      }
      return undefined;
    },
    release(address) {
      used.delete(address);
    },
  };
}
