import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { type Info, pathOf } from '../resources.ts';
import { nameFailure } from '../selection.ts';
import type { Session, WriteOptions } from '../session.ts';
import { takeOver } from './apply-take-over.ts';
import type { DryRun, Report } from './common.ts';

/** What one object needs in order to be applied. */
export interface ApplyContext {
  readonly session: Session;
  readonly dryRun: DryRun;
  readonly options: WriteOptions;
  readonly report: Report;
}

const ADVICE = [
  'Please review the fields above--they currently have other managers. Here',
  'are the ways you can resolve this warning:',
  '* If you intend to manage all of these fields, please re-run the apply',
  '  command with the `--force-conflicts` flag.',
  '* If you do not intend to manage all of the fields, please edit your',
  '  manifest to remove references to the fields that should keep their',
  '  current managers.',
  '* You may co-own fields by updating your manifest to match the existing',
  "  value; in this case, you'll become the manager if the other manager(s)",
  '  stop managing the field (remove it from their configuration).',
  'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
].join('\n');

/** Objects that the server would name cannot be applied. */
export const namelessFailure = (generateName: string): Failure =>
  message(`from ${generateName}: cannot use generate name with apply`);

const NO_MANAGER: Failure = {
  type: 'plain',
  text: 'The PatchOptions "" is invalid: fieldManager: Required value: is required for apply patch',
};

/** `apply --server-side` for one object. */
export function* applyServerSide(
  { session, options, report }: ApplyContext,
  info: Info,
): Program<Failure | undefined> {
  const { generateName } = (info.object.metadata ?? {}) as { generateName?: string };
  if (info.name === '' && generateName !== undefined) return namelessFailure(generateName);
  const wrong = nameFailure(info.name);
  if (wrong !== undefined) return wrong;
  const isForced = session.flags.bool('force-conflicts');
  const fieldManager = session.flags.isSet('field-manager') ? options.fieldManager : 'kubectl';
  const patch = { type: 'apply' as const, body: info.object, isForced };
  if (fieldManager === '') return NO_MANAGER;
  const path = pathOf(info, session.flags.text('subresource'));
  const applied = yield* session.call(
    session.client.patch(path, patch, { ...options, fieldManager }),
  );
  if (applied.ok) {
    const isWhole = !options.isDryRun && path.subresource === '';
    const taken = isWhole
      ? yield* takeOver(session, path, applied.value, { ...options, fieldManager })
      : false;
    const again = taken
      ? yield* session.call(session.client.patch(path, patch, { ...options, fieldManager }))
      : applied;
    const object = again.ok ? again.value : applied.value;
    return yield* report(info, object as unknown as JsonObject, 'serverside-applied');
  }
  const { failure } = applied;
  const isConflict = failure.type === 'status' && failure.status.reason === 'Conflict';
  return isConflict ? message(`${failure.status.message}\n${ADVICE}`) : failure;
}
