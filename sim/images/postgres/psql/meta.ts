import type { Program } from '../../../kernel/index.ts';
import { resolvePath } from '../../../kernel/index.ts';
import type { DescribeWhat } from '../wire.ts';
import type { Target } from './connection.ts';
import { tableText } from './format.ts';
import { META_HELP, SQL_HELP } from './help.ts';
import { runDescribe, runQuery } from './query.ts';
import { isInteractive, open, type Psql } from './state.ts';

/** The words behind a backslash command; quotes hold one together. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single?.replaceAll("''", "'") ?? double ?? plain ?? '',
  );
}

const DESCRIBES: Readonly<Record<string, DescribeWhat>> = {
  d: 'relations',
  dt: 'tables',
  di: 'indexes',
  dv: 'views',
  ds: 'sequences',
  dp: 'privileges',
  z: 'privileges',
  dn: 'schemas',
  du: 'roles',
  dg: 'roles',
  l: 'databases',
  list: 'databases',
};

const isOn = (word: string | undefined, before: boolean): boolean =>
  word === undefined ? !before : ['on', 'true', '1', 'yes', 'auto'].includes(word.toLowerCase());

function* connectTo(psql: Psql, words: readonly string[]): Program<void> {
  const { stdout, stderr } = psql.context;
  const known = psql.connection?.target;
  const pick = (word: string | undefined, before: string): string =>
    word === undefined || word === '-' ? before : word;
  const target: Target = {
    database: pick(words[0], known?.database ?? psql.options.database),
    user: pick(words[1], known?.user ?? psql.options.user),
    host: pick(words[2], known?.host ?? psql.options.host),
    port: Number(pick(words[3], String(known?.port ?? psql.options.port))),
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

function* pset(psql: Psql, [name = '', value]: readonly string[]): Program<void> {
  const { stdout, stderr } = psql.context;
  const { style } = psql;
  switch (name) {
    case 'null':
      psql.style = { ...style, nullText: value ?? '' };
      yield* stdout.write(`Null display is "${value ?? ''}".\n`);
      return;
    case 'format': {
      const format = value === 'unaligned' || value === 'csv' ? value : 'aligned';
      psql.style = { ...style, format };
      yield* stdout.write(`Output format is ${format}.\n`);
      return;
    }
    case 'expanded':
    case 'x': {
      const isExpanded = isOn(value, style.isExpanded);
      psql.style = { ...style, isExpanded };
      yield* stdout.write(`Expanded display is ${isExpanded ? 'on' : 'off'}.\n`);
      return;
    }
    case 'tuples_only':
    case 't': {
      const tuplesOnly = isOn(value, style.tuplesOnly);
      psql.style = { ...style, tuplesOnly };
      yield* stdout.write(`Tuples only is ${tuplesOnly ? 'on' : 'off'}.\n`);
      return;
    }
    case 'footer': {
      const hasFooter = isOn(value, style.hasFooter);
      psql.style = { ...style, hasFooter };
      yield* stdout.write(`Default footer is ${hasFooter ? 'on' : 'off'}.\n`);
      return;
    }
    case 'pager':
    case 'border':
      yield* stdout.write(name === 'pager' ? 'Pager usage is off.\n' : 'Border style is 1.\n');
      return;
    default:
      yield* stderr.write(`\\pset: unknown option: ${name}\n`);
      psql.isFailed = true;
  }
}

function* changePassword(psql: Psql, [name]: readonly string[]): Program<void> {
  const user = name ?? psql.connection?.target.user ?? '';
  const { tty } = psql.context;
  if (tty === undefined) return;
  const first = yield* tty.readLine({
    prompt: `Enter new password for user "${user}": `,
    echo: false,
    history: '',
  });
  const second = yield* tty.readLine({ prompt: 'Enter it again: ', echo: false, history: '' });
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

/** Handlers of commands that only print or change a setting. */
const SIMPLE: Readonly<
  Record<string, (psql: Psql, words: readonly string[], rest: string) => Program<void>>
