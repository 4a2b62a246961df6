import {
  failure,
  type JsonObject,
  type Result,
  SERVER_VERSION,
  type Status,
  statusOf,
  success,
} from '../api/index.ts';
import { toCompactJson, toNarrowJson } from './output/json.ts';
import type { Session } from './session.ts';

const NO_SUCH_PATH: Status = statusOf(
  'NotFound',
  'the server could not find the requested resource',
  {},
);

const PATH =
  /^\/(?:api\/(?<core>v1)|apis\/(?<group>[^/]+)\/(?<version>[^/]+))(?:\/namespaces\/(?<namespace>[^/]+)(?=\/))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

/** What a raw path of the API names; undefined when it is no path of a kind. */
export function parseRawPath(session: Session, path: string) {
  const groups = PATH.exec(path.split('?')[0] as string)?.groups;
  if (groups === undefined) return undefined;
  const {
    core,
    group = '',
    version = core,
    namespace = '',
    plural,
    name = '',
    subresource = '',
  } = groups;
  const kind = session.client.discovery
    .kinds()
    .find((k) => k.group === group && k.version === version && k.plural === plural);
  return kind === undefined ? undefined : { kind, namespace, name, subresource };
}

/** The answer to `get --raw`. */
export function rawAnswer(session: Session, path: string): Result<string> {
  if (/^\/(healthz|livez|readyz)$/.test(path)) return success('ok');
  if (path === '/version') return success(toNarrowJson(SERVER_VERSION));
  const target = parseRawPath(session, path);
  if (target === undefined) return failure(NO_SUCH_PATH);
  if (target.name !== '') {
    const got = session.client.get(target);
    return got.ok
      ? success(`${toCompactJson(got.value as unknown as JsonObject)}\n`, got.warnings)
      : got;
  }
  const listed = session.client.list(target, { labelSelector: '', fieldSelector: '' });
  if (!listed.ok) return listed;
  const { items, resourceVersion } = listed.value;
  const apiVersion =
    target.kind.group === '' ? 'v1' : `${target.kind.group}/${target.kind.version}`;
  const list = {
    kind: `${target.kind.kind}List`,
    apiVersion,
    metadata: { resourceVersion },
    items,
  };
  return success(`${toCompactJson(list as unknown as JsonObject)}\n`, listed.warnings);
}
