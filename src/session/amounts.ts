import { formatQuantity } from '../../sim/api/index.ts';

const NANOS = 1_000_000_000n;
const MEBIBYTE = 2 ** 20;

const isCpu = (reason: string): boolean => reason === 'Insufficient cpu';
const isBytes = (reason: string): boolean => /memory$|storage$|hugepages-/.test(reason);

/**
 * What a pod asks of a resource that is short, as a quantity in its canonical form. `reason` is the
 * scheduler's; CPUs are counted in thousandths.
 */
export function askedText(reason: string, amount: number): string {
  const nanos = BigInt(Math.round(amount)) * NANOS;
  if (isCpu(reason)) return formatQuantity(nanos / 1000n, 'DecimalSI');
  return formatQuantity(nanos, isBytes(reason) ? 'BinarySI' : 'DecimalSI');
}

/** What is left of it, likewise; of bytes only whole mebibytes, which can be read. */
export function freeText(reason: string, amount: number): string {
  const free = Math.max(0, amount);
  const isLong = isBytes(reason) && free >= MEBIBYTE;
  return askedText(reason, isLong ? free - (free % MEBIBYTE) : free);
}
