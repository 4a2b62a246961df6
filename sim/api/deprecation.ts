import { type AnyKind, apiVersionOf } from './kind.ts';

const DEPRECATED: Readonly<Record<string, string>> = {
  'v1/ComponentStatus': 'v1 ComponentStatus is deprecated in v1.19+',
  'v1/Endpoints': 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** What the server warns of at every request for a kind, reads included; empty for most. */
export function deprecationWarnings(kind: AnyKind): readonly string[] {
  const text = DEPRECATED[`${apiVersionOf(kind)}/${kind.kind}`];
  return text === undefined ? [] : [text];
}
