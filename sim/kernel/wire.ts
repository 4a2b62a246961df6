import type { Program } from './program.ts';

/** A client as a server of connections knows it. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  send(text: string): void;
  /** Ends the connection; what was sent before still arrives. */
  close(): void;
}

/** What a server does with one open connection. */
export interface Conversation {
  /** Takes what the client sent, which may be a part of a request or several. */
  receive(text: string): void;
  /** The client has ended the connection. */
  end(): void;
}

/** The client's end of an open connection. */
export interface Socket {
  /** The address at which it ended. */
  readonly address: string;
  /** Returns false when the other side has ended the connection. */
  write(text: string): boolean;
  /** The next piece of text; undefined when the connection has ended and nothing is left. */
  read(): Program<string | undefined>;
  /** The same, or '' when nothing came within `limitMs`. */
  readWithin(limitMs: number): Program<string | undefined>;
  close(): void;
}

export type DialFailure = 'again' | 'missing' | 'refused' | 'timeout' | 'unreachable';

export type DialAnswer =
  | { readonly ok: true; readonly socket: Socket }
  /** `again` and `missing`: the name was not resolved, and the address is ''. */
  | { readonly ok: false; readonly error: DialFailure; readonly address: string };

/** Opens a connection as a program of a container does: by name or address. */
export type Dial = (host: string, port: number, timeoutMs: number) => Program<DialAnswer>;

/** A request as a server gets it. */
export interface HttpRequest {
  readonly method: string;
  /** With its query: `/index.html?a=1`. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly atEpochMs: number;
  /** The address of who asks, as the server sees it. */
  readonly from: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** In the order in which they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent with a HEAD request's answer too; whoever asked leaves it out. */
  readonly body: string;
  /** Set when it comes over HTTP/2, whose header names are in lower case. */
  readonly isHttp2?: true;
}

/** A server of the web. */
export interface WebService {
  readonly protocol: 'http';
  handle(request: HttpRequest): HttpAnswer;
}

/** What a server shows of itself before anything is asked. */
export interface Certificate {
  /** The certificate of who signed it, as text. */
  readonly authority: string;
  readonly subject: string;
  readonly issuer: string;
  /** Names and addresses that it is good for. */
  readonly names: readonly string[];
}

/** What answers on a port of a container. */
export type Service =
  /** Accepts connections; `speaksFirst` when it sends before it is sent anything. */
  | { readonly protocol: 'tcp'; readonly speaksFirst: boolean }
  | WebService
  /** A web server behind TLS; its code may come when somebody trusts the certificate. */
  | {
      readonly protocol: 'tls';
      readonly certificate: Certificate;
      open(): Program<WebService>;
    }
  /** A server that talks with each client for as long as it stays connected. */
  | {
      readonly protocol: 'stream';
      /**
       * Set when it speaks the real server's protocol to the byte, so that programs from outside
       * the simulator understand it too.
       */
      readonly isReal?: true;
      readonly speaksFirst: boolean;
      accept(peer: Peer): Program<Conversation>;
    }
  /** A server of the cluster's zone, over UDP and TCP. */
  | { readonly protocol: 'dns' };
