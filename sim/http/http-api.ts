import { type AnyKind, badRequest, type Pod } from '../api/index.ts';
import { type Client, userOf } from '../client/index.ts';
import { createEncoder } from './encode.ts';
import { respondLog } from './logs.ts';
import {
  type HttpRequest,
  type HttpResponse,
  noSuchMethod,
  noSuchPath,
  noSuchPathInVersion,
  statusResponse,
  textResponse,
} from './message.ts';
import { negotiate } from './negotiate.ts';
import { createNonResourcePaths } from './nonresource.ts';
import type { HttpParts, ResourceRequest } from './parts.ts';
import { createPathFinder, isInVersion, type ResourcePath, segmentsOf } from './path.ts';
import { respondProxy } from './proxy.ts';
import { isTrue, parseQuery, type Query } from './query.ts';
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
function verbOf(request: HttpRequest, path: ResourcePath, query: Query): string {
  const isCollection = path.name === '';
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (path.subresource !== '') return 'get';
      if (path.isWatch || isTrue(query, 'watch')) return 'watch';
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

/** Models the checks of registry/core/pod/rest PortForwardREST. */
function respondPortForward({ parts, path, query }: ResourceRequest): HttpResponse {
  const found = parts.client.get({ ...path, subresource: '' });
  if (!found.ok) return statusResponse(found.status, []);
  const { nodeName = '' } = (found.value as Pod).spec;
  if (nodeName === '') {
    return statusResponse(badRequest(`pod ${path.name} does not have a host assigned`), []);
  }
  const ports = (query.get('ports') ?? []).flatMap((text) => text.split(',')).map(Number);
  const bad = ports.find((port) => !(port > 0 && port < 65_536));
  if (bad !== undefined) return statusResponse(badRequest(`invalid port ${bad}`), []);
  return { type: 'port-forward', namespace: path.namespace, pod: path.name, ports };
}

function respondSubresource(request: ResourceRequest): HttpResponse | undefined {
  const { path } = request;
  switch (path.subresource) {
    case 'log':
      return respondLog(request);
    case 'exec':
    case 'attach': {
      const found = request.parts.client.get({ ...path, subresource: '' });
      if (!found.ok) return statusResponse(found.status, []);
      return { type: 'command', command: remoteCommandOf(request) };
    }
    case 'portforward':
      return respondPortForward(request);
    case 'proxy':
      return respondProxy(request);
    default:
      return undefined;
  }
}

function respond(request: ResourceRequest, verb: string): HttpResponse {
  const { kind, subresource } = request.path;
  if (isMisplaced(verb, request)) return noSuchMethod();
  if (!verbsAt(kind, subresource).includes(verb)) return noSuchMethod();
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

const FORMATS = ['json', 'yaml'] as const;
const STREAM_FORMATS = ['json'] as const;
/** Subresources whose answers are no objects of the API, whatever a client would like. */
const FOREIGN_FORMATS: ReadonlySet<string> = new Set(['log', 'proxy']);

/** The client of who asks: an administrator, who may ask as somebody else. */
function clientFor({ client }: HttpParts, { headers }: HttpRequest): Client {
  const name = headers.get('impersonate-user');
  if (name === undefined) return client;
  const groups = (headers.get('impersonate-group') ?? '').split(',').map((group) => group.trim());
  const given = groups.filter((group) => group !== '');
  return client.as(userOf(name, given, headers.get('impersonate-uid') ?? ''));
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
        const answer = nonResource(segments, request);
        return answer ?? (isInVersion(kinds, segments) ? noSuchPathInVersion() : noSuchPath());
      }
      const query = parseQuery(queryText);
      const verb = verbOf(request, path, query);
      const formats = verb === 'watch' ? STREAM_FORMATS : FORMATS;
      const isForeign = FOREIGN_FORMATS.has(path.subresource);
      const accept = isForeign ? '' : (request.headers.get('accept') ?? '');
      const as = negotiate(accept, formats);
      if (!as.ok) return statusResponse(as.status, []);
      const client = clientFor(parts, request);
      return respond(
        { parts: { ...parts, client }, encoder, request, path, query, as: as.value },
        verb,
      );
    },
  };
}

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};
