import { compareVersions } from '../../versions.ts';
import { STATIC_PRIVILEGES } from '../sql/account-statements.ts';
import type { EngineHost, Grant, User } from './model.ts';
import { roleLines } from './roles.ts';

/** Privileges that ALL has besides the static ones; those behind a colon came with a version. */
const DYNAMIC_LIST = [
  ...['8.2:ALLOW_NONEXISTENT_DEFINER', '9.3:CREATE_SPATIAL_REFERENCE_SYSTEM'],
  ...['8.4:FLUSH_PRIVILEGES', '9.7:MANAGE_DATA_MASKING_POLICY', '8.4:OPTIMIZE_LOCAL_TABLE'],
  ...['8.2:SET_ANY_DEFINER', '8.3:TRANSACTION_GTID_TAG'],
  ...['APPLICATION_PASSWORD_ADMIN', 'AUDIT_ABORT_EXEMPT', 'AUDIT_ADMIN'],
  ...['AUTHENTICATION_POLICY_ADMIN', 'BACKUP_ADMIN', 'BINLOG_ADMIN', 'BINLOG_ENCRYPTION_ADMIN'],
  ...['CLONE_ADMIN', 'CONNECTION_ADMIN', 'ENCRYPTION_KEY_ADMIN', 'FIREWALL_EXEMPT'],
  ...['FLUSH_OPTIMIZER_COSTS', 'FLUSH_STATUS', 'FLUSH_TABLES', 'FLUSH_USER_RESOURCES'],
  ...['GROUP_REPLICATION_ADMIN', 'GROUP_REPLICATION_STREAM', 'INNODB_REDO_LOG_ARCHIVE'],
  ...['INNODB_REDO_LOG_ENABLE', 'PASSWORDLESS_USER_ADMIN', 'PERSIST_RO_VARIABLES_ADMIN'],
  ...['REPLICATION_APPLIER', 'REPLICATION_SLAVE_ADMIN', 'RESOURCE_GROUP_ADMIN'],
  ...['RESOURCE_GROUP_USER', 'ROLE_ADMIN', 'SENSITIVE_VARIABLES_OBSERVER'],
  ...['SERVICE_CONNECTION_ADMIN', 'SESSION_VARIABLES_ADMIN', 'SET_USER_ID', 'SHOW_ROUTINE'],
  ...['SYSTEM_USER', 'SYSTEM_VARIABLES_ADMIN', 'TABLE_ENCRYPTION_ADMIN', 'TELEMETRY_LOG_ADMIN'],
  'XA_RECOVER_ADMIN',
];

const dynamicOf = (version: string): string[] =>
  DYNAMIC_LIST.flatMap((entry) => {
    const [since, name] = entry.includes(':') ? entry.split(':') : ['', entry];
    if (since !== '' && compareVersions(version, since ?? '') < 0) return [];
    const isGone = name === 'SET_USER_ID' && compareVersions(version, '8.4') >= 0;
    return isGone || name === undefined ? [] : [name];
  }).sort();

const levelText = ({ schema, table }: Grant): string => {
  if (schema === '*') return '*.*';
  return `\`${schema}\`.${table === '*' ? '*' : `\`${table}\``}`;
};

/** Databases stand before tables. */
const levelKey = (grant: Grant): string => `${grant.table === '*' ? 0 : 1}${levelText(grant)}`;

const ordered = (privileges: readonly string[]): string[] => [
  ...STATIC_PRIVILEGES.filter((one) => privileges.includes(one)),
  ...privileges.filter((one) => one !== 'USAGE' && !STATIC_PRIVILEGES.includes(one)),
];

function lineOf({ user, host }: User, grant: Grant, privileges: string): string {
  const option = grant.withGrant ? ' WITH GRANT OPTION' : '';
  return `GRANT ${privileges} ON ${levelText(grant)} TO \`${user}\`@\`${host}\`${option}`;
}

/** How MariaDB tells a password: by its hash, which is older than MySQL's. */
export const identifiedText = ({ hash }: User): string =>
  hash === '' ? '' : ` IDENTIFIED BY PASSWORD '${oldHash(hash)}'`;

const oldHash = (hash: string): string => {
  const digits = hash.replace(/[^0-9a-f]/g, '').toUpperCase();
  return `*${digits.repeat(4).slice(0, 40)}`;
};

/** MariaDB's lines: the password stands in the first, and ALL is not spelled out. */
function mariadbLines(user: User): string[] {
  return user.grants
    .filter(
      ({ schema, privileges, withGrant }) => schema === '*' || privileges.length > 0 || withGrant,
    )
    .map((grant) => {
      const isGlobal = grant.schema === '*';
      const names = grant.privileges.includes('ALL PRIVILEGES')
        ? 'ALL PRIVILEGES'
        : ordered(grant.privileges).join(', ');
      const line = lineOf(user, { ...grant, withGrant: false }, names === '' ? 'USAGE' : names);
      const option = grant.withGrant ? ' WITH GRANT OPTION' : '';
      return `${line}${isGlobal ? identifiedText(user) : ''}${option}`;
    });
}

/** The lines of SHOW GRANTS. */
export function grantLines(
  user: User,
  { kind, dataVersion }: Pick<EngineHost, 'kind' | 'dataVersion'>,
): string[] {
  if (kind === 'mariadb') return mariadbLines(user);
  const global = user.grants.filter(({ schema }) => schema === '*');
  const base = {
    schema: '*',
    table: '*',
    privileges: [...new Set(global.flatMap(({ privileges }) => privileges))],
    withGrant: global.some(({ withGrant }) => withGrant),
  };
  const isAll = base.privileges.includes('ALL PRIVILEGES');
  const list = isAll
    ? STATIC_PRIVILEGES
    : ordered(base.privileges).filter((one) => !one.includes('_'));
  const dynamic = isAll
    ? dynamicOf(dataVersion)
    : base.privileges.filter((one) => one.includes('_'));
  const isEmpty = list.length === 0;
  const lines = [
    lineOf(
      user,
      isEmpty ? { ...base, withGrant: false } : base,
      isEmpty ? 'USAGE' : list.join(', '),
    ),
  ];
  if (dynamic.length > 0) lines.push(lineOf(user, base, dynamic.join(',')));
  const others = user.grants
    .filter(
      ({ schema, privileges, withGrant }) => schema !== '*' && (privileges.length > 0 || withGrant),
    )
    .sort((a, b) => (levelKey(a) < levelKey(b) ? -1 : 1));
  for (const grant of others) {
    const names = grant.privileges.includes('ALL PRIVILEGES')
      ? 'ALL PRIVILEGES'
      : ordered(grant.privileges).join(', ');
    lines.push(lineOf(user, grant, names === '' ? 'USAGE' : names));
  }
  if (user.user === 'root' && user.host === 'localhost' && isAll) {
    lines.push('GRANT PROXY ON ``@`` TO `root`@`localhost` WITH GRANT OPTION');
  }
  return [...lines, ...roleLines(user)];
}
