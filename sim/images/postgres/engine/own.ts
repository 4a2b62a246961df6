import { SqlFailure } from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import type { OwnContext } from './own-context.ts';
import { altersOwnership, changeOwnership } from './ownership.ts';
import { changeSchema } from './schemas.ts';
import { changeSequence } from './sequences.ts';
import { DEFAULT_SETTINGS, newRole, saveGlobal } from './server.ts';

const fail = (state: string, message: string): never => {
  throw new SqlFailure(pgError(state, message));
};
const done = (tag: string): PgReply[] => [{ type: 'done', tag }];

function show({ server, settings }: OwnContext, words: readonly string[]): PgReply[] {
  const name = words.slice(1).join(' ').toLowerCase().replace(/ \. /g, '.').replace(/\s/g, '_');
  const version = server.version.split(' ')[0] ?? '';
  const fixed = new Map(
    Object.entries({
      server_version: `${server.version}`,
      server_version_num: String(
        Number.parseInt(version, 10) * 10_000 + Number(version.split('.')[1]),
      ),
      data_directory: server.dataDirectory,
      config_file: `${server.dataDirectory}/postgresql.conf`,
      hba_file: `${server.dataDirectory}/pg_hba.conf`,
    }),
  );
  const alias = name === 'time_zone' ? 'timezone' : name;
  const value = settings.get(alias) ?? fixed.get(alias) ?? server.settings.get(alias);
  if (value === undefined) return fail('42704', `unrecognized configuration parameter "${name}"`);
  const header = alias === 'timezone' ? 'TimeZone' : alias;
  const table = { columns: [{ name: header, isRight: false }], rows: [[value]] };
  return [{ type: 'rows', table, tag: 'SHOW' }];
}

function set({ server, settings }: OwnContext, words: readonly string[]): PgReply[] {
  const rest = words.slice(1).filter((word) => !['session', 'local'].includes(word.toLowerCase()));
  const [name = '', operator = '', ...values] = rest;
  const key = name.toLowerCase();
  if (operator !== '=' && operator.toLowerCase() !== 'to') return done('SET');
  const isKnown =
    Object.hasOwn(DEFAULT_SETTINGS, key) || server.settings.has(key) || key.includes('.');
  if (!isKnown) return fail('42704', `unrecognized configuration parameter "${name}"`);
  settings.set(key, values.join(' '));
  return done('SET');
}

function password(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word.toLowerCase() === 'password');
  return at < 0 ? undefined : words[at + 1];
}

function changeRole(context: OwnContext, words: readonly string[]): PgReply[] {
  const { server, user } = context;
  const [verb = '', what = '', name = '', ...options] = words;
  const lower = options.map((word) => word.toLowerCase());
  if (!server.roles.get(user)?.isSuper && !server.roles.get(user)?.canCreateRole) {
    return fail('42501', `permission denied to ${verb} role`);
  }
  if (verb === 'drop') return dropRole(context, words);
  const known = server.roles.get(name);
  if (verb === 'create' && known !== undefined)
    return fail('42710', `role "${name}" already exists`);
  if (verb === 'alter' && known === undefined)
    return fail('42704', `role "${name}" does not exist`);
  const role = known ?? newRole(name, { canLogin: what === 'user' });
  role.password = password(options) ?? role.password;
  const flag = (yes: string, no: string, before: boolean): boolean =>
    lower.includes(yes) ? true : lower.includes(no) ? false : before;
  role.canLogin = flag('login', 'nologin', role.canLogin);
  role.isSuper = flag('superuser', 'nosuperuser', role.isSuper);
  role.canCreateDatabase = flag('createdb', 'nocreatedb', role.canCreateDatabase);
  role.canCreateRole = flag('createrole', 'nocreaterole', role.canCreateRole);
  server.roles.set(name, role);
  saveGlobal(server);
  return done(`${verb.toUpperCase()} ROLE`);
}

