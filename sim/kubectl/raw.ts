import { namespaces, quote, type Status, statusOf } from '../api/index.ts';
import type { HttpResponse, ResponseStream } from '../http/index.ts';
import { encodeUtf8, need, type Program, readAll, resolvePath, sleep } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import { done, type Failure, failed, message, type Outcome, statusFailure } from './failure.ts';
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

/** The one file that is sent, as it is; nothing when there is none. */
function* readBody(session: Session): Program<Outcome<Uint8Array>> {
  const { context, flags } = session;
  const [file] = flags.list('filename');
  if (file === undefined) return done(NO_BODY);
  if (file === '-') return done(encodeUtf8(yield* readAll(context.stdin)));
  const read = context.files.read(resolvePath(context.directory, file));
  if (read.ok) return done(encodeUtf8(read.value));
  return failed(message(`open ${file}: no such file or directory`));
}

/** Whether something can be asked for: a path, or an address whose path counts. */
export const isUri = (text: string): boolean => /^(\/|[a-zA-Z][a-zA-Z0-9+.-]*:)/.test(text);

/** Why `--raw` cannot go with the files of the command line. `least` is how many it takes. */
function rawFilesRefusal({ flags }: Session, least: number): Failure | undefined {
  const files = flags.list('filename');
  if (files.length > 1 || files.length < least) {
    return message('--raw can only use a single local file or stdin');
  }
  if (/^https?:/.test(files[0] ?? '')) return message('--raw cannot read from a url');
  if (flags.bool('recursive')) return message('--raw and --recursive are mutually exclusive');
  if (flags.isDefined('edit') && flags.bool('edit')) {
    return message('--raw and --edit are mutually exclusive');
  }
  if (flags.isDefined('output') && flags.text('output') !== '') {
    return message('--raw and --output are mutually exclusive');
  }
  const path = flags.text('raw');
  if (isUri(path)) return undefined;
  return message(`--raw must be a valid URL path: parse ${quote(path)}: invalid URI for request`);
}

/** Sends the file of the command line to the path of `--raw`. */
export function* sendRawFile(
  session: Session,
  method: 'POST' | 'PUT' | 'DELETE',
): Program<Failure | undefined> {
  const refused = rawFilesRefusal(session, method === 'DELETE' ? 0 : 1);
  if (refused !== undefined) return refused;
  const body = yield* readBody(session);
  if (!body.ok) return body.failure;
  return yield* sendRaw(session, method, session.flags.text('raw'), body.value);
}

/** Sends a request to a path of the API as it is, and prints the answer as it is. */
export function* sendRaw(
  session: Session,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  target: string,
  body: Uint8Array = NO_BODY,
): Program<Failure | undefined> {
  const { peek: client, parts } = session;
  session.log.request({ method, target, accept: 'application/json, */*', place: 'raw.go:84' });
  const { createHttpApi } = yield* need(HTTP_API);
  const api = createHttpApi({
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
  const headers = new Map([
    ['accept', 'application/json, */*'],
    ['content-type', 'application/json'],
  ]);
  const isTooLarge = body.length > LIMITS.requestBytes;
  const path = target.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]*/, '') || '/';
  const answer = api.handle({ method, target: path, headers, body, isTooLarge });
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
