import { encodeSortedJson, isEqual, type JsonObject, type Pod, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import type { Failure } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { attached, debugContainer, type Plan, WRITE } from './debug-container.ts';
import { withProfile } from './debug-profiles.ts';

/**
 * What is sent when a container of that name is there: the profile is applied to that one, and the
 * new one is lost, because the patch is made by names.
 */
function retouched(container: JsonObject, { profile }: Plan): JsonObject {
  const { securityContext } = withProfile(container, profile, false);
  const context = (securityContext ?? {}) as JsonObject;
  return isEqual(context, container.securityContext ?? {})
    ? { name: container.name ?? '' }
    : { name: container.name ?? '', securityContext: { $patch: 'replace', ...context } };
}

/** Adds an ephemeral container to a pod that runs. */
export function* debugPod(session: Session, pod: Pod, plan: Plan): Program<Failure | undefined> {
  const target = session.flags.text('target');
  const extra = target === '' ? {} : { targetContainerName: target };
  const made = debugContainer(session, plan, false, extra);
  if (!made.ok) return made.failure;
  const own = (pod.spec.ephemeralContainers ?? []) as unknown as JsonObject[];
  if (own.length === 0) session.log.line(2, 'debug.go:488', 'existing ephemeral containers: []');
  const known = own.find((container) => container.name === plan.container);
  const sent = known === undefined ? made.value : retouched(known, plan);
  // The new one stands behind those that are there.
  const order = [...own, made.value].map(({ name: each }) => ({ name: each ?? '' }));
  const setOrder = own.length === 0 ? {} : { '$setElementOrder/ephemeralContainers': order };
  const body: JsonObject = { spec: { ...setOrder, ephemeralContainers: [sent] } };
  const text = `generated strategic merge patch for debug container: ${encodeSortedJson(body)}`;
  session.log.line(2, 'debug.go:511', text);
  const { name } = pod.metadata;
  const path = pathOf({ kind: pods, namespace: session.namespace, name }, 'ephemeralcontainers');
  const patch = { type: 'strategic' as const, body, isForced: false };
  const patched = yield* session.call(session.typed.patch(path, patch, WRITE));
  return patched.ok ? yield* attached(session, plan, name) : patched.failure;
}
