import type { Command, CommandContext, Program, Signal } from '../../kernel/index.ts';
import { sleep, untilOr } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { COMMANDS, converse } from './conversation.ts';
import { execute, usedBytes } from './execute.ts';
import { applyCommand, keepLink } from './replica-link.ts';
import { encodeReply, NIL_ARRAY } from './reply.ts';
import { hasSavePoints, keepFiles, load, save } from './saving.ts';
import { createClient, createServer, type RedisServer } from './server.ts';
import { readSettings, type Settings } from './settings.ts';
import { stampText } from './stamp.ts';

const START_MS = 40;
const LONGEST_WAIT_MS = 60_000;
const FREE_BYTES = 8_000_000;

function openLog(context: CommandContext, host: ContainerHost, isNew: boolean) {
  const lines: string[] = [];
  return {
    /** Lines that commands leave; they are written when the server is at it. */
    log(level: '*' | '#', text: string, role = 'M'): void {
      const mark = level === '*' || !isNew ? level : '#';
      lines.push(`1:${role} ${stampText(host.clock.epochMs())} ${mark} ${text}\n`);
    },
    raw: (text: string): void => {
      lines.push(`${text}\n`);
    },
    hasLines: () => lines.length > 0,
    *flush(): Program<void> {
      const text = lines.splice(0).join('');
      if (text !== '') yield* context.stdout.write(text);
    },
  };
}

type Log = ReturnType<typeof openLog>;

function greet(log: Log, version: string, settings: Settings, hasArguments: boolean): void {
  const mode = `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`;
  log.log('*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C');
  log.log('*', mode, 'C');
  if (hasArguments) log.log('*', 'Configuration loaded', 'C');
  else {
    const how = 'In order to specify a config file use redis-server /path/to/redis.conf';
    log.log('#', `Warning: no config file specified, using the default config. ${how}`, 'C');
  }
  log.log('*', 'monotonic clock: POSIX clock_gettime');
  log.log('*', `Running mode=standalone, port=${settings.get('port')}.`);
  log.log('*', 'Server initialized');
}

/** Ends what waits too long, and says when the next one does. */
function endWaiting(server: RedisServer): number | undefined {
  let next: number | undefined;
  for (const each of [...server.waiting]) {
    if (each.untilMs === undefined) continue;
    if (each.untilMs <= server.clock.nowMs()) {
      server.waiting.delete(each);
      each.client.peer.send(encodeReply(NIL_ARRAY));
    } else next = Math.min(next ?? each.untilMs, each.untilMs);
  }
  return next;
}

function* serve(
  server: RedisServer,
  log: Log,
  host: ContainerHost,
  isStopping: () => boolean,
): Program<void> {
  let seen = server.saved.changes + server.waiting.size;
  while (!isStopping() && server.shutdown === undefined) {
    const dueMs = [keepFiles(server), endWaiting(server)].filter((each) => each !== undefined);
    yield* log.flush();
    host.hold(usedBytes(server) + FREE_BYTES);
    const nowMs = server.clock.nowMs();
    const waitMs = Math.min(LONGEST_WAIT_MS, ...dueMs.map((each) => Math.max(1, each - nowMs)));
    const state = (): number =>
      Math.min(1, server.saved.changes) + 2 * server.waiting.size + (log.hasLines() ? 1e6 : 0);
    seen = state();
    yield* untilOr(() => isStopping() || server.shutdown !== undefined || state() !== seen, waitMs);
  }
}

