import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import type { Failure } from '../failure.ts';
import { boolFlag, deprecatedFlag, type Flag } from '../flags.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';

// Models cli-runtime's genericclioptions/record_flags.go.

/** Keeps the command line in the object, so that a rollout history shows it. */
export const RECORD_FLAG: Flag = deprecatedFlag(
  boolFlag('record', 'Keep the command line in the object'),
  '--record will be removed in the future',
);

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The annotation for what this command does; {} when it is not to be recorded. */
export function causeOf({ flags, path, args }: Session): Readonly<Record<string, string>> {
  if (!flags.isDefined('record') || !flags.bool('record')) return {};
  const given = flags.given().map((name) => `--${name}=${flags.recorded(name)}`);
  return { [CHANGE_CAUSE]: ['kubectl', path, ...args, ...given].join(' ') };
}

/** The object with the command line in it, when it is to be recorded. */
export function withCause(session: Session, object: JsonObject): JsonObject {
  const cause = causeOf(session);
  if (Object.keys(cause).length === 0) return object;
  const metadata = (object.metadata ?? {}) as JsonObject;
  const annotations = { ...((metadata.annotations ?? {}) as JsonObject), ...cause };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** Records the command line in an object that was changed already. */
export function* recordCause(
  session: Session,
  info: Info,
  fieldManager: string,
): Program<Failure | undefined> {
  const annotations = causeOf(session);
  if (Object.keys(annotations).length === 0) return undefined;
  const body: JsonObject = { metadata: { annotations: { ...annotations } } };
  const patch = { type: 'merge' as const, body, isForced: false };
  const options = { fieldManager, isDryRun: false, fieldValidation: 'Ignore' as const };
  const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
  return patched.ok ? undefined : patched.failure;
}
