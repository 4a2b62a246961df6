import { quote, type Status, statusOf } from '../api/index.ts';
import { type Access, type User, userOf } from '../client/index.ts';
import {
  encodeUtf8,
  type HttpAnswer,
  type WebService,
  type HttpRequest as WireRequest,
} from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import { accountOf } from './accounts.ts';
import { createHttpApi } from './http-api.ts';
import { type HttpResponse, statusResponse, UPGRADE_REQUIRED } from './message.ts';
import type { HttpParts } from './parts.ts';
import { segmentsOf } from './path.ts';

const BEARER = /^bearer +(\S+) *$/i;
/** Clients of people, who are answered with lines. Models isPrettyPrint. */
const PEOPLE = /^(curl|Wget|Mozilla\/5\.0)/;

/** Paths below a version of a group. Models RequestInfoFactory. */
const isOfResource = ([root, ...rest]: readonly string[]): boolean =>
  (root === 'api' && rest.length >= 2) || (root === 'apis' && rest.length >= 3);

const unauthorized = (): Status => {
  const { details: _none, ...status } = statusOf('Unauthorized', 'Unauthorized');
  return status as Status;
};

/** Why somebody may not ask for a path that is no resource; undefined when it is allowed. */
function pathRefusal(access: Access, user: User, method: string, path: string) {
  const verb = method.toLowerCase();
  const wish = { verb, path, group: '', resource: '', name: '', namespace: '' };
  if (access.decide(user, wish).allowed) return undefined;
  const text = `forbidden: User ${quote(user.name)} cannot ${verb} path ${quote(path)}`;
  return statusResponse(statusOf('Forbidden', text, {}), []);
}

/** Why nobody may act as somebody else here: roles that allow it are not looked for. */
function impersonationRefusal(access: Access, user: User, asked: string) {
  const wish = { verb: 'impersonate', path: '', group: '', resource: 'users', namespace: '' };
  if (access.decide(user, { ...wish, name: asked }).allowed) return undefined;
  const what = 'cannot impersonate resource "users" in API group "" at the cluster scope';
  const text = `users ${quote(asked)} is forbidden: User ${quote(user.name)} ${what}`;
  return statusResponse(statusOf('Forbidden', text, { name: asked, kind: 'users' }), []);
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function answerOf(response: HttpResponse, request: WireRequest): HttpAnswer {
  if (response.type === 'command' || response.type === 'port-forward') {
    return answerOf(UPGRADE_REQUIRED, request);
  }
  let body: string;
  if (response.type === 'whole') ({ body } = response);
  else {
    // Who asks here waits for a whole answer: of one that goes on, it is what there is now.
    body = response.stream.take();
    response.stream.close();
  }
  const isJson = response.headers.some(
    ([name, value]) => name === 'Content-Type' && value === 'application/json',
  );
  const isForPeople = PEOPLE.test(request.headers.get('user-agent') ?? '');
  const shown = response.type === 'whole' && isJson && isForPeople ? pretty(body) : body;
  return {
    status: response.code,
    headers: [
      ...response.headers,
      ['Date', new Date(request.atEpochMs).toUTCString()],
      ['Content-Length', String(encodeUtf8(shown).length)],
    ],
    body: shown,
  };
}

/**
 * The API as whoever comes over the network finds it: known by the token of a service account or
 * not known at all, and allowed what the roles of the cluster say.
 */
export function createSecureApi(parts: HttpParts, access: Access): WebService {
  const api = createHttpApi(parts);
  const respond = (request: WireRequest): HttpResponse => {
    const given = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
    const user =
      given === undefined
        ? userOf('system:anonymous', [], '')
        : accountOf(parts.client, parts.clock, given);
    if (user === undefined) return statusResponse(unauthorized(), []);
    const [path = ''] = request.path.split('?', 1);
    const asked = request.headers.get('impersonate-user');
    if (asked !== undefined) {
      const refused = impersonationRefusal(access, user, asked);
      if (refused !== undefined) return refused;
    } else if (!isOfResource(segmentsOf(path) ?? [])) {
      const refused = pathRefusal(access, user, request.method, path);
      if (refused !== undefined) return refused;
    }
    const body = encodeUtf8(request.body);
    const headers = new Map(request.headers);
    if (asked === undefined) {
      headers.set('impersonate-user', user.name);
      headers.set('impersonate-group', user.groups.join(','));
      headers.set('impersonate-uid', user.uid);
    }
    return api.handle({
      method: request.method,
      target: request.path,
      headers,
      body,
      isTooLarge: body.length > LIMITS.requestBytes,
    });
  };
  return { protocol: 'http', handle: (request) => answerOf(respond(request), request) };
}
