import {
  type Command,
  type CommandContext,
  createLineReader,
  editedLine,
  type Program,
} from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { call, type Message } from './calls.ts';
import { ZOOKEEPER_PORT } from './zookeeper.ts';

const PATIENCE_MS = 5_000;
const WELCOME =
  'Welcome to ZooKeeper!\nJLine support is enabled\n\nWATCHER::\n\n' +
  'WatchedEvent state:SyncConnected type:None path:null\n';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** What the shell of ZooKeeper is asked to do. */
function requestOf([verb = '', ...rest]: readonly string[]): Message | string {
  const [path = '', value = ''] = rest.filter((word) => !word.startsWith('-'));
  const types: Readonly<Record<string, string>> = {
    create: 'create',
    get: 'get',
    set: 'set',
    ls: 'ls',
    delete: 'delete',
    deleteall: 'deleteall',
  };
  const type = types[verb];
  if (type === undefined) return `Command not found: Command not found ${verb}`;
  if (!path.startsWith('/')) return `${verb} [options] path`;
  const kept = path === '/' ? path : path.replace(/\/+$/, '');
  return { type, path: kept, value };
}

const hex = (revision: unknown): string => `0x${Number(revision).toString(16)}`;

function textOf([verb = '', ...rest]: readonly string[], answer: Message): string {
  const path = rest.find((word) => word.startsWith('/')) ?? '';
  if (verb === 'create') return `Created ${path}\n`;
  if (verb === 'ls') return `[${(answer.children as readonly string[]).join(', ')}]\n`;
  if (verb !== 'get') return '';
  const item = answer.item as Readonly<Record<string, number>> | null;
  const value = `${answer.value}\n`;
  if (item === null || !rest.includes('-s')) return value;
  const size = String(answer.value).length;
  const { createRevision, modRevision, version = 1 } = item;
  const times = `cZxid = ${hex(createRevision)}\nmZxid = ${hex(modRevision)}\n`;
  return `${value}${times}dataVersion = ${version - 1}\ndataLength = ${size}\n`;
}

/** Runs one command of the shell. Returns its exit code. */
function* runCommand(
  context: CommandContext,
  host: ContainerHost,
  place: Place,
  words: readonly string[],
): Program {
  const { stdout, stderr } = context;
  const request = requestOf(words);
  if (typeof request === 'string') {
    yield* stderr.write(`${request}\n`);
    return 1;
  }
  const answer = yield* call(host.dial, place, request, PATIENCE_MS);
  const error = answer === undefined ? 'ConnectionLoss' : answer.error;
  if (answer === undefined || error !== undefined) {
    const path = String(request.path);
    const lost = `KeeperErrorCode = ConnectionLoss for ${path}`;
    yield* stderr.write(`${error === 'ConnectionLoss' ? lost : String(error)}\n`);
    return 1;
  }
  yield* stdout.write(textOf(words, answer));
  return 0;
}

function* run(host: ContainerHost, context: CommandContext): Program {
  const { args, stdout, tty } = context;
  const isNamed = args[0] === '-server';
  const server = isNamed ? (args[1] ?? '') : 'localhost:2181';
  const [name = '', port = ZOOKEEPER_PORT] = server.split(':');
  const place: Place = { host: name, port: Number(port) };
  const words = isNamed ? args.slice(2) : args;
  yield* stdout.write(`Connecting to ${server}\n`);
  if (words.length > 0) {
    yield* stdout.write('\nWATCHER::\n\nWatchedEvent state:SyncConnected type:None path:null\n');
    return yield* runCommand(context, host, place, words);
  }
  yield* stdout.write(WELCOME);
  const lines = createLineReader(context.stdin);
  for (let count = 0; ; count++) {
    const prompt = `[zk: ${server}(CONNECTED) ${count}] `;
    const line =
      tty === undefined ? yield* lines.next() : yield* tty.readLine(editedLine(prompt, 'zkCli'));
    if (line === undefined || ['quit', 'close'].includes(line.trim())) return 0;
    const typed = line.trim().split(/\s+/);
    if (line.trim() !== '') yield* runCommand(context, host, place, typed);
  }
}

/** `zkCli.sh`: create, get, set, ls, delete and deleteall. */
export const createZkCli = (_version: string, host: ContainerHost): Command => ({
  name: 'zkCli.sh',
  summary: 'the shell of ZooKeeper',
  run: (context) => run(host, context),
});
