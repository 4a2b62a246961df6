import type { Value } from '../../../sql/index.ts';
import type { Client, Server } from './model.ts';
import { hasGlobal } from './privileges.ts';

const SCHEDULER_ID = 5n;

/** What a session is at; one that shows itself is in the middle of it. */
function stateOf({ state, command, info }: Client, isMariaDb: boolean): string {
  if (state !== '' || command !== 'Query') return state;
  if (isMariaDb) return 'starting';
  return /^\s*show\b/i.test(info) ? 'init' : 'executing';
}

/** The sessions that a client may see, the scheduler's own first. */
export function processRows(server: Server, client: Client): Value[][] {
  const nowMs = server.host.nowEpochMs();
  const seconds = (fromMs: number): bigint =>
    BigInt(Math.max(0, Math.floor((nowMs - fromMs) / 1000)));
  const isMariaDb = server.host.kind === 'mariadb';
  const seesAll = hasGlobal(client.account, 'PROCESS');
  const scheduler: Value[] = [
    SCHEDULER_ID,
    ...['event_scheduler', 'localhost', null, 'Daemon'],
    seconds(server.host.startedAtEpochMs),
    ...['Waiting on empty queue', null],
  ];
  const others = [...server.clients.values()]
    .filter(({ user, isClosed }) => !isClosed && (seesAll || user === client.user))
    .map((each): Value[] => [
      BigInt(each.id),
      each.user,
      each.address === 'localhost' ? 'localhost' : `${each.address}:${40_000 + (each.id % 20_000)}`,
      each.schema === '' ? null : each.schema,
      each.command,
      seconds(each.sinceEpochMs),
      stateOf(each, isMariaDb),
      each.info === '' ? null : each.info,
    ]);
  const hasScheduler = seesAll && server.globals.get('event_scheduler') === 'ON';
  return hasScheduler ? [scheduler, ...others] : others;
}
