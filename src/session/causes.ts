import type { KubeObject } from '../../sim/api/index.ts';
import { causesOf, type Session } from '../../sim/lesson/index.ts';

/** One link of a chain of causes. A command is given as the line that was run. */
export type Cause = ReturnType<Session['causesOf']>[number];

/** A chain of causes with the line of the learner's command at its end. */
export const causesWithCommands = (session: Session, causes: readonly Cause[]): readonly Cause[] =>
  causes.map((cause) => {
    if (cause.why.code !== 'command') return cause;
    const line = session.commands().find(({ id }) => id === cause.commandId)?.line;
    return line === undefined
      ? cause
      : { ...cause, why: { code: 'command.line', values: { line } } };
  });

interface Conditioned {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

const statusOf = (object: KubeObject, type: string): string | undefined =>
  (object as KubeObject & Conditioned).status?.conditions?.find((one) => one.type === type)?.status;

/** Why a condition of an object is as it is: the causes of the change that made it so. */
export function causesOfCondition(session: Session, uid: string, type: string): readonly Cause[] {
  const changes = session.view.changes();
  const own = changes.filter(({ object }) => object.metadata.uid === uid);
  const now = own.at(-1);
  const status = now === undefined ? undefined : statusOf(now.object, type);
  if (status === undefined) return [];
  const other = own.findLastIndex(({ object }) => statusOf(object, type) !== status);
  const since = own[other + 1];
  if (since === undefined) return [];
  return causesWithCommands(session, causesOf(changes, since.rv));
}

/** Why an event was written. */
export const causesOfEvent = (session: Session, uid: string): readonly Cause[] =>
  causesWithCommands(session, session.causesOf(uid));
