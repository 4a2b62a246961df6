import {
  type AnyKind,
  type JsonObject,
  type Result,
  type Status,
  sortKeys,
} from '../../api/index.ts';
import type { Client, CollectionPath, ObjectPath, Watch } from '../../client/index.ts';
import { createEncoder } from '../../http/index.ts';
import { encodeBase64, sha256 } from '../../kernel/index.ts';
import type { LoggedSession } from '../late-log.ts';
import type { DeleteOptions, Patch, WriteOptions } from '../session.ts';
import {
  ANY_TYPE,
  type CallType,
  JSON_TYPE,
  type Manner,
  mannerOf,
  PROTOBUF_TYPE,
} from './manner.ts';
import { collectionPath, objectPath, type Query, targetOf } from './target.ts';
import type { Received, Sent, Wire } from './wire.ts';

/** What answers a request for reading as it would over HTTP. */
export type Answer = (sent: Pick<Sent, 'method' | 'target' | 'headers'>) => Received;

/** What a logging client is made with. */
export interface Log {
  readonly session: LoggedSession;
  readonly wire: Wire;
  readonly answer: Answer;
  /** Called before a kind is looked up. */
  discover(): void;
}

const PATCH_TYPES: Readonly<Record<Patch['type'], string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Who owns the annotation that client-side apply leaves. */
const ANNOTATION_OWNER = 'kubectl-last-applied';

const NO_CACHE = ['Cache-Control', 'no-cache, private'] as const;
const IS_TEXT = ['Content-Type', 'text/plain'] as const;
const IS_JSON = ['Content-Type', JSON_TYPE] as const;

const jsonAnswer = (code: number, body: unknown): Received => ({
  code,
  headers: [NO_CACHE, IS_JSON],
  body: `${typeof body === 'string' ? body : JSON.stringify(body)}\n`,
});

/** What a write says beside its object. */
function writeQuery({ flags }: LoggedSession, options: WriteOptions): Query {
  const validates = flags.isDefined('validate');
  return [
    ['dryRun', options.isDryRun ? 'All' : ''],
    ['fieldManager', flags.isDefined('field-manager') ? options.fieldManager : ''],
    ['fieldValidation', validates ? options.fieldValidation : ''],
  ];
}

function deleteBody({ gracePeriodSeconds, propagation, preconditions, isDryRun }: DeleteOptions) {
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(Object.keys(preconditions).length === 0 ? {} : { preconditions }),
    ...(propagation === undefined ? {} : { propagationPolicy: propagation }),
    ...(isDryRun ? { dryRun: ['All'] } : {}),
  };
}

/** A Status as it goes over the wire: what is empty is left out. */
const withoutEmpty = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== '' && part !== 0));

