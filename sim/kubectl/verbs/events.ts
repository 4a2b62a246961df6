import { apiVersionOf, type Event, events, type JsonObject } from '../../api/index.ts';
import { memoize, type Program } from '../../kernel/index.ts';
import { eventAge } from '../describe/events.ts';
import { type Failure, message, plain } from '../failure.ts';
import { boolFlag, intFlag, listFlag, textFlag } from '../flags.ts';
import { goSort } from '../output/go-sort.ts';
import { OUTPUT_FLAGS, printerByFormat } from '../output/printer.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { typed } from '../output/typed.ts';
import { ALL_NAMESPACES_FLAG } from '../resources.ts';
import { kindFor } from '../selection.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { eventsOf } from './watching.ts';

/** When an event was; what says nothing of it comes first. */
function lastMs({ series, lastTimestamp, eventTime }: Event): number {
  const time = series === undefined ? (lastTimestamp ?? eventTime) : series.lastObservedTime;
  return typeof time === 'string' ? Date.parse(time) : Number.NEGATIVE_INFINITY;
}

const lastOf = memoize((event: Event) => ({ atMs: lastMs(event) }));

/** The newest last. */
function inTime(list: readonly Event[]): Event[] {
  const timed = list.map((event) => ({ event, atMs: lastOf(event).atMs }));
  goSort(timed, (a, b) => a.atMs < b.atMs);
  return timed.map(({ event }) => event);
}

/** Events about one object. */
interface About {
  readonly fields: string;
  matches(event: Event): boolean;
}

/** Which events are about the object of `--for`; undefined for all. */
function aboutOf(session: Session): About | Failure | undefined {
  const wanted = session.flags.text('for');
  if (wanted === '') return undefined;
  const [word = '', name = '', ...more] = wanted.split('/');
  if (more.length > 0) {
    return message('arguments in resource/name form may not have more than one slash');
  }
  if (name === '') return message('--for must be in resource/name form');
  const kind = kindFor(session, word);
  if (!kind.ok) return plain(`the server doesn't have a resource type "${word}"`);
  const fields = [
    `involvedObject.kind=${kind.value.kind}`,
    `involvedObject.apiVersion=${apiVersionOf(kind.value)}`,
    `involvedObject.name=${name}`,
  ];
  return {
    fields: fields.join(','),
    matches: ({ involvedObject }) =>
      involvedObject.kind === kind.value.kind && involvedObject.name === name,
  };
}

/** The cells of an event that do not change as it grows older. */
const cellsOf = memoize(({ type, reason, involvedObject, message }: Event) => ({
  text: [
    type ?? '',
    reason ?? '',
    `${involvedObject.kind}/${involvedObject.name}`,
    (message ?? '').trim(),
  ].join('\t'),
}));

function lineOf(session: Session, event: Event): string {
  const line = `${eventAge(event, session.parts.clock)}\t${cellsOf(event).text}`;
  return session.flags.bool('all-namespaces') ? `${event.metadata.namespace ?? ''}\t${line}` : line;
}

const header = (session: Session): string[] => {
  if (session.flags.bool('no-headers')) return [];
  const names = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  return [(session.flags.bool('all-namespaces') ? ['NAMESPACE', ...names] : names).join('\t')];
};

const eventList = (ordered: readonly Event[]): JsonObject => ({
  kind: 'EventList',
  apiVersion: 'v1',
  metadata: {},
  items: ordered.map((event) => typed(event as unknown as JsonObject)),
});

function* run(session: Session): Program<Failure | undefined> {
  const { flags, client } = session;
  const about = aboutOf(session);
  if (about !== undefined && 'type' in about) return about;
  const types = flags.list('types').map((type) => type.toLowerCase());
  const wrong = types.find((type) => type !== 'normal' && type !== 'warning');
  if (wrong !== undefined) return message(`valid --types are Normal or Warning`);
  const printer = printerByFormat(session);
  if (!printer.ok) return printer.failure;
  const isWanted = (event: Event): boolean =>
    (about === undefined || about.matches(event)) &&
    (types.length === 0 || types.includes((event.type ?? '').toLowerCase()));
  const isEverywhere = flags.bool('all-namespaces');
  const path = { kind: events, namespace: isEverywhere ? '' : session.namespace };
  const options = { labelSelector: '', fieldSelector: about?.fields ?? '' };
  const listed = yield* session.call(session.typed.list(path, options));
  if (!listed.ok) return listed.failure;
  const found = (listed.value.items as Event[]).filter(isWanted);
  const isWatching = flags.bool('watch');
  if (isWatching) session.endAt('terminations', 1);
  if (found.length === 0 && !isWatching) {
    const where = isEverywhere ? '' : ` in ${session.namespace} namespace`;
    yield* session.err(`No events found${where}.\n`);
    return undefined;
  }
  const ordered = isWatching ? found : inTime(found);
  const watch = (): ReturnType<typeof client.watch> =>
    client.watch(path, options, listed.value.resourceVersion);
  if (printer.value !== undefined && isWatching) {
    const print = printer.value;
    for (const event of ordered) {
      const text = print.print(typed(event as unknown as JsonObject));
      if (!text.ok) return text.failure;
      yield* session.out(text.value);
    }
    return yield* eventsOf(session, watch(), function* each({ type, object }) {
      if (type === 'DELETED' || !isWanted(object as Event)) return undefined;
      const text = print.print(typed(object as unknown as JsonObject));
      if (!text.ok) return text.failure;
      yield* session.out(text.value);
      return session.isCutOff() ? { type: 'exit', code: 141 } : undefined;
    });
  }
  if (printer.value !== undefined) {
    // The real tool names the list, which has no name.
    if (flags.text('output') === 'name') return undefined;
    const text = printer.value.print(eventList(ordered));
    if (!text.ok) return text.failure;
    yield* session.out(text.value);
    return undefined;
  }
  const layout = tableLayout();
  const lines = [...header(session), ...ordered.map((event) => lineOf(session, event))];
  yield* session.out(alignTabs(`${lines.join('\n')}\n`, layout));
  if (!isWatching) return undefined;
  return yield* eventsOf(session, watch(), function* each({ type, object }) {
    const event = object as Event;
    if (type === 'DELETED' || !isWanted(event)) return undefined;
    yield* session.out(alignTabs(`${lineOf(session, event)}\n`, layout));
    return session.isCutOff() ? { type: 'exit', code: 141 } : undefined;
  });
}

export const eventsVerb: Verb = {
  ...PLAIN_VERB,
  name: 'events',
  aliases: [],
  summary: 'List what happened, newest last',
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|' +
    'templatefile|jsonpath|jsonpath-as-json|jsonpath-file] ' +
    '[--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  examples: [
    { does: 'What happened to one pod', line: 'kubectl events --for pod/mysql-0' },
    { does: 'Only what went wrong', line: 'kubectl events --types=Warning' },
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ALL_NAMESPACES_FLAG,
    boolFlag('watch', 'Go on with events as they come', 'w'),
    boolFlag('no-headers', 'Print no line of headers'),
    textFlag('for', 'Only events about this object'),
    listFlag('types', 'Only events of these types'),
    intFlag('chunk-size', 'How many objects to ask for at once', '500'),
  ],
  verbs: [],
  run,
};
