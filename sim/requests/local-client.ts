import {
  type AnyKind,
  badRequest,
  deprecationWarnings,
  failure,
  isMetricsKind,
  type JsonObject,
  type KubeObject,
  type Lease,
  leases,
  methodNotAllowed,
  noSuchResource,
  notFound,
  parseFieldSelector,
  parseLabelSelector,
  type Result,
  resourceExpired,
  resourceOf,
  type Status,
  success,
  type TypeName,
} from '../api/index.ts';
import {
  type Access,
  ADMINISTRATOR,
  type Client,
  type CollectionPath,
  type ListOptions,
  type ListResult,
  type LocalClientParts,
  type ObjectPath,
  type Table,
  type Watch,
  type WatchEvent,
} from '../client/index.ts';
import { leaseAsRead } from '../node/index.ts';
import { decode } from '../schema/index.ts';
import type { DeleteOptions, Patch, StoreView, WriteOptions } from '../store/index.ts';
import { bindingOf, DONE } from './binding.ts';
import { computedObjects } from './computed.ts';
import { evict } from './eviction.ts';
import { refusedMethod } from './methods.ts';
import { getMetrics, listMetrics, measuredKind } from './metrics.ts';
import { withOtherVersions } from './other-versions.ts';
import { objectsAt, oldestVersion, oldestWatched } from './past.ts';
import { answerReview, isReview } from './reviews.ts';
import { asScale, patchScale, updateScale } from './scale.ts';
import { isScalable } from './scale-object.ts';

/** What is sent to subresources of another type than their resource's. */
const BODIES: Readonly<Record<string, TypeName>> = {
  binding: { group: '', version: 'v1', kind: 'Binding' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
};

type Matcher = (object: KubeObject) => boolean;

function matcherOf(kind: AnyKind, options: ListOptions): Result<Matcher> {
  const labels = parseLabelSelector(options.labelSelector);
  if (!labels.ok) return labels;
  const fields = parseFieldSelector(kind, options.fieldSelector);
  if (!fields.ok) return fields;
  return success((object) => labels.value(object.metadata.labels ?? {}) && fields.value(object));
}

const isSelective = ({ labelSelector, fieldSelector }: ListOptions): boolean =>
  labelSelector !== '' || fieldSelector !== '';

const isIn =
  ({ kind, namespace }: CollectionPath): Matcher =>
  ({ metadata }) =>
    namespace === '' || !kind.isNamespaced || metadata.namespace === namespace;

const TOO_OLD_LIST = 'The resourceVersion for the provided list is too old.';

const deletedStatus = (kind: AnyKind, object: KubeObject): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  message: '',
  reason: '',
  details: {
    name: object.metadata.name,
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.plural,
    uid: object.metadata.uid,
  },
  code: 0,
});

/** One change as a watch with this matcher tells it; undefined when it does not concern it. */
function eventOf(
  change: ReturnType<StoreView['changes']>[number],
  matches: Matcher,
): WatchEvent | undefined {
  const { type, object, previous } = change;
  const isIn = type !== 'DELETED' && matches(object);
  const wasIn = previous !== undefined && matches(previous);
  if (isIn) return { type: wasIn ? 'MODIFIED' : 'ADDED', object };
  return wasIn ? { type: 'DELETED', object } : undefined;
}

