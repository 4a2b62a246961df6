import { LIMITS } from '../limits.ts';

/** Who asks: a pod, by its name and address. */
export interface Caller {
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
}

/** One thing that a pod asked of the network, and what came of it. */
export interface NetworkRequest {
  readonly atMs: number;
  readonly from: Caller;
  readonly protocol: 'dns' | 'icmp' | 'tcp' | 'http';
  /** As it was asked for: a name or an address. */
  readonly host: string;
  /** 0 for ICMP. */
  readonly port: number;
  /** '' when the name was not found. */
  readonly address: string;
  /** The pod that answered, '' for none. */
  readonly pod: string;
  readonly outcome: 'ok' | 'refused' | 'timeout' | 'unreachable' | 'unresolved';
  /** `GET /index.html` or `A web.default.svc.cluster.local`; '' for others. */
  readonly what: string;
  /** Of DNS: the name as the program was given it, before a search list; '' for others. */
  readonly wanted: string;
  /** `200`, `NXDOMAIN` or the records that were found; '' for others. */
  readonly answer: string;
}

/** The newest requests, oldest first. */
export interface RequestLog {
  add(request: NetworkRequest): void;
  all(): readonly NetworkRequest[];
}

/** Keeps the newest `LIMITS.networkRequests`. */
export function createRequestLog(): RequestLog {
  let requests: NetworkRequest[] = [];
  return {
    add(request) {
      requests.push(request);
      // Cut seldom, so that a long loop of requests stays linear.
      if (requests.length >= 2 * LIMITS.networkRequests) {
        requests = requests.slice(-LIMITS.networkRequests);
      }
    },
    all: () => requests.slice(-LIMITS.networkRequests),
  };
}
