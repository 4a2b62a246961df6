import { type Schema, type Sequence, SqlFailure } from '../../../sql/index.ts';
import { pgError, removalHint } from '../sql/errors.ts';
import { wholeLimits } from '../sql/integers.ts';
import { ownedName } from '../sql/sequences.ts';
import { BIGINT, INT, SMALLINT } from '../sql/types.ts';
import type { PgReply } from '../wire.ts';
import type { OwnContext } from './own-context.ts';

const fail = (
  state: string,
  message: string,
  rest: { detail?: string; hint?: string } = {},
): never => {
  throw new SqlFailure(pgError(state, message, rest));
};

const TYPES: Readonly<Record<string, Sequence['type']>> = {
  smallint: SMALLINT,
  int2: SMALLINT,
  int: INT,
  integer: INT,
  int4: INT,
};

/** The number behind the first of `words` that is there. */
function numberAfter(text: string, words: string): bigint | undefined {
  const found = new RegExp(`\\b(?:${words}) (-? ?\\d+)`).exec(text)?.[1];
  return found === undefined ? undefined : BigInt(found.replace(' ', ''));
}

/** A new sequence from the words of its options. Models init_params. */
function sequenceOf(name: string, options: string): Sequence {
  const type = TYPES[/\bas (\w+)/.exec(options)?.[1] ?? ''] ?? BIGINT;
  const limits = wholeLimits(type);
  const step = numberAfter(options, 'increment by|increment') ?? 1n;
  const least = numberAfter(options, 'minvalue') ?? (step > 0n ? 1n : limits.least);
  const most = numberAfter(options, 'maxvalue') ?? (step > 0n ? limits.most : -1n);
  const start = numberAfter(options, 'start with|start') ?? (step > 0n ? least : most);
  const isCycling = /\bcycle\b/.test(options) && !/\bno cycle\b/.test(options);
  if (step === 0n) return fail('22023', 'INCREMENT must not be zero');
  if (start < least) {
    return fail('22023', `START value (${start}) cannot be less than MINVALUE (${least})`);
  }
  if (start > most) {
    return fail('22023', `START value (${start}) cannot be greater than MAXVALUE (${most})`);
  }
  return { name, type, start, least, most, step, isCycling, last: start, isCalled: false };
}

/** What of another kind has a name. */
function kindOf({ tables, views }: Schema, name: string): 'table' | 'view' | undefined {
  if (tables.has(name)) return 'table';
  return views.has(name) ? 'view' : undefined;
}

function drop(schema: Schema, name: string, isOptional: boolean, { notice }: OwnContext): void {
  const kind = kindOf(schema, name);
  if (kind !== undefined) fail('42809', `"${name}" is not a sequence`, { hint: removalHint(kind) });
  for (const { definition } of schema.tables.values()) {
    const column = definition.columns.find(
      (each) =>
        (each.isAutoIncrement && ownedName(definition.name, each.name) === name) ||
        each.defaultText.includes(`nextval('${name}'`),
    );
    if (column === undefined) continue;
    const what = `default value for column ${column.name} of table ${definition.name}`;
    const message = `cannot drop sequence ${name} because other objects depend on it`;
    fail('2BP01', message, { detail: `${what} depends on sequence ${name}` });
  }
  if (schema.sequences.delete(name)) return;
  if (!isOptional) fail('42P01', `sequence "${name}" does not exist`);
  notice(`sequence "${name}" does not exist, skipping`);
}

/** `create`, `alter` and `drop sequence`. Models src/backend/commands/sequence.c. */
export function changeSequence(context: OwnContext, words: readonly string[]): PgReply {
  const [verb = ''] = words;
  const isOptional = words[2] === 'if';
  const rest = words.slice(isOptional ? (words[3] === 'not' ? 5 : 4) : 2);
  const hasSchema = rest[1] === '.';
  const [schemaName, name = ''] = hasSchema ? [rest[0] ?? '', rest[2]] : ['public', rest[0]];
  const options = rest.slice(hasSchema ? 3 : 1).join(' ');
  const schema = context.database.catalog.schemas.get(schemaName);
  if (schema === undefined) return fail('3F000', `schema "${schemaName}" does not exist`);
  const known = schema.sequences.get(name);
  if (verb === 'drop') {
    drop(schema, name, isOptional, context);
    return { type: 'done', tag: 'DROP SEQUENCE' };
  }
  if (verb === 'create') {
    const isTaken = known !== undefined || kindOf(schema, name) !== undefined;
    if (isTaken && !isOptional) return fail('42P07', `relation "${name}" already exists`);
    if (isTaken) context.notice(`relation "${name}" already exists, skipping`);
    else schema.sequences.set(name, sequenceOf(name, options));
    return { type: 'done', tag: 'CREATE SEQUENCE' };
  }
  if (known === undefined) return fail('42P01', `relation "${name}" does not exist`);
  if (/^owned by /.test(options)) return { type: 'done', tag: 'ALTER SEQUENCE' };
  if (!options.startsWith('restart')) {
    return fail('0A000', 'ordinal: of ALTER SEQUENCE only RESTART is modelled');
  }
  const last = numberAfter(options, 'restart with|restart') ?? known.start;
  schema.sequences.set(name, { ...known, last, isCalled: false });
  return { type: 'done', tag: 'ALTER SEQUENCE' };
}
