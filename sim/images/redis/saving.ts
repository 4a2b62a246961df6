import { dump, restore, writeSnapshot } from './persistence.ts';
import { decodeRequest } from './protocol.ts';
import { bulks, byteLength, encodeReply } from './reply.ts';
import type { RedisServer } from './server.ts';

const directoryOf = (server: RedisServer): string => server.setting('dir').replace(/\/+$/, '');
const snapshotPath = (server: RedisServer): string =>
  `${directoryOf(server)}/${server.setting('dbfilename')}`;
const logPath = (server: RedisServer, suffix: string): string =>
  `${directoryOf(server)}/${server.setting('appenddirname')}/` +
  `${server.setting('appendfilename')}${suffix}`;
const BASE = '.1.base.rdb';
const INCREMENT = '.1.incr.aof';

export const isAppending = (server: RedisServer): boolean => server.setting('appendonly') === 'yes';

/** Writes dump.rdb; says so in the log when it cannot. */
export function save(server: RedisServer): boolean {
  const written = writeSnapshot(server.files, snapshotPath(server), dump(server.databases));
  server.saved.isLastGood = written.ok;
  if (!written.ok) {
    const why = written.error === 'ENOSPC' ? 'No space left on device' : 'Permission denied';
    server.log('#', `Write error saving DB on disk(fsync): ${why}`);
    return false;
  }
  server.saved.changes = 0;
  server.saved.lastEpochMs = server.clock.epochMs();
  return true;
}

const BACKGROUND_MS = 120;

/** Starts a snapshot in the background. */
export function saveInBackground(server: RedisServer): void {
  server.log('*', `Background saving started by pid ${20 + server.stats.commands}`);
  server.saved.runningUntilMs = server.clock.nowMs() + BACKGROUND_MS;
}

/** Ends a background snapshot whose time has come. */
function finish(server: RedisServer): void {
  const isDone = save(server);
  server.saved.runningUntilMs = undefined;
  if (isDone) {
    server.log('*', 'DB saved on disk');
    server.log('*', 'Background saving terminated with success');
  } else server.log('#', 'Background saving error');
}

/** `3600 1 300 100`: after so many seconds when there were so many changes. */
function savePoints(server: RedisServer): { seconds: number; changes: number }[] {
  const numbers = server.setting('save').split(/\s+/).filter(Boolean).map(Number);
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, i) => ({
    seconds: numbers[2 * i] as number,
    changes: numbers[2 * i + 1] as number,
  }));
}

export const hasSavePoints = (server: RedisServer): boolean => savePoints(server).length > 0;

/** Does what is due for the files, and returns when the next thing is; undefined for nothing. */
export function keepFiles(server: RedisServer): number | undefined {
  const { saved, clock } = server;
  if (saved.runningUntilMs !== undefined) {
    if (clock.nowMs() < saved.runningUntilMs) return saved.runningUntilMs;
    finish(server);
  }
  const nowEpochMs = clock.epochMs();
  let next: number | undefined;
  for (const { seconds, changes } of savePoints(server)) {
    if (saved.changes < changes) continue;
    const dueEpochMs = saved.lastEpochMs + seconds * 1000 + 1;
    if (dueEpochMs <= nowEpochMs && saved.isLastGood) {
      server.log('*', `${changes} changes in ${seconds} seconds. Saving...`);
      saveInBackground(server);
      return saved.runningUntilMs;
    }
    const atMs = clock.nowMs() + Math.max(5_000, dueEpochMs - nowEpochMs);
    next = next === undefined ? atMs : Math.min(next, atMs);
  }
  return next;
}

/** Makes the append-only files of a server that had none. */
export function startAppending(server: RedisServer): void {
  const { files } = server;
  const folder = `${directoryOf(server)}/${server.setting('appenddirname')}`;
  if (!files.stat(folder).ok) files.makeDirectory(folder);
  const name = server.setting('appendfilename');
  files.write(logPath(server, BASE), dump(server.databases));
  files.write(logPath(server, INCREMENT), '');
  files.write(
    logPath(server, '.manifest'),
    `file ${name}${BASE} seq 1 type b\nfile ${name}${INCREMENT} seq 1 type i\n`,
  );
}

/** Adds a command to the append-only file. Returns whether it could. */
export function append(server: RedisServer, database: number, words: readonly string[]): boolean {
  const text = encodeReply(bulks(['SELECT', String(database)])) + encodeReply(bulks(words));
  return server.files.append(logPath(server, INCREMENT), text).ok;
}

/** Reads what is on the disk. `replay` runs a command of the append-only file. */
export function load(
  server: RedisServer,
  replay: (words: readonly string[]) => void,
): { readonly ok: true; readonly keys: number } | { readonly ok: false; readonly why: string } {
  const { files, databases } = server;
  const count = (): number => databases.reduce((sum, each) => sum + each.size, 0);
  if (isAppending(server)) {
    const base = files.read(logPath(server, BASE));
    const increment = files.read(logPath(server, INCREMENT));
    if (!base.ok && !increment.ok) {
      startAppending(server);
      server.log(
        '*',
        `Creating AOF base file ${server.setting('appendfilename')}${BASE} on server start`,
      );
      server.log(
        '*',
        `Creating AOF incr file ${server.setting('appendfilename')}${INCREMENT} on server start`,
      );
      return { ok: true, keys: 0 };
    }
    if (base.ok) restore(base.value, databases);
    let rest = increment.ok ? increment.value : '';
    for (let next = decodeRequest(rest); next?.ok; next = decodeRequest(rest)) {
      rest = next.rest;
      replay(next.words);
    }
    server.log('*', 'DB loaded from append only file: 0.001 seconds');
    return { ok: true, keys: count() };
  }
  const snapshot = files.read(snapshotPath(server));
  if (!snapshot.ok) return { ok: true, keys: 0 };
  if (!restore(snapshot.value, databases)) {
    return { ok: false, why: 'Wrong signature trying to load DB from file' };
  }
  const { version, log, clock } = server;
  const age = files.stat(snapshotPath(server));
  const seconds = age.ok ? Math.floor((clock.epochMs() - age.value.modifiedEpochMs) / 1000) : 0;
  log('*', `Loading RDB produced by version ${version}`);
  log('*', `RDB age ${seconds} seconds`);
  log(
    '*',
    `RDB memory usage when created ${(byteLength(snapshot.value) / 1e6 + 0.8).toFixed(2)} Mb`,
  );
  log('*', `Done loading RDB, keys loaded: ${count()}, keys expired: 0.`);
  log('*', 'DB loaded from disk: 0.001 seconds');
  return { ok: true, keys: count() };
}
