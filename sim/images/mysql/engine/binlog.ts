import { utf8Length } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import {
  binlogBase,
  binlogHeader,
  binlogIndex,
  binlogName,
  FIRST_POSITION,
  hasBinlog,
  indexText,
} from '../binlog-files.ts';
import { DATA } from '../data.ts';
import type { BinlogEvent } from '../wire.ts';
import { addGtid, gtidSetText, parseGtid } from './gtids.ts';
import type { Binlog, Client, EngineHost, Server } from './model.ts';

/** What a transaction takes in the log at least: its GTID, its begin and its end. */
const LEAST_BYTES = 292;

interface Line {
  readonly schema: string;
  readonly text: string;
  readonly at: number;
  readonly id: number;
  readonly gtid: string;
}

const bytesOf = utf8Length;

function encodeEvent(line: Line): string {
  const text = JSON.stringify(line);
  return `${text}${' '.repeat(Math.max(0, LEAST_BYTES - 1 - bytesOf(text)))}\n`;
}

/** The events of one file, with their places. */
function readEvents(file: string, content: string): BinlogEvent[] {
  let position = FIRST_POSITION;
  return content
    .split('\n')
    .slice(1)
    .flatMap((text) => {
      if (!text.startsWith('{')) return [];
      const { schema, text: statement, at, id, gtid } = JSON.parse(text) as Line;
      const start = position;
      position += bytesOf(text) + 1;
      const rest = { schema, text: statement, atEpochMs: at, serverId: id, gtid };
      return [{ file, start, end: position, ...rest }];
    });
}

const pathOf = (name: string): string => `${DATA}/${name}`;

/** Reads the log from the data directory. */
export function openBinlog({ kind, files, options, hostname }: EngineHost): Binlog {
  const base = binlogBase(kind, options, hostname);
  const names = hasBinlog(kind, options) ? binlogIndex(files, base) : [];
  const all = names.map((name) => {
    const content = files.read(pathOf(name));
    return { name, content: content.ok ? content.value : '' };
  });
  return {
    base,
    files: all.map(({ name, content }) => ({ name, size: bytesOf(content) })),
    events: all
      .flatMap(({ name, content }) => readEvents(name, content))
      .slice(-LIMITS.binlogEvents),
  };
}

const isOracle = (server: Server): boolean => server.host.kind === 'oracle';
export const usesGtids = (server: Server): boolean =>
  !isOracle(server) || server.globals.get('gtid_mode') === 'ON';

/** Variables that tell which transactions are here. */
function showGtids(server: Server): void {
  const text = gtidSetText(server.gtids);
  if (isOracle(server)) {
    server.globals.set('gtid_executed', usesGtids(server) ? text : '');
    server.globals.set('gtid_purged', usesGtids(server) ? gtidSetText(purgedGtids(server)) : '');
    return;
  }
  for (const name of ['gtid_binlog_pos', 'gtid_binlog_state', 'gtid_current_pos']) {
    server.globals.set(name, text);
  }
}

/** Counts what is in the log: a server that was killed has not written it into its dictionary. */
export function learnGtids(server: Server): void {
  for (const { gtid } of server.binlog.events) addGtid(server.gtids, gtid);
  showGtids(server);
}

/** What was executed here and is in the log no more. */
export function purgedGtids({ binlog, gtids }: Server): Map<string, number> {
  const first = new Map<string, number>();
  for (const { gtid } of binlog.events) {
    const parsed = parseGtid(gtid);
    if (parsed !== undefined && !first.has(parsed.source)) first.set(parsed.source, parsed.number);
  }
  const purged = new Map<string, number>();
  for (const [source, last] of gtids) {
    const before = (first.get(source) ?? last + 1) - 1;
    if (before > 0) purged.set(source, before);
  }
  return purged;
}

function nextGtid(server: Server, serverId: number): string {
  if (!usesGtids(server)) return '';
  if (!isOracle(server)) {
    const last = Math.max(0, ...server.gtids.values());
    return `0-${serverId}-${last + 1}`;
  }
  return `${server.serverUuid}:${(server.gtids.get(server.serverUuid) ?? 0) + 1}`;
}

/** Writes what a transaction did to the binary log, for replicas. */
export function appendBinlog(server: Server, client: Client, written: Client['written']): void {
  const current = server.binlog.files.at(-1);
  if (current === undefined) return;
  const { events } = server.binlog;
  const own = Number(server.globals.get('server_id') ?? 1);
  const applied = client.facts.get('gtid');
  const source = client.facts.get('source_server_id');
  const id = typeof source === 'bigint' ? Number(source) : own;
  const at = server.host.nowEpochMs();
  const lines: string[] = [];
  for (const { schema, text } of written) {
    const gtid = typeof applied === 'string' ? applied : nextGtid(server, own);
    const line = encodeEvent({ schema, text, at, id, gtid });
    lines.push(line);
    const start = current.size;
    current.size += bytesOf(line);
    const rest = { schema, text, atEpochMs: at, serverId: id, gtid };
    events.push({ file: current.name, start, end: current.size, ...rest });
    addGtid(server.gtids, gtid);
  }
  showGtids(server);
  server.host.files.append(pathOf(current.name), lines.join(''));
  if (events.length > LIMITS.binlogEvents) events.splice(0, events.length - LIMITS.binlogEvents);
}

function writeIndex(server: Server): void {
  const { base, files } = server.binlog;
  server.host.files.write(pathOf(`${base}.index`), indexText(files.map(({ name }) => name)));
}

/** FLUSH BINARY LOGS: a new file begins. */
export function rotateBinlog(server: Server): void {
  const { binlog, host } = server;
  const last = binlog.files.at(-1);
  if (last === undefined) return;
  const name = binlogName(binlog.base, Number(last.name.slice(binlog.base.length + 1)) + 1);
  const header = binlogHeader(host.version);
  host.files.write(pathOf(name), header);
  binlog.files.push({ name, size: bytesOf(header) });
  writeIndex(server);
}

/** PURGE BINARY LOGS: the files before the one at `keep` go. */
export function purgeBinlog(server: Server, keep: number): void {
  const { binlog, host } = server;
  const gone = binlog.files.splice(0, Math.min(keep, Math.max(0, binlog.files.length - 1)));
  for (const { name } of gone) host.files.remove(pathOf(name));
  const names = new Set(gone.map(({ name }) => name));
  binlog.events = binlog.events.filter(({ file }) => !names.has(file));
  writeIndex(server);
  showGtids(server);
}

/** RESET BINARY LOGS AND GTIDS: the log begins anew, with number 1. */
export function resetBinlog(server: Server): void {
  const { binlog, host, gtids } = server;
  if (binlog.files.length === 0) return;
  for (const { name } of binlog.files) host.files.remove(pathOf(name));
  const name = binlogName(binlog.base, 1);
  const header = binlogHeader(host.version);
  host.files.write(pathOf(name), header);
  binlog.files = [{ name, size: bytesOf(header) }];
  binlog.events = [];
  gtids.clear();
  writeIndex(server);
  showGtids(server);
}

/** Where the next event will stand. */
export const binlogEnd = ({
  binlog,
}: Server): { readonly file: string; readonly position: number } => {
  const last = binlog.files.at(-1);
  return { file: last?.name ?? '', position: last?.size ?? 0 };
};
