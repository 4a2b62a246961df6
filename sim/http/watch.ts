import { apiVersionOf, type JsonObject, type KubeObject, type Status } from '../api/index.ts';
import type { ListResult, Watch, WatchEvent } from '../client/index.ts';
import { objectText, tableText, type View } from './encode.ts';
import { type ListQuery, listQueryOf } from './list-query.ts';
import {
  type HttpResponse,
  type ResponseStream,
  statusResponse,
  warningHeaders,
} from './message.ts';
import type { ResourceRequest } from './parts.ts';
import { listOptionsOf, viewOf } from './read.ts';
import { parseVersion } from './versions.ts';

/** A watch that asked for bookmarks gets one about this often. */
const BOOKMARK_MS = 60_000;
/** Characters after which a piece is handed over, so that a slow reader costs no more than that. */
const PIECE_CHARACTERS = 256 * 1024;
/** A last one comes so long before the end, so that the next watch starts where this one ends. */
const LAST_BOOKMARK_MS = 2_000;
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** GET with `watch`: events, a line each, from a version on or after the objects that there are. */
export function respondWatch(request: ResourceRequest): HttpResponse {
  const { parts, path } = request;
  const asked = listQueryOf(request.query, true);
  if (!asked.ok) return statusResponse(asked.status, []);
  const query = asked.value;
  const since = parseVersion(query.resourceVersion, parts.resourceVersion());
  if (!since.ok) return statusResponse(since.status, []);
  const options = listOptionsOf(request);
  // Also tells whether the selectors are valid.
  const listed = parts.client.list(path, options);
  if (!listed.ok) return statusResponse(listed.status, listed.warnings);
  const hasInitial = query.sendInitialEvents ?? since.value === 0;
  const from = hasInitial || since.value === 0 ? listed.value.resourceVersion : String(since.value);
  const start = parts.client.watchFrom(path.kind, hasInitial ? 0 : since.value);
  const stream = start.ok
    ? createWatchStream(
        request,
        query,
        hasInitial ? listed.value : undefined,
        parts.client.watch(path, options, from),
      )
    : failedStream(start.status);
  return {
    type: 'stream',
    code: 200,
    headers: [
      ['Cache-Control', 'no-cache, private'],
      ['Content-Type', 'application/json'],
      ...warningHeaders(listed.warnings),
    ],
    stream,
  };
}

/** A watch that cannot start says so as its only event. */
function failedStream(status: Status): ResponseStream {
  let text = `${JSON.stringify({ type: 'ERROR', object: status })}\n`;
  return {
    take() {
      const taken = text;
      text = '';
      return taken;
    },
    isEnded: () => text === '',
    close: () => undefined,
  };
}

/** An object that carries nothing but a version. */
function bookmarkText(request: ResourceRequest, view: View, version: string, isInitial: boolean) {
  const { parts, encoder, path } = request;
  const metadata: JsonObject = {
    resourceVersion: version,
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

/** When the next bookmark is due. Models cacher nextBookmarkTime. */
function nextBookmarkMs(nowMs: number, endsAtMs: number): number {
  const lastMs = endsAtMs - LAST_BOOKMARK_MS;
  const nextMs = nowMs + BOOKMARK_MS;
  return nowMs < lastMs ? Math.min(nextMs, lastMs) : nextMs;
}

function createWatchStream(
  request: ResourceRequest,
  options: ListQuery,
  initial: ListResult | undefined,
  watch: Watch,
): ResponseStream {
  const { parts, encoder } = request;
  const { clock } = parts;
  const { allowsBookmarks, timeoutSeconds: seconds } = options;
  const endsAtMs = seconds > 0 ? clock.nowMs() + seconds * 1000 : Number.POSITIVE_INFINITY;
  const objects: readonly KubeObject[] = initial?.items ?? [];
  let at = 0;
  let isMarked = !allowsBookmarks || !options.sendInitialEvents;
  let view = viewOf(request);
  let bookmarkAtMs = nextBookmarkMs(clock.nowMs(), endsAtMs);
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
    bookmarkAtMs = nextBookmarkMs(clock.nowMs(), endsAtMs);
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
