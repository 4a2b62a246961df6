import { type CommandContext, type Program, sleep } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import type { Reply } from '../reply.ts';
import { quoted } from './format.ts';
import type { CliOptions } from './options.ts';
import type { Session } from './session.ts';

/** Sends one command and returns its reply; undefined when the connection broke. */
function* ask(session: Session, words: readonly string[]): Program<Reply | undefined> {
  let found: Reply | undefined;
  // biome-ignore lint/correctness/useYield: it only keeps the reply
  yield* session.send(words, function* (reply) {
    found = reply;
  });
  return found;
}

/** All keys that match, by SCAN. */
function* scanKeys(session: Session, pattern: string): Program<string[] | undefined> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const reply = yield* ask(session, ['SCAN', cursor, 'MATCH', pattern]);
    if (reply?.type !== 'array') return undefined;
    const [next, found] = reply.items ?? [];
    cursor = next?.type === 'bulk' ? (next.text ?? '0') : '0';
    for (const each of found?.type === 'array' ? (found.items ?? []) : []) {
      if (each.type === 'bulk') keys.push(each.text ?? '');
    }
  } while (cursor !== '0' && keys.length < LIMITS.stepsPerInstant);
  return keys;
}

/** `--scan`: the names of all keys. */
export function* runScan(
  { stdout, tty }: CommandContext,
  session: Session,
  { pattern, output }: CliOptions,
): Program {
  const keys = yield* scanKeys(session, pattern);
  if (keys === undefined) return 1;
  const isQuoted = output === 'people' || (output === 'default' && tty !== undefined);
  yield* stdout.write(keys.map((key) => `${isQuoted ? quoted(key) : key}\n`).join(''));
  return 0;
}

const HEAD =
  '------- data ------ --------------------- load -------------------- - child -\n' +
  'keys       mem      clients blocked requests            connections          \n';
const HEAD_EVERY = 20;

/** `--stat`: a line of figures each second, until it is stopped. */
export function* runStat(
  { stdout }: CommandContext,
  session: Session,
  { intervalMs, repeat }: CliOptions,
): Program {
  let before = 0;
  for (let i = 0; repeat === 1 || i < repeat; i++) {
    const reply = yield* ask(session, ['INFO']);
    if (reply?.type !== 'bulk') return 1;
    const text = reply.text ?? '';
    const of = (name: string): string =>
      new RegExp(`^${name}:(.*)\\r$`, 'm').exec(text)?.[1] ?? '0';
    const keys = [...text.matchAll(/^db\d+:keys=(\d+)/gm)].reduce(
      (sum, m) => sum + Number(m[1]),
      0,
    );
    const requests = Number(of('total_commands_processed'));
    const since = before === 0 ? 0 : requests - before;
    before = requests;
    if (i % HEAD_EVERY === 0) yield* stdout.write(HEAD);
    const memory = of('used_memory_human');
    const load = `${requests} (+${since})`;
    yield* stdout.write(
      `${String(keys).padEnd(11)}${memory.padEnd(9)}${of('connected_clients').padEnd(8)}` +
        `${of('blocked_clients').padEnd(8)}${load.padEnd(20)}` +
        `${of('total_connections_received').padEnd(12)}        \n`,
    );
    yield* sleep(intervalMs || 1_000);
  }
  return 0;
}

/** `--bigkeys`: the largest key of each type. */
export function* runBigKeys({ stdout }: CommandContext, session: Session): Program {
  const keys = yield* scanKeys(session, '*');
  if (keys === undefined) return 1;
  yield* stdout.write(
    '\n# Scanning the entire keyspace to find biggest keys as well as\n' +
      '# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec\n' +
      '# per 100 SCAN commands (not usually needed).\n\n',
  );
  const sizes: Readonly<Record<string, string>> = {
    string: 'STRLEN',
    list: 'LLEN',
    set: 'SCARD',
    hash: 'HLEN',
    zset: 'ZCARD',
  };
  const units: Readonly<Record<string, string>> = {
    string: 'bytes',
    list: 'items',
    set: 'members',
    hash: 'fields',
    zset: 'members',
  };
  const best = new Map<string, { key: string; size: number }>();
  for (const key of keys) {
    const type = yield* ask(session, ['TYPE', key]);
    const name = type?.type === 'status' ? type.text : '';
    const size = yield* ask(session, [sizes[name] ?? 'STRLEN', key]);
    const count = size?.type === 'integer' ? Number(size.value) : 0;
    if (count > (best.get(name)?.size ?? 0)) best.set(name, { key, size: count });
  }
  yield* stdout.write(
    `-------- summary -------\n\nSampled ${keys.length} keys in the keyspace!\n\n`,
  );
  for (const [name, { key, size }] of best) {
    yield* stdout.write(
      `Biggest ${name.padStart(6)} found ${quoted(key)} has ${size} ${units[name]}\n`,
    );
  }
  return 0;
}
