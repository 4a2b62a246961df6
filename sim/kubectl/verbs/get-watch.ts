import type { AnyKind, JsonObject, KubeObject } from '../../api/index.ts';
import type { WatchEvent } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import type { Printer } from '../output/printer.ts';
import { headerLine, rowLine } from '../output/table.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { explainSelector, pathOf, selectionOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { sorted } from './common.ts';
import { tableOptions } from './get-options.ts';
import { eventsOf } from './watching.ts';

interface WatchTarget {
  readonly kind: AnyKind;
  /** '' for every object of the kind. */
  readonly name: string;
}

function targetOf(session: Session): WatchTarget | Failure {
  const selection = selectionOf(session, session.args);
  if (!selection.ok) return selection.failure;
  const ONE = message('you may only specify a single resource type');
  if (selection.value.type === 'none') return ONE;
  if (selection.value.type === 'kinds') {
    const [kind, ...others] = selection.value.kinds;
    return kind === undefined || others.length > 0 ? ONE : { kind, name: '' };
  }
  const [first, ...others] = selection.value.objects;
  if (first === undefined) return ONE;
  if (others.some((other) => other.kind !== first.kind)) return ONE;
  if (others.length > 0)
    return message('watch is only supported on individual resources and resource collections');
  return first;
}

/** Text for objects as they come: the first piece of a table has the headers. */
function createWatchPrinter(session: Session, kind: AnyKind, printer: Printer | undefined) {
  const layout = tableLayout();
  const options = tableOptions(session, kind, session.flags.bool('show-kind'));
  let hasHeaders = !session.flags.bool('no-headers');
  const tableText = (type: string, objects: readonly KubeObject[]): string => {
    const table = session.client.table(kind, objects);
    const lines = table.rows.map((row) => rowLine(kind, table, row, options, type));
    const header = hasHeaders ? [headerLine(table, options)] : [];
    hasHeaders = false;
    return alignTabs(`${[...header, ...lines].join('\n')}\n`, layout);
  };
  return (type: string, objects: readonly KubeObject[]): string | Failure => {
    if (objects.length === 0) return '';
    if (printer === undefined) return tableText(type, objects);
    let text = '';
    for (const object of objects) {
      const body = sorted(object as unknown as JsonObject);
      const shown = options.hasEvents ? { type, object: body } : body;
      const printed = printer.print(shown);
      if (!printed.ok) return printed.failure;
      text += printed.value;
    }
    return text;
  };
}

/** `get --watch`: prints what is there, then each change, until it is interrupted. */
export function* watchObjects(
  session: Session,
  printer: Printer | undefined,
): Program<Failure | undefined> {
  const target = targetOf(session);
  if ('type' in target) return target;
  const { kind, name } = target;
  const isEverywhere = session.flags.bool('all-namespaces');
  const labelSelector = session.flags.text('selector');
  const fieldSelector =
    name === '' ? session.flags.text('field-selector') : `metadata.name=${name}`;
  const namespace = kind.isNamespaced && !isEverywhere ? session.namespace : '';
  if (name !== '') {
    const path = pathOf({ kind, name, namespace: session.namespace });
    const got = yield* session.call(session.client.get(path));
    if (!got.ok) return got.failure;
  }
  const options = { labelSelector, fieldSelector };
  const listed = yield* session.call(session.client.list({ kind, namespace }, options));
  if (!listed.ok) return explainSelector(listed.failure, kind, labelSelector, fieldSelector);
  const textOf = createWatchPrinter(session, kind, printer);
  const first = session.flags.bool('watch-only') ? '' : textOf('ADDED', listed.value.items);
  if (typeof first !== 'string') return first;
  yield* session.out(first);
  const watch = session.client.watch({ kind, namespace }, options, listed.value.resourceVersion);
  return yield* eventsOf(watch, function* each(event: WatchEvent) {
    const text = textOf(event.type, [event.object]);
    if (typeof text !== 'string') return text;
    yield* session.out(text);
    return session.isCutOff() ? { type: 'exit', code: 141 } : undefined;
  });
}
