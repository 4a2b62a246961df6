import type { Program } from '../../../kernel/index.ts';
import type { Link } from './connection.ts';

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
