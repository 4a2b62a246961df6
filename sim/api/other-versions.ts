import { events } from './event/event.ts';
import { eventAsV1, eventFromV1, eventSelectorFromV1, eventsV1 } from './event/events-v1.ts';
import { horizontalPodAutoscalers } from './horizontal-pod-autoscaler.ts';
import {
  autoscalerAsV1,
  autoscalerFromV1,
  horizontalPodAutoscalersV1,
} from './horizontal-pod-autoscaler-v1.ts';
import type { AnyKind, Kind } from './kind.ts';
import type { JsonObject, KubeObject } from './object.ts';

/** A kind in another version, or in another group, than it is stored in; the ways between both. */
export interface OtherVersion {
  readonly kind: Kind<KubeObject>;
  readonly stored: Kind<KubeObject>;
  fromStored(object: JsonObject): JsonObject;
  toStored(object: JsonObject): JsonObject;
  /** A field selector of this version as one of what is stored. */
  selectorToStored(fieldSelector: string): string;
}

/** Whether clients prefer another version of a kind, and use this one only when it is named. */
export const isOlderVersion = (kind: AnyKind): boolean =>
  OTHER_VERSIONS.some((one) => one.kind === kind && one.stored.group === kind.group);

/** Kinds that are served besides as what they are stored. */
export const OTHER_VERSIONS: readonly OtherVersion[] = [
  {
    kind: horizontalPodAutoscalersV1,
    stored: horizontalPodAutoscalers as unknown as Kind<KubeObject>,
    fromStored: autoscalerAsV1,
    toStored: autoscalerFromV1,
    selectorToStored: (fieldSelector) => fieldSelector,
  },
  {
    kind: eventsV1,
    stored: events as unknown as Kind<KubeObject>,
    fromStored: eventAsV1,
    toStored: eventFromV1,
    selectorToStored: eventSelectorFromV1,
  },
];