function* shutDown(server: RedisServer, log: Log): Program {
  const isSaving = server.shutdown?.isSaving ?? hasSavePoints(server);
  if (isSaving) {
    log.log('*', 'Saving the final RDB snapshot before exiting.');
    yield* log.flush();
    yield* sleep(10);
    if (save(server)) log.log('*', 'DB saved on disk');
    else {
      log.log('#', 'Error trying to save the DB, exiting anyway.');
    }
  }
  log.log('#', 'Redis is now ready to exit, bye bye...');
  yield* log.flush();
  return 0;
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { args, files, directory, self, stderr } = context;
  if (args[0] === '--version' || args[0] === '-v') {
    const about = 'sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=7504b1fedf883f2';
    yield* context.stdout.write(`Redis server v=${version} ${about}\n`);
    return 0;
  }
  const answer = readSettings(args, files, directory);
  const log = openLog(context, host, true);
  let signal: Signal | undefined;
  self.onSignal((each) => {
    const isTaken = each === 'SIGTERM' || each === 'SIGINT';
    if (isTaken) signal ??= each;
    return isTaken;
  });
  if (!answer.ok) {
    yield* stderr.write(`${answer.message}\n`);
    return 1;
  }
  const { settings } = answer;
  yield* sleep(START_MS);
  greet(log, version, settings, args.length > 0);
  const server = createServer({
    version,
    clock: host.clock,
    prng: host.prng,
    files,
    settings,
    configFile: answer.file,
    log: (level, text) => log.log(level, text, server?.link === undefined ? 'M' : 'S'),
    retry: (self, { client, words }) => execute(self, COMMANDS, client, words),
  });
  if (!loadFiles(server)) {
    log.log('#', 'Fatal error loading the DB, check server logs. Exiting.');
    yield* log.flush();
    return 1;
  }
  server.saved.changes = 0;
  followFirst(server);
  const number = Number(settings.get('port'));
  if (host.isListening(number)) {
    const why = 'bind: Address already in use';
    log.log('#', `Warning: Could not create server TCP listening socket *:${number}: ${why}`);
    log.log('#', `Failed listening on port ${number} (tcp), aborting.`);
    yield* log.flush();
    return 1;
  }
  const close = host.listen(number, {
    protocol: 'stream',
    isReal: true,
    speaksFirst: false,
    // biome-ignore lint/correctness/useYield: the server is there and answers at once
    *accept(peer) {
      return converse(server, peer);
    },
  });
  log.log('*', 'Ready to accept connections tcp');
  host.spawn('redis replication', () => keepLink(server, host.dial));
  try {
    yield* serve(server, log, host, () => signal !== undefined);
    if (signal !== undefined) {
      const seconds = Math.floor(host.clock.epochMs() / 1000);
      log.raw(`1:signal-handler (${seconds}) Received ${signal} scheduling shutdown...`);
      log.log('*', 'User requested shutdown...');
    }
    return yield* shutDown(server, log);
  } finally {
    close();
  }
}

/** Reads what is on the disk; false when that is no data of a server. */
function loadFiles(server: RedisServer): boolean {
  const silent = { address: '', port: 0, send: () => {}, close: () => {} };
  const loader = createClient(server, silent);
  server.clients.delete(loader);
  loader.isAuthenticated = true;
  const loaded = load(server, (words) => replay(server, loader, words));
  if (!loaded.ok) server.log('#', loaded.why);
  return loaded.ok;
}

/** A command of the append-only file: it must not be appended again. */
function replay(
  server: RedisServer,
  client: ReturnType<typeof createClient>,
  words: readonly string[],
): void {
  const appending = server.setting('appendonly');
  server.settings.set('appendonly', 'no');
  applyCommand(server, client, words);
  server.settings.set('appendonly', appending);
}

/** Follows the primary that the configuration names. */
function followFirst(server: RedisServer): void {
  const [host = '', port = ''] = server.setting('replicaof').split(/\s+/);
  if (host === '') return;
  const downSinceMs = server.clock.nowMs();
  server.link = { host, port: Number(port), isUp: false, downSinceMs, generation: 1 };
}

/** `redis-server`, as the image runs it. */
export const createRedisServer = (version: string, host: ContainerHost): Command => ({
  name: 'redis-server',
  summary: 'the Redis server',
  run: (context) => run(version, host, context),
});
