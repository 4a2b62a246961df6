import type { ServerStart } from '../../node/index.ts';
import { applyRelayLog } from './engine/applier.ts';
import type { EngineHost } from './engine/model.ts';
import { followSource } from './engine/replica.ts';
import { mariadbVersionText } from './mariadb-versions.ts';
import { serverOptions } from './options.ts';
import type { Flavour } from './part.ts';

/** What the engine of a server runs on. */
export function engineHost({ kind, version }: Flavour, start: ServerStart): EngineHost {
  return {
    kind,
    version: kind === 'mariadb' ? mariadbVersionText(version) : version,
    dataVersion: version,
    comment: kind === 'oracle' ? 'MySQL Community Server - GPL' : 'mariadb.org binary distribution',
    hostname: start.hostname,
    get files() {
      return start.files;
    },
    get options() {
      return serverOptions(start);
    },
    prng: start.prng,
    startedAtEpochMs: start.startedAtEpochMs,
    nowEpochMs: () => start.clock.epochMs(),
    spawn: start.spawn,
    terminate: start.terminate,
    replicate: (server, thread) =>
      start.spawn(`mysqld ${thread}`, () =>
        thread === 'receiver' ? followSource(server, start.dial) : applyRelayLog(server),
      ),
    log(thread, level, code, subsystem, text) {
      const stamp = new Date(start.clock.epochMs()).toISOString();
      start.log(
        kind === 'mariadb'
          ? `${stamp.slice(0, 19).replace('T', ' ')} ${thread} [${level === 'System' ? 'Note' : level}] ${text}\n`
          : `${stamp.slice(0, 23)}000Z ${thread} [${level}] [${code}] [${subsystem}] ${text}\n`,
      );
    },
  };
}
