import type { Session } from '../../session/index.ts';

/** An object that a sentence is about. */
export interface Mentioned {
  readonly uid: string;
  readonly name: string;
}

type Why = ReturnType<Session['tasks']>[number]['why'];

/** Kinds that come along with others and have their names. */
const COMPANIONS: ReadonlySet<string> = new Set([
  'Event',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'Lease',
]);

/** The object that a reason names, as far as there is one now; the newest of them. */
export function objectOf({ view }: Session, { values }: Why): Mentioned | undefined {
  const names = new Set(
    Object.entries(values).flatMap(([key, value]) =>
      key !== 'namespace' && typeof value === 'string' ? [value] : [],
    ),
  );
  if (names.size === 0) return undefined;
  const { namespace } = values;
  const gone = new Set<string>();
  const changes = view.changes();
  for (let at = changes.length - 1; at >= 0; at--) {
    const change = changes[at];
    if (change === undefined) continue;
    const { name, uid, namespace: space } = change.object.metadata;
    if (change.type === 'DELETED') gone.add(uid);
    const isIt = names.has(name) && !gone.has(uid) && !COMPANIONS.has(change.kind.kind);
    if (isIt && (namespace === undefined || space === namespace)) return { uid, name };
  }
  return undefined;
}
