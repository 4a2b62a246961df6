import type { CommandContext, Program } from '../../../kernel/index.ts';
import { createLineReader, sleep } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import type { MysqlFailure } from '../wire.ts';
import { passwordWarning, readCommandLine } from './command-line.ts';
import { connect, type Link, type Target, targetOf } from './connection.ts';
import { plainTableText } from './format.ts';
import { COMMON_OPTIONS, type Given, optionSpecs } from './options.ts';
import { statusLine, statusOf } from './status.ts';
import { MARIADB_NOTICE, oracleNotice, uptimeText, versionLine } from './texts.ts';

const OPTIONS = [
  ...COMMON_OPTIONS,
  ...optionSpecs(`
    wait|w=? sleep|i= count|c= relative|r vertical|E no-beep|b shutdown-timeout= show-warnings
    local|l auto-vertical-output
  `),
];

/** `mysqladmin` says where to look for a server that does not answer. */
function connectText(
  program: string,
  { kind }: Flavour,
  target: Target,
  error: MysqlFailure,
): string {
  const name = kind === 'oracle' ? 'mysqld' : 'mariadbd';
  const host = target.host === '' ? 'localhost' : target.host;
  const head = `${program}: connect to server at '${host}' failed\nerror: '${error.message}'\n`;
  if (error.code === 2002) {
    return `${head}Check that ${name} is running and that the socket: '${target.socket}' exists!\n`;
  }
  if (error.code !== 2003 && error.code !== 2005) return head;
  const { port } = target;
  return (
    `${head}Check that ${name} is running on ${host} and that the port is ${port}.\n` +
    `You can check this by doing 'telnet ${host} ${port}'\n`
  );
}

interface Admin {
  readonly context: CommandContext;
  readonly flavour: Flavour;
  readonly target: Target;
  readonly link: Link;
  readonly given: readonly Given[];
  readonly isVerbose: boolean;
}

type Verb = (admin: Admin, words: string[]) => Program<boolean>;

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Its errors ring, unless they are asked not to. */
const bell = (given: readonly Given[]): string =>
  given.some(({ name }) => name === 'no-beep') ? '' : '\x07';

/** Runs a statement; a failure is told with what was tried. */
function* attempt(
  { link, context, given }: Admin,
  statement: string,
  what: string,
): Program<boolean> {
  const reply = yield* link.query(statement);
  if (reply.type !== 'error') return true;
  const gap = what.startsWith('DROP') ? '\n' : ' ';
  yield* context.stderr.write(
    `${bell(given)}${context.name}: ${what};${gap}error: '${reply.message}'\n`,
  );
  return false;
}

const run =
  (statement: string, what: string): Verb =>
  (admin) =>
    attempt(admin, statement, what);

const table = (statement: string): Verb =>
  function* (admin) {
    const reply = yield* admin.link.query(statement);
    if (reply.type === 'rows') yield* admin.context.stdout.write(plainTableText(reply));
    return reply.type === 'rows';
  };

function* version({ link, context, flavour, target }: Admin): Program<boolean> {
  const status = yield* statusOf(link);
  if (status === undefined) return false;
  const notice = flavour.kind === 'oracle' ? oracleNotice(flavour.version) : MARIADB_NOTICE;
  const connection = target.isSocket ? 'Localhost via UNIX socket' : `${target.host} via TCP/IP`;
  const place = target.isSocket ? `UNIX socket\t\t${target.socket}` : `TCP port\t\t${target.port}`;
  yield* context.stdout.write(
    `${versionLine(flavour, context.name)}\n${notice}\n` +
      `Server version\t\t${link.version}\nProtocol version\t10\n` +
      `Connection\t\t${connection}\n${place}\n` +
      `Uptime:\t\t\t${uptimeText(Number(status.get('Uptime')))}\n\n${statusLine(status)}\n`,
  );
  return true;
}

function* drop(admin: Admin, words: string[]): Program<boolean> {
  const name = words.shift() ?? '';
  const { context, given } = admin;
  if (!given.some((each) => each.name === 'force')) {
    yield* context.stdout.write(
      'Dropping the database is potentially a very bad thing to do.\n' +
        `Any data stored in the database will be destroyed.\n\nDo you really want to drop the '${name}' database [y/N] `,
    );
    const line = yield* createLineReader(context.stdin).next();
    if (!/^y/i.test(line ?? '')) {
      yield* context.stdout.write('\nOK, aborting database drop!\n');
      return false;
    }
  }
  const isDone = yield* attempt(
    admin,
    `drop database ${quoted(name)}`,
    `DROP DATABASE ${name} failed`,
  );
  if (isDone) yield* context.stdout.write(`Database "${name}" dropped\n`);
  return isDone;
}

