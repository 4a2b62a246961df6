import { namespaces, type Status, statusOf } from '../api/index.ts';
import type { HttpResponse, ResponseStream } from '../http/index.ts';
import { need, type Program, sleep } from '../kernel/index.ts';
import { type Failure, statusFailure } from './failure.ts';
import { HTTP_API } from './late-raw.ts';
import type { Session } from './session.ts';

// Models kubectl/pkg/rawhttp.

/** How often is looked for more of an answer that goes on. */
const STREAM_MS = 100;

const NO_BODY = new Uint8Array();

/** What an answer that is no Status means. Models NewGenericServerResponse. */
const genericStatus = (code: number): Status =>
  code === 404
    ? statusOf('NotFound', 'the server could not find the requested resource', {})
    : statusOf('BadRequest', 'the server rejected our request for an unknown reason', {});

function failureOf({ code, body }: HttpResponse & { type: 'whole' }): Failure {
  const isStatus = body.startsWith('{');
  return statusFailure(isStatus ? (JSON.parse(body) as Status) : genericStatus(code));
}

function* copyStream(session: Session, stream: ResponseStream): Program<void> {
  try {
    for (;;) {
      yield* session.out(stream.take());
      if (stream.isEnded() || session.isCutOff()) return;
      yield* sleep(STREAM_MS);
    }
  } finally {
    stream.close();
  }
}

/** Sends a request to a path of the API as it is, and prints the answer as it is. */
export function* sendRaw(
  session: Session,
  method: 'GET' | 'DELETE',
  target: string,
): Program<Failure | undefined> {
  const { client, parts } = session;
  const createApi = yield* need(HTTP_API);
  const api = createApi({
    client,
    clock: parts.clock,
    processes: parts.processes,
    resourceVersion() {
      const everything = { labelSelector: '', fieldSelector: '' };
      const listed = client.list({ kind: namespaces, namespace: '' }, everything);
      return listed.ok ? Number(listed.value.resourceVersion) : 0;
    },
  });
  yield* sleep(parts.requestMs);
  const headers = new Map([['accept', 'application/json, */*']]);
  const answer = api.handle({ method, target, headers, body: NO_BODY, isTooLarge: false });
  if (answer.type === 'stream') {
    yield* copyStream(session, answer.stream);
    return undefined;
  }
  if (answer.type !== 'whole') {
    return statusFailure(statusOf('BadRequest', 'Upgrade request required', {}));
  }
  if (answer.code >= 400) return failureOf(answer);
  yield* session.out(answer.body);
  return undefined;
}
