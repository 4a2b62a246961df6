import { type AnyKind, isOlderVersion, pathSegmentErrors, resourceOf } from '../api/index.ts';
import { done, type Failure, failed, message, type Outcome } from './failure.ts';
import type { Session } from './session.ts';

/** What the arguments name: kinds as a whole, or objects one by one. */
export type Selection =
  | { readonly type: 'none' }
  | { readonly type: 'kinds'; readonly kinds: readonly AnyKind[] }
  | { readonly type: 'objects'; readonly objects: readonly NamedObject[] };

export interface NamedObject {
  readonly kind: AnyKind;
  readonly name: string;
}

const NAME_WITH_SELECTOR = 'name cannot be provided when a selector is specified';
const SLASH_WITH_SELECTOR =
  'selectors and the all flag cannot be used when passing resource/name arguments';
const NAME_EVERYWHERE = 'a resource cannot be retrieved by name across all namespaces';

/** What narrows down a choice beside names. */
interface Narrowing {
  readonly hasSelector: boolean;
  readonly isEverywhere: boolean;
}

/** Why the arguments cannot go with a selector; no kind has been looked for by then. */
function nameWithSelector([first = '', ...names]: readonly string[]): Failure | undefined {
  const hasSlash = [first, ...names].some((arg) => arg.includes('/'));
  if (hasSlash || (names.length > 0 && first.includes(','))) return message(SLASH_WITH_SELECTOR);
  return names.length > 0 ? message(NAME_WITH_SELECTOR) : undefined;
}

/**
 * Why names cannot go with a selector, or with all namespaces. Models cli-runtime's visitByName and
 * visitByResource.
 */
export function refusedNames(
  args: readonly string[],
  objects: readonly NamedObject[],
  { hasSelector, isEverywhere }: Narrowing,
): Failure | undefined {
  const refused = hasSelector ? nameWithSelector(args) : undefined;
  if (refused !== undefined) return refused;
  const isLocal = objects.some(({ kind }) => kind.isNamespaced);
  return isEverywhere && isLocal ? message(NAME_EVERYWHERE) : undefined;
}

/** Other resources that a short name could mean, after the one that it does mean. */
function lowerPriority({ client }: Session, word: string, meant: AnyKind): readonly string[] {
  if (!meant.shortNames.includes(word)) return [];
  const others = client.discovery
    .kinds()
    .filter((kind) => kind.shortNames.includes(word) && kind.group !== meant.group)
    .map((kind) => resourceOf(kind));
  return [...new Set(others)];
}

/** The kind for one word of the command line. */
export function kindFor(session: Session, word: string): Outcome<AnyKind> {
  const kind = session.client.discovery.kindFor(word);
  if (kind === undefined) {
    session.log.rediscover();
    return failed(message(`the server doesn't have a resource type "${word.split('.')[0]}"`));
  }
  for (const other of lowerPriority(session, word, kind)) {
    session.note(`short name "${word}" could also match lower priority resource ${other}`);
  }
  return done(kind);
}

/** What `pods,svc` lists: each word once. */
const splitWords = (words: string): string[] => [...new Set(words.split(','))];

/** The kinds of a category such as `all`; none for any other word. */
const membersOf = ({ client }: Session, word: string): readonly AnyKind[] =>
  client.discovery
    .kinds()
    .filter((kind) => kind.categories.includes(word) && !isOlderVersion(kind));

/** Kinds for `pods,svc`; a category such as `all` stands for its kinds. */
function kindsFor(session: Session, words: string): Outcome<AnyKind[]> {
  const kinds: AnyKind[] = [];
  for (const word of splitWords(words)) {
    const members = membersOf(session, word);
    if (members.length > 0) {
      kinds.push(...members);
      continue;
    }
    const kind = kindFor(session, word);
    if (!kind.ok) return kind;
    kinds.push(kind.value);
  }
  return done(kinds.filter((kind, i) => kinds.indexOf(kind) === i));
}

const SLASH_HINT =
  'there is no need to specify a resource type as a separate argument when passing ' +
  "arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead " +
  "of 'kubectl get resource resource/<resource_name>'";

/**
 * The types and names of `TYPE/NAME…` and of `TYPE,TYPE NAME…`; undefined of any other arguments.
 * Models hasCombinedTypeArgs of cli-runtime's resource builder.
 */
export function pairsOf([first = '', ...names]: readonly string[]):
  | Outcome<readonly [string, string][]>
  | undefined {
  const types = splitWords(first);
  const isMany = types.length > 1 && names.length > 0;
  const args = isMany
    ? types.flatMap((type) => names.map((name) => `${type}/${name}`))
    : [first, ...names];
  if (!args.some((arg) => arg.includes('/'))) return undefined;
  if (!args.every((arg) => arg.includes('/'))) return failed(message(SLASH_HINT));
  const pairs: [string, string][] = [];
  for (const arg of args) {
    const parts = arg.split('/');
    if (parts.length !== 2) {
      const text = 'arguments in resource/name form may not have more than one slash';
      return failed(message(text));
    }
    const [word = '', name = ''] = parts;
    if (word === '' || name === '' || word.includes(',')) {
      const text = 'arguments in resource/name form must have a single resource and name';
      return failed(message(text));
    }
    pairs.push([word, name]);
  }
  return done(pairs);
}

function namedBySlash(
  session: Session,
  pairs: readonly [string, string][],
  hasSelector: boolean,
): Outcome<Selection> {
  if (hasSelector) return failed(message(SLASH_WITH_SELECTOR));
  const objects: NamedObject[] = [];
  for (const [word, name] of pairs) {
    const kind = kindFor(session, word);
    if (!kind.ok) return kind;
    objects.push({ kind: kind.value, name });
  }
  return done({ type: 'objects', objects });
}

/**
 * Reads `TYPE`, `TYPE NAME…`, `TYPE,TYPE NAME…`, `TYPE/NAME…` and lists of types. Models
 * cli-runtime's resource builder.
 */
export function selectionOf(
  session: Session,
  args: readonly string[],
  hasSelector = false,
): Outcome<Selection> {
  if (args.length === 0) return done({ type: 'none' });
  const [first = '', ...names] = args;
  const pairs = pairsOf(args);
  if (pairs?.ok === false) return pairs;
  if (pairs !== undefined) return namedBySlash(session, pairs.value, hasSelector);
  const refused = hasSelector ? nameWithSelector(args) : undefined;
  if (refused !== undefined) return failed(refused);
  if (names.length > 0 && membersOf(session, first).length > 1) {
    return failed(message('you must specify only one resource'));
  }
  const kinds = kindsFor(session, first);
  if (!kinds.ok) return kinds;
  if (names.length === 0) return done({ type: 'kinds', kinds: kinds.value });
  const objects = kinds.value.flatMap((kind) => names.map((name) => ({ kind, name })));
  return done({ type: 'objects', objects });
}

/** Why a text cannot stand in the path of a request; '' if it can. */
function segmentErrors(text: string): string {
  const errors = pathSegmentErrors(text);
  return errors.length === 0 ? '' : `[${errors.join(' ')}]`;
}

/** Why a name cannot be asked for. Models client-go's Request.Name. */
export function nameFailure(name: string): Failure | undefined {
  if (name === '') return message('resource name may not be empty');
  const errors = segmentErrors(name);
  return errors === '' ? undefined : message(`invalid resource name "${name}": ${errors}`);
}

/** Why a namespace cannot be asked for; '' if it can. Models client-go's Request.Namespace. */
export function namespaceError(namespace: string): string {
  const errors = segmentErrors(namespace);
  return errors === '' ? '' : `invalid namespace "${namespace}": ${errors}`;
}