> = {
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
  *a(psql) {
    yield* pset(psql, ['format', psql.style.format === 'aligned' ? 'unaligned' : 'aligned']);
  },
  pset,
  *timing(psql, [word]) {
    psql.hasTiming = isOn(word, psql.hasTiming);
    yield* psql.context.stdout.write(`Timing is ${psql.hasTiming ? 'on' : 'off'}.\n`);
  },
  *echo(psql, words) {
    yield* psql.context.stdout.write(`${words.join(' ')}\n`);
  },
  *qecho(psql, words) {
    yield* psql.context.stdout.write(`${words.join(' ')}\n`);
  },
  *set(psql, [name, ...values]) {
    if (name === undefined) {
      const lines = [...psql.variables].map(([key, value]) => `${key} = '${value}'\n`);
      yield* psql.context.stdout.write(lines.join(''));
    } else psql.variables.set(name, values.join(''));
  },
  // biome-ignore lint/correctness/useYield: there is nothing to print
  *unset(psql, [name = '']) {
    psql.variables.delete(name);
  },
  *p(psql) {
    const text = psql.buffer.trim();
    yield* psql.context.stdout.write(text === '' ? 'Query buffer is empty.\n' : `${text}\n`);
  },
  *r(psql) {
    psql.buffer = '';
    yield* psql.context.stdout.write('Query buffer reset (cleared).\n');
  },
  *encoding(psql) {
    yield* psql.context.stdout.write('UTF8\n');
  },
  *copy(psql) {
    psql.isFailed = true;
    yield* psql.context.stderr.write('ordinal: \\copy is not modelled\n');
  },
  password: changePassword,
  c: connectTo,
  connect: connectTo,
  *copyright(psql) {
    yield* psql.context.stdout.write(
      'PostgreSQL Database Management System\n(formerly known as Postgres, then as Postgres95)\n',
    );
  },
  *'?'(psql) {
    yield* psql.context.stdout.write(META_HELP);
  },
  *h(psql, _words, rest) {
    yield* psql.context.stdout.write(SQL_HELP(rest));
  },
  *dx(psql) {
    const columns = ['Name', 'Version', 'Schema', 'Description'];
    const table = {
      columns: columns.map((name) => ({ name, isRight: false })),
      rows: [['plpgsql', '1.0', 'pg_catalog', 'PL/pgSQL procedural language']],
    };
    const rest = { title: 'List of installed extensions', footers: undefined };
    yield* psql.context.stdout.write(tableText(table, psql.style, rest));
  },
  *df(psql) {
    const columns = ['Schema', 'Name', 'Result data type', 'Argument data types', 'Type'];
    const table = { columns: columns.map((name) => ({ name, isRight: false })), rows: [] };
    const rest = { title: 'List of functions', footers: undefined };
    yield* psql.context.stdout.write(tableText(table, psql.style, rest));
  },
};

/**
 * Runs a backslash command: `line` begins behind the backslash. `include` runs the lines of a file.
 */
export function* runMeta(
  psql: Psql,
  line: string,
  include: (text: string) => Program<void>,
): Program<void> {
  const { stderr, files, directory } = psql.context;
  const name = /^(\?|!|[A-Za-z]+\+?S?)/.exec(line)?.[1] ?? '';
  const rest = line
    .slice(name.length)
    .trim()
    .replace(/\s*\\\\?$/, '');
  const words = wordsOf(rest.replace(/;+$/, ''));
  const bare = name.replace(/[+S]+$/, '') || name;
  psql.isFailed = false;
  if (bare === 'd' && words.length > 0) {
    yield* runDescribe(psql, 'relation', words[0] ?? '');
    return;
  }
  const describe = DESCRIBES[bare];
  if (describe !== undefined) {
    yield* runDescribe(psql, describe, words[0] ?? '');
    return;
  }
  if (bare === 'g' || bare === 'gx') {
    const text = psql.buffer;
    psql.buffer = '';
    const { style } = psql;
    if (bare === 'gx') psql.style = { ...style, isExpanded: true };
    if (text.trim() !== '') yield* runQuery(psql, text);
    psql.style = style;
    return;
  }
  if (bare === 'i' || bare === 'ir' || bare === 'include') {
    const path = words[0] ?? '';
    const content = files.read(resolvePath(directory, path));
    if (content.ok) yield* include(content.value);
    else {
      yield* stderr.write(`${path}: No such file or directory\n`);
      psql.isFailed = true;
    }
    return;
  }
  const simple = Object.hasOwn(SIMPLE, bare) ? SIMPLE[bare] : undefined;
  if (simple !== undefined) {
    yield* simple(psql, words, rest);
    return;
  }
  psql.isFailed = true;
  const hint = isInteractive(psql) ? 'Try \\? for help.\n' : '';
  const whole = /^\S+/.exec(line)?.[0] ?? '';
  yield* stderr.write(`invalid command \\${whole}\n${hint}`);
}
