import { type AnyKind, cronJobs, type JsonObject, pods } from '../../api/index.ts';

/** The pod spec inside a workload's draft; undefined when it has none. */
export function podSpecOf(kind: AnyKind, draft: JsonObject): JsonObject | undefined {
  const path =
    kind === pods
      ? ['spec']
      : kind === cronJobs
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec'];
  let at: JsonObject | undefined = draft;
  for (const step of path) at = at?.[step] as JsonObject | undefined;
  return at;
}