const replication = (how: 'start' | 'stop'): Verb =>
  function* ({ link, context, given }) {
    const reply = yield* link.query(`${how} replica`);
    if (reply.type === 'error') {
      const doing = how === 'start' ? 'starting' : 'stopping';
      const text = `${context.name}: Error ${doing} replication: ${reply.message}\n`;
      yield* context.stderr.write(bell(given) + text);
      return false;
    }
    yield* context.stdout.write(`Replication ${how === 'start' ? 'started' : 'stopped'}\n`);
    return true;
  };

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  [
    'ping',
    function* ({ context }) {
      yield* context.stdout.write('mysqld is alive\n');
      return true;
    },
  ],
  [
    'status',
    function* ({ link, context }) {
      const status = yield* statusOf(link);
      if (status === undefined) return false;
      yield* context.stdout.write(`Uptime: ${status.get('Uptime')}  ${statusLine(status)}\n`);
      return true;
    },
  ],
  ['version', version],
  [
    'create',
    (admin, words) =>
      attempt(admin, `create database ${quoted(words.shift() ?? '')}`, 'CREATE DATABASE failed'),
  ],
  ['drop', drop],
  [
    'processlist',
    (admin, words) =>
      table(admin.isVerbose ? 'show full processlist' : 'show processlist')(admin, words),
  ],
  ['variables', table('show global variables')],
  ['extended-status', table('show global status')],
  ['shutdown', run('shutdown', 'shutdown failed')],
  ['flush-privileges', run('flush privileges', 'reload failed')],
  ['reload', run('flush privileges', 'reload failed')],
  ['refresh', run('flush tables', 'refresh failed')],
  ['flush-tables', run('flush tables', 'refresh failed')],
  ['flush-logs', run('flush logs', 'refresh failed')],
  ['flush-status', run('flush status', 'refresh failed')],
  ['flush-hosts', run('flush hosts', 'refresh failed')],
  ['debug', run('do 0', 'debug failed')],
  ['start-replica', replication('start')],
  ['stop-replica', replication('stop')],
  ['start-slave', replication('start')],
  ['stop-slave', replication('stop')],
  [
    'kill',
    (admin, words) => {
      const id = words.shift() ?? '';
      return attempt(admin, `kill ${id}`, `kill failed on ${id}`);
    },
  ],
  [
    'password',
    (admin, words) => {
      const password = (words.shift() ?? '').replaceAll("'", "''");
      return attempt(admin, `set password = '${password}'`, 'unable to change password');
    },
  ],
]);

/** The verb that a word begins; an unfinished word is enough when it is clear. */
function verbOf(word: string): Verb | undefined {
  const exact = VERBS.get(word);
  if (exact !== undefined) return exact;
  const close = [...VERBS.keys()].filter((name) => name.startsWith(word));
  return close.length === 1 ? VERBS.get(close[0] ?? '') : undefined;
}

const NEEDS_WORD: ReadonlySet<string> = new Set(['create', 'drop', 'kill']);

/** How often the words are gone through: `-c 3`, a second or `-i` seconds apart. */
function roundsOf(given: readonly Given[]): { count: number; pauseMs: number } {
  const number = (name: string): number =>
    Number(given.findLast((each) => each.name === name)?.value ?? 0);
  const pauseMs = number('sleep') * 1000;
  return {
    count: pauseMs > 0 ? Math.min(number('count') || MOST_ROUNDS, MOST_ROUNDS) : 1,
    pauseMs,
  };
}

/** `mysqladmin -i 1` goes on until it is stopped; a day is as good as that. */
const MOST_ROUNDS = 86_400;

/** `mysqladmin`. Models client/mysqladmin.cc of MySQL and of MariaDB. */
export function* runAdmin(host: ContainerHost, flavour: Flavour, context: CommandContext): Program {
  const { stdout, stderr } = context;
  const parsed = yield* readCommandLine(context, flavour, ['client', 'mysqladmin'], OPTIONS);
  if (!parsed.ok) return parsed.exitCode;
  const { given } = parsed;
  const { words } = parsed;
  if (given.some(({ name }) => name === 'version')) {
    yield* stdout.write(`${versionLine(flavour, context.name)}\n`);
    return 0;
  }
  if (words.length === 0 || given.some(({ name }) => name === 'help')) {
    const usage = 'Usage: mysqladmin [OPTIONS] command command....\n';
    yield* stdout.write(`${versionLine(flavour, context.name)}\n${usage}`);
    return words.length === 0 ? 1 : 0;
  }
  yield* stderr.write(passwordWarning(flavour, context.name, given));
  const target = yield* targetOf(context, flavour, given);
  const answer = yield* connect(host, context, flavour, target, '');
  if (!answer.ok) {
    const isSilent = given.some(({ name }) => name === 'silent');
    const text = connectText(context.name, flavour, target, answer.error);
    if (!isSilent) yield* stderr.write(bell(given) + text);
    // A server that refuses a password is alive.
    return words[0] === 'ping' && answer.error.code === 1045 ? 0 : 1;
  }
  const { link } = answer;
  const isVerbose = given.some(({ name }) => name === 'verbose');
  const admin = { context, flavour, target, link, given, isVerbose };
  const { count, pauseMs } = roundsOf(given);
  for (let round = 0; round < count; round++) {
    if (round > 0) yield* sleep(pauseMs);
    const code = yield* runVerbs(admin, [...words]);
    if (code !== 0) return code;
  }
  link.close();
  return 0;
}

/** Runs the words of a command line, each with those that belong to it. */
function* runVerbs(admin: Admin, words: string[]): Program<number> {
  const { context, given } = admin;
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const verb = verbOf(word);
    if (verb === undefined) {
      yield* context.stderr.write(`${bell(given)}${context.name}: Unknown command: '${word}'\n`);
      return 1;
    }
    if (words.length === 0 && NEEDS_WORD.has(word)) {
      const name = word === 'kill' ? "'kill'" : word;
      const text = `${context.name}: Too few arguments to ${name}\n`;
      yield* context.stderr.write(bell(given) + text);
      return 1;
    }
    if (!(yield* verb(admin, words))) return 1;
  }
  return 0;
}
