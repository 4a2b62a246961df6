import type { Flavour } from '../part.ts';
import { STATIC_PRIVILEGES } from '../sql/account-statements.ts';
import type { Grant, User } from './model.ts';

/** Privileges that ALL has besides the static ones. */
const DYNAMIC = [
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

const levelText = ({ schema, table }: Grant): string => {
  if (schema === '*') return '*.*';
  return `\`${schema}\`.${table === '*' ? '*' : `\`${table}\``}`;
};

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
export function grantLines(user: User, kind: Flavour['kind']): string[] {
  if (kind === 'mariadb') return mariadbLines(user);
  const global = user.grants.find(({ schema }) => schema === '*');
  const base = global ?? { schema: '*', table: '*', privileges: [], withGrant: false };
  const isAll = base.privileges.includes('ALL PRIVILEGES');
  const list = isAll
    ? STATIC_PRIVILEGES
    : ordered(base.privileges).filter((one) => !one.includes('_'));
  const dynamic = isAll ? DYNAMIC : base.privileges.filter((one) => one.includes('_'));
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
    .sort((a, b) => (levelText(a) < levelText(b) ? -1 : 1));
  for (const grant of others) {
    const names = grant.privileges.includes('ALL PRIVILEGES')
      ? 'ALL PRIVILEGES'
      : ordered(grant.privileges).join(', ');
    lines.push(lineOf(user, grant, names === '' ? 'USAGE' : names));
  }
  return lines;
}
