import { crc32, encodeUtf8 } from '../../../kernel/index.ts';
import { encodeData, latest, textType, type Value } from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/statements.ts';
import type { OwnContext, OwnOutcome } from './own-outcome.ts';
import { shown, tableOf } from './shown.ts';

const MAINTAIN_COLUMNS = ['Table', 'Op', 'Msg_type', 'Msg_text'];

/** CHECK, ANALYZE, OPTIMIZE and REPAIR TABLE. */
export function runMaintain(
  context: OwnContext,
  { what, tables }: Extract<OwnStatement, { kind: 'maintain' }>,
): OwnOutcome {
  const { server, client } = context;
  const rows = tables.flatMap((name) => {
    const { schema, definition } = tableOf(server, client, name);
    const table = `${schema}.${definition.name}`;
    const note = 'Table does not support optimize, doing recreate + analyze instead';
    const notes = what === 'optimize' ? [[table, what, 'note', note]] : [];
    return [...notes, [table, what, 'status', 'OK']];
  });
  const columns = MAINTAIN_COLUMNS.map((name) => ({
    name,
    type: textType(64),
    isNullable: true,
  }));
  return { kind: 'shown', shown: { columns, rows, filter: { like: undefined, where: undefined } } };
}

/** CHECKSUM TABLE. */
export function runChecksum(
  context: OwnContext,
  { tables }: Extract<OwnStatement, { kind: 'checksum' }>,
): OwnOutcome {
  const { server, client } = context;
  const rows = tables.map((name): Value[] => {
    const { schema, definition, rows: own } = tableOf(server, client, name);
    const bytes = own
      .map((row) => encodeData(latest(row, context.env.transaction) ?? null))
      .join('');
    return [
      `${schema}.${definition.name}`,
      BigInt(own.length === 0 ? 0 : crc32(encodeUtf8(bytes))),
    ];
  });
  return { kind: 'shown', shown: shown(['Table!', '#Checksum'], rows) };
}
