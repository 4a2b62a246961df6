import type { AnyKind, JsonObject, KubeObject } from '../../api/index.ts';
import type { WatchEvent } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome, statusFailure } from '../failure.ts';
import { hasFiles, kustomizeFailure, readManifests, refusedArguments } from '../manifest/files.ts';
import { printerFor } from '../output/printer.ts';
import { sortBy } from '../output/sort-by.ts';
import {
  explainSelector,
  type Info,
  infoOf,
  infosInOrder,
  NOTHING_GIVEN,
  pathOf,
} from '../resources.ts';
import { nameFailure, namespaceError, refusedNames, selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';
import { type Group, grouped } from './get-objects.ts';
import { sortingOf } from './get-print.ts';
import {
  aligned,
  unableToPrint,
  type WatchPrinter,
  watchObjectsIn,
  watchTable,
} from './get-watch-print.ts';
import { eventsOf } from './watching.ts';

type Place = Pick<Info, 'kind' | 'namespace' | 'name' | 'source'>;

/** What is watched: all objects of a kind, or some by name. */
type Target =
  | { readonly type: 'kind'; readonly kind: AnyKind }
  | { readonly type: 'named'; readonly places: readonly Place[] };

const ONE_TYPE = message('you may only specify a single resource type');

function* targetOf(session: Session): Program<Outcome<Target>> {
  const { flags, args, namespace } = session;
  if (hasFiles(session)) {
    const refused = refusedArguments(session, args) ?? kustomizeFailure(session);
    if (refused !== undefined) return failed(refused);
    const read = yield* readManifests(session, 'Ignore');
    const places: Place[] = [];
    for (const info of infosInOrder(session, read.inOrder)) {
      if (!info.ok) return info;
      places.push(info.value);
    }
    return done({ type: 'named', places });
  }
  const hasSelector = flags.text('selector') !== '' || flags.text('field-selector') !== '';
  const selection = selectionOf(session, args, hasSelector);
  if (!selection.ok) return selection;
  if (selection.value.type === 'none') return failed(message(NOTHING_GIVEN));
  if (selection.value.type === 'kinds') {
    const [kind, ...others] = selection.value.kinds;
    return kind === undefined || others.length > 0
      ? failed(ONE_TYPE)
      : done({ type: 'kind', kind });
  }
  const { objects } = selection.value;
  if (objects.some(({ kind }) => kind !== objects[0]?.kind)) return failed(ONE_TYPE);
  const refused = refusedNames(args, objects, {
    hasSelector,
    isEverywhere: flags.bool('all-namespaces'),
  });
  if (refused !== undefined) return failed(refused);
  const places = objects.map(({ kind, name }) => ({ kind, name, namespace, source: '' }));
  return done({ type: 'named', places });
}

/** What is printed first, and where the watch goes on. */
interface Start {
  readonly groups: readonly Group[];
  readonly path: Pick<Info, 'kind' | 'namespace'>;
  readonly labelSelector: string;
  readonly fieldSelector: string;
  readonly version: string;
  /** Why there is no watch after what was printed. */
  readonly refused: Failure | undefined;
}

function* startOfKind(session: Session, kind: AnyKind): Program<Outcome<Start>> {
  const { flags, client } = session;
  const isHere = kind.isNamespaced && !flags.bool('all-namespaces');
  const namespace = isHere ? session.namespace : '';
  const wrong = namespaceError(namespace);
  if (wrong !== '') return failed(message(wrong));
  const [labelSelector, fieldSelector] = [flags.text('selector'), flags.text('field-selector')];
  const options = { labelSelector, fieldSelector };
  const listed = yield* session.call(client.list({ kind, namespace }, options));
  if (!listed.ok) {
    return failed(explainSelector(listed.failure, kind, labelSelector, fieldSelector));
  }
  const { items: objects, resourceVersion: version } = listed.value;
  const groups = [{ kind, objects }];
  return done({ groups, path: { kind, namespace }, ...options, version, refused: undefined });
}

const manyFound = (count: number): string =>
  'watch is only supported on individual resources and resource collections - ' +
  `${count} resources were found`;
const ONE_AT_A_TIME = 'you may only watch a single resource or type of resource at a time';

/** Models kubectl's pkg/cmd/get watch and cli-runtime's Result.Watch. */
function* startOfNames(
  session: Session,
  places: readonly Place[],
): Program<Outcome<Start | undefined>> {
  const { client, flags } = session;
  const infos: Info[] = [];
  for (const place of places) {
    const refused = nameFailure(place.name);
    if (refused !== undefined) return failed(refused);
    const got = yield* session.call(client.get(pathOf(place)));
    if (got.ok) infos.push(infoOf(place.kind, got.value, place.source));
    else {
      const { failure } = got;
      const isMissing = failure.type === 'status' && failure.status.reason === 'NotFound';
      if (!isMissing || !flags.bool('ignore-not-found')) return got;
    }
  }
  const [first] = places;
  if (first === undefined || infos.length === 0) return done(undefined);
  // The version of what is there at the start of the watch.
  const path = pathOf(first);
  const options = { labelSelector: '', fieldSelector: `metadata.name=${first.name}` };
  const listed = client.list(path, options);
  const version = listed.ok ? listed.value.resourceVersion : '';
  const isOneFile = first.source !== '' && places.every(({ source }) => source === first.source);
  const reason = isOneFile ? manyFound(places.length) : ONE_AT_A_TIME;
  const refused = places.length === 1 ? undefined : message(reason);
  return done({ groups: grouped(infos), path, ...options, version, refused });
}

/** Sorting is for what is there at the start, and for tables only. */
function inOrder(
  session: Session,
  { objects }: Group,
  isTable: boolean,
): Outcome<readonly KubeObject[]> {
  if (!isTable) return done(objects);
  return sortBy(objects, (object) => object as unknown as JsonObject, sortingOf(session, true));
}

function* warnOfOrder(session: Session): Program<void> {
  const { flags } = session;
  if (flags.text('sort-by') === '') return;
  const text = flags.bool('watch')
    ? '--watch requested, --sort-by will be ignored for watch events received'
    : '--watch-only requested, --sort-by will be ignored';
  yield* session.err(`warning: ${text}\n`);
}

/** Prints what is there at the start. */
function* printStart(
  session: Session,
  { groups }: Start,
  textOf: WatchPrinter,
  isTable: boolean,
): Program<Failure | undefined> {
  for (const group of groups) {
    const ordered = inOrder(session, group, isTable);
    const text = ordered.ok ? textOf(group.kind, 'ADDED', ordered.value) : ordered;
    if (!text.ok) return unableToPrint(text.failure);
    yield* session.out(text.value);
  }
  return undefined;
}

/** `get --watch`: prints what is there, then each change, until it is interrupted. */
export function* watchObjects(session: Session): Program<Failure | undefined> {
  const { client, flags } = session;
  yield* warnOfOrder(session);
  const target = yield* targetOf(session);
  if (!target.ok) return target.failure;
  const started =
    target.value.type === 'kind'
      ? yield* startOfKind(session, target.value.kind)
      : yield* startOfNames(session, target.value.places);
  if (!started.ok) return started.failure;
  const start = started.value;
  if (start === undefined) return undefined;
  const format = printerFor(session, true);
  if (!format.ok) return format.failure;
  const printer = format.value;
  const isOnly = flags.bool('watch-only');
  const hasColumns = !isOnly || target.value.type === 'kind' || !flags.bool('output-watch-events');
  const textOf = aligned(
    printer === undefined ? watchTable(session, hasColumns) : watchObjectsIn(session, printer),
  );
  const failure = isOnly
    ? undefined
    : yield* printStart(session, start, textOf, printer === undefined);
  if (failure !== undefined) return failure;
  const { path, labelSelector, fieldSelector, version } = start;
  const allowed = client.watchFrom(path.kind, Number(version));
  const refused = start.refused ?? (allowed.ok ? undefined : statusFailure(allowed.status));
  if (refused !== undefined) return refused;
  const watch = client.watch(path, { labelSelector, fieldSelector }, version);
  session.endAt('terminations', 1);
  return yield* eventsOf(session, watch, function* each(event: WatchEvent) {
    const text = textOf(path.kind, event.type, [event.object]);
    if (!text.ok) return text.failure;
    yield* session.out(text.value);
    return session.isCutOff() ? { type: 'exit', code: 141 } : undefined;
  });
}
