import { SqlFailure, type Value } from '../../../sql/index.ts';
import { FIRST_POSITION } from '../binlog-files.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Show } from '../sql/show-statements.ts';
import type { BinlogEvent } from '../wire.ts';
import { usesGtids } from './binlog.ts';
import type { Server } from './model.ts';

const MAGIC = 4;
const FORMAT_END = 127;
/** What the parts of a transaction take; its rows take the rest. */
const PARTS = { gtid: 79, begin: 75, map: 55, end: 31 };

type Event = readonly [type: string, bytes: number, info: string];

const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/^\s*(insert|replace|load)\b/i, 'Write_rows'],
  [/^\s*update\b/i, 'Update_rows'],
  [/^\s*delete\b/i, 'Delete_rows'],
];

/** `t` of `insert into t`, with its database. */
function targetOf({ text, schema }: BinlogEvent): string {
  const words =
    /^\s*(?:insert|replace|update|delete)\s+(?:ignore\s+)?(?:into\s+|from\s+)?`?(\w+)`?(?:\s*\.\s*`?(\w+)`?)?/i;
  const [, first = '', second] = words.exec(text) ?? [];
  return second === undefined ? `${schema}.${first}` : `${first}.${second}`;
}

/** What one change looks like in the log: rows for changes of rows, the statement for others. */
function partsOf(server: Server, event: BinlogEvent, xid: number): Event[] {
  const isOracle = server.host.kind === 'oracle';
  const bytes = event.end - event.start;
  const next = `SET @@SESSION.GTID_NEXT= '${event.gtid === '' ? 'ANONYMOUS' : event.gtid}'`;
  const gtid: Event = isOracle
    ? [event.gtid === '' ? 'Anonymous_Gtid' : 'Gtid', PARTS.gtid, next]
    : ['Gtid', PARTS.gtid, `BEGIN GTID ${event.gtid}`];
  const rows = CHANGES.find(([pattern]) => pattern.test(event.text))?.[1];
  if (rows === undefined) {
    const use = event.schema === '' ? '' : `use \`${event.schema}\`; `;
    const note = isOracle ? ` /* xid=${xid} */` : '';
    const head = isOracle ? gtid : (['Gtid', PARTS.gtid, `GTID ${event.gtid}`] as const);
    return [head, ['Query', bytes - PARTS.gtid, `${use}${event.text}${note}`]];
  }
  const rest = bytes - PARTS.gtid - PARTS.map - PARTS.end - (isOracle ? PARTS.begin : 0);
  const table = 91 + (xid % 60);
  return [
    gtid,
    ...(isOracle ? [['Query', PARTS.begin, 'BEGIN'] as const] : []),
    ['Table_map', PARTS.map, `table_id: ${table} (${targetOf(event)})`],
    [isOracle ? rows : `${rows}_v1`, rest, `table_id: ${table} flags: STMT_END_F`],
    ['Xid', PARTS.end, `COMMIT /* xid=${xid} */`],
  ];
}

const failed = (): never => {
  const message = 'Error when executing command SHOW BINLOG EVENTS: Could not find target log';
  throw new SqlFailure(mysqlError(1220, 'HY000', message));
};

/** SHOW BINLOG EVENTS: those of one file, from a place on. */
export function binlogEvents(
  server: Server,
  show: Extract<Show, { what: 'binlog events' }>,
): Value[][] {
  const { files, events } = server.binlog;
  const file = show.file === '' ? files[0]?.name : show.file;
  if (file === undefined) return [];
  if (!files.some(({ name }) => name === file)) failed();
  const own = server.globals.get('server_id') ?? 1n;
  const { version } = server.host;
  const rows: Value[][] = [];
  let position = MAGIC;
  const add = ([type, bytes, info]: Event, id: Value): void => {
    rows.push([file, BigInt(position), type, id, BigInt(position + bytes), info]);
    position += bytes;
  };
  add(['Format_desc', FORMAT_END - MAGIC, `Server ver: ${version}, Binlog ver: 4`], own);
  const isOracle = server.host.kind === 'oracle';
  const before = isOracle ? '' : '[]';
  const list = isOracle ? 'Previous_gtids' : 'Gtid_list';
  add([list, FIRST_POSITION - FORMAT_END, usesGtids(server) ? before : ''], own);
  events.forEach((event, i) => {
    if (event.file !== file) return;
    position = event.start;
    for (const part of partsOf(server, event, i + 12)) add(part, BigInt(event.serverId));
  });
  const behind = rows.filter(([, at]) => Number(at) >= show.from);
  const end = show.limit === undefined ? undefined : show.offset + show.limit;
  return behind.slice(show.offset, end);
}
