import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';

/**
 * How long deletions are waited for when nothing is said: a week, which is how the real tool does
 * it.
 */
const FOREVER_MS = 168 * 3_600_000;

export interface Awaited {
  readonly info: Info;
  /** The object that is awaited; another one of the same name does not count. */
  readonly uid: string;
}

/** Whether an object is gone, or another one has taken its name. */
function isGone(client: Session['client'], { info, uid }: Awaited): boolean {
  const current = client.get(pathOf(info));
  return !current.ok || (uid !== '' && current.value.metadata.uid !== uid);
}

/** Waits until every object is gone. A timeout of 0 is as long as it takes. */
export function* waitUntilGone(
  session: Session,
  objects: readonly Awaited[],
  timeoutMs: number,
): Program<Failure | undefined> {
  const { clock } = session.parts;
  session.endAt('terminations', 1);
  const endMs = clock.nowMs() + (timeoutMs > 0 ? timeoutMs : FOREVER_MS);
  for (const object of objects) {
    const ready = (): boolean => isGone(session.peek, object);
    if (isGone(session.client, object)) continue;
    const delayMs = endMs - clock.nowMs();
    const { kind, namespace, name } = object.info;
    session.log.reflecting({ kind, namespace }, `metadata.name=${name}`);
    if (delayMs > 0) yield { ready, delayMs };
    session.log.reflected();
    if (!ready()) {
      return message(`timed out waiting for the condition on ${kind.plural}/${name}`);
    }
  }
  return undefined;
}
