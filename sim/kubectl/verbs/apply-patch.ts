import { encodeSortedJson, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { changesAgainst, threeWayMerge } from '../../schema/index.ts';
import { done, type Failure, failed, message, type Outcome, withSource } from '../failure.ts';
import { goText } from '../output/go-template/index.ts';
import { withManagedFields } from '../output/managed-fields.ts';
import { toYaml } from '../output/yaml.ts';
import type { Info } from '../resources.ts';
import type { Session } from '../session.ts';
import { annotated, lastAppliedText, readLastApplied } from './last-applied.ts';

/** What an object is to the tool, as its errors say it. */
export function mappingText({ kind, name, namespace, object }: Info): string {
  const { group, version, plural } = kind;
  const resource = `Resource: "${group}/${version}, Resource=${plural}"`;
  const type = `GroupVersionKind: "${group}/${version}, Kind=${object.kind ?? kind.kind}"`;
  return `${resource}, ${type}\nName: "${name}", Namespace: "${namespace}"`;
}

const applying = (info: Info, patch: string): string =>
  `applying patch:\n${patch}\nto:\n${mappingText(info)}\nfor:`;

/** Why an object was not patched, with the patch as far as there was one. */
export const patchFailure = (info: Info, failure: Failure, patch: string): Failure =>
  applyFailure(info, withSource(failure, 'patching', info.source), patch);

/** Why an object is not what it was to become. */
export const applyFailure = (info: Info, failure: Failure, patch: string): Failure =>
  withSource(failure, applying(info, patch), info.source);

/** Why no patch could be made of the three objects that it is made of. */
function unmade(
  session: Session,
  info: Info,
  modified: JsonObject,
  current: JsonObject,
  why: string,
): Failure {
  const whole = withManagedFields(session.client, current);
  const made =
    `creating patch with:\noriginal:\n${lastAppliedText(current) ?? ''}\nmodified:\n` +
    `${encodeSortedJson(modified)}\n\ncurrent:\n${encodeSortedJson(whole)}\n\nfor: ${why}`;
  const failure = message(made);
  // A dry run of the tool alone patches nothing.
  return session.flags.text('dry-run') === 'client'
    ? withSource(failure, applying(info, ''), info.source)
    : patchFailure(info, failure, '');
}

/**
 * The patch that brings an object to what its manifest wants; undefined for nothing. Models
 * Patcher.buildStrategicMergePatch of pkg/cmd/apply.
 */
export function* patchFor(
  session: Session,
  info: Info,
  current: JsonObject,
): Program<Outcome<JsonObject | undefined>> {
  const modified = annotated(info.object);
  const original = readLastApplied(current);
  // Of a kind in small letters the tool knows no fields.
  const type = { ...info.kind, kind: String(info.object.kind) };
  const merged = threeWayMerge(type, original, modified, current);
  if (!merged.ok) return failed(unmade(session, info, modified, current, merged.error));
  const patch = merged.value;
  if (patch.kind !== undefined || patch.apiVersion !== undefined) {
    const why = `precondition failed for: ${goText(patch)}`;
    return failed(unmade(session, info, modified, current, why));
  }
  if (!session.flags.bool('overwrite')) {
    const whole = withManagedFields(session.client, current);
    const others = changesAgainst(info.kind, patch, original, whole);
    if (others !== undefined) {
      const against = `conflicts with changes made from original to current:\n${toYaml(others)}`;
      const why = `patch:\n${toYaml(patch)}\n${against}\n`;
      if (session.flags.bool('openapi-patch')) {
        const what = 'warning: error calculating patch from openapi v3 spec';
        yield* session.err(`${what}: ${why}\n`);
      }
      return failed(unmade(session, info, modified, current, why));
    }
  }
  return done(Object.keys(patch).length === 0 ? undefined : patch);
}
