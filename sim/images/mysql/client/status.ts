import type { Program } from '../../../kernel/index.ts';
import type { Flavour } from '../part.ts';
import type { Link, Target } from './connection.ts';
import { uptimeText, versionLine } from './texts.ts';

/** The values of SHOW STATUS by name. */
export function* statusOf(link: Link): Program<ReadonlyMap<string, string> | undefined> {
  const reply = yield* link.query('show global status');
  if (reply.type !== 'rows') return undefined;
  return new Map(reply.rows.map(([name, value]) => [name ?? '', value ?? '']));
}

/** `Threads: 2  Questions: 24  …`: what the server says of itself. */
export function statusLine(status: ReadonlyMap<string, string>): string {
  const of = (name: string): string => status.get(name) ?? '0';
  const uptime = Math.max(1, Number(of('Uptime')));
  const average = (Number(of('Questions')) / uptime).toFixed(3);
  return (
    `Threads: ${Number(of('Threads_connected')) + 1}  Questions: ${of('Questions')}  ` +
    `Slow queries: ${of('Slow_queries')}  Opens: ${of('Opened_tables')}  Flush tables: 3  ` +
    `Open tables: ${of('Open_tables')}  Queries per second avg: ${average}`
  );
}

/** What `status` shows; undefined when the server does not answer. */
export function* monitorStatus(
  flavour: Flavour,
  program: string,
  target: Target,
  link: Link,
  shown: { readonly schema: string; readonly outfile: string; readonly delimiter: string },
): Program<string | undefined> {
  const isOracle = flavour.kind === 'oracle';
  const server = yield* statusOf(link);
  const user = yield* link.query('select current_user(), user()');
  if (server === undefined || user.type !== 'rows') return undefined;
  const who = user.rows[0]?.[1] ?? '';
  const uptime = uptimeText(Number(server.get('Uptime') ?? 0));
  const connection = target.isSocket ? 'Localhost via UNIX socket' : `${target.host} via TCP/IP`;
  const place = target.isSocket
    ? `UNIX socket:\t\t${target.socket}`
    : `TCP port:\t\t${target.port}`;
  const cipher = 'Cipher in use is TLS_AES_128_GCM_SHA256';
  const isMariaServer = /mariadb/i.test(link.version);
  const lines = [
    '--------------',
    versionLine(flavour, program),
    '',
    `Connection id:\t\t${link.id}`,
    `Current database:\t${shown.schema}`,
    `Current user:\t\t${who}`,
    `SSL:\t\t\t${target.isEncrypted ? cipher : 'Not in use'}`,
    'Current pager:\t\tstdout',
    `Using outfile:\t\t'${shown.outfile}'`,
    `Using delimiter:\t${shown.delimiter}`,
    ...(isOracle ? [] : [`Server:\t\t\t${isMariaServer ? 'MariaDB' : 'MySQL'}`]),
    `Server version:\t\t${link.version} ${link.comment}`,
    'Protocol version:\t10',
    `Connection:\t\t${connection}`,
    'Server characterset:\tutf8mb4',
    'Db     characterset:\tutf8mb4',
    'Client characterset:\tlatin1',
    'Conn.  characterset:\tlatin1',
    place,
    ...(isOracle ? ['Binary data as:\t\tHexadecimal'] : []),
    `Uptime:\t\t\t${uptime}`,
    '',
    statusLine(server),
    '--------------\n\n',
  ];
  return lines.join('\n');
}
