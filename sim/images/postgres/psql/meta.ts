import type { Program } from '../../../kernel/index.ts';
import { ownAt, resolvePath, secretLine } from '../../../kernel/index.ts';
import type { DescribeWhat } from '../wire.ts';
import { isSkipping, runCondition } from './conditions.ts';
import type { Target } from './connection.ts';
import { copyCommand } from './copy.ts';
import { COPYRIGHT, META_HELP, SQL_HELP } from './help.ts';
import { runDescribe, runQuery } from './query.ts';
import {
  redirect,
  runCells,
  sendBuffer,
  setFromRow,
  showBuffer,
  toggleAligned,
  watchBuffer,
} from './send.ts';
import { isOn, pset } from './settings.ts';
import { isInteractive, open, type Psql, write } from './state.ts';
import { interpolated } from './variables.ts';

/** The words behind a backslash command; quotes hold one together. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+)/g)].map(
    ([, single, double, plain]) =>
      single?.replaceAll("''", "'").replace(/\\n/g, '\n').replace(/\\t/g, '\t') ??
      double ??
      plain ??
      '',
  );
}

const DESCRIBES: Readonly<Record<string, DescribeWhat>> = {
  d: 'relations',
  dp: 'privileges',
  z: 'privileges',
  dn: 'schemas',
  du: 'roles',
  dg: 'roles',
  l: 'databases',
  list: 'databases',
  df: 'functions',
  dx: 'extensions',
  dT: 'types',
  db: 'tablespaces',
  dD: 'domains',
  dL: 'languages',
  ddp: 'defaults',
  des: 'servers',
};

/** What `\\dtv` and its like list; undefined for other commands. */
function describedBy(name: string): DescribeWhat | undefined {
  const known = DESCRIBES[name];
  if (known !== undefined) return known;
  const kinds = /^d([tvimsE]+)$/.exec(name)?.[1];
  return kinds === undefined ? undefined : `relations:${kinds}`;
}

function* connectTo(psql: Psql, words: readonly string[]): Program<void> {
  const { stdout, stderr } = psql.context;
  const known = psql.connection?.target;
  const pick = (word: string | undefined, before: string): string =>
    word === undefined || word === '-' ? before : word;
  const target: Target = {
    database: pick(words[0], known?.database ?? psql.options.database),
    user: pick(words[1], known?.user ?? psql.options.user),
    host: pick(words[2], known?.host ?? psql.options.host),
    port: pick(words[3], known?.port ?? psql.options.port),
  };
  if (target.user !== known?.user) psql.password = undefined;
  const failure = yield* open(psql, target);
  if (failure === '') {
    const { database, user, host, port } = target;
    const moved =
      host !== known?.host || port !== known?.port ? ` on host "${host}" at port "${port}"` : '';
    if (!psql.options.isQuiet) {
      yield* stdout.write(
        `You are now connected to database "${database}" as user "${user}"${moved}.\n`,
      );
    }
    return;
  }
  psql.isFailed = true;
  if (isInteractive(psql)) {
    yield* stderr.write(`${failure}\nPrevious connection kept\n`);
    return;
  }
  yield* stderr.write(`\\connect: ${failure}\n`);
  psql.connection?.close();
  psql.connection = undefined;
  if (psql.options.actions.some(({ type }) => type === 'command')) return;
  psql.exitCode = 2;
  psql.isOver = true;
}

function connectionText({ connection }: Psql): string {
  if (connection === undefined) return 'You are currently not connected to a database.';
  const { target, address } = connection;
  const who = `You are connected to database "${target.database}" as user "${target.user}"`;
  if (target.host === '') {
    return `${who} via socket in "/var/run/postgresql" at port "${target.port}".`;
  }
  const where = address === target.host ? '' : ` (address "${address}")`;
  return `${who} on host "${target.host}"${where} at port "${target.port}".`;
}

