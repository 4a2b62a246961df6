import { encodeSortedJson, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { describeFailure, done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session, WriteOptions } from '../session.ts';
import { applyFailure } from './apply-patch.ts';
import { propagationOf } from './delete.ts';
import { annotated } from './last-applied.ts';

// Models Patcher.deleteAndCreate of kubectl's pkg/cmd/apply.

const REFUSALS = new Set(['Conflict', 'Invalid']);

/** Whether `--force` deletes and creates again what was refused like this. */
export const isForcible = ({ flags }: Session, failure: Failure): boolean =>
  flags.bool('force') && failure.type === 'status' && REFUSALS.has(failure.status.reason);

/** Deletes an object and waits until it is gone; without a timeout it has to be so at once. */
function* removeFirst(session: Session, info: Info): Program<Failure | undefined> {
  const { flags, client, peek } = session;
  const propagation = propagationOf(flags.text('cascade'));
  if (!propagation.ok) return propagation.failure;
  const path = pathOf(info);
  const grace = flags.int('grace-period');
  const removed = yield* session.call(
    client.delete(path, {
      gracePeriodSeconds: grace < 0 ? undefined : grace,
      propagation: propagation.value,
      preconditions: {},
      isDryRun: false,
    }),
  );
  if (!removed.ok) return removed.failure;
  const isGone = (): boolean => !peek.get(path).ok;
  if (!client.get(path).ok) return undefined;
  const delayMs = flags.durationMs('timeout');
  if (delayMs > 0) yield { ready: isGone, delayMs };
  return isGone() ? undefined : message('context deadline exceeded');
}

/** Creates the object as it is wanted, or as it was when that cannot be. */
function* createAgain(
  session: Session,
  info: Info,
  current: JsonObject,
  options: WriteOptions,
): Program<Outcome<JsonObject>> {
  const path = pathOf({ ...info, name: '' });
  const create = (body: JsonObject) => session.call(session.client.create(path, body, options));
  const made = yield* create(annotated(info.object));
  if (made.ok) return done(made.value as unknown as JsonObject);
  const { resourceVersion: _, ...metadata } = current.metadata as JsonObject;
  const restored = yield* create({ ...current, metadata });
  if (restored.ok) return made;
  const texts = [made.failure, restored.failure].map(describeFailure);
  return failed(
    message(
      'An error occurred force-replacing the existing object with the newly provided one:\n\n' +
        `${texts[0]}.\n\nAdditionally, an error occurred attempting to restore the original ` +
        `object:\n\n${texts[1]}`,
    ),
  );
}

/** An object that was deleted and created again, because it cannot become what is wanted. */
export function* deleteAndCreate(
  session: Session,
  info: Info,
  current: JsonObject,
  options: WriteOptions,
): Program<Outcome<JsonObject>> {
  const lost = yield* removeFirst(session, info);
  const made =
    lost === undefined ? yield* createAgain(session, info, current, options) : failed(lost);
  if (made.ok) return made;
  const wanted = `${encodeSortedJson(annotated(info.object))}\n`;
  return failed(applyFailure(info, made.failure, wanted));
}
