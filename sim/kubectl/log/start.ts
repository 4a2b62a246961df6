import { namespaces } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import { createHttpApi } from '../../http/index.ts';
import { hasDiscovered, noteDiscovery } from '../discovery-cache.ts';
import type { Failure } from '../failure.ts';
import type { LoggedSession, Logging } from '../late-log.ts';
import { serverUrl } from '../reach.ts';
import type { PlainRequest, ToolLog } from '../tool-log.ts';
import { type Answer, loggedClient, streamingClient } from './client.ts';
import { askForDescription } from './describing.ts';
import { stampOf } from './lines.ts';
import { ANY_TYPE, JSON_TYPE } from './manner.ts';
import { collectionPath, targetOf } from './target.ts';
import { createWire } from './wire.ts';

const DISCOVERY_TYPE = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList,`)
  .join('')
  .concat(JSON_TYPE);

/** What client-go may or may not do, as this release has it. */
const FEATURES: readonly (readonly [name: string, isOn: boolean])[] = [
  ['AtomicFIFO', true],
  ['ClientsAllowCARotation', true],
  ['ClientsAllowCBOR', false],
  ['ClientsAllowTLSCacheGC', true],
  ['ClientsPreferCBOR', false],
  ['InOrderInformers', true],
  ['InOrderInformersBatchProcess', true],
  ['InformerResourceVersion', true],
  ['UnlockWhileProcessingFIFO', true],
  ['WatchListClient', true],
];

const STATUS_LEVEL = 4;
const LOADER_LEVEL = 6;
const REQUEST_LEVEL = 6;

const NO_BODY = new Uint8Array();

/** What answers requests for reading, without a network. */
function answerer(session: LoggedSession, client: Client): Answer {
  const { clock, processes } = session.parts;
  const api = createHttpApi({
    client,
    clock,
    processes,
    resourceVersion() {
      const listed = client.list({ kind: namespaces, namespace: '' }, EVERYTHING);
      return listed.ok ? Number(listed.value.resourceVersion) : 0;
    },
  });
  return ({ method, target, headers }) => {
    const given = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
    // The served API writes JSON to those who would rather have protobuf.
    const accept = given.get('accept') ?? '';
    given.set('accept', accept.replace(/^application\/(vnd\.|com\.)[^,]*(,|$)/, ''));
    const request = { method, target, headers: given, body: NO_BODY, isTooLarge: false };
    const answer = api.handle(request);
    if (answer.type === 'whole') return answer;
    if (answer.type === 'stream') answer.stream.close();
    return { code: 200, headers: answer.type === 'stream' ? answer.headers : [], body: '' };
  };
}

/** What client-go's reflectors say of themselves. */
const OF_ANY = 'type="*unstructured.Unstructured"';
const HERE = 'reflector="k8s.io/client-go/tools/watch/informerwatcher.go:162"';

const EVERYTHING = { labelSelector: '', fieldSelector: '' };

/** The Status of a failure, if it is one of the server. */
function statusesOf(failure: Failure): readonly object[] {
  if (failure.type === 'status') return [failure.status];
  if (failure.type === 'many') return failure.failures.flatMap(statusesOf);
  return failure.type === 'partial' || failure.type === 'coded' ? statusesOf(failure.failure) : [];
}

/** The client makes up itself what a server says of a path that it does not have. */
const NO_PATH = 'the server could not find the requested resource';

/** A Status as it was in the answer. */
function bare(status: object): object {
  const { message } = status as { message?: string };
  if (message !== NO_PATH) return status;
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = status as Record<string, unknown>;
  return { ...rest, details: rest.details ?? {} };
}

/** Starts the log of a command. Models what kubectl says at each `-v`. */
export function startLog(
  session: LoggedSession,
  client: Client,
  level: number,
  isFar: boolean,
): Logging {
  const print = session.pend;
  const server = serverUrl(session);
  const wire = createWire(session, server, level, print);
  if (level >= LOADER_LEVEL) {
    for (const path of session.config.source.paths) {
      wire.info('loader.go:407', `Config loaded from file:  ${path}`);
    }
  }
  if (isFar) {
    for (const [name, isOn] of FEATURES) {
      const text = `"Feature gate default state" feature="${name}" enabled=${isOn}`;
      wire.info('envvar.go:195', text);
    }
  }
  const answer = answerer(session, client);
  const plain = ({ method, target, accept, place }: PlainRequest): void => {
    if (level < REQUEST_LEVEL) return;
    const sent = { method, target, headers: [['Accept', accept] as const], body: '', place };
    wire.exchange(sent, () => answer(sent));
  };
  let isFresh = false;
  const ask = (query: string): void => {
    isFresh = true;
    const accept = DISCOVERY_TYPE;
    plain({ method: 'GET', target: `/api${query}`, accept, place: 'discovery_client.go:255' });
    plain({ method: 'GET', target: `/apis${query}`, accept, place: 'discovery_client.go:318' });
  };
  let isKnown = false;
  const discoverOnce = (): void => {
    if (isKnown) return;
    isKnown = true;
    if (!hasDiscovered(session)) ask('?timeout=32s');
    noteDiscovery(session);
  };
  const isWire = level >= REQUEST_LEVEL;
  const parts = { session, wire, answer, discover: discoverOnce };
  const [dynamic, typed] = isWire
    ? [loggedClient(client, parts, false), loggedClient(client, parts, true)]
    : [streamingClient(client, parts), client];
  if (!isWire && isFar) noteDiscovery(session);
  const checked = new Set<string>();
  const log: ToolLog = {
    line(from, place, text) {
      if (level >= from) wire.info(place, text);
    },
    request: plain,
    discover(query) {
      isKnown ||= query !== '';
      ask(query);
      if (query !== '') noteDiscovery(session);
    },
    rediscover() {
      if (isFresh) return;
      this.line(5, 'discovery.go:214', 'Invalidating discovery information');
      ask('?timeout=32s');
    },
    checkSchema(apiVersion) {
      const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
      if (checked.size === 0) {
        const target = '/openapi/v3?timeout=32s';
        plain({ method: 'GET', target, accept: ANY_TYPE, place: 'client.go:46' });
      }
      if (checked.has(path)) return;
      checked.add(path);
      const target = `/openapi/v3/${path}?hash=1&timeout=32s`;
      plain({ method: 'GET', target, accept: JSON_TYPE, place: 'groupversion.go:75' });
    },
    describing(info, hasEvents) {
      askForDescription(typed, dynamic, info, hasEvents);
    },
    reflecting(path, fieldSelector) {
      this.line(3, 'reflector.go:425', `"Starting reflector" ${OF_ANY} resyncPeriod="0s" ${HERE}`);
      this.line(3, 'reflector.go:472', `"Listing and watching" ${OF_ANY} ${HERE}`);
      const target = targetOf(collectionPath(path), [
        ['allowWatchBookmarks', 'true'],
        ['fieldSelector', fieldSelector],
        ['resourceVersionMatch', 'NotOlderThan'],
        ['sendInitialEvents', 'true'],
        ['timeoutSeconds', '420'],
        ['watch', 'true'],
      ]);
      plain({ method: 'GET', target, accept: JSON_TYPE, place: 'simple.go:270' });
      const text = 'Exiting watch because received the bookmark that marks the end of initial';
      const counts = 'totalItems=2 duration="1ms"';
      this.line(4, 'reflector.go:1080', `"${text} events stream" ${HERE} ${counts}`);
      this.line(2, 'reflector.go:507', `"Caches populated" ${OF_ANY} ${HERE}`);
    },
    reflected() {
      this.line(3, 'reflector.go:434', `"Stopping reflector" ${OF_ANY} resyncPeriod="0s" ${HERE}`);
    },
    end(failure) {
      if (level < STATUS_LEVEL) return;
      for (const status of statusesOf(failure)) {
        const text = JSON.stringify(bare(status), null, 2);
        print(`I${stampOf(session)}helpers.go:246] server response object: %s[${text}]\n`);
      }
    },
  };
  return { client: dynamic, typed, log };
}
