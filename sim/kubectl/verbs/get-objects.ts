import { type AnyKind, type KubeObject, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  describeFailure,
  done,
  type Failure,
  failed,
  message,
  type Outcome,
  plain,
  statusFailure,
} from '../failure.ts';
import {
  hasFiles,
  isOneFile,
  kustomizeError,
  readManifests,
  refusedArguments,
} from '../manifest/files.ts';
import { isTable } from '../output/printer.ts';
import {
  getObjects,
  type Info,
  infoFromManifest,
  infoOf,
  lacksNamespace,
  listKind,
  missingNamespace,
  objectOf,
  pathOf,
  selectedInfos,
  selectorFailure,
} from '../resources.ts';
import { nameFailure, refusedNames, type Selection, selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';

/** Objects of one kind that are printed under one line of headers. */
export interface Group {
  readonly kind: AnyKind;
  readonly objects: readonly KubeObject[];
}

/** What `get` found, and what it did not. */
export interface Got {
  readonly groups: readonly Group[];
  readonly failures: readonly Failure[];
  /** Whether one object was asked for by name, so that it is printed alone. */
  readonly isSingle: boolean;
}

/** Neighbours of one kind share a table. */
export function grouped(infos: readonly Info[]): Group[] {
  const groups: { kind: AnyKind; objects: KubeObject[] }[] = [];
  for (const info of infos) {
    const last = groups.at(-1);
    if (last?.kind === info.kind) last.objects.push(objectOf(info));
    else groups.push({ kind: info.kind, objects: [objectOf(info)] });
  }
  return groups;
}

const isIgnored = (session: Session, failure: Failure): boolean =>
  session.flags.bool('ignore-not-found') &&
  failure.type === 'status' &&
  failure.status.reason === 'NotFound';

/** Why the log of a pod is not got: it is text, which the tool cannot print. */
function noLog({ client, namespace }: Session, pod: string): Failure {
  const log = client.logs({
    namespace,
    pod,
    container: '',
    isFollowed: false,
    isPrevious: false,
    tailLines: undefined,
    sinceSeconds: undefined,
    hasTimestamps: false,
  });
  return log.ok ? message("serializer for text/plain doesn't exist") : statusFailure(log.status);
}

function* getByName(session: Session, selection: Selection & { type: 'objects' }): Program<Got> {
  const subresource = session.flags.text('subresource');
  const logs = selection.objects.filter(({ kind }) => kind === pods && subresource === 'log');
  if (logs.length > 0) {
    return { groups: [], failures: logs.map(({ name }) => noLog(session, name)), isSingle: true };
  }
  const { infos, failures } = yield* getObjects(session, selection.objects, subresource);
  return {
    groups: grouped(infos),
    failures: failures.filter((failure) => !isIgnored(session, failure)),
    isSingle: selection.objects.length === 1,
  };
}

function* getByKind(session: Session, kinds: readonly AnyKind[]): Program<Got> {
  const groups: Group[] = [];
  const failures: Failure[] = [];
  for (const kind of kinds) {
    const objects = yield* listKind(session, kind, {
      isEverywhere: session.flags.bool('all-namespaces'),
      labelSelector: session.flags.text('selector'),
      fieldSelector: session.flags.text('field-selector'),
    });
    if (objects.ok) groups.push({ kind, objects: objects.value });
    else failures.push(objects.failure);
  }
  return { groups, failures, isSingle: false };
}

/** What ends a command before anything is read. */
const isOfPaths = (failure: Failure): boolean =>
  failure.type === 'message' &&
  /^(the path|error reading \[[^\]]*\]:|open|standard input) /.test(failure.text);

/** One document that cannot be got, as one of several. */
const asOne = (failure: Failure): Failure =>
  failure.type === 'message' && !isOfPaths(failure) ? plain(failure.text) : failure;

const wordsOf = (failure: Failure): string =>
  failure.type === 'status' ? failure.status.message : describeFailure(failure);

/** The failures of one list are told together. */
function ofList(failures: readonly Failure[]): Failure[] {
  if (failures.length === 0) return [];
  const words = failures.map(wordsOf);
  return [plain(words.length === 1 ? (words[0] as string) : `[${words.join(', ')}]`)];
}

function* getFromFile(session: Session, named: Info): Program<Outcome<Info | undefined>> {
  // What has no name is not asked for.
  if (named.name === '') return done(named);
  const unplaced = lacksNamespace(named);
  if (unplaced !== undefined) return failed(unplaced);
  const wrong = nameFailure(named.name);
  if (wrong !== undefined) return failed(plain(describeFailure(wrong)));
  const got = yield* session.call(session.client.get(pathOf(named)));
  if (got.ok) return done(infoOf(named.kind, got.value, named.source));
  if (isIgnored(session, got.failure)) return done(undefined);
  return failed(missingNamespace(session, named.namespace, got.failure));
}

function* getFromFiles(session: Session): Program<Got> {
  const read = yield* readManifests(session, 'Ignore');
  const infos: Info[] = [];
  const failures: Failure[] = [];
  const inList: Failure[] = [];
  const isShort = isTable(session);
  // The answer to such a request is a table, which has no labels that could match.
  const isNothing = isTable(session) && session.flags.text('selector') !== '';
  const unreadable = selectorFailure(session.flags.text('selector'), read.manifests.length);
  if (unreadable !== undefined) return { groups: [], failures: [unreadable], isSingle: false };
  for (const one of read.inOrder) {
    const isItem = one.ok && one.value.isItem;
    if (!isItem) failures.push(...ofList(inList.splice(0)));
    const named = one.ok ? infoFromManifest(session, one.value) : one;
    if (named.ok && isNothing) continue;
    const got = named.ok ? yield* getFromFile(session, named.value) : named;
    if (!got.ok) (isItem ? inList : failures).push(isShort ? asOne(got.failure) : got.failure);
    else if (got.value !== undefined) infos.push(got.value);
  }
  failures.push(...ofList(inList));
  const chosen = selectedInfos(infos, session.flags.text('selector'));
  return { groups: grouped(chosen), failures, isSingle: !isNothing && isOneFile(session) };
}

/** Reads what the command line of `get` names. */
export function* collect(session: Session): Program<Outcome<Got>> {
  if (hasFiles(session)) {
    const refused = refusedArguments(session, session.args) ?? kustomizeError(session);
    if (refused !== undefined) return failed(refused);
    return done(yield* getFromFiles(session));
  }
  const hasSelector =
    session.flags.text('selector') !== '' || session.flags.text('field-selector') !== '';
  const selection = selectionOf(session, session.args, hasSelector);
  if (!selection.ok) return selection;
  if (selection.value.type === 'objects') {
    const isEverywhere = session.flags.bool('all-namespaces');
    const { objects } = selection.value;
    const refused = refusedNames(session.args, objects, { hasSelector, isEverywhere });
    if (refused !== undefined) return failed(refused);
    return done(yield* getByName(session, selection.value));
  }
  if (session.flags.text('subresource') !== '') {
    return failed(message('subresource cannot be used when bulk resources are specified'));
  }
  const kinds = selection.value.type === 'kinds' ? selection.value.kinds : [];
  return done(yield* getByKind(session, kinds));
}
