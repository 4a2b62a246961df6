import type { NetworkRequest } from '../../session/engine.ts';

/** What is known by its port, where the protocol says no more than TCP. */
const KNOWN_PORTS: Readonly<Record<number, string>> = {
  2181: 'ZooKeeper',
  2379: 'etcd',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  6379: 'Redis',
  9042: 'CQL',
};
const PROTOCOLS = { dns: 'DNS', http: 'HTTP', icmp: 'ping', tcp: 'TCP' } as const;

/** The kind of a request in a word. */
export const shortName = ({ protocol, port }: NetworkRequest): string =>
  (protocol === 'tcp' ? KNOWN_PORTS[port] : undefined) ?? PROTOCOLS[protocol];

/** Requests of one pod that ended alike, in one line. */
export interface RequestLine {
  readonly key: string;
  readonly from: string;
  /** The pod that asked, and when first. */
  readonly by: NetworkRequest['from'];
  readonly atMs: number;
  readonly name: string;
  /** `A, AAAA web.default.svc.cluster.local`, `GET / of web:80`, `web:3306` */
  readonly what: string;
  readonly answer: string;
  readonly isOk: boolean;
  /** How often it was asked. */
  readonly count: number;
}

/** Lines that are shown; a search list of four names needs no more. */
const MOST_LINES = 4;

/** Codes of answers that say no. */
const REFUSALS = /^(NXDOMAIN|SERVFAIL|REFUSED|[45]\d\d)$/;
/** Whether what was asked for was given. */
export const isGranted = ({ outcome, answer }: NetworkRequest): boolean =>
  outcome === 'ok' && !REFUSALS.test(answer);

const placeOf = ({ host, port }: NetworkRequest): string => (port === 0 ? host : `${host}:${port}`);

function lineOf(request: NetworkRequest): RequestLine {
  const { from, protocol, what, answer, outcome } = request;
  const said = protocol === 'dns' ? what : [what, placeOf(request)].filter(Boolean).join(' ');
  return {
    key: '',
    from: from.pod,
    by: from,
    atMs: request.atMs,
    name: shortName(request),
    what: said,
    answer: answer || (outcome === 'ok' ? request.pod || request.address : outcome),
    isOk: isGranted(request),
    count: 1,
  };
}

/** The name that is asked for, without the type of record. */
const askedName = (what: string): string => what.replace(/^.* /, '');

/** A question for another type of record joins the one before it that ended alike. */
function joined(before: RequestLine, line: RequestLine): RequestLine | undefined {
  if (before.from !== line.from || before.name !== line.name) return undefined;
  if (before.what === line.what && before.answer === line.answer) {
    return { ...before, count: before.count + 1 };
  }
  const isOneName = line.name === 'DNS' && askedName(before.what) === askedName(line.what);
  if (!isOneName || before.answer !== line.answer || before.count > 1) return undefined;
  return { ...before, what: `${before.what.split(' ')[0]}, ${line.what}` };
}

/** The newest requests between two instants as lines, oldest first. */
export function requestLines(
  requests: readonly NetworkRequest[],
  fromMs: number,
  untilMs: number,
): readonly RequestLine[] {
  const lines: RequestLine[] = [];
  const first = requests.findLastIndex(({ atMs }) => atMs < fromMs) + 1;
  for (const request of requests.slice(first)) {
    if (request.atMs > untilMs) break;
    const line = lineOf(request);
    const at = lines.findLastIndex((before) => joined(before, line) !== undefined);
    if (at < 0) lines.push({ ...line, key: `${request.atMs} ${lines.length}` });
    else lines[at] = joined(lines[at] as RequestLine, line) as RequestLine;
  }
  return lines.slice(-MOST_LINES);
}
