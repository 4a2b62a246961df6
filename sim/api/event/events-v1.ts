import type { Kind } from '../kind.ts';
import type { JsonObject, KubeObject } from '../object.ts';
import { events } from './event.ts';

/**
 * Fields of the core group's events and what `events.k8s.io` calls them. Models
 * pkg/apis/events/v1/conversion.go.
 */
const NAMES: readonly (readonly [core: string, own: string])[] = [
  ['count', 'deprecatedCount'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['source', 'deprecatedSource'],
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
];
const OWN_NAMES = new Map(NAMES);
const CORE_NAMES = new Map(NAMES.map(([core, own]) => [own, core]));

const renamed = (
  object: JsonObject,
  names: ReadonlyMap<string, string>,
  apiVersion: string,
): JsonObject => ({
  ...Object.fromEntries(Object.entries(object).map(([key, json]) => [names.get(key) ?? key, json])),
  apiVersion,
});

/** An event of the core group as `events.k8s.io` shows it. */
export const eventAsV1 = (object: JsonObject): JsonObject =>
  renamed(object, OWN_NAMES, 'events.k8s.io/v1');

/** An event of `events.k8s.io` as it is stored. */
export const eventFromV1 = (object: JsonObject): JsonObject => renamed(object, CORE_NAMES, 'v1');

/** The fields of a selector as those of what is stored. */
export const eventSelectorFromV1 = (fieldSelector: string): string =>
  fieldSelector
    .replace(/(^|,)regarding\./g, '$1involvedObject.')
    .replace(/(^|,)reportingController(?=[!=])/g, '$1reportingComponent');

/** Events in a group of their own; they are those of the core group. */
export const eventsV1: Kind<KubeObject> = {
  ...(events as unknown as Kind<KubeObject>),
  group: 'events.k8s.io',
};
