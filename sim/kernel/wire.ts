/** A request as a server gets it. */
export interface HttpRequest {
  readonly method: string;
  /** With its query: `/index.html?a=1`. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly atEpochMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** In the order in which they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent with a HEAD request's answer too; whoever asked leaves it out. */
  readonly body: string;
}

/** What answers on a port of a container. */
export type Service =
  /** Accepts connections; `speaksFirst` when it sends before it is sent anything. */
  | { readonly protocol: 'tcp'; readonly speaksFirst: boolean }
  | {
      readonly protocol: 'http';
      /** What a plain GET of a path gets. */
      respond(path: string): HttpAnswer;
      handle(request: HttpRequest): HttpAnswer;
    }
  /** A server of the cluster's zone, over UDP and TCP. */
  | { readonly protocol: 'dns' };
