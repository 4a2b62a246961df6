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
type Command = ReturnType<Session['commands']>[number];

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

/** The instants at which the learner interrupted what ran: what ended then has not failed. */
const interruptsOf = (session: Session): ReadonlySet<number> =>
  new Set(
    session
      .log()
      .inputs.filter(({ input }) => input.type === 'interrupt')
      .map(({ atMs }) => atMs),
  );

function commandMark(
  { line, startedAtMs, endedAtMs, exitCode }: Command,
  interrupts: ReadonlySet<number>,
): Mark {
  const isInterrupted = endedAtMs !== undefined && interrupts.has(endedAtMs);
  const isBad = exitCode !== undefined && exitCode !== 0 && !isInterrupted;
  return { atMs: startedAtMs, type: 'command', text: line, isBad };
}

/** When the change with this version happened; changes are in the order of their versions. */
function instantOf(changes: readonly Change[], rv: number): number | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Change).rv < rv) low = middle + 1;
    else high = middle;
  }
  return changes[low]?.rv === rv ? changes[low]?.atMs : undefined;
}

/**
 * Creates what gives all that happened since the start, oldest first: commands, rollouts, warnings,
 * and tasks at the change that met them. Each time it looks only at what is new, and answers the
 * same list again when nothing is.
 */
export function createMarks(session: Session): () => readonly Mark[] {
  const seen: Mark[] = [];
  let seenChanges = 0;
  let key = '';
  let list: readonly Mark[] = [];
  return () => {
    const changes = session.view.changes();
    for (; seenChanges < changes.length; seenChanges++) {
      const change = changes[seenChanges] as Change;
      const mark = rolloutMark(change) ?? warningMark(change);
      if (mark !== undefined) seen.push(mark);
    }
    const commands = session.commands();
    const met = session.tasks().filter(({ ok }) => ok);
    const running = commands.filter(({ exitCode }) => exitCode === undefined).length;
    const next = `${seen.length} ${commands.length} ${running} ${met.length}`;
    if (next === key) return list;
    key = next;
    const checks = met.flatMap(({ id, atRv }): Mark[] => {
      const atMs = atRv === undefined ? undefined : instantOf(changes, atRv);
      return atMs === undefined ? [] : [{ atMs, type: 'check', text: id, isBad: false }];
    });
    const interrupts = interruptsOf(session);
    const typed = commands.map((command) => commandMark(command, interrupts));
    list = [...typed, ...seen, ...checks].sort((a, b) => a.atMs - b.atMs);
    return list;
  };
}