function* changePassword(psql: Psql, [name]: readonly string[]): Program<void> {
  const user = name ?? psql.connection?.target.user ?? '';
  const { tty } = psql.context;
  if (tty === undefined) return;
  const first = yield* tty.readLine(secretLine(`Enter new password for user "${user}": `));
  const second = yield* tty.readLine(secretLine('Enter it again: '));
  if (first !== second) {
    yield* psql.context.stderr.write("Passwords didn't match.\n");
    return;
  }
  const quoted = (first ?? '').replaceAll("'", "''");
  yield* runQuery(
    { ...psql, options: { ...psql.options, isQuiet: true } },
    `alter user "${user}" password '${quoted}'`,
  );
}

function* runShell(psql: Psql, line: string): Program<void> {
  const shell = psql.commands().get('sh') ?? psql.commands().get('bash');
  if (shell === undefined) return;
  yield* shell.run({ ...psql.context, name: 'sh', args: line === '' ? [] : ['-c', line] });
}

function* showVariables(psql: Psql): Program<void> {
  const lines = [...psql.variables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key} = '${value}'\n`);
  yield* psql.context.stdout.write(lines.join(''));
}

function* changeTiming(psql: Psql, [word]: readonly string[]): Program<void> {
  psql.hasTiming = isOn(word, psql.hasTiming);
  if (psql.options.isQuiet) return;
  yield* psql.context.stdout.write(`Timing is ${psql.hasTiming ? 'on' : 'off'}.\n`);
}

type Handler = (psql: Psql, words: readonly string[], rest: string) => Program<void>;

const echoed = (words: readonly string[]): string =>
  words[0] === '-n' ? words.slice(1).join(' ') : `${words.join(' ')}\n`;

/** Handlers of commands that only print or change a setting. */
const SIMPLE: Readonly<Record<string, Handler>> = {
  // biome-ignore lint/correctness/useYield: there is nothing to print
  *q(psql) {
    psql.isOver = true;
  },
  *conninfo(psql) {
    yield* psql.context.stdout.write(`${connectionText(psql)}\n`);
  },
  *x(psql, words) {
    yield* pset(psql, ['expanded', ...words]);
  },
  *t(psql, words) {
    yield* pset(psql, ['tuples_only', ...words]);
  },
  *C(psql, words) {
    yield* pset(psql, ['title', ...words]);
  },
  *f(psql, words) {
    yield* pset(psql, ['fieldsep', ...words]);
  },
  *H(psql) {
    yield* pset(psql, ['format', psql.style.format === 'html' ? 'aligned' : 'html']);
  },
  a: toggleAligned,
  pset,
  timing: changeTiming,
  *echo(psql, words) {
    yield* psql.context.stdout.write(echoed(words));
  },
  *qecho(psql, words) {
    yield* write(psql, echoed(words));
  },
  *warn(psql, words) {
    yield* psql.context.stderr.write(echoed(words));
  },
  *set(psql, [name, ...values]) {
    if (name === undefined) yield* showVariables(psql);
    else psql.variables.set(name, values.join(''));
  },
  // biome-ignore lint/correctness/useYield: there is nothing to print
  *unset(psql, [name = '']) {
    psql.variables.delete(name);
  },
  p: showBuffer,
  *r(psql) {
    psql.buffer = '';
    if (psql.options.isQuiet) return;
    yield* psql.context.stdout.write('Query buffer reset (cleared).\n');
  },
  *encoding(psql, [name]) {
    if (name === undefined) yield* psql.context.stdout.write('UTF8\n');
  },
  *prompt(psql, words) {
    const [text, name = ''] = words.length > 1 ? words : ['', ...words];
    const line = yield* psql.nextLine(text ?? '');
    if (line !== undefined) psql.variables.set(name, line);
  },
  *copy(psql, _words, rest) {
    yield* copyCommand(psql, rest);
  },
  *sv(psql, [name = '']) {
    yield* runDescribe(psql, 'view source', name);
  },
  *gset(psql, [prefix = '']) {
    yield* setFromRow(psql, prefix);
  },
  gexec: runCells,
  *watch(psql, [word = '']) {
    yield* watchBuffer(psql, word);
  },
  *o(psql, [target = '']) {
    yield* redirect(psql, target);
  },
  *w(psql, [target = '']) {
    const { files, directory } = psql.context;
    files.write(resolvePath(directory, target), `${psql.buffer.trim() || psql.lastQuery}\n`);
    yield* [];
  },
  // biome-ignore lint/correctness/useYield: a dump begins and ends with it
  *restrict() {
    return;
  },
  // biome-ignore lint/correctness/useYield: as above
  *unrestrict() {
    return;
  },
  *errverbose(psql) {
    yield* psql.context.stdout.write('There is no previous error.\n');
  },
  password: changePassword,
  c: connectTo,
  connect: connectTo,
  *copyright(psql) {
    yield* psql.context.stdout.write(COPYRIGHT);
  },
  *'?'(psql) {
    yield* psql.context.stdout.write(META_HELP);
  },
  *h(psql, _words, rest) {
    yield* psql.context.stdout.write(SQL_HELP(rest));
  },
};

const ALIASES: Readonly<Record<string, string>> = {
  quit: 'q',
  out: 'o',
  print: 'p',
  reset: 'r',
  write: 'w',
  help: 'h',
  html: 'H',
};

function* includeFile(
  psql: Psql,
  path: string,
  include: (text: string, path: string) => Program<void>,
): Program<void> {
  const { stderr, files, directory } = psql.context;
  const content = files.read(resolvePath(directory, path));
  if (content.ok) {
    yield* include(content.value, path);
    return;
  }
  yield* stderr.write(`${path}: No such file or directory\n`);
  psql.isFailed = true;
}

/**
 * Runs a backslash command: `line` begins behind the backslash. `include` runs the lines of a file.
 */
export function* runMeta(
  psql: Psql,
  line: string,
  include: (text: string, path: string) => Program<void>,
): Program<void> {
  const { stderr } = psql.context;
  const name = /^(\?|!|[A-Za-z]+\+?S?\+?)/.exec(line)?.[1] ?? '';
  const raw = line.slice(name.length).trim();
  if (name === '!') {
    yield* runShell(psql, raw);
    return;
  }
  const rest = interpolated(psql.variables, raw.replace(/\s*\\\\?$/, ''));
  const words = wordsOf(rest.replace(/;+$/, ''));
  const plain = name.replace(/[+S]+$/, '') || name;
  const bare = ALIASES[plain] ?? plain;
  psql.isFailed = false;
  if (yield* runCondition(psql, bare, words[0] ?? '')) return;
  if (isSkipping(psql)) return;
  if (bare === 'd' && words.length > 0) {
    yield* runDescribe(psql, 'relation', words[0] ?? '', name.includes('+'));
    return;
  }
  const describe = describedBy(bare);
  if (describe !== undefined) {
    yield* runDescribe(psql, describe, words[0] ?? '', name.includes('+'));
    return;
  }
  if (bare === 'g' || bare === 'gx') {
    yield* sendBuffer(psql, bare === 'gx', rest.replace(/;+$/, ''));
    return;
  }
  if (bare === 'i' || bare === 'ir' || bare === 'include') {
    yield* includeFile(psql, words[0] ?? '', include);
    return;
  }
  const simple = ownAt(SIMPLE, bare);
  if (simple !== undefined) {
    yield* simple(psql, words, rest);
    return;
  }
  psql.isFailed = true;
  const hint = isInteractive(psql) ? 'Try \\? for help.\n' : '';
  const whole = /^\S+/.exec(line)?.[0] ?? '';
  yield* stderr.write(`${psql.reportPrefix()}invalid command \\${whole}\n${hint}`);
}
