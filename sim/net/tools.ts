import type { Command } from '../kernel/index.ts';
import { createGetent } from './getent.ts';
import { createNslookup } from './nslookup.ts';
import type { DnsWorld } from './zone.ts';

/**
 * The resolver tools of a container that has the tools named `tools`. The `nslookup` of BusyBox,
 * which comes without `dig`, is another program and is not here.
 */
export function networkTools(world: DnsWorld, tools: readonly string[]): readonly Command[] {
  const hasBind = tools.includes('dig');
  const all = [...(hasBind ? [createNslookup(world)] : []), createGetent(world)];
  return all.filter(({ name }) => tools.includes(name));
}
