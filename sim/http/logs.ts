import {
  type AnyKind,
  badRequest,
  type FieldError,
  fieldErrors,
  invalid,
  quote,
} from '../api/index.ts';
import { readNumber } from './list-query.ts';
import { type HttpResponse, type ResponseStream, statusResponse } from './message.ts';
import { createOutbox } from './outbox.ts';
import type { ResourceRequest } from './parts.ts';
import { isTrue, numberOf, type Query, textOf } from './query.ts';

/** Seconds back to an instant, as `sinceTime` gives it. */
function secondsSince({ parts, query }: ResourceRequest): number | undefined {
  const atEpochMs = Date.parse(textOf(query, 'sinceTime'));
  if (Number.isNaN(atEpochMs)) return numberOf(query, 'sinceSeconds');
  return Math.max(0, (parts.clock.epochMs() - atEpochMs) / 1000);
}

/** Models core validation ValidatePodLogOptions. */
function optionErrors(query: Query): FieldError[] {
  const errors: FieldError[] = [];
  const atLeast = (name: string, least: number, text: string): void => {
    const value = numberOf(query, name);
    if (value !== undefined && value < least) errors.push(fieldErrors.invalid(name, value, text));
  };
  atLeast('tailLines', 0, 'must be greater than or equal to 0');
  atLeast('limitBytes', 1, 'must be greater than 0');
  if (query.has('sinceSeconds') && query.has('sinceTime')) {
    const text = 'at most one of `sinceTime` or `sinceSeconds` may be specified';
    errors.push(fieldErrors.forbidden('', text));
  } else atLeast('sinceSeconds', 1, 'must be greater than 0');
  return errors;
}

/** GET of the log subresource: the text, which goes on when it is followed. */
export function respondLog(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const numbers = ['tailLines', 'sinceSeconds', 'limitBytes'].map((name) =>
    readNumber(query, name),
  );
  const malformed = numbers.find(({ ok }) => !ok);
  if (malformed?.ok === false) return statusResponse(malformed.status, []);
  const since = textOf(query, 'sinceTime');
  if (since !== '' && Number.isNaN(Date.parse(since))) {
    const layout = '2006-01-02T15:04:05Z07:00';
    const why = `cannot parse ${quote(since)} as "2006"`;
    const text = `parsing time ${quote(since)} as ${quote(layout)}: ${why}`;
    return statusResponse(badRequest(text), []);
  }
  const errors = optionErrors(query);
  if (errors.length > 0) {
    const kind = { group: '', kind: 'PodLogOptions' } as AnyKind;
    return statusResponse(invalid(kind, path.name, errors), []);
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
