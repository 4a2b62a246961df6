import type { Program } from '../../kernel/index.ts';
import { describe } from '../describe/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, intFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, readManifests } from '../manifest/files.ts';
import {
  ALL_NAMESPACES_FLAG,
  type Gathered,
  getObjects,
  infosFromManifests,
  listObjects,
  type NamedObject,
  objectOf,
  SELECTOR_FLAG,
  selectionOf,
} from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';

function* fromFiles(session: Session): Program<Gathered> {
  const read = yield* readManifests(session, true);
  const named = infosFromManifests(session, read.manifests);
  const got = yield* getObjects(session, named.infos);
  return {
    infos: got.infos,
    failures: [...read.failures, ...named.failures, ...got.failures],
  };
}

/** Objects to describe. */
interface Found extends Gathered {
  /** Whether a name was the beginning of theirs; those are shown without events. */
  readonly isByPrefix: boolean;
}

/** Objects by name; a name that is none may be the beginning of some. */
function* byName(session: Session, objects: readonly NamedObject[]): Program<Found> {
  const got = yield* getObjects(session, objects);
  const infos = [...got.infos];
  const failures: Failure[] = [];
  let next = 0;
  for (const wanted of objects) {
    if (got.infos.some((info) => info.kind === wanted.kind && info.name === wanted.name)) continue;
    const failure = got.failures[next++] as Failure;
    const request = {
      kinds: [wanted.kind],
      isEverywhere: false,
      labelSelector: '',
      fieldSelector: '',
    };
    const listed = yield* listObjects(session, request);
    const similar = listed.infos.filter((info) => info.name.startsWith(wanted.name));
    if (similar.length === 0) failures.push(failure);
    else infos.push(...similar);
  }
  return { infos, failures, isByPrefix: infos.length > got.infos.length };
}

function* collect(session: Session): Program<Found | Failure> {
  if (hasFiles(session)) return { ...(yield* fromFiles(session)), isByPrefix: false };
  const selection = selectionOf(session, session.args);
  if (!selection.ok) return selection.failure;
  if (selection.value.type === 'objects') return yield* byName(session, selection.value.objects);
  if (selection.value.type === 'none') {
    return message(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a ' +
        'complete list of supported resources.',
    );
  }
  const listed = yield* listObjects(session, {
    kinds: selection.value.kinds,
    isEverywhere: session.flags.bool('all-namespaces'),
    labelSelector: session.flags.text('selector'),
    fieldSelector: '',
  });
  return { ...listed, isByPrefix: false };
}

function* run(session: Session): Program<Failure | undefined> {
  const got = yield* collect(session);
  if ('type' in got) return got;
  const { client, flags } = session;
  // Events of many objects, and of those whose names only begin so, are shown when asked for.
  const isOne = got.infos.length === 1 && !got.isByPrefix;
  const hasEvents = flags.bool('show-events') && (isOne || flags.isSet('show-events'));
  for (const [i, info] of got.infos.entries()) {
    const { clock } = session.parts;
    const text = describe(client, clock, hasEvents, info.kind, objectOf(info));
    yield* session.out(i === 0 ? text : `\n\n${text}`);
  }
  if (got.infos.length === 0 && got.failures.length === 0) {
    const isEverywhere = flags.bool('all-namespaces');
    const where = isEverywhere ? '' : ` in ${session.namespace} namespace.`;
    yield* session.err(`No resources found${where}\n`);
  }
  return gather(got.failures);
}

export const describeVerb: Verb = {
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
