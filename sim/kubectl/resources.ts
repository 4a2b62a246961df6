import {
  type AnyKind,
  apiVersionOf,
  type JsonObject,
  type KubeObject,
  namespaces,
  parseLabelSelector,
} from '../api/index.ts';
import type { ObjectPath } from '../client/index.ts';
import type { Program } from '../kernel/index.ts';
import {
  done,
  type Failure,
  failed,
  message,
  type Outcome,
  plain,
  statusFailure,
} from './failure.ts';
import { boolFlag, type Flag, textFlag } from './flags.ts';
import type { Manifest } from './manifest/files.ts';
import { type NamedObject, nameFailure, namespaceError } from './selection.ts';
import type { Session } from './session.ts';

/** One object that a command is about; `object` is the server's, once it was asked. */
export interface Info {
  readonly kind: AnyKind;
  readonly namespace: string;
  readonly name: string;
  /** The file that names it, or ''. */
  readonly source: string;
  /** The manifest, or the object as the server has it. */
  readonly object: JsonObject;
}

export const SELECTOR_FLAG: Flag = textFlag('selector', 'Only objects with these labels', 'l');
export const FIELD_SELECTOR_FLAG: Flag = textFlag(
  'field-selector',
  'Only objects with these fields',
);
export const ALL_NAMESPACES_FLAG: Flag = boolFlag('all-namespaces', 'In every namespace', 'A');

export const NOTHING_GIVEN = [
  'You must provide one or more resources by argument or filename.',
  'Example resource specifications include:',
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
  "   '<resource> <name>'",
  "   '<resource>'",
].join('\n');

export const NOTHING_TO_SELECT = 'at least one resource must be specified to use a selector';

/** Where an object is: cluster-wide kinds have no namespace. */
export const pathOf = (
  info: Pick<Info, 'kind' | 'namespace' | 'name'>,
  subresource = '',
): ObjectPath => ({
  kind: info.kind,
  namespace: info.kind.isNamespaced ? info.namespace : '',
  name: info.name,
  subresource,
});

export const infoOf = (kind: AnyKind, object: KubeObject, source = ''): Info => ({
  kind,
  namespace: object.metadata.namespace ?? '',
  name: object.metadata.name,
  source,
  object: object as unknown as JsonObject,
});

export const objectOf = (info: Info): KubeObject => info.object as unknown as KubeObject;

const metadataOf = (body: JsonObject): { name?: string | null; namespace?: string | null } =>
  (body.metadata ?? {}) as { name?: string | null; namespace?: string | null };

/**
 * The kind that a manifest means; all in small letters it is found as well, and then it is for the
 * server to refuse. Models cli-runtime's mapper, which knows both spellings.
 */
function mappedKind({ client }: Session, version: string, word: string): AnyKind | undefined {
  const { discovery } = client;
  const isSmall = word === word.toLowerCase();
  return (
    discovery.kindOf(version, word) ??
    discovery
      .kinds()
      .find((kind) => isSmall && apiVersionOf(kind) === version && kind.kind.toLowerCase() === word)
  );
}

const isEverywhere = ({ flags }: Session): boolean =>
  flags.isDefined('all-namespaces') && flags.bool('all-namespaces');

/**
 * A manifest with its kind found and its namespace filled in from the command line; where that
 * says every namespace, what names none has none.
 */
export function infoFromManifest(session: Session, manifest: Manifest): Outcome<Info> {
  const { source, body } = manifest;
  const { name: givenName, namespace: givenNamespace } = metadataOf(body);
  const [name, namespace] = [givenName ?? '', givenNamespace ?? ''];
  const version = String(body.apiVersion ?? '');
  const kind = mappedKind(session, version, String(body.kind));
  if (kind === undefined) {
    const unknown = `no matches for kind "${body.kind}" in version "${version}"`;
    if (manifest.isItem) return failed(plain(`unable to recognize ${unknown}`));
    const text =
      `resource mapping not found for name: "${name}" namespace: "${namespace}" from ` +
      `"${source}": ${unknown}\nensure CRDs are installed first`;
    return failed(message(text));
  }
  if (!kind.isNamespaced) {
    const { namespace: _, ...metadata } = (body.metadata ?? {}) as JsonObject;
    return done({ kind, namespace: '', name, source, object: { ...body, metadata } });
  }
  if (session.isNamespaceGiven && namespace !== '' && namespace !== session.namespace) {
    const text =
      `the namespace from the provided object "${namespace}" does not match the namespace ` +
      `"${session.namespace}". You must pass '--namespace=${namespace}' to perform this ` +
      'operation.';
    return failed(message(text));
  }
  const where = namespace === '' && !isEverywhere(session) ? session.namespace : namespace;
  const metadata = { ...((body.metadata ?? {}) as JsonObject), namespace: where };
  return done({ kind, namespace: where, name, source, object: { ...body, metadata } });
}

/** Why a selector cannot choose among so many objects of files; of none it is not read. */
export function selectorFailure(selector: string, count: number): Failure | undefined {
  if (count === 0) return undefined;
  const parsed = parseLabelSelector(selector);
  if (parsed.ok) return undefined;
  return message(`the provided selector "${selector}" is not valid: ${parsed.status.message}`);
}

/** Those of the manifests whose labels a selector matches. */
export function selectedInfos(infos: readonly Info[], selector: string): readonly Info[] {
  if (selector === '') return infos;
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) return [];
  const labelsOf = ({ object }: Info) =>
    ((object.metadata as JsonObject | undefined)?.labels ?? {}) as Record<string, string>;
  return infos.filter((info) => parsed.value(labelsOf(info)));
}

