import { type AnyKind, methodNotSupported, statusOf } from '../api/index.ts';
import { createEncoder } from './encode.ts';
import { respondLog } from './logs.ts';
import {
  type HttpRequest,
  type HttpResponse,
  noSuchMethod,
  noSuchPath,
  statusResponse,
  textResponse,
} from './message.ts';
import { negotiate } from './negotiate.ts';
import { createNonResourcePaths } from './nonresource.ts';
import type { HttpParts, ResourceRequest } from './parts.ts';
import { createPathFinder, segmentsOf } from './path.ts';
import { isTrue, parseQuery } from './query.ts';
import { respondGet, respondList } from './read.ts';
import { remoteCommandOf } from './remote-command.ts';
import { verbsAt } from './subresources.ts';
import { respondWatch } from './watch.ts';
import {
  respondCreate,
  respondDelete,
  respondDeleteCollection,
  respondPatch,
  respondUpdate,
} from './write.ts';

/** The Kubernetes API over HTTP, without a network: a request in, an answer out. */
export interface HttpApi {
  handle(request: HttpRequest): HttpResponse;
}

/** The verb of a request. Models apiserver/pkg/endpoints/request RequestInfoFactory. */
function verbOf({ request, path, query }: ResourceRequest): string {
  const isCollection = path.name === '';
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (path.subresource !== '') return 'get';
      if (isTrue(query, 'watch')) return 'watch';
      return isCollection ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return isCollection ? 'deletecollection' : 'delete';
    default:
      return '';
  }
}

/** Verbs that need a name, and those that must have none. */
const NAMED = new Set(['update', 'patch', 'delete']);

function isMisplaced(verb: string, { path }: ResourceRequest): boolean {
  if (path.name === '' && NAMED.has(verb)) return true;
  if (verb !== 'create') return verb === 'deletecollection' && isEverywhere(path);
  return path.subresource === '' ? path.name !== '' || isEverywhere(path) : false;
}

/** A path to all namespaces, where only reading is possible. */
const isEverywhere = ({ kind, namespace }: { kind: AnyKind; namespace: string }): boolean =>
  kind.isNamespaced && namespace === '';

function respondSubresource(request: ResourceRequest): HttpResponse | undefined {
  const { path } = request;
  switch (path.subresource) {
    case 'log':
      return respondLog(request);
    case 'exec':
    case 'attach':
      return { type: 'command', command: remoteCommandOf(request) };
    case 'portforward':
      return { type: 'port-forward', namespace: path.namespace, pod: path.name };
    case 'proxy': {
      const text = 'proxy is not modelled: use a port-forward, or exec in a pod';
      return statusResponse({ ...statusOf('', text), code: 501 }, []);
    }
    default:
      return undefined;
  }
}

function respond(request: ResourceRequest): HttpResponse {
  const { kind, subresource } = request.path;
  const verb = verbOf(request);
  if (isMisplaced(verb, request)) return noSuchMethod();
  if (!verbsAt(kind, subresource).includes(verb)) {
    return verb === '' ? noSuchMethod() : statusResponse(methodNotSupported(kind, verb), []);
  }
  const special = respondSubresource(request);
  if (special !== undefined) return special;
  switch (verb) {
    case 'get':
      return respondGet(request);
    case 'list':
      return respondList(request);
    case 'watch':
      return respondWatch(request);
    case 'create':
      return respondCreate(request);
    case 'update':
      return respondUpdate(request);
    case 'patch':
      return respondPatch(request);
    case 'delete':
      return respondDelete(request);
    default:
      return respondDeleteCollection(request);
  }
}

/** Creates the API over a cluster's client. */
export function createHttpApi(parts: HttpParts): HttpApi {
  const kinds = parts.client.discovery.kinds();
  const findPath = createPathFinder(kinds);
  const nonResource = createNonResourcePaths(kinds);
  const encoder = createEncoder(parts.client);
  return {
    handle(request) {
      const [pathText = '', queryText = ''] = splitOnce(request.target, '?');
      const segments = segmentsOf(pathText);
      if (segments === undefined) return textResponse(400, '400 Bad Request: invalid URL escape');
      const path = findPath(segments);
      if (path === undefined) {
        return nonResource(segments, request) ?? noSuchPath();
      }
      const as = negotiate(request.headers.get('accept') ?? '');
      if (!as.ok) return statusResponse(as.status, []);
      const query = parseQuery(queryText);
      return respond({ parts, encoder, request, path, query, as: as.value });
    },
  };
}

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};
