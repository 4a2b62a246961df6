import { ALLOWED, type AnyKind, type KubeObject, type Result, success } from '../../api/index.ts';
import type { Admission, AdmissionContext } from '../api-server.ts';

/**
 * Asks plugins one after another: they change `draft` in place, the first that refuses decides, and
 * the warnings of all are answered.
 */
export function admit(
  plugins: readonly Admission[],
  kind: AnyKind,
  draft: KubeObject,
  old: KubeObject | undefined,
  context: AdmissionContext,
): Result<null> {
  let { warnings } = ALLOWED;
  for (const plugin of plugins) {
    const answer = plugin.admit(kind, draft, old, context);
    if (!answer.ok) return answer;
    if (answer.warnings.length > 0) warnings = [...warnings, ...answer.warnings];
  }
  return warnings.length === 0 ? ALLOWED : success(null, warnings);
}
