import {
  apiVersionOf,
  fieldErrors,
  type JsonObject,
  type KubeObject,
  type Result,
  success,
} from '../api/index.ts';
import type { ListResult, Watch, WatchEvent } from '../client/index.ts';
import { objectText, tableText, type View } from './encode.ts';
import {
  type HttpResponse,
  type ResponseStream,
  statusResponse,
  warningHeaders,
} from './message.ts';
import type { ResourceRequest } from './parts.ts';
import { invalidOptions, isTrue, numberOf, textOf } from './query.ts';
import { listOptionsOf, viewOf } from './read.ts';
import { parseVersion } from './versions.ts';

/** A watch that asked for bookmarks gets one about this often. */
const BOOKMARK_MS = 60_000;
/** Characters after which a piece is handed over, so that a slow reader costs no more than that. */
const PIECE_CHARACTERS = 256 * 1024;
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** Models the checks of sendInitialEvents in apimachinery ValidateListOptions. */
function refuseInitialEvents({ query }: ResourceRequest): Result<null> {
  const match = textOf(query, 'resourceVersionMatch');
  if (!query.has('sendInitialEvents')) {
    if (match === '') return success(null);
    const text = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    return invalidOptions('ListOptions', [fieldErrors.forbidden('resourceVersionMatch', text)]);
  }
  if (match === 'NotOlderThan') return success(null);
  const text = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  return invalidOptions('ListOptions', [fieldErrors.forbidden('resourceVersionMatch', text)]);
}

/** GET with `watch`: events, a line each, from a version on or after the objects that there are. */
export function respondWatch(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const refused = refuseInitialEvents(request);
  if (!refused.ok) return statusResponse(refused.status, []);
  const since = parseVersion(textOf(query, 'resourceVersion'), parts.resourceVersion());
  if (!since.ok) return statusResponse(since.status, []);
  const options = listOptionsOf(request);
  // Also tells whether the selectors are valid.
  const listed = parts.client.list(path, options);
  if (!listed.ok) return statusResponse(listed.status, listed.warnings);
  const hasInitial = query.has('sendInitialEvents')
    ? isTrue(query, 'sendInitialEvents')
    : since.value === 0;
  const from = hasInitial || since.value === 0 ? listed.value.resourceVersion : String(since.value);
  return {
    type: 'stream',
    code: 200,
    headers: [
      ['Cache-Control', 'no-cache, private'],
      ['Content-Type', 'application/json'],
      ...warningHeaders(listed.warnings),
    ],
    stream: createWatchStream(
      request,
      hasInitial ? listed.value : undefined,
      parts.client.watch(path, options, from),
    ),
  };
}

/** An object that carries nothing but a version. */
function bookmarkText(request: ResourceRequest, view: View, version: string, isInitial: boolean) {
  const { parts, encoder, path } = request;
  const metadata: JsonObject = {
    resourceVersion: version,
    creationTimestamp: null,
    ...(isInitial ? { annotations: { [INITIAL_EVENTS_END]: 'true' } } : {}),
  };
  if (view.as.as === 'Table') {
    const meta = { resourceVersion: version, continue: '', remaining: 0 };
    return tableText(parts.client, encoder, view, [], meta);
  }
  const isPartial = view.as.as !== '';
  const kind = isPartial ? 'PartialObjectMetadata' : path.kind.kind;
  const apiVersion = isPartial ? 'meta.k8s.io/v1' : apiVersionOf(path.kind);
  return JSON.stringify({ kind, apiVersion, metadata });
}

function createWatchStream(
  request: ResourceRequest,
  initial: ListResult | undefined,
  watch: Watch,
): ResponseStream {
  const { parts, encoder, query } = request;
  const { clock } = parts;
  const allowsBookmarks = isTrue(query, 'allowWatchBookmarks');
  const seconds = numberOf(query, 'timeoutSeconds') ?? 0;
  const endsAtMs = seconds > 0 ? clock.nowMs() + seconds * 1000 : Number.POSITIVE_INFINITY;
  const objects: readonly KubeObject[] = initial?.items ?? [];
  let at = 0;
  let isMarked = !query.has('sendInitialEvents') || initial === undefined;
  let view = viewOf(request);
  let bookmarkAtMs = clock.nowMs() + BOOKMARK_MS;
  let isClosed = false;

  const frame = (type: WatchEvent['type'], text: string): string => {
    view = { ...view, hasColumns: false };
    return `{"type":"${type}","object":${text}}\n`;
  };
  const nextFrame = (): string | undefined => {
    const object = objects[at];
    if (object !== undefined) {
      at++;
      return frame('ADDED', objectText(parts.client, encoder, view, object));
    }
    if (!isMarked) {
      isMarked = true;
      const version = initial?.resourceVersion ?? '';
      return frame('BOOKMARK', bookmarkText(request, view, version, true));
    }
    const event = watch.next();
    if (event !== undefined) {
      return frame(event.type, objectText(parts.client, encoder, view, event.object));
    }
    if (!allowsBookmarks || clock.nowMs() < bookmarkAtMs) return undefined;
    bookmarkAtMs = clock.nowMs() + BOOKMARK_MS;
    const version = String(parts.resourceVersion());
    return frame('BOOKMARK', bookmarkText(request, view, version, false));
  };
  return {
    take() {
      let out = '';
      while (!isClosed && out.length < PIECE_CHARACTERS) {
        const next = nextFrame();
        if (next === undefined) break;
        out += next;
      }
      return out;
    },
    isEnded: () => isClosed || clock.nowMs() >= endsAtMs,
    close() {
      isClosed = true;
      watch.close();
    },
  };
}
