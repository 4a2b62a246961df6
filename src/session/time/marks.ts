import type { Deployment, Event, StatefulSet } from '../../../sim/api/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';

/** A moment that the timeline shows. */
export interface Mark {
  readonly atMs: number;
  readonly type: 'command' | 'rollout' | 'event' | 'check';
  /** The command line, the object and its revision, the event, or the id of the task. */
  readonly text: string;
  /** A command that failed, or a warning. */
  readonly isBad: boolean;
}

type Change = ReturnType<Session['view']['changes']>[number];

/** The annotation in which a Deployment keeps the number of its revision. */
const REVISION = 'deployment.kubernetes.io/revision';

function revisionOf({ kind, object }: Pick<Change, 'kind' | 'object'>): string | undefined {
  if (kind.kind === 'StatefulSet') return (object as StatefulSet).status?.updateRevision;
  if (kind.kind === 'Deployment') {
    return (object as Deployment).metadata.annotations?.[REVISION];
  }
  return undefined;
}

function rolloutMark(change: Change): Mark | undefined {
  const { kind, object, previous, type, atMs } = change;
  if (type !== 'MODIFIED' || previous === undefined) return undefined;
  const [old, young] = [revisionOf({ kind, object: previous }), revisionOf(change)];
  if (old === undefined || young === undefined || old === young) return undefined;
  return {
    atMs,
    type: 'rollout',
    text: `${kind.kind} ${object.metadata.name}: ${young}`,
    isBad: false,
  };
}

function warningMark({ kind, object, type, atMs }: Change): Mark | undefined {
  if (kind.kind !== 'Event' || type !== 'ADDED') return undefined;
  const event = object as Event;
  if (event.type !== 'Warning') return undefined;
  const { kind: about, name } = event.involvedObject;
  return { atMs, type: 'event', text: `${event.reason} ${about}/${name}`, isBad: true };
}

/**
 * What happened since the start, oldest first: commands, rollouts, warnings, and tasks at the
 * change that met them.
 */
export function marksOf(session: Session): readonly Mark[] {
  const changes = session.view.changes();
  const atOf = new Map(changes.map(({ rv, atMs }) => [rv, atMs]));
  const commands = session.commands().map(
    ({ line, startedAtMs, exitCode }): Mark => ({
      atMs: startedAtMs,
      type: 'command',
      text: line,
      isBad: exitCode !== undefined && exitCode !== 0,
    }),
  );
  const checks = session.tasks().flatMap(({ id, ok, atRv }): Mark[] => {
    const atMs = atRv === undefined ? undefined : atOf.get(atRv);
    return ok && atMs !== undefined ? [{ atMs, type: 'check', text: id, isBad: false }] : [];
  });
  const seen = changes.flatMap((change) => rolloutMark(change) ?? warningMark(change) ?? []);
  return [...commands, ...seen, ...checks].sort((a, b) => a.atMs - b.atMs);
}
