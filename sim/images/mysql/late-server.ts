import { need } from '../../kernel/index.ts';
import type { Server, ServerStart } from '../../node/index.ts';
import { exits } from '../servers.ts';
import { type Flavour, MYSQL_PROGRAMS, type StartedServer } from './part.ts';

/** The server of an image, whose code comes when the first one starts. */
export const mysqlServer = (flavour: Flavour): Server => {
  const running = new WeakMap<ServerStart, StartedServer>();
  return {
    start: (given) => [
      {
        type: 'run',
        afterMs: 0,
        *program() {
          const { startServer } = yield* need(MYSQL_PROGRAMS);
          const started = startServer(flavour, given);
          running.set(given, started);
          return started.steps;
        },
      },
    ],
    stop: (given, nowEpochMs) => running.get(given)?.stop(nowEpochMs) ?? [exits(0, 143)],
  };
};
