import {
  type AnyKind,
  failure,
  forbidden,
  type KubeObject,
  quote,
  type Result,
  type Status,
} from '../../api/index.ts';
import type { Access, Client, ObjectPath, User, Wish } from '../../client/index.ts';
import { answerReview, isReview } from '../../requests/index.ts';
import { decide, rulesFor } from './access.ts';

/** Where something is to be done, in the words of the authorizer. */
function placeText(kind: AnyKind, namespace: string): string {
  const isEverywhere = !kind.isNamespaced || namespace === '';
  return isEverywhere ? 'at the cluster scope' : `in the namespace ${quote(namespace)}`;
}

/** Models responsewriters.ForbiddenStatus. */
function refusal(user: User, kind: AnyKind, wish: Wish): Status {
  const what = `resource ${quote(wish.resource)} in API group ${quote(wish.group)}`;
  const place = placeText(kind, wish.namespace);
  const text = `User ${quote(user.name)} cannot ${wish.verb} ${what} ${place}`;
  return forbidden(kind, wish.name, text);
}

/** The API for somebody who may do what the roles of the cluster allow, and no more. */
function impersonated(client: Client, user: User, access: Access): Client {
  const refused = (
    verb: string,
    kind: AnyKind,
    namespace: string,
    name: string,
    subresource: string,
  ): Result<never> | undefined => {
    const resource = subresource === '' ? kind.plural : `${kind.plural}/${subresource}`;
    const place = kind.isNamespaced ? namespace : '';
    const wish = { verb, path: '', group: kind.group, resource, name, namespace: place };
    return access.decide(user, wish).allowed ? undefined : failure(refusal(user, kind, wish));
  };
  const at = (verb: string, path: ObjectPath): Result<never> | undefined =>
    refused(verb, path.kind, path.namespace, path.name, path.subresource);
  const inPod = (verb: string, namespace: string, pod: string, subresource: string) => {
    const kind = client.discovery.kindOf('v1', 'Pod');
    return kind && refused(verb, kind, namespace, pod, subresource);
  };
  return {
    ...client,
    get: (path) => at('get', path) ?? client.get(path),
    list: (path, options) =>
      refused('list', path.kind, path.namespace, '', '') ?? client.list(path, options),
    listAt: (path, options, version) =>
      refused('list', path.kind, path.namespace, '', '') ?? client.listAt(path, options, version),
    create(path, body, options): Result<KubeObject> {
      const denied = at('create', path);
      if (denied !== undefined) return denied;
      if (!isReview(path.kind)) return client.create(path, body, options);
      return answerReview(path.kind, body, options.fieldValidation, { user, access });
    },
    update: (path, body, options) => at('update', path) ?? client.update(path, body, options),
    patch: (path, patch, options) => at('patch', path) ?? client.patch(path, patch, options),
    delete: (path, options) => at('delete', path) ?? client.delete(path, options),
    exec: (request) =>
      inPod('create', request.namespace, request.pod, 'exec') ?? client.exec(request),
    attach: (request) =>
      inPod('create', request.namespace, request.pod, 'attach') ?? client.attach(request),
    logs: (request) => inPod('get', request.namespace, request.pod, 'log') ?? client.logs(request),
    as: access.clientOf,
  };
}

/** Who may do what, by the roles that a client sees. */
export function createAccess(client: Client): Access {
  const access: Access = {
    decide: (user, wish) => decide(client, user, wish),
    rulesOf: (user, namespace) => rulesFor(client, user, namespace),
    clientOf: (user) => impersonated(client, user, access),
  };
  return access;
}
