import { badRequest } from '../api/index.ts';
import { type HttpResponse, type ResponseStream, statusResponse } from './message.ts';
import { createOutbox } from './outbox.ts';
import type { ResourceRequest } from './parts.ts';
import { isTrue, numberOf, textOf } from './query.ts';

/** Seconds back to an instant, as `sinceTime` gives it. */
function secondsSince({ parts, query }: ResourceRequest): number | undefined {
  const atEpochMs = Date.parse(textOf(query, 'sinceTime'));
  if (Number.isNaN(atEpochMs)) return numberOf(query, 'sinceSeconds');
  return Math.max(0, (parts.clock.epochMs() - atEpochMs) / 1000);
}

/** GET of the log subresource: the text, which goes on when it is followed. */
export function respondLog(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const isBad = ['tailLines', 'sinceSeconds', 'limitBytes'].find(
    (name) => textOf(query, name) !== '' && (numberOf(query, name) ?? -1) < 0,
  );
  if (isBad !== undefined) {
    const text = `${isBad}: Invalid value: ${textOf(query, isBad)}: must be greater than or equal to 0`;
    return statusResponse(badRequest(text), []);
  }
  const found = parts.client.get({ ...path, subresource: '' });
  if (!found.ok) return statusResponse(found.status, []);
  const log = parts.client.logs({
    namespace: path.namespace,
    pod: path.name,
    container: textOf(query, 'container'),
    isFollowed: isTrue(query, 'follow'),
    isPrevious: isTrue(query, 'previous'),
    tailLines: numberOf(query, 'tailLines'),
    sinceSeconds: secondsSince(request),
    hasTimestamps: isTrue(query, 'timestamps'),
  });
  if (!log.ok) return statusResponse(log.status, log.warnings);
  const reader = log.value;
  const out = createOutbox();
  const process = parts.processes.spawn(`log ${path.name}`, function* () {
    let left = numberOf(query, 'limitBytes') ?? Number.POSITIVE_INFINITY;
    for (;;) {
      const text = yield* reader.read();
      if (text === undefined || !(yield* out.writer.write(text.slice(0, left)))) return 0;
      left -= text.length;
      if (left <= 0) return 0;
    }
  });
  const stream: ResponseStream = {
    take: out.take,
    isEnded: () => process.exitCode() !== undefined && out.isEmpty(),
    close() {
      out.close();
      process.signal('SIGKILL');
    },
  };
  const headers = [
    ['Cache-Control', 'no-cache, private'],
    ['Content-Type', 'text/plain'],
  ] as const;
  return { type: 'stream', code: 200, headers, stream };
}
