import type { Described } from '../wire.ts';
import { left, matcher } from './patterns.ts';
import type { PgDatabase, PgServer } from './server.ts';

const LOCALE = 'en_US.utf8';

/** `\l`. */
export function listDatabases(server: PgServer, pattern: string): Described {
  const isOld = Number.parseInt(server.version, 10) < 16;
  const isMatch = pattern === '' ? () => true : matcher(pattern);
  const names = [...server.databases.values()]
    .map(({ name, owner }) => ({ name, owner, access: '' }))
    .concat(
      ['template0', 'template1'].map((name) => ({
        name,
        owner: 'postgres',
        access: '=c/postgres          +\npostgres=CTc/postgres'.replace(/ *\+/, ''),
      })),
    )
    .filter(({ name }) => isMatch('', name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const headers = isOld
    ? [
        'Name',
        'Owner',
        'Encoding',
        'Collate',
        'Ctype',
        'ICU Locale',
        'Locale Provider',
        'Access privileges',
      ]
    : [
        'Name',
        'Owner',
        'Encoding',
        'Locale Provider',
        'Collate',
        'Ctype',
        Number.parseInt(server.version, 10) > 16 ? 'Locale' : 'ICU Locale',
        'ICU Rules',
        'Access privileges',
      ];
  return {
    title: 'List of databases',
    table: {
      columns: headers.map(left),
      rows: names.map(({ name, owner, access }) =>
        isOld
          ? [name, owner, 'UTF8', LOCALE, LOCALE, '', 'libc', access]
          : [name, owner, 'UTF8', 'libc', LOCALE, LOCALE, '', '', access],
      ),
    },
    footers: [],
    hasNoCount: false,
  };
}

/** `\du`. */
export function listRoles(server: PgServer, pattern: string): Described {
  const isOld = Number.parseInt(server.version, 10) < 16;
  const isMatch = matcher(pattern);
  const rows = [...server.roles.values()]
    .filter(({ name }) => isMatch('', name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((role) => {
      const attributes = [
        ...(role.isSuper ? ['Superuser'] : []),
        ...(role.canCreateRole ? ['Create role'] : []),
        ...(role.canCreateDatabase ? ['Create DB'] : []),
        ...(role.canLogin ? [] : ['Cannot login']),
        ...(role.name === 'postgres' ? ['Replication', 'Bypass RLS'] : []),
      ].join(', ');
      return isOld ? [role.name, attributes, '{}'] : [role.name, attributes];
    });
  const headers = ['Role name', 'Attributes', ...(isOld ? ['Member of'] : [])];
  return {
    title: 'List of roles',
    table: { columns: headers.map(left), rows },
    footers: [],
    hasNoCount: true,
  };
}

const listed = (title: string, headers: readonly string[], rows: string[][]): Described => ({
  title,
  table: { columns: headers.map(left), rows },
  footers: [],
  hasNoCount: false,
});

const PUBLIC_ACCESS = 'pg_database_owner=UC/pg_database_owner\n=U/pg_database_owner';

/** `\dn`. */
export function listSchemas(
  { catalog, owner }: PgDatabase,
  pattern: string,
  isVerbose: boolean,
): Described {
  const isMatch = pattern === '' ? () => true : matcher(pattern);
  const rows = [...catalog.schemas.keys()]
    .filter((name) => isMatch('', name))
    .sort()
    .map((name) => {
      const isPublic = name === 'public';
      const more = isPublic ? [PUBLIC_ACCESS, 'standard public schema'] : ['', ''];
      return [name, isPublic ? 'pg_database_owner' : owner, ...(isVerbose ? more : [])];
    });
  const more = isVerbose ? ['Access privileges', 'Description'] : [];
  return listed('List of schemas', ['Name', 'Owner', ...more], rows);
}

const PLPGSQL = 'PL/pgSQL procedural language';
const FUNCTIONS = ['Schema', 'Name', 'Result data type', 'Argument data types', 'Type'];

/** Lists of what is always the same here, or always empty. */
export const FIXED_LISTS: Readonly<Record<string, () => Described>> = {
  functions: () => listed('List of functions', FUNCTIONS, []),
  extensions: () =>
    listed(
      'List of installed extensions',
      ['Name', 'Version', 'Schema', 'Description'],
      [['plpgsql', '1.0', 'pg_catalog', PLPGSQL]],
    ),
  types: () => listed('List of data types', ['Schema', 'Name', 'Description'], []),
  tablespaces: () =>
    listed(
      'List of tablespaces',
      ['Name', 'Owner', 'Location'],
      [
        ['pg_default', 'postgres', ''],
        ['pg_global', 'postgres', ''],
      ],
    ),
  domains: () => {
    const headers = ['Schema', 'Name', 'Type', 'Collation', 'Nullable', 'Default', 'Check'];
    return listed('List of domains', headers, []);
  },
  languages: () =>
    listed(
      'List of languages',
      ['Name', 'Owner', 'Trusted', 'Description'],
      [['plpgsql', 'postgres', 't', PLPGSQL]],
    ),
  defaults: () =>
    listed('Default access privileges', ['Owner', 'Schema', 'Type', 'Access privileges'], []),
  servers: () => listed('List of foreign servers', ['Name', 'Owner', 'Foreign-data wrapper'], []),
};