/** Those objects of files that `-l` lets through; why it cannot be read, if there are any. */
export function chosenInfos({ flags }: Session, infos: readonly Info[]): Outcome<readonly Info[]> {
  const selector = flags.text('selector');
  const refused = selectorFailure(selector, infos.length);
  return refused === undefined ? done(selectedInfos(infos, selector)) : failed(refused);
}

/** Why an object of a file cannot be looked up: it has no namespace and should. */
export function lacksNamespace({ kind, namespace, name }: Info): Failure | undefined {
  if (!kind.isNamespaced || namespace !== '') return undefined;
  const resource = `${kind.group}/${kind.version}, Resource=${kind.plural}`;
  return message(`no namespace set on resource ${resource} "${name}"`);
}

export interface Gathered {
  readonly infos: readonly Info[];
  readonly failures: readonly Failure[];
  /** Both, as they come, where that is known. */
  readonly inOrder?: readonly Outcome<Info>[];
}

/** What was found and what was not, apart. */
export const gatheredOf = (inOrder: readonly Outcome<Info>[]): Gathered => ({
  infos: inOrder.flatMap((one) => (one.ok ? [one.value] : [])),
  failures: inOrder.flatMap((one) => (one.ok ? [] : [one.failure])),
  inOrder,
});

/** What was found and what was not, as it came; what was not found first where that is unknown. */
export const inOrderOf = ({ infos, failures, inOrder }: Gathered): readonly Outcome<Info>[] =>
  inOrder ?? [...failures.map(failed), ...infos.map(done)];

/** Manifests as infos; those whose kind or namespace is refused become failures. */
export function infosFromManifests(session: Session, manifests: readonly Manifest[]): Gathered {
  const infos: Info[] = [];
  const failures: Failure[] = [];
  for (const manifest of manifests) {
    const info = infoFromManifest(session, manifest);
    if (info.ok) infos.push(info.value);
    else failures.push(info.failure);
  }
  return { infos, failures };
}

/** What was read from files as infos, each in its place. */
export const infosInOrder = (
  session: Session,
  read: readonly Outcome<Manifest>[],
): Outcome<Info>[] => read.map((one) => (one.ok ? infoFromManifest(session, one.value) : one));

/** A namespace that is not there explains an object that is not there better. */
export function missingNamespace(
  { client }: Session,
  namespace: string,
  failure: Failure,
): Failure {
  const isMissing = failure.type === 'status' && failure.status.reason === 'NotFound';
  if (!isMissing || namespace === '' || namespace === 'default') return failure;
  const found = client.get({ kind: namespaces, namespace: '', name: namespace, subresource: '' });
  return found.ok || found.status.reason !== 'NotFound' ? failure : statusFailure(found.status);
}

/** Gets objects one by one; those that are not there become failures, for the reason told. */
export function* getObjects(
  session: Session,
  objects: readonly NamedObject[],
  subresource = '',
  reasonOf = missingNamespace,
): Program<Gathered> {
  const inOrder: Outcome<Info>[] = [];
  for (const { kind, name } of objects) {
    const refused = nameFailure(name);
    if (refused !== undefined) {
      inOrder.push(failed(refused));
      continue;
    }
    const path = pathOf({ kind, name, namespace: session.namespace }, subresource);
    const got = yield* session.call(session.client.get(path));
    if (got.ok) inOrder.push(done(infoOf(kind, got.value)));
    else inOrder.push(failed(reasonOf(session, path.namespace, got.failure)));
  }
  return gatheredOf(inOrder);
}

export interface ListRequest {
  readonly kinds: readonly AnyKind[];
  readonly isEverywhere: boolean;
  readonly labelSelector: string;
  readonly fieldSelector: string;
}

/** Lists kinds, one after the other. */
export function* listObjects(session: Session, request: ListRequest): Program<Gathered> {
  const infos: Info[] = [];
  const failures: Failure[] = [];
  for (const kind of request.kinds) {
    const listed = yield* listKind(session, kind, request);
    if (listed.ok) infos.push(...listed.value.map((object) => infoOf(kind, object)));
    else failures.push(listed.failure);
  }
  return { infos, failures };
}

/** One kind's objects; a selector that the server refuses is explained as the real tool does. */
export function* listKind(
  session: Session,
  kind: AnyKind,
  { isEverywhere, labelSelector, fieldSelector }: Omit<ListRequest, 'kinds'>,
): Program<Outcome<readonly KubeObject[]>> {
  const namespace = kind.isNamespaced && !isEverywhere ? session.namespace : '';
  const refused = namespaceError(namespace);
  if (refused !== '') return failed(plain(refused));
  const options = { labelSelector, fieldSelector };
  const listed = yield* session.call(session.client.list({ kind, namespace }, options));
  if (listed.ok) return done(listed.value.items);
  return failed(explainSelector(listed.failure, kind, labelSelector, fieldSelector));
}

/** Says which list a bad selector was for. */
export function explainSelector(
  failure: Failure,
  kind: AnyKind,
  labelSelector: string,
  fieldSelector: string,
): Failure {
  if (failure.type !== 'status' || failure.status.reason !== 'BadRequest') return failure;
  if (failure.status.message.startsWith('Unable to find')) return failure;
  const resource = `${kind.group}/${kind.version}, Resource=${kind.plural}`;
  const text =
    `Unable to find "${resource}" that match label selector "${labelSelector}", field ` +
    `selector "${fieldSelector}": ${failure.status.message}`;
  return { type: 'status', status: { ...failure.status, message: text } };
}

/** `statefulset.apps/web`: how results name an object. */
export const slashName = (kind: AnyKind, name: string): string => {
  const word = kind.kind.toLowerCase();
  return kind.group === '' ? `${word}/${name}` : `${word}.${kind.group}/${name}`;
};
