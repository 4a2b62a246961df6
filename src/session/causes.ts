import type { KubeObject } from '../../sim/api/index.ts';
import { type CauseLink, causesOf, changeAt, type Session } from '../../sim/lesson/index.ts';
import { sayChange } from './change-words.ts';

/**
 * One link of a chain of causes. A command is given as the line that was run, and `fields` are
 * those that changed and say why.
 */
export interface Cause extends CauseLink {
  readonly fields: readonly string[];
}

const lineOf = (session: Session, commandId: number): string | undefined =>
  session.commands().find(({ id }) => id === commandId)?.line;

/**
 * A node that is lost tells nobody who switched it off; the machines know. The chain of its
 * silence ends with that command, instead of with the node's last sign of life.
 */
function withPowerOff(session: Session, causes: readonly Cause[]): readonly Cause[] {
  const at = causes.findIndex(({ why }) => why.code === 'node.silent');
  const silent = causes[at];
  if (silent === undefined || causes.slice(at).some(({ actor }) => actor === 'user')) return causes;
  const off = session.inspection
    .powerOffs()
    .findLast(({ node, atMs }) => node === silent.why.values.node && atMs <= silent.atMs);
  if (off === undefined) return causes;
  const command = session
    .commands()
    .findLast(
      ({ startedAtMs, endedAtMs = off.atMs }) => startedAtMs <= off.atMs && endedAtMs >= off.atMs,
    );
  if (command === undefined) return causes;
  const { id: commandId, line } = command;
  const why = { code: 'command.line', values: { line } };
  const ran = { rv: 0, atMs: off.atMs, actor: 'user', why, commandId, fields: [] };
  return [...causes.slice(0, at + 1), ran];
}

/** A chain of causes in precise words, with the line of the learner's command at its end. */
export function causesWithCommands(
  session: Session,
  links: readonly CauseLink[],
): readonly Cause[] {
  const changes = session.view.changes();
  const causes = links.map((link): Cause => {
    const change = changeAt(changes, link.rv);
    const { why, fields } = change === undefined ? { ...link, fields: [] } : sayChange(change);
    const line = why.code === 'command' ? lineOf(session, link.commandId) : undefined;
    const said = line === undefined ? why : { code: 'command.line', values: { line } };
    return { ...link, why: said, fields };
  });
  return withPowerOff(session, causes);
}

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
