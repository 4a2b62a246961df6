import {
  type Command,
  type CommandContext,
  makeDirectories,
  type Program,
  sleep,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { answering, call, type Message } from './calls.ts';
import { type Change, createEnsemble, type Ensemble, type Member } from './ensemble.ts';
import { retry, untilStopped, watchSignals } from './serving.ts';

export const ZOOKEEPER_PORT = 2181;
const QUORUM_PORT = 2888;
const START_MS = 1_900;
const RETRY_MS = 1_000;
const HELD_BYTES = 180_000_000;
const ASK_MS = 1_000;
const BANNER = 'ZooKeeper JMX enabled by default\nUsing config: /conf/zoo.cfg\n';

/** `server.1=zookeeper-0.zookeeper:2888:3888;2181 …`, as the image takes it. */
function membersOf(text: string): Member[] {
  return text.split(/\s+/).flatMap((part): Member[] => {
    const [, name, host, port] = /^server\.(\d+)=([^:]+)(?::(\d+))?/.exec(part) ?? [];
    if (name === undefined || host === undefined) return [];
    return [{ name, host, port: Number(port ?? QUORUM_PORT) }];
  });
}

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

const childrenOf = ({ items }: Ensemble, path: string): string[] => {
  const prefix = path === '/' ? '/' : `${path}/`;
  const below = [...items.keys(), '/zookeeper'].filter((key) => key.startsWith(prefix));
  return below
    .map((key) => key.slice(prefix.length))
    .filter((name) => name !== '' && !name.includes('/'))
    .sort();
};

const exists = ({ items }: Ensemble, path: string): boolean =>
  path === '/' || path === '/zookeeper' || items.has(path);

/** What a request would do to the tree, or why it cannot. */
function changesOf(ensemble: Ensemble, request: Message): readonly Change[] | string {
  const { type, path = '', value = '' } = request as Readonly<Record<string, string>>;
  if (type === 'create') {
    if (exists(ensemble, path)) return `Node already exists: ${path}`;
    if (!exists(ensemble, parentOf(path))) return `Node does not exist: ${path}`;
    return [{ key: path, value }];
  }
  if (!exists(ensemble, path)) return `Node does not exist: ${path}`;
  if (type === 'set') return [{ key: path, value }];
  const children = childrenOf(ensemble, path);
  if (type === 'delete' && children.length > 0) return `Node not empty: ${path}`;
  const below = [...ensemble.items.keys()].filter((key) => key.startsWith(`${path}/`));
  return [...below, path].map((key) => ({ key, value: null }));
}

const READS: ReadonlySet<unknown> = new Set(['get', 'ls']);

function createFront(ensemble: Ensemble, version: string) {
  const { items, self, members } = ensemble;
  return function* answer(request: Message): Program<Message> {
    const leader = yield* ensemble.leader();
    if (request.type === 'mode') {
      if (leader === undefined) return { mode: '' };
      if (members.length === 1) return { mode: 'standalone', version };
      return { mode: leader.name === self.name ? 'leader' : 'follower', version };
    }
    if (leader === undefined) return { error: 'ConnectionLoss' };
    if (READS.has(request.type)) {
      const path = String(request.path);
      if (!exists(ensemble, path)) return { error: `Node does not exist: ${path}` };
      if (request.type === 'ls') return { children: childrenOf(ensemble, path) };
      return { value: items.get(path)?.value ?? '', item: items.get(path) ?? null };
    }
    const changes = changesOf(ensemble, request);
    if (typeof changes === 'string') return { error: changes };
    const revision = yield* ensemble.propose(changes);
    return revision === undefined ? { error: 'ConnectionLoss' } : { revision };
  };
}

/** The words of four letters that may be sent to the port. */
function wordsOf(context: CommandContext, ensemble: Ensemble, version: string) {
  const listed = context.env.get('ZOO_4LW_COMMANDS_WHITELIST') ?? 'srvr';
  const allowed = new Set(listed.split(/[\s,]+/));
  return (word: string): string => {
    if (!allowed.has('*') && !allowed.has(word)) {
      return `${word} is not executed because it is not in the whitelist.\n`;
    }
    if (word === 'ruok') return 'imok';
    const count = ensemble.items.size + 5;
    if (word === 'srvr') {
      return `Zookeeper version: ${version}\nZxid: 0x${ensemble.revision().toString(16)}\nNode count: ${count}\n`;
    }
    return word === 'mntr' ? `zk_version\t${version}\nzk_znode_count\t${count}\n` : '';
  };
}

function* serve(version: string, host: ContainerHost, context: CommandContext): Program {
  const { env, files, stdout, stderr } = context;
  const isStopping = watchSignals(context);
  const number = files.read('/data/myid');
  const id = number.ok ? number.value.trim() : (env.get('ZOO_MY_ID') ?? '1');
  const listed = env.get('ZOO_SERVERS') ?? '';
  const members = membersOf(listed === '' ? 'server.1=localhost:2888:3888;2181' : listed);
  const self = members.find(({ name }) => name === id);
  const line = (text: string): Program<unknown> => {
    const at = new Date(host.clock.epochMs()).toISOString().slice(0, 23).replace('T', ' ');
    return stdout.write(`${at.replace('.', ',')} [myid:${id}] - INFO  [main:${text}\n`);
  };
  if (self === undefined) {
    yield* stderr.write(`Invalid config, exiting abnormally: My id ${id} not in the peer list\n`);
    return 2;
  }
  yield* stdout.write(BANNER);
  yield* line('o.a.z.s.q.QuorumPeerConfig@177] - Reading configuration from: /conf/zoo.cfg');
  makeDirectories(files, '/data/version-2');
  if (!number.ok) files.write('/data/myid', `${id}\n`);
  const logFile = '/data/version-2/log.1';
  const ensemble = createEnsemble({ host, files, logFile, self, members });
  host.hold(HELD_BYTES);
  const closePeers = ensemble.open();
  yield* retry(isStopping, RETRY_MS, function* () {
    return (yield* ensemble.leader()) !== undefined;
  });
  yield* ensemble.catchUp();
  const words = wordsOf(context, ensemble, version);
  const close = host.listen(ZOOKEEPER_PORT, answering(host, createFront(ensemble, version), words));
  if (!isStopping())
    yield* line('o.a.z.s.NIOServerCnxnFactory@660] - binding to port 0.0.0.0:2181');
  yield* untilStopped(isStopping);
  close();
  closePeers();
  return 143;
}

function* showStatus(host: ContainerHost, { stdout, stderr }: CommandContext): Program {
  yield* stderr.write(BANNER);
  const at = { host: '127.0.0.1', port: ZOOKEEPER_PORT };
  const answer = yield* call(host.dial, at, { type: 'mode' }, ASK_MS);
  if (answer === undefined || answer.mode === '') {
    yield* stdout.write('Error contacting service. It is probably not running.\n');
    return 1;
  }
  const found = 'Client port found: 2181. Client address: localhost. Client SSL: false.';
  yield* stdout.write(`${found}\nMode: ${answer.mode}\n`);
  return 0;
}

/** `zkServer.sh`: a tree of nodes that a majority of the members keeps, and its status. */
export const createZkServer = (version: string, host: ContainerHost): Command => ({
  name: 'zkServer.sh',
  summary: 'the ZooKeeper server',
  *run(context) {
    const [verb = ''] = context.args;
    if (verb === 'status') return yield* showStatus(host, context);
    if (verb === 'start-foreground') {
      yield* sleep(START_MS);
      return yield* serve(version, host, context);
    }
    yield* context.stderr.write('Usage: zkServer.sh {start-foreground|status}\n');
    return 1;
  },
});
