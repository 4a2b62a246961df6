import type { Value } from '../../../sql/index.ts';
import { LOCKS, namesIn } from '../sql/lock-functions.ts';
import type { Server } from './model.ts';

/** The session that has locked a name; null when none has. */
export function lockerOf(server: Server, name: string): Value {
  const locker = [...server.clients.values()].find(({ facts }) =>
    namesIn(facts.get(LOCKS)).includes(name),
  );
  return locker === undefined ? null : BigInt(locker.id);
}
