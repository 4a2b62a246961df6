import { noSuchResource } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { describe } from '../describe/index.ts';
import { type Failure, gather, message, plain, statusFailure } from '../failure.ts';
import { boolFlag, intFlag } from '../flags.ts';
import {
  FILE_FLAGS,
  hasFiles,
  kustomizeError,
  readManifests,
  refusedArguments,
} from '../manifest/files.ts';
import {
  ALL_NAMESPACES_FLAG,
  chosenInfos,
  type Gathered,
  getObjects,
  infosFromManifests,
  lacksNamespace,
  listObjects,
  objectOf,
  SELECTOR_FLAG,
} from '../resources.ts';
import { type NamedObject, refusedNames, selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';

/** One document that cannot be read, as one of several; without the path there is nothing. */
const asOne = (failure: Failure): Failure =>
  failure.type === 'message' &&
  /^(unable to decode|error parsing|resource mapping) /.test(failure.text)
    ? plain(failure.text)
    : failure;

function* fromFiles(session: Session): Program<Gathered> {
  const read = yield* readManifests(session, 'Ignore');
  const named = infosFromManifests(session, read.manifests);
  const chosen = chosenInfos(session, named.infos);
  if (!chosen.ok) return { infos: [], failures: [chosen.failure] };
  const placed = chosen.value.filter((info) => lacksNamespace(info) === undefined);
  // The real tool describes what files name without a look at it.
  const asTold = (_session: Session, _namespace: string, failure: Failure): Failure => failure;
  const got = yield* getObjects({ ...session, client: session.peek }, placed, '', asTold);
  const lost = placed.length < chosen.value.length ? [statusFailure(noSuchResource())] : [];
  return {
    infos: got.infos,
    failures: [...[...read.failures, ...named.failures].map(asOne), ...got.failures, ...lost],
  };
}

/** Objects to describe. */
interface Found extends Gathered {
  /** Whether a name was the beginning of theirs; those are shown without events. */
  readonly isByPrefix: boolean;
}

/** Objects by name; one name that is none may be the beginning of some. */
function* byName(session: Session, objects: readonly NamedObject[]): Program<Found> {
  const got = yield* getObjects(session, objects);
  const isOneMissing = got.failures.length === 1 && session.args.length === 2;
  if (!isOneMissing) return { ...got, isByPrefix: false };
  // Of two arguments, the second one is taken for the beginning of a name whatever the first is.
  const [wanted] = objects;
  if (objects.some(({ kind }) => kind !== wanted?.kind) && !session.args[0]?.includes('/')) {
    const failure = message('you may only specify a single resource type');
    return { infos: [], failures: [failure], isByPrefix: false };
  }
  if (wanted === undefined || objects.length > 1) {
    return { infos: [], failures: got.failures, isByPrefix: false };
  }
  // The kind is looked up again, and all that is said of its name is said again.
  const note = (text: string): void => session.pend(`Warning: ${text}\n`);
  selectionOf({ ...session, note }, session.args.slice(0, 1), false);
  const kinds = [wanted.kind];
  const request = { kinds, isEverywhere: false, labelSelector: '', fieldSelector: '' };
  const listed = yield* listObjects(session, request);
  const infos = listed.infos.filter((info) => info.name.startsWith(wanted.name));
  return infos.length === 0
    ? { ...got, isByPrefix: false }
    : { infos, failures: [], isByPrefix: true };
}

function* collect(session: Session): Program<Found | Failure> {
  const { args, flags } = session;
  if (hasFiles(session)) {
    const refused = refusedArguments(session, args);
    if (refused !== undefined) return refused;
    const kustomize = kustomizeError(session);
    return kustomize ?? { ...(yield* fromFiles(session)), isByPrefix: false };
  }
  const hasSelector = flags.text('selector') !== '';
  const selection = selectionOf(session, args, hasSelector);
  if (!selection.ok) return selection.failure;
  if (selection.value.type === 'objects') {
    const { objects } = selection.value;
    const refused = refusedNames(args, objects, {
      hasSelector,
      isEverywhere: flags.bool('all-namespaces'),
    });
    return refused ?? (yield* byName(session, objects));
  }
  if (selection.value.type === 'none') {
    return message(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a ' +
        'complete list of supported resources.',
    );
  }
  const listed = yield* listObjects(session, {
    kinds: selection.value.kinds,
    isEverywhere: flags.bool('all-namespaces'),
    labelSelector: flags.text('selector'),
    fieldSelector: '',
  });
  return { ...listed, isByPrefix: false };
}

function* run(session: Session): Program<Failure | undefined> {
  const got = yield* collect(session);
  if ('type' in got) return got;
  const { peek, flags } = session;
  // Events of many objects, and of those whose names only begin so, are shown when asked for.
  const isOne = got.infos.length === 1 && got.failures.length === 0 && !got.isByPrefix;
  const hasEvents = flags.bool('show-events') && (isOne || flags.isSet('show-events'));
  const between = got.isByPrefix ? '\n' : '\n\n';
  for (const [i, info] of got.infos.entries()) {
    const { clock } = session.parts;
    session.log.describing(info, hasEvents);
    const text = describe(peek, clock, hasEvents, info.kind, objectOf(info));
    yield* session.out(i === 0 ? text : between + text);
  }
  if (got.infos.length === 0 && got.failures.length === 0) {
    const isEverywhere = flags.bool('all-namespaces');
    const where = isEverywhere ? '' : ` in ${session.namespace} namespace.`;
    yield* session.err(`No resources found${where}\n`);
  }
  return gather(got.failures);
}

export const describeVerb: Verb = {
  ...PLAIN_VERB,
  name: 'describe',
  aliases: [],
  summary: 'Show one object or several in full, with what happened to them',
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  examples: [
    { does: 'Show a pod and its events', line: 'kubectl describe pod mysql-0' },
    { does: 'Show every pod with a label', line: 'kubectl describe pods -l app=mysql' },
  ],
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    boolFlag('show-events', 'Show the events about each object', '', 'true'),
    intFlag('chunk-size', 'How many objects to ask for at once', '500'),
  ],
  verbs: [],
  run,
};
