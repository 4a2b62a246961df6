import { type AnyKind, apiVersionOf, type JsonObject } from '../../api/index.ts';
import { encodeBase64, type Program, sha256 } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { type Flag, textFlag } from '../flags.ts';
import { type Info, listObjects, pathOf } from '../resources.ts';
import type { DeleteOptions, Session } from '../session.ts';
import { CLIENT_VERSION } from '../version.ts';
import type { ApplyContext } from './apply-server-side.ts';

// Models kubectl's pkg/cmd/apply/applyset.go, without custom resources as parents.

const PREFIX = 'applyset.kubernetes.io';
const TOOLING = `${PREFIX}/tooling`;
const KINDS = `${PREFIX}/contains-group-kinds`;
const NAMESPACES = `${PREFIX}/additional-namespaces`;
const ID = `${PREFIX}/id`;
const PART_OF = `${PREFIX}/part-of`;
const TOOL = 'kubectl';

/** The flag that there is where the environment asks for it. */
export const APPLY_SET_FLAG: Flag = textFlag(
  'applyset',
  'The Secret or ConfigMap that keeps what belongs together: [RESOURCE][.GROUP]/NAME',
);

/** An object that keeps which objects were applied together. */
export interface ApplySet {
  readonly kind: AnyKind;
  readonly namespace: string;
  readonly name: string;
  /** The value of the label of all that belongs to it. */
  readonly id: string;
}

const isAsked = ({ flags }: Session): boolean =>
  flags.isDefined('applyset') && flags.text('applyset') !== '';

/** The name of a set: the hash of what it is called, in letters that a label may have. */
function idOf(kind: AnyKind, namespace: string, name: string): string {
  const hash = sha256([name, namespace, kind.kind, kind.group].join('.'));
  const bytes = Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const letters = encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `applyset-${letters}-v1`;
}

const resourceText = ({ group, version, plural }: AnyKind): string =>
  `${group}/${version}, Resource=${plural}`;

const isParent = ({ group, plural }: AnyKind): boolean =>
  group === '' && (plural === 'secrets' || plural === 'configmaps');

/** The set that `--applyset` names; undefined without one. */
export function applySetOf(session: Session): Outcome<ApplySet | undefined> {
  if (!isAsked(session)) return done(undefined);
  const text = session.flags.text('applyset');
  const at = text.indexOf('/');
  const [word, name] = at < 0 ? ['secrets', text] : [text.slice(0, at), text.slice(at + 1)];
  const refuse = (why: string): Outcome<ApplySet> =>
    failed(message(`invalid parent reference "${text}": ${why}`));
  if (name === '') return refuse('name cannot be blank');
  if (word === '') return refuse('a resource must be present, got: /, Resource=');
  const kind = session.client.discovery.kindFor(word);
  if (kind === undefined) return refuse(`no matches for /, Resource=${word}`);
  const namespace = kind.isNamespaced && session.isNamespaceGiven ? session.namespace : '';
  return done({ kind, namespace, name, id: idOf(kind, namespace, name) });
}

/** What cannot go with a set. */
export function applySetRefusal({ flags }: Session, set: ApplySet): Failure | undefined {
  if (!flags.bool('prune')) return message('--applyset requires --prune');
  const failures: Failure[] = [];
  if (set.kind.isNamespaced && set.namespace === '') {
    failures.push(message('namespace is required to use namespace-scoped ApplySet'));
  }
  if (!isParent(set.kind)) {
    const resource = resourceText(set.kind);
    failures.push(message(`resource "${resource}" is not permitted as an ApplySet parent`));
  }
  if (failures.length > 0) return gather(failures);
  if (flags.bool('force')) return message('--force cannot be used with --prune');
  if (flags.bool('all')) return message('--all is incompatible with --applyset');
  if (flags.text('selector') !== '') return message('--selector is incompatible with --applyset');
  return flags.list('prune-allowlist').length === 0
    ? undefined
    : message('--prune-allowlist is incompatible with --applyset');
}

/** The objects with the label of their set. */
function labelled(infos: readonly Info[], { id }: ApplySet): Outcome<Info[]> {
  const all: Info[] = [];
  for (const info of infos) {
    const metadata = (info.object.metadata ?? {}) as JsonObject;
    const labels = (metadata.labels ?? {}) as JsonObject;
    if (PART_OF in labels) {
      return failed(message(`ApplySet label "${PART_OF}" already set in input data`));
    }
    const object = {
      ...info.object,
      metadata: { ...metadata, labels: { ...labels, [PART_OF]: id } },
    };
    all.push({ ...info, object });
  }
  return done(all);
}

const groupKind = ({ kind, group }: AnyKind): string => (group === '' ? kind : `${kind}.${group}`);

/** What a set had before: kinds and namespaces. */
interface Members {
  readonly kinds: readonly AnyKind[];
  readonly namespaces: readonly string[];
}

const NONE: Members = { kinds: [], namespaces: [] };

const words = (text: string | undefined): string[] =>
  (text ?? '').split(',').filter((word) => word !== '');