/** A client that tells the log what it asks, and what it is answered. */
export function loggedClient(client: Client, log: Log, isTyped: boolean): Client {
  const { session, wire } = log;
  const encoder = createEncoder(client);
  const bodyOf = (kind: AnyKind, value: unknown): unknown => {
    const object = value as { kind?: string; metadata?: { uid?: string } };
    const isOwn = object.kind === kind.kind && object.metadata?.uid !== undefined;
    return isOwn ? encoder.object(kind, value as never) : withoutEmpty(value as object);
  };
  // What has no Go type is written with its keys in order.
  const ordered = (body: JsonObject): JsonObject =>
    isTyped || session.path === 'run' || body.kind === 'Scale' ? body : sortKeys(body);
  const manner = (type: CallType, path: CollectionPath): Manner =>
    mannerOf(session, isTyped, type, path);
  const read = <T>(
    type: CallType,
    target: string,
    by: Manner,
    ask: () => Result<T>,
  ): { readonly result: Result<T>; readonly body: string } => {
    const sent = {
      method: 'GET',
      target,
      headers: [['Accept', by.accept] as const],
      body: '',
      place: by.place,
    };
    let result: Result<T> | undefined;
    let body = '';
    wire.exchange(sent, () => {
      result = ask();
      const answer =
        type === 'get' || type === 'list'
          ? log.answer(sent)
          : result.ok
            ? { code: 200, headers: [NO_CACHE, IS_TEXT], body: '' }
            : jsonAnswer(result.status.code, result.status);
      ({ body } = answer);
      return answer;
    });
    return { result: result as Result<T>, body };
  };
  const write = <T>(
    method: string,
    type: CallType,
    path: ObjectPath,
    query: Query,
    body: unknown,
    contentType: string,
    ask: () => Result<T>,
  ): Result<T> => {
    const by = manner(type, path);
    const target = targetOf(objectPath(path), [...by.query, ...query]);
    const isBinary = isTyped && method === 'POST' && path.subresource !== 'eviction';
    const headers = [
      ['Accept', by.accept] as const,
      ...(path.subresource === 'scale' && method === 'PUT'
        ? []
        : [['Content-Type', isBinary ? PROTOBUF_TYPE : contentType] as const]),
    ];
    const isPatch = method === 'PATCH' && contentType !== PATCH_TYPES.apply;
    const text = JSON.stringify(body);
    let result: Result<T> | undefined;
    wire.exchange(
      { method, target, headers, body: isPatch ? text : `${text}\n`, place: by.place },
      () => {
        result = ask();
        if (!result.ok) return jsonAnswer(result.status.code, result.status);
        return jsonAnswer(method === 'POST' ? 201 : 200, bodyOf(path.kind, result.value));
      },
    );
    return result as Result<T>;
  };
  return {
    ...client,
    discovery: {
      kinds() {
        log.discover();
        return client.discovery.kinds();
      },
      kindFor(word) {
        log.discover();
        return client.discovery.kindFor(word);
      },
      kindOf(apiVersion, kind) {
        log.discover();
        return client.discovery.kindOf(apiVersion, kind);
      },
    },
    get(path) {
      const by = manner('get', path);
      const target = targetOf(objectPath(path), by.query);
      return read('get', target, by, () => client.get(path)).result;
    },
    list(path, options) {
      const by = manner('list', path);
      const query: Query = [
        ...by.query,
        ['labelSelector', options.labelSelector],
        ['fieldSelector', options.fieldSelector],
      ];
      const isChunked = by.query.some(([name]) => name === 'limit');
      const ask = (): ReturnType<Client['list']> => client.list(path, options);
      for (let from = ''; ; ) {
        const target = targetOf(collectionPath(path), [...query, ['continue', from]]);
        const { result, body } = read('list', target, by, ask);
        from = isChunked ? continueOf(body) : '';
        if (from === '') return result;
      }
    },
    create: (path, body, options) =>
      write('POST', 'create', path, writeQuery(session, options), ordered(body), JSON_TYPE, () =>
        client.create(path, body, options),
      ),
    update: (path, body, options) =>
      write('PUT', 'update', path, writeQuery(session, options), ordered(body), JSON_TYPE, () =>
        client.update(path, body, options),
      ),
    patch(path, patch, options) {
      const isTaking = patch.type === 'apply' && options.fieldManager !== ANNOTATION_OWNER;
      const query: Query = [
        ...writeQuery(session, options),
        ['force', isTaking ? String(patch.isForced) : ''],
      ];
      const { type, body } = patch;
      const sent = type === 'json' ? body : sortKeys(body as JsonObject);
      return write('PATCH', 'patch', path, query, sent, PATCH_TYPES[type], () =>
        client.patch(path, patch, options),
      );
    },
    delete: (path, options) =>
      write('DELETE', 'delete', path, [], deleteBody(options), JSON_TYPE, () =>
        client.delete(path, options),
      ),
    watch(path, options, since): Watch {
      const by = manner('watch', path);
      const query: Query = [
        ['labelSelector', options.labelSelector],
        ['fieldSelector', options.fieldSelector],
        ['resourceVersion', since],
        ['watch', 'true'],
      ];
      const target = targetOf(collectionPath(path), query);
      const sent = {
        method: 'GET',
        target,
        headers: [['Accept', by.accept] as const],
        body: '',
        place: '',
      };
      wire.exchange(sent, () => jsonAnswer(200, ''));
      return client.watch(path, options, since);
    },
    logs(request) {
      const { namespace, pod, container } = request;
      const query: Query = [
        ['container', container],
        ['follow', request.isFollowed ? 'true' : ''],
        ['previous', request.isPrevious ? 'true' : ''],
        ['tailLines', request.tailLines === undefined ? '' : String(request.tailLines)],
        ['sinceSeconds', request.sinceSeconds === undefined ? '' : String(request.sinceSeconds)],
        ['timestamps', request.hasTimestamps ? 'true' : ''],
      ];
      const target = targetOf(`/api/v1/namespaces/${namespace}/pods/${pod}/log`, query);
      const by = { place: 'logs.go:497', accept: ANY_TYPE, query: [] };
      return read('logs', target, by, () => client.logs(request)).result;
    },
    exec(request) {
      const { namespace, pod, container, command, stdin, tty } = request;
      const query: Query = [
        ...command.map((word) => ['command', word] as const),
        ['container', container],
        ['stdin', stdin === undefined ? '' : 'true'],
        ['stdout', 'true'],
        ['stderr', tty === undefined ? 'true' : ''],
        ['tty', tty === undefined ? '' : 'true'],
      ];
      const target = targetOf(`/api/v1/namespaces/${namespace}/pods/${pod}/exec`, query);
      return connect(log, target, () => client.exec(request));
    },
    attach(request) {
      const { namespace, pod, container } = request;
      const isTty = (request as { tty?: unknown }).tty !== undefined;
      const query: Query = [
        ['container', container],
        ['stdin', (request as { stdin?: unknown }).stdin === undefined ? '' : 'true'],
        ['stdout', 'true'],
        ['stderr', isTty ? '' : 'true'],
        ['tty', isTty ? 'true' : ''],
      ];
      const target = targetOf(`/api/v1/namespaces/${namespace}/pods/${pod}/attach`, query);
      return connect(log, target, () => client.attach(request));
    },
  };
}

