import type { Call, RedisCommand } from './call.ts';
import { mayRun } from './commands/acl.ts';
import { sizeOf } from './data.ts';
import { bulks, encodeReply, failed, NIL_ARRAY, OK, type Reply, status } from './reply.ts';
import { append, isAppending } from './saving.ts';
import type { Client, RedisServer } from './server.ts';

/** The commands of the server by name, in lower case. */
export type Commands = ReadonlyMap<string, RedisCommand>;

const BEFORE_AUTHENTICATION: ReadonlySet<string> = new Set(['auth', 'hello', 'quit', 'reset']);
const NEVER_QUEUED: ReadonlySet<string> = new Set([
  ...['exec', 'discard', 'multi', 'watch', 'quit', 'reset'],
]);
const WHILE_SUBSCRIBED: ReadonlySet<string> = new Set([
  ...['subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'ping', 'quit', 'reset'],
]);
const SHRINKING: ReadonlySet<string> = new Set([
  ...['del', 'unlink', 'expire', 'pexpire', 'lpop', 'rpop', 'srem', 'spop', 'hdel', 'zrem'],
  ...['flushall', 'flushdb', 'ltrim', 'persist', 'getdel', 'zpopmin', 'zpopmax', 'lrem'],
]);
const BASE_BYTES = 870_000;

export const usedBytes = ({ databases, clients }: RedisServer): number =>
  databases
    .flatMap((database) => [...database].map(([key, { value }]) => sizeOf(key, value)))
    .reduce((sum, bytes) => sum + bytes, BASE_BYTES + clients.size * 22_000);

const unknown = (words: readonly string[]): Reply => {
  const [name = '', ...args] = words;
  const shown = args.slice(0, 20).map((arg) => `'${arg.slice(0, 128)}' `);
  return failed(
    `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${shown.join('')}`,
  );
};

const hasArity = ({ arity }: RedisCommand, count: number): boolean =>
  arity < 0 ? count >= -arity : count === arity;

/** Why a command may not run now; undefined when it may. */
function refusal(
  server: RedisServer,
  client: Client,
  command: RedisCommand,
  words: readonly string[],
): Reply | undefined {
  if (!client.isAuthenticated && !BEFORE_AUTHENTICATION.has(command.name)) {
    return failed('NOAUTH Authentication required.');
  }
  const user = server.users.get(client.user);
  if (user === undefined) return failed('NOAUTH Authentication required.');
  if (!BEFORE_AUTHENTICATION.has(command.name)) {
    const denied = mayRun(user, command.name, command.isWrite, words[1]);
    if (denied !== undefined) return denied;
  }
  if (client.channels.size + client.patterns.size > 0 && !WHILE_SUBSCRIBED.has(command.name)) {
    return failed(
      `ERR Can't execute '${command.name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / ` +
        'QUIT / RESET are allowed in this context',
    );
  }
  if (server.link !== undefined && !server.link.isUp && command.name !== 'info') {
    const isStale = server.setting('replica-serve-stale-data') === 'no';
    const isAllowed = ['info', 'replicaof', 'slaveof', 'auth', 'ping', 'role', 'config', 'client'];
    if (isStale && !isAllowed.includes(command.name)) {
      return failed(
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
      );
    }
  }
  if (!command.isWrite) return undefined;
  if (server.link !== undefined && server.setting('replica-read-only') === 'yes') {
    return failed("READONLY You can't write against a read only replica.");
  }
  if (!server.saved.isLastGood && server.setting('stop-writes-on-bgsave-error') === 'yes') {
    return failed(
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist " +
        'to disk. Commands that may modify the data set are disabled, because this instance is ' +
        'configured to report errors during writes if RDB snapshotting fails ' +
        '(stop-writes-on-bgsave-error option). Please check the Redis logs for details about ' +
        'the RDB error.',
    );
  }
  const wanted = Number(server.setting('min-replicas-to-write'));
  if (wanted > 0 && [...server.clients].filter((each) => each.isReplica).length < wanted) {
    return failed('NOREPLICAS Not enough good replicas to write.');
  }
  const limit = Number(server.setting('maxmemory'));
  if (limit > 0 && !SHRINKING.has(command.name) && usedBytes(server) > limit) {
    return failed("OOM command not allowed when used memory > 'maxmemory'.");
  }
  return undefined;
}

/** Hands a change on to the append-only file and the replicas. */
export function propagate(
  server: RedisServer,
  database: number,
  commands: readonly (readonly string[])[],
): void {
  for (const words of commands) {
    if (isAppending(server) && !append(server, database, words)) {
      server.log('#', 'Error writing to the AOF file: No space left on device');
    }
    const text = encodeReply(bulks(['SELECT', String(database)])) + encodeReply(bulks(words));
    // Without a replica there is no stream to count.
    if (server.stats.fullSyncs > 0) server.stats.offset += text.length;
    for (const client of server.clients) if (client.isReplica) client.peer.send(text);
  }
}

function callCommand(
  server: RedisServer,
  client: Client,
  command: RedisCommand,
  words: readonly string[],
): Reply {
  const { name } = command;
  const { changes } = server.saved;
  let replaced: readonly (readonly string[])[] | undefined;
  const call: Call = {
    name,
    args: words.slice(1),
    client,
    server,
    nowEpochMs: server.clock.epochMs(),
    prng: server.prng,
    replaceWith: (commands) => {
      replaced = commands;
    },
  };
  server.calls.set(name, (server.calls.get(name) ?? 0) + 1);
  const reply = command.run(call);
  if (server.saved.changes > changes && command.isWrite) {
    propagate(server, client.database, replaced ?? [words]);
  }
  const limit = Number(server.setting('slowlog-log-slower-than'));
  if (limit === 0) {
    const where = `${client.peer.address}:${client.peer.port}`;
    const id = (server.slow[0]?.id ?? -1) + 1;
    server.slow.unshift({ id, atEpochMs: call.nowEpochMs, words, client: where });
    server.slow.length = Math.min(server.slow.length, Number(server.setting('slowlog-max-len')));
  }
  return reply;
}

function runTransaction(server: RedisServer, client: Client, commands: Commands): Reply {
  const queued = [...client.queued];
  const { isAborted, isStale } = client;
  endTransaction(client);
  if (isAborted) {
    return failed('EXECABORT Transaction discarded because of previous errors.');
  }
  if (isStale) return NIL_ARRAY;
  client.isInTransaction = true;
  const items = queued.map((words) => {
    const command = commands.get((words[0] as string).toLowerCase()) as RedisCommand;
    return callCommand(server, client, command, words);
  });
  client.isInTransaction = false;
  return { type: 'array', items };
}

export function endTransaction(client: Client): void {
  client.isInTransaction = false;
  client.isAborted = false;
  client.isStale = false;
  client.queued.length = 0;
  client.watched.clear();
}

function dispatch(
  server: RedisServer,
  commands: Commands,
  client: Client,
  words: readonly string[],
): Reply {
  const name = (words[0] as string).toLowerCase();
  const command = commands.get(name);
  const abort = (reply: Reply): Reply => {
    if (client.isInTransaction) client.isAborted = true;
    return reply;
  };
  if (command === undefined) return abort(unknown(words));
  if (!hasArity(command, words.length)) {
    return abort(failed(`ERR wrong number of arguments for '${name}' command`));
  }
  const refused = refusal(server, client, command, words);
  if (refused !== undefined) return abort(refused);
  if (client.isInTransaction && !NEVER_QUEUED.has(name)) {
    client.queued.push(words);
    return status('QUEUED');
  }
  if (name === 'exec') {
    if (!client.isInTransaction) return failed('ERR EXEC without MULTI');
    return runTransaction(server, client, commands);
  }
  if (name === 'discard') {
    if (!client.isInTransaction) return failed('ERR DISCARD without MULTI');
    endTransaction(client);
    return OK;
  }
  return callCommand(server, client, command, words);
}

/** `1700000000.123456 [0 127.0.0.1:4711] "set" "a" "1"`: a line of MONITOR. */
function tellMonitors(server: RedisServer, client: Client, words: readonly string[]): void {
  const monitors = [...server.clients].filter((each) => each.isMonitor);
  if (monitors.length === 0) return;
  const seconds = (server.clock.epochMs() / 1000).toFixed(6);
  const from = `[${client.database} ${client.peer.address}:${client.peer.port}]`;
  const text = words.map((word) => JSON.stringify(word)).join(' ');
  for (const each of monitors) each.peer.send(`+${seconds} ${from} ${text}\r\n`);
}

/** Runs one command of a client. */
export function execute(
  server: RedisServer,
  commands: Commands,
  client: Client,
  words: readonly string[],
): Reply {
  server.stats.commands++;
  client.lastMs = server.clock.nowMs();
  client.lastCommand = (words[0] as string).toLowerCase();
  if (!client.isReplica) tellMonitors(server, client, words);
  const reply = dispatch(server, commands, client, words);
  if (reply.type === 'error') {
    const [code = ''] = reply.text.split(' ');
    server.errors.set(code, (server.errors.get(code) ?? 0) + 1);
  }
  return reply;
}
