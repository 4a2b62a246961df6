import type { CommandContext, Dial, DialFailure, Program, Socket } from '../../../kernel/index.ts';
import { decodeReply } from '../protocol.ts';
import { bulks, encodeReply, type Reply } from '../reply.ts';
import { csv, forPeople, json, raw } from './format.ts';
import type { CliOptions } from './options.ts';

const FAILURES: Readonly<Record<DialFailure, string>> = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};
/** What the kernel gives a connection that nobody answers. */
const CONNECT_LIMIT_MS = 130_000;

/** A connection of redis-cli, which is made again when it breaks. */
export interface Session {
  isConnected(): boolean;
  readonly database: number;
  readonly isInTransaction: boolean;
  /** Ends the connection. */
  close(): void;
  /** Opens the connection; what fails is told on standard error. */
  connect(): Program<boolean>;
  /**
   * Sends a command and hands over each reply (several for SUBSCRIBE and its like). Returns false
   * when the connection broke.
   */
  send(words: readonly string[], take: (reply: Reply) => Program<void>): Program<boolean>;
}

const ENDLESS: ReadonlySet<string> = new Set(['subscribe', 'psubscribe', 'monitor']);

export function createSession(
  context: CommandContext,
  dial: Dial,
  options: CliOptions,
  isInteractive: boolean,
): Session {
  const { stderr } = context;
  let socket: Socket | undefined;
  let buffer = '';
  let database = 0;
  let wanted = options.database;
  let isInTransaction = false;

  const drop = (): void => {
    socket?.close();
    socket = undefined;
    buffer = '';
    wanted = database;
    database = 0;
    isInTransaction = false;
  };
  function* next(): Program<Reply | undefined> {
    for (;;) {
      const decoded = decodeReply(buffer);
      if (decoded !== undefined) {
        buffer = decoded.rest;
        return decoded.reply;
      }
      const text = socket === undefined ? undefined : yield* socket.read();
      if (text === undefined) return undefined;
      buffer += text;
    }
  }
  function* ask(words: readonly string[]): Program<Reply | undefined> {
    if (socket?.write(encodeReply(bulks(words))) !== true) return undefined;
    return yield* next();
  }
  function* prepare(): Program<boolean> {
    if (options.password !== '') {
      const words = options.user === '' ? [options.password] : [options.user, options.password];
      const answer = yield* ask(['AUTH', ...words]);
      if (answer === undefined) return false;
      if (answer.type === 'error') yield* stderr.write(`AUTH failed: ${answer.text}\n`);
    }
    if (wanted !== 0) {
      const answer = yield* ask(['SELECT', String(wanted)]);
      if (answer === undefined) return false;
      if (answer.type === 'error') {
        yield* stderr.write(`SELECT ${wanted} failed: ${answer.text}\n`);
      } else database = wanted;
    }
    if (isInteractive) yield* ask(['COMMAND', 'DOCS']);
    return true;
  }
  const noted = (words: readonly string[], reply: Reply): void => {
    const name = (words[0] as string).toLowerCase();
    if (name === 'select' && reply.type === 'status') database = Number(words[1]);
    if (name === 'multi' && reply.type === 'status') isInTransaction = true;
    if (['exec', 'discard'].includes(name)) isInTransaction = false;
    if (name === 'reset' && reply.type === 'status') database = 0;
  };
  return {
    isConnected: () => socket !== undefined,
    close: drop,
    get database() {
      return database;
    },
    get isInTransaction() {
      return isInTransaction;
    },
    *connect() {
      if (socket !== undefined) return true;
      const { host, port } = options;
      const answer = yield* dial(host, port, CONNECT_LIMIT_MS);
      if (!answer.ok) {
        const why = FAILURES[answer.error];
        yield* stderr.write(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
        return false;
      }
      socket = answer.socket;
      return yield* prepare();
    },
    *send(words, take) {
      const reply = yield* ask(words);
      const isExpected = ['shutdown'].includes((words[0] as string).toLowerCase());
      if (reply === undefined) {
        drop();
        if (isExpected) return true;
        yield* stderr.write('Error: Server closed the connection\n');
        return false;
      }
      noted(words, reply);
      yield* take(reply);
      if (ENDLESS.has((words[0] as string).toLowerCase()) && reply.type !== 'error') {
        for (let more = yield* next(); more !== undefined; more = yield* next()) yield* take(more);
        drop();
        yield* stderr.write('Error: Server closed the connection\n');
        return false;
      }
      return true;
    },
  };
}

const VERBATIM: readonly RegExp[] = [
  /^(info|lolwut)$/,
  /^client (list|info)$/,
  /^cluster (nodes|info)$/,
  /^memory (malloc-stats|doctor)$/,
  /^latency (graph|doctor)$/,
];

/** A reply in the words of the chosen output. */
export function render(
  words: readonly string[],
  reply: Reply,
  output: CliOptions['output'],
): string {
  const [first = '', second = ''] = words.map((word) => word.toLowerCase());
  const isVerbatim = VERBATIM.some((each) => each.test(first) || each.test(`${first} ${second}`));
  if (isVerbatim) return raw(reply);
  if (output === 'people') return forPeople(reply, '');
  if (output === 'csv') return `${csv(reply)}\n`;
  if (output === 'json') return `${json(reply)}\n`;
  return `${raw(reply)}\n`;
}
