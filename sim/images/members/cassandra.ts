import {
  type Command,
  type CommandContext,
  makeDirectories,
  type Program,
  sleep,
  uuid,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { answering, call, type Message } from './calls.ts';
import { retry, untilStopped, watchSignals } from './serving.ts';

export const CQL_PORT = 9042;
const GOSSIP_PORT = 7000;
const START_MS = 9_000;
const JOIN_MS = 9_000;
const RETRY_MS = 2_000;
const ASK_MS = 1_000;
const HELD_BYTES = 900_000_000;
const DATA = '/var/lib/cassandra';

/** A node of the ring, as the others know it. */
export interface RingNode {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** The container's own address, from its table of hosts. */
function ownAddress({ files }: CommandContext, hostname: string): string {
  const hosts = files.read('/etc/hosts');
  const lines = hosts.ok ? hosts.value.split('\n') : [];
  const own = lines.find((line) => line.split(/\s+/).includes(hostname) && !/^127\./.test(line));
  return own?.split(/\s+/)[0] ?? '127.0.0.1';
}

/** The ring that a node knows; what it knows lies on its disk. */
function createRing(context: CommandContext, host: ContainerHost) {
  const { files } = context;
  const file = `${DATA}/data/system/peers`;
  makeDirectories(files, `${DATA}/data/system`);
  const kept = files.read(file);
  const nodes = new Map<string, RingNode>();
  const known = kept.ok ? (JSON.parse(kept.value) as readonly RingNode[]) : [];
  for (const node of known) nodes.set(node.id, node);
  const before = known.find(({ name }) => name === host.hostname);
  const id = before?.id ?? uuid(host.prng);
  const address = ownAddress(context, host.hostname);
  const self: RingNode = { id, name: host.hostname, address };
  const learn = (more: readonly RingNode[]): void => {
    for (const node of more) if (node.id !== id) nodes.set(node.id, node);
    nodes.set(id, self);
    files.write(file, JSON.stringify([...nodes.values()]));
  };
  learn([]);
  return { self, learn, isNew: before === undefined, nodes: () => [...nodes.values()] };
}

type Ring = ReturnType<typeof createRing>;

const ask = (host: ContainerHost, name: string, request: Message): Program<Message | undefined> =>
  call(host.dial, { host: name, port: GOSSIP_PORT }, request, ASK_MS);

/** Tells everybody who is known of this node, and learns whom they know. */
function* gossip(host: ContainerHost, ring: Ring, names: readonly string[]): Program<number> {
  let answered = 0;
  const asked = new Set<string>([ring.self.address]);
  const waiting = [...names];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (asked.has(name)) continue;
    asked.add(name);
    const answer = yield* ask(host, name, { type: 'gossip', nodes: ring.nodes() });
    if (answer === undefined) continue;
    answered++;
    ring.learn(answer.nodes as readonly RingNode[]);
    for (const node of ring.nodes()) if (!asked.has(node.address)) waiting.push(node.address);
  }
  return answered;
}

/** The ring with who of it answers now, for nodetool. */
function* standings(host: ContainerHost, ring: Ring): Program<Message> {
  const nodes: Message[] = [];
  for (const node of ring.nodes()) {
    const isSelf = node.id === ring.self.id;
    const answer = isSelf ? {} : yield* ask(host, node.address, { type: 'gossip', nodes: [] });
    nodes.push({ ...node, isUp: answer !== undefined });
  }
  return { nodes };
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { env, stdout, stderr } = context;
  const isStopping = watchSignals(context);
  const line = (text: string): Program<unknown> => {
    const at = new Date(host.clock.epochMs()).toISOString().slice(0, 23).replace('T', ' ');
    return stdout.write(`INFO  [main] ${at.replace('.', ',')} ${text}\n`);
  };
  yield* sleep(900);
  yield* line(`CassandraDaemon.java:139 - Cassandra version: ${version}`);
  host.hold(HELD_BYTES);
  yield* sleep(START_MS);
  const ring = createRing(context, host);
  const seeds = (env.get('CASSANDRA_SEEDS') ?? '').split(',').filter((seed) => seed !== '');
  yield* line('StorageService.java:864 - Starting up server gossip');
  const close = host.listen(
    GOSSIP_PORT,
    answering(host, function* (request): Program<Message> {
      ring.learn((request.nodes ?? []) as readonly RingNode[]);
      if (request.type === 'standings') return yield* standings(host, ring);
      return { nodes: ring.nodes() };
    }),
  );
  const isSeed = seeds.some((seed) => seed.split('.')[0] === host.hostname);
  let tries = 0;
  yield* retry(isStopping, RETRY_MS, function* () {
    const known = ring.nodes().map(({ address }) => address);
    const answered = yield* gossip(host, ring, [...seeds, ...known]);
    return answered > 0 || isSeed || seeds.length === 0 || !ring.isNew || ++tries > 15;
  });
  if (tries > 15) {
    yield* stderr.write('Unable to gossip with any peers\n');
    return 3;
  }
  if (ring.isNew && !isSeed && seeds.length > 0) {
    yield* line('StorageService.java:1605 - JOINING: Starting to bootstrap');
    yield* sleep(JOIN_MS);
  }
  const closeClients = host.listen(CQL_PORT, { protocol: 'tcp', speaksFirst: false });
  yield* line('CassandraDaemon.java:768 - Startup complete');
  yield* untilStopped(isStopping);
  closeClients();
  close();
  return 143;
}

/** `cassandra`: a node that finds the others of its ring. Tables are not simulated. */
export const createCassandra = (version: string, host: ContainerHost): Command => ({
  name: 'cassandra',
  summary: 'the Cassandra server',
  run: (context) => run(version, host, context),
});

export { GOSSIP_PORT };
