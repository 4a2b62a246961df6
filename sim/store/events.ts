import { type Event, events, type KubeObject, microTimestamp, timestamp } from '../api/index.ts';
import { because, type Clock, type Origin, type Prng } from '../kernel/index.ts';
import { type ApiServer, writeAs } from './api-server.ts';

/**
 * Who records: `legacy` counts with `count`, `series` is the events.k8s.io recorder (the
 * scheduler).
 */
export interface EventSource {
  readonly component: string;
  /** The node's name for a kubelet, else ''. */
  readonly host: string;
  readonly style: 'legacy' | 'series';
}

export interface EventToRecord {
  readonly about: KubeObject;
  /** As `spec.containers{mysql}`, or ''. */
  readonly fieldPath: string;
  readonly severity: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Only for `series`: what was being done, `Scheduling`, `Binding`. */
  readonly action: string;
}

export interface EventRecorder {
  record(source: EventSource, event: EventToRecord, origin: Origin): void;
}

/** Distinct messages of one kind of event before they are combined. Models the EventCorrelator. */
const MAX_SIMILAR = 10;
const SIMILAR_WINDOW_MS = 600_000;
/** Events of one source about one object that pass at once; then one in five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;

interface Similar {
  /** The distinct ones, those said first in front. */
  readonly messages: string[];
  lastMs: number;
}
interface Bucket {
  tokens: number;
  lastMs: number;
}

/** Creates the recorder of a cluster. Models client-go/tools/record and tools/events. */
export function createEventRecorder(server: ApiServer, clock: Clock, prng: Prng): EventRecorder {
  const similar = new Map<string, Similar>();
  const buckets = new Map<string, Bucket>();
  const recorded = new Map<string, { readonly name: string; readonly namespace: string }>();
  let serial = prng.below(1000);

  const nameOf = (about: KubeObject): string => {
    const nanoseconds = BigInt(clock.epochMs()) * 1_000_000n + BigInt(serial);
    serial = (serial + 1) % 1_000_000;
    return `${about.metadata.name}.${nanoseconds.toString(16)}`;
  };
  const isCombined = (key: string, message: string): boolean => {
    const nowMs = clock.nowMs();
    const known = similar.get(key);
    const entry =
      known === undefined || nowMs - known.lastMs > SIMILAR_WINDOW_MS
        ? { messages: [], lastMs: nowMs }
        : known;
    similar.set(key, entry);
    entry.lastMs = nowMs;
    if (!entry.messages.includes(message)) entry.messages.push(message);
    if (entry.messages.length < MAX_SIMILAR) return false;
    entry.messages.shift();
    return true;
  };
  const isSpam = (key: string): boolean => {
    const nowMs = clock.nowMs();
    const bucket = buckets.get(key) ?? { tokens: BURST, lastMs: nowMs };
    bucket.tokens = Math.min(BURST, bucket.tokens + (nowMs - bucket.lastMs) / REFILL_MS);
    bucket.lastMs = nowMs;
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return true;
    bucket.tokens -= 1;
    return false;
  };

  return {
    record(source, event, origin) {
      const { about, fieldPath, severity, reason } = event;
      const { uid, resourceVersion } = about.metadata;
      const speaker = `${source.component}|${source.host}|${about.kind}|${uid}`;
      const kind = `${speaker}|${severity}|${reason}`;
      const isSeries = source.style === 'series';
      const combined = !isSeries && isCombined(kind, event.message);
      const message = combined ? `(combined from similar events): ${event.message}` : event.message;
      const subject = isSeries ? resourceVersion : fieldPath;
      // The events.k8s.io recorder counts by what happened to whom, whatever the words.
      const words = isSeries || combined ? '' : event.message;
      const key = `${kind}|${event.action}|${subject}|${words}`;
      if (!isSeries && isSpam(speaker)) return;
      const known = recorded.get(key);
      const cause = { ...origin, why: because('event', { reason }) };
      const previous =
        known === undefined ? undefined : server.view.get(events, known.namespace, known.name);
      if (previous !== undefined) {
        const again = isSeries ? nextInSeries(previous, clock) : counted(previous, message, clock);
        server.update(events, again, '', writeAs(source.component), cause);
        return;
      }
      const draft = newEvent(source, { ...event, message }, nameOf(about), clock);
      const answer = server.create(events, draft, writeAs(source.component), cause);
      if (!answer.ok) return;
      const { name, namespace = '' } = answer.value.metadata;
      recorded.set(key, { name, namespace });
    },
  };
}

function counted(event: Event, message: string, clock: Clock): Event {
  const lastTimestamp = timestamp(clock.epochMs());
  return { ...event, message, count: (event.count ?? 1) + 1, lastTimestamp };
}

function nextInSeries(event: Event, clock: Clock): Event {
  const count = (event.series?.count ?? 1) + 1;
  return { ...event, series: { count, lastObservedTime: microTimestamp(clock.epochMs()) } };
}

function newEvent(source: EventSource, event: EventToRecord, name: string, clock: Clock): Event {
  const { about, fieldPath, severity, reason, message, action } = event;
  const { namespace, uid, resourceVersion } = about.metadata;
  const isSeries = source.style === 'series';
  const now = timestamp(clock.epochMs());
  const none = null as unknown as string;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name,
      namespace: namespace ?? 'default',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
    involvedObject: {
      kind: about.kind,
      ...(namespace === undefined ? {} : { namespace }),
      name: about.metadata.name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
      ...(fieldPath === '' ? {} : { fieldPath }),
    },
    reason,
    message,
    source: isSeries
      ? {}
      : { component: source.component, ...(source.host === '' ? {} : { host: source.host }) },
    firstTimestamp: isSeries ? none : now,
    lastTimestamp: isSeries ? none : now,
    ...(isSeries ? {} : { count: 1 }),
    type: severity,
    eventTime: isSeries ? microTimestamp(clock.epochMs()) : none,
    ...(action === '' ? {} : { action }),
    reportingComponent: source.component,
    reportingInstance: isSeries ? `${source.component}-ordinal` : source.host,
  };
}
