import type { StreamEntry, StreamId, ValueOf } from '../data.ts';
import { array, bulk, bulks, failed, type Reply } from '../reply.ts';

export const INVALID_ID = failed('ERR Invalid stream ID specified as stream command argument');
export const FIRST: StreamId = { ms: 0, seq: 0 };
export const LAST: StreamId = { ms: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

export const idText = ({ ms, seq }: StreamId): string => `${ms}-${seq}`;

/** `1-2`, or `1` with the number that is not given; undefined for what is no id. */
export function parseId(text: string, missingSeq: number): StreamId | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return undefined;
  return { ms: Number(match[1]), seq: match[2] === undefined ? missingSeq : Number(match[2]) };
}

/** One end of a range: `-`, `+`, an id, or `(` and an id that is not within. */
export function edge(text: string, isStart: boolean): StreamId | undefined {
  if (text === '-') return FIRST;
  if (text === '+') return LAST;
  const id = parseId(text.replace(/^\(/, ''), isStart ? 0 : LAST.seq);
  if (id === undefined || !text.startsWith('(')) return id;
  return { ms: id.ms, seq: id.seq + (isStart ? 1 : -1) };
}

export const entryReply = ({ id, fields }: StreamEntry): Reply =>
  array([bulk(idText(id)), bulks(fields)]);

export const newStream = (): ValueOf<'stream'> => ({
  type: 'stream',
  entries: [],
  last: FIRST,
  groups: new Map(),
  added: 0,
  maxDeleted: FIRST,
});