/** The client that talks to the API server of the same process. */
export function createLocalClient(parts: LocalClientParts): Client {
  const { server, clock } = parts;
  const { view } = server;

  /** What dry runs answered: nothing else tells them from what is stored. */
  const trials = new WeakSet<KubeObject>();
  const noted = <T extends KubeObject>(
    answer: Result<T>,
    { isDryRun }: WriteOptions,
  ): Result<T> => {
    if (isDryRun && answer.ok) trials.add(answer.value);
    return answer;
  };

  /** A path to a subresource that the kind does not have. */
  const refused = ({ kind, subresource }: ObjectPath): Result<never> | undefined =>
    subresource === '' || kind.subresources.includes(subresource)
      ? undefined
      : failure(noSuchResource());

  const find = ({ kind, namespace, name }: ObjectPath): Result<KubeObject> => {
    const computed = computedObjects(kind, view)?.find(({ metadata }) => metadata.name === name);
    const place = kind.isNamespaced ? namespace : '';
    const object = computed ?? view.get(kind, place, name) ?? defaultOf(kind, place, name);
    return object === undefined ? failure(notFound(kind, name)) : success(asRead(kind, object));
  };
  const stored = ({ kind, namespace, name }: ObjectPath): KubeObject | undefined =>
    view.get(kind, kind.isNamespaced ? namespace : '', name);
  const defaultOf = (kind: AnyKind, namespace: string, name: string): KubeObject | undefined =>
    parts.defaults.list(kind, namespace).find(({ metadata }) => metadata.name === name);
  /** Stored objects, and those that are as they were when the cluster was new. */
  const listAll = (kind: AnyKind, namespace: string): readonly KubeObject[] => {
    const defaults = parts.defaults.list(kind, namespace);
    const stored = view.list(kind, namespace);
    if (defaults.length === 0) return stored;
    const order = ({ metadata }: KubeObject): string => `${metadata.namespace}/${metadata.name}`;
    return [...stored, ...defaults].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  };
  /** Stores a default object that is about to be written to. */
  const settle = (kind: AnyKind, namespace: string, name: string): void =>
    parts.defaults.keep(kind, kind.isNamespaced ? namespace : '', name);
  const asRead = (kind: AnyKind, object: KubeObject): KubeObject =>
    kind === leases ? leaseAsRead(object as Lease, clock.epochMs()) : object;

  /** Decodes a body and puts it where the path says. */
  const decodeAt = (
    path: ObjectPath,
    body: JsonObject,
    { fieldValidation }: WriteOptions,
  ): Result<KubeObject> => {
    const decoded = decode(path.kind, body, fieldValidation);
    if (!decoded.ok) return decoded;
    const object = decoded.value;
    const { namespace, name } = object.metadata;
    if (!path.kind.isNamespaced) delete object.metadata.namespace;
    else if (namespace !== undefined && namespace !== path.namespace) {
      const text =
        'the namespace of the provided object does not match the namespace sent on the request';
      return failure(badRequest(text));
    } else object.metadata.namespace = path.namespace;
    if (path.name !== '' && name !== undefined && name !== path.name) {
      const text = `the name of the object (${name}) does not match the name on the URL (${path.name})`;
      return failure(badRequest(text));
    }
    return success(object, decoded.warnings);
  };
  const withWarnings = <T>(answer: Result<T>, warnings: readonly string[]): Result<T> => ({
    ...answer,
    warnings: [...warnings, ...answer.warnings],
  });
  /** An answer about a kind that goes out of use, which is told whatever was asked. */
  const warned = <T>(kind: AnyKind, answer: Result<T>): Result<T> => {
    const warnings = deprecationWarnings(kind);
    return warnings.length === 0 ? answer : withWarnings(answer, warnings);
  };

  const client: Client = {
    discovery: parts.discovery,
    get(path) {
      if (isMetricsKind(path.kind)) {
        return getMetrics(view, parts.metrics, path.kind, path.namespace, path.name);
      }
      const wrong = refusedMethod(path.kind, 'get') ?? refused(path);
      const found = warned(path.kind, wrong ?? find(path));
      if (path.subresource !== 'scale' || !found.ok) return found;
      return isScalable(path.kind) ? success(asScale(found.value)) : failure(noSuchResource());
    },
    list(path: CollectionPath, options) {
      if (isMetricsKind(path.kind)) return listAllMetrics(path, options);
      const wrong = refusedMethod(path.kind, 'list');
      if (wrong !== undefined) return wrong;
      const matches = matcherOf(path.kind, options);
      if (!matches.ok) return matches;
      const namespace = path.kind.isNamespaced ? path.namespace : '';
      const all = computedObjects(path.kind, view) ?? listAll(path.kind, namespace);
      // The store's own list changes; who asked may keep this one.
      const found = isSelective(options) ? all.filter(matches.value) : [...all];
      const items = path.kind === leases ? found.map((each) => asRead(leases, each)) : found;
      const answer: ListResult = { items, resourceVersion: String(view.resourceVersion()) };
      return success(answer, deprecationWarnings(path.kind));
    },
    listAt(path, options, version) {
      const matches = matcherOf(path.kind, options);
      if (!matches.ok) return matches;
      if (version < oldestVersion(view, clock)) return failure(resourceExpired(TOO_OLD_LIST));
      const isHere = isIn(path);
      const items = objectsAt(view, path.kind, version).filter(
        (object) => isHere(object) && matches.value(object),
      );
      return success({ items, resourceVersion: String(version) }, deprecationWarnings(path.kind));
    },
    watchFrom(kind, version) {
      const wrong = refusedMethod(kind, 'watch');
      if (wrong !== undefined) return wrong;
      const oldest = oldestWatched(view, clock, kind);
      if (version === 0 || version >= oldest) return success(null);
      return failure(resourceExpired(`too old resource version: ${version} (${oldest})`));
    },
    managedFields: (kind, object) =>
      isMetricsKind(kind) || computedObjects(kind, view) !== undefined
        ? []
        : server.managedFields(kind, object),
    isTrial: (object) => trials.has(object),
    table(kind, objects): Table {
      const columns = parts.defaults.columnsOf(kind);
      return {
        columns,
        rows: objects.map((object) => ({
          object,
          cell: (column) => columns[column]?.cell(object, clock) ?? '',
        })),
      };
    },
    create(path, body, options) {
      const wrong = refusedMethod(path.kind, 'create');
      if (wrong !== undefined) return wrong;
      if (isReview(path.kind)) {
        const asker = { user: ADMINISTRATOR, access: access() };
        return answerReview(path.kind, body, options.fieldValidation, asker);
      }
      if (resourceOf(path.kind) === 'bindings') {
        const read = decode(path.kind, body, options.fieldValidation);
        if (!read.ok) return read;
        return bind(path.namespace, '', read.value as unknown as JsonObject, options);
      }
      if (path.subresource !== '') return createSubresource(path, body, options);
      const decoded = decodeAt(path, body, options);
      if (!decoded.ok) return decoded;
      settle(path.kind, path.namespace, decoded.value.metadata.name ?? '');
      const answer = server.create(path.kind, decoded.value, options, parts.origin());
      return warned(path.kind, withWarnings(noted(answer, options), decoded.warnings));
    },
    update(path, body, options) {
      const wrong = refusedMethod(path.kind, 'update');
      if (wrong !== undefined) return wrong;
      if (path.subresource === 'scale') {
        return updateScale(parts, path, stored(path), body, options);
      }
      const decoded = refused(path) ?? decodeAt(path, body, options);
      if (!decoded.ok) return decoded;
      const { kind, subresource } = path;
      settle(kind, path.namespace, path.name);
      const answer = server.update(kind, decoded.value, subresource, options, parts.origin());
      return warned(kind, withWarnings(noted(answer, options), decoded.warnings));
    },
    patch(path: ObjectPath, patch: Patch, options) {
      const wrong = refusedMethod(path.kind, 'patch');
      if (wrong !== undefined) return wrong;
      if (path.subresource === 'scale') {
        return patchScale(parts, path, stored(path), patch, options);
      }
      const missing = refused(path);
      if (missing !== undefined) return missing;
      const namespace = path.kind.isNamespaced ? path.namespace : '';
      const target = { namespace, name: path.name, subresource: path.subresource };
      settle(path.kind, namespace, path.name);
      const answer = server.patch(path.kind, target, patch, options, parts.origin());
      return warned(path.kind, noted(answer, options));
    },
    delete(path: ObjectPath, options: DeleteOptions): Result<KubeObject | Status> {
      const { kind, name } = path;
      const wrong = refusedMethod(kind, 'delete');
      if (wrong !== undefined) return wrong;
      const namespace = kind.isNamespaced ? path.namespace : '';
      const target = { namespace, name, subresource: path.subresource };
      settle(kind, namespace, name);
      const answer = warned(kind, server.delete(kind, target, options, parts.origin()));
      if (!answer.ok) return answer;
      const isStored = view.byUid(answer.value.metadata.uid) !== undefined;
      return success(isStored ? answer.value : deletedStatus(kind, answer.value), answer.warnings);
    },
    watch: (path, options, since) => createWatch(view, path, options, since),
    exec: (request) => parts.containers.exec(request),
    attach: (request) => parts.containers.attach(request),
    logs: (request) => parts.containers.logs(request),
    serviceOf: parts.serviceOf,
    as: (user) => access().clientOf(user),
  };

  function listAllMetrics(path: CollectionPath, options: ListOptions): Result<ListResult> {
    const kind = measuredKind(path.kind);
    const matches = matcherOf(kind, options);
    if (!matches.ok) return matches;
    const measured = view.list(kind, kind.isNamespaced ? path.namespace : '').filter(matches.value);
    const items = listMetrics(parts.metrics, path.kind, measured);
    return success({ items, resourceVersion: '' });
  }

  function createSubresource(
    path: ObjectPath,
    body: JsonObject,
    options: WriteOptions,
  ): Result<KubeObject | Status> {
    const type = BODIES[path.subresource];
    if (type === undefined) return failure(methodNotAllowed());
    const decoded = decode(type, body, options.fieldValidation);
    if (!decoded.ok) return decoded;
    const given = decoded.value as unknown as JsonObject;
    const answer = (): Result<KubeObject | Status> => {
      if (path.subresource === 'eviction') return evict(parts, path, given, options.isDryRun);
      if (path.subresource === 'token') return parts.requestToken(view, path, given);
      return bind(path.namespace, path.name, given, options);
    };
    return withWarnings(answer(), decoded.warnings);
  }

  function bind(
    namespace: string,
    pod: string,
    body: JsonObject,
    { isDryRun }: WriteOptions,
  ): Result<Status> {
    const binding = bindingOf(pod, body);
    if (!binding.ok) return binding;
    const { pod: name, node } = binding.value;
    const bound = server.bind(namespace, name, node, isDryRun, parts.origin());
    return bound.ok ? success(DONE) : bound;
  }

  const whole = withOtherVersions(client);
  const access = (): Access => parts.access(whole);
  return whole;
}

function createWatch(
  view: StoreView,
  path: CollectionPath,
  options: ListOptions,
  sinceResourceVersion: string,
): Watch {
  const matcher = matcherOf(path.kind, options);
  const since = Number(sinceResourceVersion);
  const changes = view.changes();
  let at = changes.length;
  while (at > 0 && (changes[at - 1]?.rv ?? 0) > since) at--;
  let isClosed = !matcher.ok;
  const isHere = isIn(path);
  return {
    next() {
      while (!isClosed && matcher.ok && at < changes.length) {
        const change = changes[at++];
        if (change === undefined || change.kind !== path.kind || !isHere(change.object)) continue;
        const event = eventOf(change, matcher.value);
        if (event !== undefined) return event;
      }
      return undefined;
    },
    close: () => {
      isClosed = true;
    },
  };
}
