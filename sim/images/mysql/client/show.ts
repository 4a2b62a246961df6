import { type CommandContext, displayWidth, type Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { passwordWarning, readCommandLine } from './command-line.ts';
import { connect, targetOf } from './connection.ts';
import { plainTableText, type Rows } from './format.ts';
import { COMMON_OPTIONS, optionSpecs } from './options.ts';
import { versionLine } from './texts.ts';

const OPTIONS = [...COMMON_OPTIONS, ...optionSpecs('count keys|k status|i show-table-type|t')];

/** One column, with its header in the middle. */
function listText(header: string, { rows }: Rows): string {
  const names = rows.map(([name]) => name ?? '');
  const width = Math.max(header.length, ...names.map(displayWidth));
  const line = `+${'-'.repeat(width + 2)}+\n`;
  const left = Math.floor((width - header.length) / 2);
  const head = ' '.repeat(left) + header.padEnd(width - left);
  const body = names
    .map((name) => `| ${name}${' '.repeat(width - displayWidth(name))} |\n`)
    .join('');
  return `${line}| ${head} |\n${line}${body}${line}`;
}

const wildcardText = (column: string): string => (column === '' ? '' : `  Wildcard: ${column}`);

const likeOf = (word: string): string =>
  ` like '${word.replaceAll("'", "''").replaceAll('*', '%').replaceAll('?', '_')}'`;

/** `mysqlshow`. */
export function* runShow(host: ContainerHost, flavour: Flavour, context: CommandContext): Program {
  const { stdout, stderr } = context;
  const parsed = yield* readCommandLine(context, flavour, ['client', 'mysqlshow'], OPTIONS);
  if (!parsed.ok) return parsed.exitCode;
  const { given, words } = parsed;
  if (given.some(({ name }) => name === 'version')) {
    yield* stdout.write(`${versionLine(flavour, context.name)}\n`);
    return 0;
  }
  yield* stderr.write(passwordWarning(flavour, context.name, given));
  const [schema = '', table = '', column = ''] = words;
  const isPattern = table === '' && /[%_*?]/.test(schema);
  const target = yield* targetOf(context, flavour, given);
  const answer = yield* connect(host, context, flavour, target, isPattern ? '' : schema);
  if (!answer.ok) {
    yield* stderr.write(`${context.name}: ${answer.error.message}\n`);
    return 1;
  }
  const { link } = answer;
  const statement =
    schema === '' || isPattern
      ? `show databases${isPattern ? likeOf(schema) : ''}`
      : table === ''
        ? 'show tables'
        : `show full columns from \`${table}\`${column === '' ? '' : likeOf(column)}`;
  const reply = yield* link.query(statement);
  link.close();
  if (reply.type !== 'rows') {
    const message = reply.type === 'error' ? reply.message : 'Lost connection';
    const name = table === '' ? '' : `, table: ${table}`;
    yield* stderr.write(
      `${context.name}: Cannot list columns in db: ${schema}${name}: ${message}\n`,
    );
    return 1;
  }
  if (schema === '' || isPattern) {
    const wildcard = isPattern ? `Wildcard: ${schema}\n` : '';
    yield* stdout.write(wildcard + listText('Databases', reply));
  } else if (table === '') yield* stdout.write(`Database: ${schema}\n${listText('Tables', reply)}`);
  else
    yield* stdout.write(
      `Database: ${schema}  Table: ${table}${wildcardText(column)}\n${plainTableText(reply)}`,
    );
  return 0;
}
