import { type AnyKind, type KubeObject, type Pod, pods } from '../api/index.ts';
import { because } from '../kernel/index.ts';
import type { Change } from '../store/index.ts';
import { fieldsNotModelled } from './not-modelled.ts';
import type { KubeletParts } from './ports.ts';

/** The reason of the events by which the simulator speaks for itself. */
export const NOT_MODELLED = 'NotModelled';

const SOURCE = { component: 'ordinal', host: '', style: 'legacy' } as const;

/** Names of a pod's images that are only known by their names. */
function imagesNotModelled({ images }: KubeletParts, { spec }: Pod): readonly string[] {
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  const names = new Set(all.map(({ image = '' }) => image));
  return [...names].filter((name) => {
    const answer = images.find(name);
    return answer.ok && !answer.image.isModelled;
  });
}

function noticesOf(parts: KubeletParts, kind: AnyKind, object: KubeObject): readonly string[] {
  if (!kind.isModelled) {
    return [`The ${kind.kind} is stored and answered, but nothing here acts upon it`];
  }
  if (kind !== pods) return [];
  const pod = object as Pod;
  const fields = fieldsNotModelled(pod);
  const images = imagesNotModelled(parts, pod);
  return [
    ...(fields.length === 0 ? [] : [`Accepted but not simulated: ${fields.join(', ')}`]),
    ...(images.length === 0
      ? []
      : [`Only known by name, its containers just wait: ${images.join(', ')}`]),
  ];
}

/**
 * Says of a new object, once, what of it is accepted but not simulated: an event of the object
 * with the reason `NotModelled`.
 */
export function noticeNotModelled(parts: KubeletParts, change: Change): void {
  if (change.type !== 'ADDED' || !parts.profile.hasNotices) return;
  const { kind, object: about, rv: triggerRv, origin } = change;
  for (const message of noticesOf(parts, kind, about)) {
    const severity = 'Normal' as const;
    const event = { about, fieldPath: '', severity, reason: NOT_MODELLED, message, action: '' };
    const why = because('notModelled', { kind: kind.kind, name: about.metadata.name });
    parts.events.record(SOURCE, event, {
      actor: 'ordinal',
      why,
      triggerRv,
      commandId: origin.commandId,
    });
  }
}
