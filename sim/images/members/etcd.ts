import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { makeDirectories, resolvePath, sleep } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { answering, type Message } from './calls.ts';
import { type Change, createEnsemble, type Ensemble, idOf, type Member } from './ensemble.ts';
import { retry, untilStopped, watchSignals } from './serving.ts';

const PEER_PORT = 2380;
export const ETCD_PORT = 2379;
/** It reads its log and opens its ports before it looks for the others. */
const START_MS = 2_500;
const RETRY_MS = 1_000;
const HELD_BYTES = 24_000_000;

/** A setting of etcd: the flag, else the variable, else what it is by itself. */
function settingsOf({ args, env }: CommandContext) {
  const flags = new Map<string, string>();
  for (const [at, arg] of args.entries()) {
    const [, name = '', value] = /^--?([a-z-]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name !== '') flags.set(name, value ?? args[at + 1] ?? '');
  }
  return (name: string, own: string): string =>
    flags.get(name) ?? env.get(`ETCD_${name.toUpperCase().replaceAll('-', '_')}`) ?? own;
}

/** `a=http://a.etcd:2380,b=…` → its members. */
function membersOf(text: string): Member[] {
  return text.split(',').flatMap((part): Member[] => {
    const [, name, host, port] = /^([^=]+)=https?:\/\/([^:/]+)(?::(\d+))?/.exec(part.trim()) ?? [];
    if (name === undefined || host === undefined) return [];
    return [{ name, host, port: Number(port ?? PEER_PORT) }];
  });
}

function openLog({ stderr }: CommandContext, host: ContainerHost) {
  return (level: string, msg: string, more: Message = {}): Program<unknown> => {
    const ts = new Date(host.clock.epochMs()).toISOString();
    return stderr.write(`${JSON.stringify({ level, ts, msg, ...more })}\n`);
  };
}

/** Answers clients: what etcdctl asks for. */
function createFront(ensemble: Ensemble, version: string) {
  const { items, members, self } = ensemble;
  const inRange = (start: string, end: string): [string, Message][] =>
    [...items]
      .filter(([key]) => (end === '' ? key === start : key >= start && (end === '\0' || key < end)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, { key, ...item }]);
  function* write(changes: readonly Change[]): Program<Message> {
    const revision = yield* ensemble.propose(changes);
    return revision === undefined ? { error: 'no-quorum' } : { revision, count: changes.length };
  }
  return function* answer(request: Message): Program<Message> {
    const { type, key = '', value = '', end = '' } = request as Readonly<Record<string, string>>;
    if (type === 'members') {
      const listed = members.map(({ name, host, port }) => ({ id: idOf(name), name, host, port }));
      return { members: listed };
    }
    const leader = yield* ensemble.leader();
    if (type === 'status') {
      const size = [...items].reduce(
        (sum, [name, item]) => sum + name.length + item.value.length,
        0,
      );
      const isLeader = leader?.name === self.name;
      const revision = ensemble.revision();
      const noLeader = leader === undefined ? 'etcdserver: no leader' : '';
      return { id: idOf(self.name), version, size, isLeader, revision, problem: noLeader };
    }
    if (leader === undefined) return { error: 'no-quorum' };
    if (type === 'put') return yield* write([{ key, value }]);
    const found = inRange(key, end);
    if (type !== 'delete') {
      return { items: found.map(([, item]) => item), revision: ensemble.revision() };
    }
    if (found.length === 0) return { revision: ensemble.revision(), count: 0 };
    return yield* write(found.map(([name]) => ({ key: name, value: null })));
  };
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  if (context.args[0] === '--version') {
    yield* context.stdout.write(`etcd Version: ${version}\nGo OS/Arch: linux/amd64\n`);
    return 0;
  }
  const { files, directory } = context;
  const setting = settingsOf(context);
  const log = openLog(context, host);
  const isStopping = watchSignals(context);
  const name = setting('name', 'default');
  const listed = membersOf(setting('initial-cluster', `${name}=http://localhost:${PEER_PORT}`));
  const self = listed.find((member) => member.name === name);
  if (self === undefined) {
    const msg = `couldn't find local name "${name}" in the initial cluster configuration`;
    yield* log('fatal', 'discovery failed', { error: msg });
    return 1;
  }
  const data = resolvePath(directory, setting('data-dir', `${name}.etcd`));
  makeDirectories(files, `${data}/member/wal`);
  yield* log('info', 'Starting etcd', { 'etcd-version': version, name, 'data-dir': data });
  const logFile = `${data}/member/wal/0000000000000000-0000000000000000.wal`;
  const ensemble = createEnsemble({ host, files, logFile, self, members: listed });
  host.hold(HELD_BYTES);
  const closePeers = ensemble.open();
  yield* sleep(START_MS);
  let hasTold = false;
  yield* retry(isStopping, RETRY_MS, function* () {
    const leader = yield* ensemble.leader();
    if (leader !== undefined) return true;
    if (!hasTold) yield* log('warn', 'waiting for a majority of the members', { name });
    hasTold = true;
    return false;
  });
  yield* ensemble.catchUp();
  const front = createFront(ensemble, version);
  const close = host.listen(ETCD_PORT, answering(host, front));
  if (!isStopping()) yield* log('info', 'ready to serve client requests', { name });
  yield* untilStopped(isStopping);
  yield* log('info', 'received signal; shutting down', { signal: 'terminated' });
  close();
  closePeers();
  return 0;
}

/** `etcd`: keys that a majority of the members keeps. */
export const createEtcd = (version: string, host: ContainerHost): Command => ({
  name: 'etcd',
  summary: 'a key-value store of several members',
  run: (context) => run(version, host, context),
});
