import type { CommandContext, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import { type Asked, type Options, readAsked } from './tool-options.ts';
import { collect, reach } from './tool-session.ts';

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A client that sends one statement. */
interface Statement extends Options {
  readonly name: string;
  readonly summary: string;
  readonly failure: (name: string) => string;
  /** The statement; undefined when a name is missing. */
  statement(asked: Asked, name: string | undefined): string | undefined;
  readonly missing: string;
}

/** The tools that send one statement. */
export const STATEMENTS: readonly Statement[] = [
  {
    name: 'createdb',
    summary: 'make a database',
    valued: 'OTElD',
    long: { owner: 'O', template: 'T', encoding: 'E', locale: 'l', tablespace: 'D' },
    failure: () => 'database creation failed',
    missing: '',
    statement: ({ flags, user }, name) => {
      const owner = flags.get('O')?.at(-1);
      const by = owner === undefined ? '' : ` OWNER ${quoted(owner)}`;
      return `CREATE DATABASE ${quoted(name ?? user)}${by};`;
    },
  },
  {
    name: 'dropdb',
    summary: 'remove a database',
    valued: '',
    long: { force: 'f', interactive: 'i' },
    failure: () => 'database removal failed',
    missing: 'missing required argument database name',
    statement: ({ flags }, name) => {
      const optional = flags.has('if-exists') ? 'IF EXISTS ' : '';
      return name === undefined ? undefined : `DROP DATABASE ${optional}${quoted(name)};`;
    },
  },
  {
    name: 'createuser',
    summary: 'make a role',
    valued: 'cg',
    long: { superuser: 's', createdb: 'd', createrole: 'r', login: 'l', pwprompt: 'P' },
    failure: () => 'creation of new role failed',
    missing: '',
    statement: ({ flags, user }, name) => {
      const has = (flag: string, word: string): string => `${flags.has(flag) ? '' : 'NO'}${word}`;
      const may = [has('s', 'SUPERUSER'), has('d', 'CREATEDB'), has('r', 'CREATEROLE')].join(' ');
      return `CREATE ROLE ${quoted(name ?? user)} ${may} INHERIT LOGIN;`;
    },
  },
  {
    name: 'dropuser',
    summary: 'remove a role',
    valued: '',
    long: { interactive: 'i' },
    failure: (name) => `removal of role "${name}" failed`,
    missing: 'missing required argument role name',
    statement: ({ flags }, name) => {
      const optional = flags.has('if-exists') ? 'IF EXISTS ' : '';
      return name === undefined ? undefined : `DROP ROLE ${optional}${quoted(name)};`;
    },
  },
];

/** Runs a tool that sends one statement. */
export function* runStatement(
  tool: Statement,
  version: string,
  host: ContainerHost,
  context: CommandContext,
): Program {
  const { stdout, stderr } = context;
  const { name } = tool;
  const asked = readAsked(context, tool);
  if (typeof asked === 'string') {
    const hint = `${name}: hint: Try "${name} --help" for more information.\n`;
    yield* stderr.write(`${name}: ${asked}\n${hint}`);
    return 1;
  }
  if (asked.flags.has('V')) {
    yield* stdout.write(`${name} (PostgreSQL) ${version}\n`);
    return 0;
  }
  const [subject] = asked.words;
  const statement = tool.statement(asked, subject);
  if (statement === undefined) {
    const hint = `${name}: hint: Try "${name} --help" for more information.\n`;
    yield* stderr.write(`${name}: error: ${tool.missing}\n${hint}`);
    return 1;
  }
  const connection = yield* reach(host, context, name, asked, 'postgres');
  if (connection === undefined) return 1;
  if (asked.flags.has('e')) yield* stdout.write(`${statement}\n`);
  const failure = yield* collect(connection, { type: 'query', text: statement }, function* (reply) {
    if (reply.type === 'report') yield* stderr.write(`NOTICE:  ${reply.report.message}\n`);
  });
  connection.close();
  if (failure === '') return 0;
  yield* stderr.write(`${name}: error: ${tool.failure(subject ?? '')}: ERROR:  ${failure}\n`);
  return 1;
}
