import { type AnyKind, apiVersionOf, type TypeName, verbsOf } from '../api/index.ts';

/** A resource or subresource as discovery tells it. */
export interface DiscoveredResource {
  /** `pods`, or `pods/log`. */
  readonly name: string;
  readonly response: TypeName;
  readonly verbs: readonly string[];
}

const POLICY: TypeName = { group: 'policy', version: 'v1', kind: 'Eviction' };
const SCALE: TypeName = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
const TOKEN: TypeName = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' };
const PROXY_VERBS = ['create', 'delete', 'get', 'patch', 'update'];
const OWN_VERBS = ['get', 'patch', 'update'];

export const typeOf = ({ group, version, kind }: AnyKind): TypeName => ({ group, version, kind });

function describe(kind: AnyKind, subresource: string): Omit<DiscoveredResource, 'name'> {
  const core = (name: string): TypeName => ({ group: '', version: 'v1', kind: name });
  switch (subresource) {
    case 'scale':
      return { response: SCALE, verbs: OWN_VERBS };
    case 'eviction':
      return { response: POLICY, verbs: ['create'] };
    case 'token':
      return { response: TOKEN, verbs: ['create'] };
    case 'binding':
      return { response: core('Binding'), verbs: ['create'] };
    case 'attach':
      return { response: core('PodAttachOptions'), verbs: ['create', 'get'] };
    case 'exec':
      return { response: core('PodExecOptions'), verbs: ['create', 'get'] };
    case 'portforward':
      return { response: core('PodPortForwardOptions'), verbs: ['create', 'get'] };
    case 'proxy':
      return { response: core(`${kind.kind}ProxyOptions`), verbs: PROXY_VERBS };
    case 'finalize':
      return { response: typeOf(kind), verbs: ['update'] };
    case 'log':
      return { response: typeOf(kind), verbs: ['get'] };
    default:
      return { response: typeOf(kind), verbs: OWN_VERBS };
  }
}

/** The kind of the objects that a subresource takes and answers. */
export const responseOf = (kind: AnyKind, subresource: string): TypeName =>
  describe(kind, subresource).response;

/** A kind's subresources, by name. */
export const subresourcesOf = (kind: AnyKind): readonly DiscoveredResource[] =>
  [...kind.subresources].sort().map((subresource) => ({
    name: subresource,
    ...describe(kind, subresource),
  }));

/** The verbs of a path: those of its kind, or of the subresource that it names. */
export function verbsAt(kind: AnyKind, subresource: string): readonly string[] {
  return subresource === '' ? verbsOf(kind) : describe(kind, subresource).verbs;
}

/** The kinds of one group and version, in the order of discovery. */
export const kindsOf = (kinds: readonly AnyKind[], apiVersion: string): readonly AnyKind[] =>
  kinds.filter((kind) => apiVersionOf(kind) === apiVersion);