/** What the set had before; a set that is not there yet has nothing. */
function membersOf(session: Session, set: ApplySet): Outcome<Members> {
  const { client } = session;
  const got = client.get(pathOf(set));
  const parent = `ApplySet parent object "${set.kind.plural}.${set.kind.group}/${set.name}"`;
  if (!got.ok) {
    if (got.status.reason === 'NotFound') return done(NONE);
    return failed(message(`failed to fetch ${parent}: ${got.status.message}`));
  }
  const { annotations = {}, labels = {} } = got.value.metadata;
  const refuse = (why: string): Outcome<Members> => failed(message(`${parent} ${why}`));
  const tooling = annotations[TOOLING];
  if (tooling === undefined) {
    return refuse(`already exists and is missing required annotation "${TOOLING}"`);
  }
  const tool = tooling.split('/').slice(0, -1).join('/') || tooling;
  if (tool !== TOOL) {
    return refuse(`already exists and is managed by tooling "${tool}" instead of "${TOOL}"`);
  }
  const id = labels[ID];
  if (id === undefined) return refuse(`exists and does not have required label ${ID}`);
  if (id !== set.id) {
    const what = `(got: ${id}, want: ${set.id})`;
    return refuse(`exists and has incorrect value for label "${ID}" ${what}`);
  }
  const known = client.discovery.kinds();
  const kinds = words(annotations[KINDS]).flatMap(
    (word) => known.find((kind) => groupKind(kind) === word) ?? [],
  );
  const own = set.namespace === '' ? [] : [set.namespace];
  return done({ kinds, namespaces: [...new Set([...words(annotations[NAMESPACES]), ...own])] });
}

const joined = (texts: readonly string[]): string => [...new Set(texts)].sort().join(',');

/** Writes which kinds and namespaces the set has. */
function* keepMembers(
  { session, dryRun, options }: ApplyContext,
  set: ApplySet,
  { kinds, namespaces }: Members,
): Program<Failure | undefined> {
  if (dryRun === 'client') return undefined;
  const body: JsonObject = {
    kind: set.kind.kind,
    apiVersion: apiVersionOf(set.kind),
    metadata: {
      name: set.name,
      namespace: set.namespace,
      labels: { [ID]: set.id },
      annotations: {
        [NAMESPACES]: joined(namespaces.filter((one) => one !== set.namespace)),
        [KINDS]: joined(kinds.map(groupKind)),
        [TOOLING]: `${TOOL}/${CLIENT_VERSION}`,
      },
    },
  };
  const patch = { type: 'apply' as const, body, isForced: true };
  const fieldManager = `${TOOL}-applyset`;
  const kept = yield* session.call(
    session.client.patch(pathOf(set), patch, { ...options, fieldManager }),
  );
  if (kept.ok) return undefined;
  const { failure } = kept;
  const why = failure.type === 'status' ? failure.status.message : '';
  return message(`failed to update ApplySet: ${why}`);
}

/** What is applied now, as members of the set. */
const membersIn = (infos: readonly Info[]): Members => ({
  kinds: infos.map(({ kind }) => kind),
  namespaces: infos.map(({ namespace }) => namespace).filter((name) => name !== ''),
});

const together = (a: Members, b: Members): Members => ({
  kinds: [...a.kinds, ...b.kinds],
  namespaces: [...a.namespaces, ...b.namespaces],
});

/** Deletes what the set had before and is not among `applied`. */
function* pruneSet(
  { session, dryRun, report }: ApplyContext,
  set: ApplySet,
  before: Members,
  applied: readonly Info[],
  propagation: DeleteOptions['propagation'],
): Program<Failure | undefined> {
  const grace = session.flags.int('grace-period');
  const isKept = (info: Info): boolean =>
    applied.some(
      ({ kind, name, namespace }) =>
        kind === info.kind && name === info.name && namespace === info.namespace,
    );
  for (const kind of before.kinds) {
    for (const namespace of kind.isNamespaced ? before.namespaces : ['']) {
      const labelSelector = `${PART_OF}=${set.id}`;
      const request = { kinds: [kind], isEverywhere: false, labelSelector, fieldSelector: '' };
      const { infos } = yield* listObjects({ ...session, namespace }, request);
      for (const info of infos.filter((one) => !isKept(one))) {
        const removed = yield* deleteOne(session, info, {
          gracePeriodSeconds: grace < 0 ? undefined : grace,
          propagation,
          preconditions: {},
          isDryRun: dryRun !== 'none',
        });
        const failure = removed ?? (yield* report(info, info.object, 'pruned'));
        if (failure !== undefined) return failure;
      }
    }
  }
  return undefined;
}

function* deleteOne(
  session: Session,
  info: Info,
  options: DeleteOptions,
): Program<Failure | undefined> {
  const removed = yield* session.call(session.client.delete(pathOf(info), options));
  return removed.ok ? undefined : removed.failure;
}

/** A set that is applied: what it had before, and what is applied now with its label. */
export interface Begun {
  readonly set: ApplySet;
  readonly before: Members;
  readonly infos: readonly Info[];
}

/** Brings the set to all that it had and will have, before anything is applied. */
export function* beginSet(
  context: ApplyContext,
  set: ApplySet,
  infos: readonly Info[],
): Program<Outcome<Begun>> {
  const own = labelled(infos, set);
  if (!own.ok) return own;
  const before = membersOf(context.session, set);
  if (!before.ok) return before;
  const all = together(before.value, membersIn(infos));
  const failure = yield* keepMembers(context, set, all);
  return failure === undefined
    ? done({ set, before: before.value, infos: own.value })
    : failed(failure);
}

/** Prunes the set, which then has what was applied. */
export function* endSet(
  context: ApplyContext,
  { set, before, infos }: Begun,
  propagation: DeleteOptions['propagation'],
): Program<Failure | undefined> {
  const pruned = yield* pruneSet(context, set, before, infos, propagation);
  return pruned ?? (yield* keepMembers(context, set, membersIn(infos)));
}
