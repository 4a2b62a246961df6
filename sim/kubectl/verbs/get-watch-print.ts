import type { AnyKind, Json, JsonObject, KubeObject } from '../../api/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { toCompactJson } from '../output/json.ts';
import { typedKyamlPieces } from '../output/kyaml.ts';
import type { Printer } from '../output/printer.ts';
import { headerLine, rowLine } from '../output/table.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import type { Session } from '../session.ts';
import { sorted } from './common.ts';
import { tableOptions } from './get-options.ts';

/** Text for objects of one kind as they come, its cells ended by tabs; '' for none. */
export type WatchPrinter = (
  kind: AnyKind,
  type: string,
  objects: readonly KubeObject[],
) => Outcome<string>;

/** What goes through one writer of columns: even text of other formats is aligned at its tabs. */
export function aligned(printer: WatchPrinter): WatchPrinter {
  const layout = tableLayout();
  return (kind, type, objects) => {
    const text = printer(kind, type, objects);
    if (text.ok) return done(alignTabs(text.value, layout));
    const { failure } = text;
    if (failure.type !== 'partial') return text;
    return failed({ ...failure, printed: alignTabs(failure.printed, layout) });
  };
}

/**
 * Rows of tables; the first piece of each kind has the headers. Only the first of the server's
 * answers has the columns: who leaves it out and prints events has none.
 */
export function watchTable(session: Session, hasColumns: boolean): WatchPrinter {
  const options = {
    ...tableOptions(session),
    hasKind: session.flags.bool('show-kind'),
    hasNamespace: session.flags.bool('all-namespaces'),
  };
  let shown: AnyKind | undefined;
  return (kind, type, objects) => {
    if (objects.length === 0) return done('');
    const table = session.client.table(kind, objects);
    const header = headerLine(hasColumns ? table : { ...table, columns: [] }, options);
    const cells = header.split('\t').length;
    const lines = table.rows
      .map((row) => rowLine(kind, table, row, options, type))
      .map((line) => line.split('\t').slice(0, cells).join('\t'));
    const hasHeader = shown !== kind && !session.flags.bool('no-headers');
    shown = kind;
    return done(`${[...(hasHeader ? [header] : []), ...lines].join('\n')}\n`);
  };
}

/** The object of an event, which keeps its managedFields. */
function wholeObject({ client }: Session, kind: AnyKind, object: KubeObject): JsonObject {
  const managedFields = client.managedFields(kind, object) as unknown as Json;
  const metadata = { ...object.metadata, managedFields } as unknown as JsonObject;
  return sorted({ ...(object as unknown as JsonObject), metadata });
}

/** Objects one by one in the format of `-o`, or the events that they came with. */
export function watchObjectsIn(session: Session, printer: Printer): WatchPrinter {
  const format = session.flags.text('output').toLowerCase();
  const hasEvents = session.flags.bool('output-watch-events');
  const one = (kind: AnyKind, type: string, object: KubeObject): Outcome<string> => {
    // The name of an event is that of its object.
    if (!hasEvents || format === 'name') {
      return printer.print(sorted(object as unknown as JsonObject));
    }
    const body = wholeObject(session, kind, object);
    if (format === 'kyaml') return done(typedKyamlPieces({ type, object: body }).join(''));
    if (format !== 'json') return printer.print({ type, object: body });
    return done(`{"type":${JSON.stringify(type)},"object":${toCompactJson(body)}}\n`);
  };
  return (kind, type, objects) => {
    let text = '';
    for (const object of objects) {
      const printed = one(kind, type, object);
      if (!printed.ok) return printed;
      text += printed.value;
    }
    return done(text);
  };
}

const UNABLE = 'unable to output the provided object: ';

/** Why what is there at the start cannot be printed. */
export function unableToPrint(failure: Failure): Failure {
  if (failure.type === 'partial') return { ...failure, failure: unableToPrint(failure.failure) };
  return failure.type === 'message' ? message(UNABLE + failure.text) : failure;
}