/** A client that only tells of connections that are taken over. */
export function streamingClient(client: Client, log: Log): Client {
  const { exec, attach } = loggedClient(client, log, false);
  return { ...client, exec, attach };
}

/** Where a list goes on that came in part; '' when it came whole. */
const continueOf = (body: string): string =>
  /"metadata":\{[^{}]*"continue":"([^"]*)"/.exec(body)?.[1] ?? '';

/** What a server makes of the key of a handshake; the key itself is drawn anew each time. */
const acceptOf = (target: string): string =>
  encodeBase64(
    Uint8Array.from(sha256(target).slice(0, ACCEPT_DIGITS).match(/../g) ?? [], (byte) =>
      Number.parseInt(byte, 16),
    ),
  );

const ACCEPT_DIGITS = 40;

const PROTOCOL = 'v5.channel.k8s.io';

const asStatus = (status: Status): Received => jsonAnswer(status.code, status);

/** A request whose connection is taken over. Models client-go's remotecommand/websocket.go. */
function connect<T>({ session, wire }: Log, target: string, ask: () => Result<T>): Result<T> {
  const headers = [['Sec-Websocket-Protocol', PROTOCOL] as const];
  let result: Result<T> | undefined;
  wire.exchange({ method: 'GET', target, headers, body: '', place: '' }, () => {
    result = ask();
    if (!result.ok) return asStatus(result.status);
    return {
      code: 101,
      headers: [
        ['Connection', 'Upgrade'],
        ['Sec-Websocket-Accept', acceptOf(target)],
        ['Sec-Websocket-Protocol', PROTOCOL],
        ['Upgrade', 'websocket'],
      ],
      body: '',
    };
  });
  const level = session.flags.int('v');
  if (result?.ok === true) {
    const socket = (place: string, text: string): void => wire.info(`websocket.go:${place}`, text);
    if (level >= 4) socket('134', `"Subprotocol negotiated" protocol="${PROTOCOL}"`);
    if (level >= 5) socket('269', '"Websocket read starts" deadline="1m1s"');
  }
  return result as Result<T>;
}
