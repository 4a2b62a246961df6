import { type AnyKind, type KubeObject, MODELLED_KINDS } from '../../sim/api/index.ts';
import type { Session } from '../../sim/lesson/index.ts';
import type { ObjectName } from './object-facts.ts';

type Change = ReturnType<Session['view']['changes']>[number];

/** What a name alone may mean, the likeliest first. Others are meant by `kind/name` only. */
const BY_NAME_ALONE = [
  'Pod',
  'StatefulSet',
  'Deployment',
  'Service',
  'PersistentVolumeClaim',
  'Node',
  'ReplicaSet',
  'Job',
  'DaemonSet',
  'PersistentVolume',
];
const LIKELIEST: readonly AnyKind[] = BY_NAME_ALONE.flatMap((name) =>
  MODELLED_KINDS.filter(({ kind }) => kind === name),
);
const WORD = /[a-z0-9]([-a-z0-9./]*[a-z0-9])?/g;

const isCalled = ({ plural, singular, shortNames }: AnyKind, word: string): boolean =>
  plural === word || singular === word || shortNames.includes(word);

interface Meaning {
  readonly kinds: readonly AnyKind[];
  readonly name: string;
}

function meaningOf(word: string): Meaning {
  const slash = word.indexOf('/');
  if (slash < 0) return { kinds: LIKELIEST, name: word };
  // `statefulset.apps/web`: the group says nothing more here.
  const kind = word.slice(0, slash).replace(/\..*/, '');
  return {
    kinds: MODELLED_KINDS.filter((one) => isCalled(one, kind)),
    name: word.slice(slash + 1),
  };
}

const nameOf = (kind: AnyKind, { metadata }: KubeObject): ObjectName => ({
  uid: metadata.uid,
  kind: kind.kind,
  namespace: metadata.namespace ?? '',
  name: metadata.name,
});

/** Of several the one whose namespace is in the line, else the first of the likeliest kind. */
function there({ view }: Session, { kinds, name }: Meaning, line: ReadonlySet<string>) {
  for (const kind of kinds) {
    const found: KubeObject[] = view
      .list(kind, '')
      .filter(({ metadata }) => metadata.name === name);
    const object = found.find(({ metadata }) => line.has(metadata.namespace ?? '')) ?? found[0];
    if (object !== undefined) return nameOf(kind, object);
  }
  return undefined;
}

/** What is gone, by name, as it last was. The history is gone through once. */
function gone({ view }: Session, meanings: readonly Meaning[]): ReadonlyMap<string, ObjectName> {
  const sought = new Map(meanings.map((meaning) => [meaning.name, meaning.kinds]));
  const found = new Map<string, ObjectName>();
  if (sought.size === 0) return found;
  const changes = view.changes();
  for (let i = changes.length - 1; i >= 0; i--) {
    const { kind, object } = changes[i] as Change;
    const { name } = object.metadata;
    const isMeant = sought.get(name)?.some((one) => one.kind === kind.kind) === true;
    if (isMeant && !found.has(name)) found.set(name, nameOf(kind, object));
  }
  return found;
}

/** An object that a text names, and where: `from` and `to` as of `String.slice`. */
export interface NamedObject extends ObjectName {
  readonly from: number;
  readonly to: number;
}

/**
 * The objects that a line of output names: `web-0`, `pod/web-0`, `statefulset.apps/web` and
 * `web-0.web.shop.svc.cluster.local`, also those that are gone.
 */
export function objectsNamedIn(session: Session, line: string): NamedObject[] {
  const words = [...line.matchAll(WORD)].map(({ 0: word, index }) => {
    const wanted = /^([^/]+?)\.[^/]*\bsvc\b/.exec(word)?.[1] ?? word;
    return { word, from: index, to: index + wanted.length, meaning: meaningOf(wanted) };
  });
  const all = new Set(words.map(({ word }) => word));
  const present = words.map(({ meaning }) => there(session, meaning, all));
  const missing = words.filter((_, i) => present[i] === undefined).map(({ meaning }) => meaning);
  const past = gone(session, missing);
  return words.flatMap(({ from, to, meaning }, i) => {
    const object = present[i] ?? past.get(meaning.name);
    return object === undefined ? [] : [{ ...object, from, to }];
  });
}
