import { type DataStatement, SqlFailure } from '../../../sql/index.ts';
import { pgError } from '../sql/errors.ts';
import type { PgDatabase } from './server.ts';

/** A column that is always generated takes no value. Models rewriteTargetListIU. */
export function refuseIdentity(
  catalog: PgDatabase['catalog'],
  { table, columns, rows }: Extract<DataStatement, { kind: 'insert' }>,
): void {
  const found = catalog.schemas.get(table.schema || 'public')?.tables.get(table.name);
  const all = found?.definition.columns ?? [];
  const names = columns ?? all.map(({ name }) => name);
  for (const { name, defaultText } of all) {
    const at = names.indexOf(name);
    const isAlways = defaultText.startsWith('generated always');
    if (!isAlways || at < 0) continue;
    if (!rows.some((row) => row[at] !== undefined && row[at].kind !== 'default')) continue;
    throw new SqlFailure(
      pgError('428C9', `cannot insert a non-DEFAULT value into column "${name}"`, {
        detail: `Column "${name}" is an identity column defined as GENERATED ALWAYS.`,
        hint: 'Use OVERRIDING SYSTEM VALUE to override.',
      }),
    );
  }
}
