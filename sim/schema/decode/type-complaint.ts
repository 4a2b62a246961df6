import { apiVersionOf, type JsonObject, quote, type TypeName } from '../../api/index.ts';
import { definitionOfKind } from '../schema.ts';

const SCHEME = '"pkg/api/legacyscheme/scheme.go:30"';

/** The Go package of a group's internal types. */
const packageOf = (group: string): string =>
  group === '' || group === 'events.k8s.io' ? 'core' : (group.split('.')[0] ?? '');

const wordOf = (json: unknown): string => (typeof json === 'string' ? json : '');

/** The type that a body says to have; what it does not say is taken from `wanted`. */
export function typeIn(body: JsonObject, wanted: TypeName): TypeName {
  const apiVersion = wordOf(body.apiVersion) || apiVersionOf(wanted);
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: wordOf(body.kind) || wanted.kind,
  };
}

/**
 * Why a body cannot become an object of the type that is wanted, by what it says of itself, in the
 * words of Go's codecs; undefined when it can.
 */
export function typeComplaint(body: JsonObject, wanted: TypeName): string | undefined {
  const isOfType = body.kind === wanted.kind && body.apiVersion === apiVersionOf(wanted);
  if (isOfType) return undefined;
  const given = typeIn(body, wanted);
  const version = apiVersionOf(given);
  if (given.kind === wanted.kind && version === apiVersionOf(wanted)) return undefined;
  if (definitionOfKind(given.group, given.version, given.kind) === undefined) {
    const what = `no kind ${quote(given.kind)} is registered for version ${quote(version)}`;
    return `${what} in scheme ${SCHEME}`;
  }
  if (given.kind === wanted.kind) return undefined;
  const from = `${given.version}.${given.kind}`;
  const to = `${packageOf(wanted.group)}.${wanted.kind}`;
  return `converting (${from}) to (${to}): unknown conversion`;
}