function dropRole({ server, user, notice }: OwnContext, words: readonly string[]): PgReply[] {
  const isOptional = words[2]?.toLowerCase() === 'if';
  const name = words[isOptional ? 4 : 2] ?? '';
  if (!server.roles.has(name)) {
    if (!isOptional) return fail('42704', `role "${name}" does not exist`);
    notice(`role "${name}" does not exist, skipping`);
  }
  if (name === user) return fail('55006', 'current user cannot be dropped');
  server.roles.delete(name);
  saveGlobal(server);
  return done('DROP ROLE');
}

/** Names with their points: `table public.users`, `column public.users.id`. */
function comment({ database }: OwnContext, words: readonly string[]): PgReply[] {
  const is = words.findLastIndex((word) => word.toLowerCase() === 'is');
  const kind = words[2]?.toLowerCase() ?? '';
  const name = words.slice(3, is).join('');
  const parts = name.split('.');
  const needsSchema = parts.length === (kind === 'column' ? 2 : 1) && kind !== 'database';
  const key = `${kind} ${needsSchema ? 'public.' : ''}${name}`;
  const text = words[is + 1] ?? '';
  if (text.toLowerCase() === 'null') database.comments.delete(key);
  else database.comments.set(key, text);
  return done('COMMENT');
}

const EXTENSIONS: ReadonlySet<string> = new Set([
  ...['plpgsql', 'pgcrypto', 'uuid-ossp', 'hstore', 'citext', 'pg_trgm', 'btree_gin', 'btree_gist'],
  ...['pg_stat_statements', 'tablefunc', 'unaccent', 'postgres_fdw', 'pg_buffercache', 'ltree'],
]);

function changeExtension({ server }: OwnContext, words: readonly string[]): PgReply[] {
  const verb = words[0]?.toLowerCase() ?? '';
  const name = words.slice(2).find((word) => !['if', 'not', 'exists'].includes(word)) ?? '';
  if (verb !== 'create' || EXTENSIONS.has(name)) return done(`${verb.toUpperCase()} EXTENSION`);
  const major = server.version.split('.')[0];
  const file = `/usr/share/postgresql/${major}/extension/${name}.control`;
  throw new SqlFailure(
    pgError('0A000', `extension "${name}" is not available`, {
      detail: `Could not open extension control file "${file}": No such file or directory.`,
      hint: 'The extension must first be installed on the system where PostgreSQL is running.',
    }),
  );
}

/** Runs a statement that only PostgreSQL has. */
export function runOwn(context: OwnContext, { words }: OwnStatement): readonly PgReply[] {
  const [first = '', second = ''] = words.map((word) => word.toLowerCase());
  if (first === 'show') return show(context, words);
  if (first === 'comment') return comment(context, words);
  if (first === 'lock' && !context.isInBlock()) {
    return fail('25P01', 'LOCK TABLE can only be used in transaction blocks');
  }
  if (first === 'discard') return done(`DISCARD ${second.toUpperCase()}`);
  if (['prepare', 'execute', 'deallocate'].includes(first)) {
    return fail('0A000', `ordinal: ${first.toUpperCase()} is not modelled`);
  }
  const isOfRole = ['grant', 'revoke'].includes(first) && !words.some((word) => /^on$/i.test(word));
  if (isOfRole) return done(`${first.toUpperCase()} ROLE`);
  if (first === 'set') return set(context, words);
  if (first === 'reset') {
    if (second === 'all') context.settings.clear();
    else context.settings.delete(second);
    return done('RESET');
  }
  if (altersOwnership(words)) return [changeOwnership(context, words)];
  if (['create', 'alter', 'drop'].includes(first)) {
    if (['user', 'role', 'group'].includes(second)) return changeRole(context, words);
    if (second === 'schema') return [changeSchema(context, words)];
    if (second === 'sequence') return [changeSequence(context, words)];
    if (second === 'extension') return changeExtension(context, words);
    const kind = second === 'or' ? (words[3] ?? '') : second;
    const tag = `${first} ${kind === 'materialized' ? 'materialized view' : kind}`.toUpperCase();
    return fail('0A000', `ordinal: ${tag} is not modelled`);
  }
  const tags: Readonly<Record<string, string>> = { lock: 'LOCK TABLE' };
  return done(tags[first] ?? first.toUpperCase());
}
