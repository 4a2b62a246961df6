import {
  type Command,
  type CommandContext,
  encodeBase64,
  encodeUtf8,
  type Program,
  sleep,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { call, type Message } from './calls.ts';
import { ETCD_PORT } from './etcd.ts';
import { table } from './table.ts';

/** How long etcdctl waits by itself, `--command-timeout`. */
const PATIENCE_MS = 5_000;
const NO_ANSWER = 'context deadline exceeded';

interface Endpoint {
  readonly text: string;
  readonly host: string;
  readonly port: number;
}

interface Call {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  readonly endpoints: readonly Endpoint[];
}

const SWITCHES: ReadonlySet<string> = new Set([
  ...['prefix', 'keys-only', 'print-value-only', 'from-key', 'count-only', 'cluster', 'prev-kv'],
]);
const SHORT: Readonly<Record<string, string>> = { w: 'write-out', h: 'help' };

const endpointOf = (text: string): Endpoint => {
  const [host = '', port = ETCD_PORT] = text.replace(/^https?:\/\//, '').split(':');
  return { text: text.replace(/^https?:\/\//, ''), host, port: Number(port) };
};

function readCall({ args, env }: CommandContext): Call {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = '', value] = /^--?([a-z-]+)(?:=(.*))?$/.exec(arg) ?? [];
    const flag = SHORT[name] ?? name;
    if (flag === '') words.push(arg);
    else if (SWITCHES.has(flag)) flags.set(flag, value ?? 'true');
    else flags.set(flag, value ?? args[++at] ?? '');
  }
  const listed = flags.get('endpoints') ?? env.get('ETCDCTL_ENDPOINTS') ?? `127.0.0.1:${ETCD_PORT}`;
  return { words, flags, endpoints: listed.split(',').map(endpointOf) };
}

/** The key behind all keys that begin with `prefix`. */
function endOfPrefix(prefix: string): string {
  const last = prefix.length - 1;
  if (last < 0) return '\0';
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

function rangeOf({ words, flags }: Call): { key: string; end: string } {
  const [, key = '', end = ''] = words;
  if (flags.has('prefix')) return { key, end: endOfPrefix(key) };
  return flags.has('from-key') ? { key, end: '\0' } : { key, end };
}

interface Found {
  readonly key: string;
  readonly value: string;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
}

const base64 = (text: string): string => encodeBase64(encodeUtf8(text));

function showItems({ flags }: Call, { items, revision }: Message): string {
  const limit = Number(flags.get('limit') ?? 0);
  const all = items as readonly Found[];
  const found = limit > 0 ? all.slice(0, limit) : all;
  if (flags.get('write-out') === 'json') {
    const kvs = found.map((item) => ({
      key: base64(item.key),
      create_revision: item.createRevision,
      mod_revision: item.modRevision,
      version: item.version,
      value: base64(item.value),
    }));
    return `${JSON.stringify({ header: { revision }, kvs, count: all.length })}\n`;
  }
  if (flags.has('count-only')) return '';
  if (flags.has('keys-only')) return found.map(({ key }) => `${key}\n\n`).join('');
  if (flags.has('print-value-only')) return found.map(({ value }) => `${value}\n`).join('');
  return found.map(({ key, value }) => `${key}\n${value}\n`).join('');
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

function showMembers({ flags }: Call, { members }: Message): string {
  const rows = (members as readonly Listed[]).map(({ id, name, host, port }) => [
    ...[id, 'started', name, `http://${host}:${port}`, `http://${host}:${ETCD_PORT}`, 'false'],
  ]);
  if (flags.get('write-out') !== 'table') return rows.map((row) => `${row.join(', ')}\n`).join('');
  return table(['ID', 'STATUS', 'NAME', 'PEER ADDRS', 'CLIENT ADDRS', 'IS LEARNER'], rows);
}

const sizeText = (bytes: unknown): string => `${Math.ceil((20_480 + Number(bytes)) / 1024)} kB`;

function showStatus({ flags }: Call, answers: readonly (readonly [Endpoint, Message])[]): string {
  const rows = answers.map(([{ text }, status]) => {
    const { id, version, size, isLeader, revision, problem } = status;
    const index = String(Number(revision) + 3);
    return [
      ...[text, String(id), String(version), sizeText(size), String(isLeader), 'false', '2'],
      ...[index, index, String(problem)],
    ];
  });
  if (flags.get('write-out') !== 'table') return rows.map((row) => `${row.join(', ')}\n`).join('');
  const titles = ['ENDPOINT', 'ID', 'VERSION', 'DB SIZE', 'IS LEADER', 'IS LEARNER', 'RAFT TERM'];
  return table([...titles, 'RAFT INDEX', 'RAFT APPLIED INDEX', 'ERRORS'], rows);
}

/** What a failed call leaves on standard error, after the time that it takes. */
function* giveUp({ stderr }: CommandContext, host: ContainerHost, startedAtMs: number) {
  yield* sleep(Math.max(1, startedAtMs + PATIENCE_MS - host.clock.nowMs()));
  const ts = new Date(host.clock.epochMs()).toISOString();
  const msg = 'retrying of unary invoker failed';
  const error = `rpc error: code = DeadlineExceeded desc = ${NO_ANSWER}`;
  yield* stderr.write(
    `${JSON.stringify({ level: 'warn', ts, logger: 'etcd-client', msg, error })}\n`,
  );
  yield* stderr.write(`Error: ${NO_ANSWER}\n`);
  return 1;
}

/** Asks the endpoints in turn until one answers. */
function* ask(host: ContainerHost, { endpoints }: Call, request: Message) {
  for (const endpoint of endpoints) {
    const answer = yield* call(host.dial, endpoint, request, PATIENCE_MS);
    if (answer !== undefined && answer.error === undefined) return answer;
  }
  return undefined;
}

function* askEach(
  host: ContainerHost,
  given: Call,
): Program<(readonly [Endpoint, Message | undefined])[]> {
  let { endpoints } = given;
  if (given.flags.has('cluster')) {
    const answer = yield* ask(host, given, { type: 'members' });
    const members = (answer?.members ?? []) as readonly Listed[];
    endpoints = members.map((member) => endpointOf(`${member.host}:${ETCD_PORT}`));
  }
  const answers: (readonly [Endpoint, Message | undefined])[] = [];
  for (const endpoint of endpoints) {
    answers.push([endpoint, yield* call(host.dial, endpoint, { type: 'status' }, PATIENCE_MS)]);
  }
  return answers;
}

function* showHealth(context: CommandContext, host: ContainerHost, given: Call): Program {
  let isHealthy = true;
  for (const [{ text }, status] of yield* askEach(host, given)) {
    const took = `${(1.5 + host.prng.below(2000) / 1000).toFixed(3)}ms`;
    if (status !== undefined && status.problem === '') {
      const done = `successfully committed proposal: took = ${took}`;
      yield* context.stdout.write(`${text} is healthy: ${done}\n`);
      continue;
    }
    isHealthy = false;
    yield* context.stdout.write(`${text} is unhealthy: failed to commit proposal: ${NO_ANSWER}\n`);
  }
  if (isHealthy) return 0;
  yield* context.stderr.write('Error: unhealthy cluster\n');
  return 1;
}

/** What is wrong with the arguments of a command; '' for nothing. */
function problemOf({ words, flags }: Call): string {
  const [verb, key, value] = words;
  if (verb === 'put' && value === undefined) {
    return 'put command needs 1 argument and input from stdin or 2 arguments.';
  }
  const needsKey = verb === 'get' || verb === 'del';
  if (!needsKey || key !== undefined || flags.has('prefix')) return '';
  return `${verb} command needs one argument as key and an optional argument as range_end`;
}

const NOT_HERE = ['watch', 'txn', 'lease', 'lock', 'elect', 'auth', 'user', 'role', 'snapshot'];

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { stdout, stderr } = context;
  const given = readCall(context);
  const startedAtMs = host.clock.nowMs();
  const [verb = '', first, second] = given.words;
  if (verb === 'version') {
    yield* stdout.write(`etcdctl version: ${version}\nAPI version: ${version.slice(0, 3)}\n`);
    return 0;
  }
  if (verb === 'endpoint' && first === 'health') return yield* showHealth(context, host, given);
  if (verb === 'endpoint' && first === 'status') {
    const answers = yield* askEach(host, given);
    const known = answers.flatMap(([at, status]) =>
      status === undefined ? [] : [[at, status] as const],
    );
    yield* stdout.write(showStatus(given, known));
    return known.length === answers.length ? 0 : 1;
  }
  const problem = problemOf(given);
  if (problem !== '') {
    yield* stderr.write(`Error: ${problem}\n`);
    return 128;
  }
  const requests: Readonly<Record<string, Message>> = {
    put: { type: 'put', key: first ?? '', value: second ?? '' },
    get: { type: 'range', ...rangeOf(given) },
    del: { type: 'delete', ...rangeOf(given) },
    member: { type: 'members' },
  };
  const request = requests[verb];
  if (request === undefined || (verb === 'member' && first !== 'list')) {
    const isReal = NOT_HERE.includes(verb) || verb === 'member';
    const words = `unknown command "${verb}" for "etcdctl"\nRun 'etcdctl --help' for usage.`;
    const reason = isReal ? `etcdctl ${given.words.join(' ')} is not simulated here` : words;
    yield* stderr.write(`Error: ${reason}\n`);
    return 1;
  }
  const answer = yield* ask(host, given, request);
  if (answer === undefined) return yield* giveUp(context, host, startedAtMs);
  if (verb === 'put') yield* stdout.write('OK\n');
  if (verb === 'get') yield* stdout.write(showItems(given, answer));
  if (verb === 'del') yield* stdout.write(`${answer.count}\n`);
  if (verb === 'member') yield* stdout.write(showMembers(given, answer));
  return 0;
}

/** `etcdctl`: put, get, del, member list, endpoint health and status. */
export const createEtcdctl = (version: string, host: ContainerHost): Command => ({
  name: 'etcdctl',
  summary: 'the client of etcd',
  run: (context) => run(version, host, context),
});
