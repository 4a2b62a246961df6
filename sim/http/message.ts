import {
  badRequest,
  methodNotAllowed,
  noSuchResource,
  type Status,
  statusOf,
} from '../api/index.ts';
import type { RemoteCommand } from './running-command.ts';

/** A request as it came over the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Whether the body was longer than `LIMITS.requestBytes` and was not read. */
  readonly isTooLarge: boolean;
}

export type HttpHeaders = readonly (readonly [name: string, value: string])[];

/** An answer that goes on: a watch, a followed log. Nobody has to take from it in time. */
export interface ResponseStream {
  /** What is ready and was not taken yet; '' when there is nothing. */
  take(): string;
  /** Whether nothing will come any more, once everything is taken. */
  isEnded(): boolean;
  close(): void;
}

/** What a request is answered with. */
export type HttpResponse =
  | {
      readonly type: 'whole';
      readonly code: number;
      readonly headers: HttpHeaders;
      readonly body: string;
    }
  | {
      readonly type: 'stream';
      readonly code: number;
      readonly headers: HttpHeaders;
      readonly stream: ResponseStream;
    }
  /** The connection is to be taken over (WebSocket), then `command` starts. */
  | { readonly type: 'command'; readonly command: RemoteCommand }
  /** The connection is to be taken over and its streams lead to ports of this pod. */
  | {
      readonly type: 'port-forward';
      readonly namespace: string;
      readonly pod: string;
      /** Those that the query names. */
      readonly ports: readonly number[];
    };

const NO_CACHE = ['Cache-Control', 'no-cache, private'] as const;

/** `Warning:` headers, a text each. Models net/http NewWarningHeader. */
export const warningHeaders = (warnings: readonly string[]): HttpHeaders =>
  warnings.map((text) => ['Warning', `299 - "${text.replace(/[\\"]/g, '\\$&')}"`] as const);

export const textResponse = (code: number, body: string): HttpResponse => ({
  type: 'whole',
  code,
  headers: [NO_CACHE, ['Content-Type', 'text/plain; charset=utf-8']],
  body,
});

export const jsonResponse = (
  code: number,
  body: string,
  warnings: readonly string[],
  contentType = 'application/json',
): HttpResponse => ({
  type: 'whole',
  code,
  headers: [NO_CACHE, ['Content-Type', contentType], ...warningHeaders(warnings)],
  body,
});

/** A failure; what the client may try again later says when. */
export function statusResponse(status: Status, warnings: readonly string[]): HttpResponse {
  const response = jsonResponse(status.code, `${JSON.stringify(status)}\n`, warnings);
  const seconds = status.details?.retryAfterSeconds;
  if (seconds === undefined || response.type !== 'whole') return response;
  return { ...response, headers: [...response.headers, ['Retry-After', String(seconds)]] };
}

/** A feature that exists in Kubernetes and not here. */
export const notModelled = (message: string): HttpResponse =>
  statusResponse({ ...statusOf('', message), code: 501 }, []);

/** A path that makes sense over a WebSocket only. */
export const UPGRADE_REQUIRED: HttpResponse = statusResponse(
  badRequest('Upgrade request required'),
  [],
);

/** There is no such path. Models the API server's mux. */
export const noSuchPath = (): HttpResponse => textResponse(404, '404 page not found\n');

// Below a version of the API, misses are told as a Status. Models serviceErrorHandler of
// apiserver/pkg/server.

/** There is nothing of that name in this version of the API. */
export const noSuchPathInVersion = (): HttpResponse => statusResponse(noSuchResource(), []);

export const noSuchMethod = (): HttpResponse => statusResponse(methodNotAllowed(), []);
