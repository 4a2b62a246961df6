import { LIMITS } from '../../../limits.ts';
import type { Client, Server } from './model.ts';

/** What one event takes in the log besides its text. */
const EVENT_BYTES = 220;

export const binlogName = (number: number): string => `binlog.${String(number).padStart(6, '0')}`;

/** Writes what a transaction did to the binary log, for replicas. */
export function appendBinlog(server: Server, written: Client['written']): void {
  if (server.globals.get('log_bin') !== 'ON') return;
  const gtid = `${server.serverUuid}:${server.gtidNext++}`;
  for (const { schema, text } of written) {
    const start = server.binlogPosition;
    server.binlogPosition = start + EVENT_BYTES + text.length;
    server.binlog.push({
      file: binlogName(server.binlogFile),
      start,
      end: server.binlogPosition,
      schema,
      text,
      atEpochMs: server.host.nowEpochMs(),
      serverId: Number(server.globals.get('server_id') ?? 1),
      gtid,
    });
  }
  if (server.binlog.length > LIMITS.binlogEvents) {
    server.binlog.splice(0, server.binlog.length - LIMITS.binlogEvents);
  }
}
