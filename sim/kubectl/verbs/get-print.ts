import {
  type AnyKind,
  humanDuration,
  type JsonObject,
  type KubeObject,
  withScaleColumns,
} from '../../api/index.ts';
import type { Table } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import { adviceForNone } from '../advice/index.ts';
import { done, type Failure, failed, gather, type Outcome, plain } from '../failure.ts';
import { listOf, type Printer, printerFor } from '../output/printer.ts';
import { type Sorting, sortBy } from '../output/sort-by.ts';
import { headerLine, rowLine, type TableOptions } from '../output/table.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { logLine } from '../reach.ts';
import type { Session } from '../session.ts';
import type { Got, Group } from './get-objects.ts';
import { tableOptions } from './get-options.ts';

/** How `--sort-by` sorts. */
export const sortingOf = (session: Session, isTable: boolean): Sorting => ({
  expression: session.flags.text('sort-by'),
  isTable,
  abort: (place, text) => plain(logLine(session, 'F', place, text)),
});

function groupText(
  session: Session,
  { kind, objects }: Group,
  options: TableOptions,
): Outcome<string> {
  const sorting = sortingOf(session, true);
  const ordered = sortBy(objects, (object) => object as unknown as JsonObject, sorting);
  if (!ordered.ok && ordered.failure.type !== 'message') return ordered;
  // A table that cannot be sorted is left out, as the real tool does.
  if (!ordered.ok || ordered.value.length === 0) return done('');
  const shown = tableOf(session, kind, ordered.value);
  const lines = shown.rows.map((row) => rowLine(kind, shown, row, options, 'ADDED'));
  const header = session.flags.bool('no-headers') ? [] : [headerLine(shown, options)];
  return done(alignTabs(`${[...header, ...lines].join('\n')}\n`, tableLayout()));
}

const column = (name: string) => ({ name, type: 'string', format: '', priority: 0 });

function ageOf({ parts }: Session, object: KubeObject): string {
  const { creationTimestamp } = object.metadata as { creationTimestamp?: string };
  if (creationTimestamp === undefined) return '<unknown>';
  return humanDuration(parts.clock.epochMs() - Date.parse(creationTimestamp));
}

/** The table of a kind, or that of the flags: one of a subresource, or the plain one. */
function tableOf(session: Session, kind: AnyKind, objects: readonly KubeObject[]): Table {
  const { flags } = session;
  if (flags.text('subresource') === 'scale') {
    return session.client.table(withScaleColumns(kind), objects);
  }
  const isServers = objects.some(({ metadata }) => metadata.name !== undefined);
  if (flags.bool('server-print') && isServers) return session.client.table(kind, objects);
  return {
    columns: ['Name', 'Age'].map(column),
    rows: objects.map((object) => ({
      cell: (at) => (at === 0 ? (object.metadata.name ?? '') : ageOf(session, object)),
      object,
    })),
  };
}

/** Fields of a table itself, by which several of them may be sorted. */
const TABLE_FIELDS: JsonObject = {
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  metadata: { resourceVersion: '' },
};

/** Several tables have no fields of objects to sort by. Models kubectl's pkg/cmd/get sorter. */
function sortFailure(session: Session, groups: Got['groups']): Failure | undefined {
  const order = session.flags.text('sort-by');
  if (order === '' || groups.length < 2) return undefined;
  const sortable = sortBy(
    [TABLE_FIELDS, TABLE_FIELDS],
    (object) => object,
    sortingOf(session, true),
  );
  return sortable.ok ? undefined : sortable.failure;
}

/** Prints a table for each kind. */
export function* printTables(
  session: Session,
  { groups, failures }: Got,
): Program<Outcome<undefined>> {
  const unsorted = sortFailure(session, groups);
  if (unsorted !== undefined) return failed(unsorted);
  const kinds = new Set(groups.map((group) => group.kind));
  const hasKind = kinds.size > 1 || session.flags.bool('show-kind');
  const isSpaced = !session.flags.bool('no-headers');
  let written = 0;
  // The column of namespaces stays once a table had one.
  let hasNamespace = false;
  for (const group of groups) {
    hasNamespace ||= session.flags.bool('all-namespaces') && group.kind.isNamespaced;
    const text = groupText(session, group, { ...tableOptions(session), hasKind, hasNamespace });
    if (!text.ok) return text;
    if (text.value === '') continue;
    yield* session.out((written > 0 && isSpaced ? '\n' : '') + text.value);
    written++;
  }
  if (written === 0 && failures.length === 0 && !session.flags.bool('ignore-not-found')) {
    const isEverywhere = session.flags.bool('all-namespaces');
    const isLocal = !isEverywhere && groups.every((group) => group.kind.isNamespaced);
    const where = isLocal ? ` in ${session.namespace} namespace.` : '';
    yield* session.err(`No resources found${where}\n`);
    const { parts, context, namespace } = session;
    const [selector, sortBy] = [session.flags.text('selector'), session.flags.text('sort-by')];
    const isPlain = isLocal && session.flags.text('field-selector') === '';
    const asked = { selector, sortBy };
    const advice = isPlain ? adviceForNone(parts, [...kinds], namespace, asked) : undefined;
    if (advice !== undefined) context.tty?.advise(advice);
  }
  return done(undefined);
}

/**
 * Prints the objects in the format of `-o`, which is looked at now only; where it is refused
 * nothing is said of what was not found. Models printGeneric of kubectl's pkg/cmd/get.
 */
export function* printObjects(session: Session, got: Got): Program<Failure | undefined> {
  const missing = gather(got.failures);
  const objects = got.groups.flatMap((group) => group.objects) as unknown as JsonObject[];
  if (got.isSingle && missing !== undefined) return missing;
  if (objects.length === 0 && session.flags.bool('ignore-not-found')) return missing;
  const format = printerFor(session, true);
  if (!format.ok) return format.failure;
  const printed = yield* printWhole(session, got, objects, format.value as Printer);
  return gather([...got.failures, ...(printed.ok ? [] : [printed.failure])]);
}

function* printWhole(
  session: Session,
  got: Got,
  objects: readonly JsonObject[],
  printer: Printer,
): Program<Outcome<undefined>> {
  const [first] = objects;
  const only = got.isSingle && objects.length === 1 ? first : undefined;
  const ordered =
    only === undefined
      ? sortBy(objects, (object) => object, sortingOf(session, false))
      : done(objects);
  if (!ordered.ok) return ordered;
  const whole = only ?? listOf(ordered.value);
  if (printer.pieces !== undefined) {
    for (const piece of printer.pieces(whole)) yield* session.out(piece);
    return done(undefined);
  }
  const text = printer.print(whole);
  if (!text.ok) return text;
  yield* session.out(text.value);
  return done(undefined);
}
