import { need } from '../../kernel/index.ts';
import type { Server, ServerStart, Step } from '../../node/index.ts';
import { exits, logged } from '../servers.ts';
import { mariadbVersionText } from './mariadb-versions.ts';
import { type Flavour, MYSQL_PROGRAMS, type StartedServer } from './part.ts';

/** What a server that is only asked for its version does; undefined for one that starts. */
function asked({ kind, version }: Flavour, args: readonly string[]): Step[] | undefined {
  if (!args.some((arg) => arg === '--version' || arg === '-V')) return undefined;
  const text =
    kind === 'mariadb'
      ? `mariadbd  Ver ${mariadbVersionText(version)} for debian-linux-gnu on x86_64 (mariadb.org binary distribution)`
      : `/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)`;
  return [logged(20, 'stdout', text), exits(0, 0)];
}

/** The server of an image, whose code comes when the first one starts. */
export const mysqlServer = (flavour: Flavour): Server => {
  const running = new WeakMap<ServerStart, StartedServer>();
  return {
    start: (given) =>
      asked(flavour, given.args) ?? [
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
