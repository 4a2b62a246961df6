import type { HttpHeaders, HttpResponse } from '../../http/index.ts';
import { encodeUtf8 } from '../../kernel/index.ts';
import type { LoggedSession } from '../late-log.ts';
import { CLIENT_VERSION } from '../version.ts';
import { headersText, shownBody, stampOf, valueText } from './lines.ts';
import { LATENCY } from './manner.ts';

// Models client-go's transport/round_trippers.go and rest/request.go.

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: HttpHeaders;
  readonly body: string;
  /** Where its bodies are logged; '' when they are not. */
  readonly place: string;
}

/** What is logged of the answer. */
export type Received = Pick<HttpResponse & { type: 'whole' }, 'code' | 'headers' | 'body'>;

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The commit that the real client was built from. */
const USER_AGENT = `kubectl/${CLIENT_VERSION} (linux/amd64) kubernetes/0f29094`;

const [CURL, HEADERS, REQUEST, LEAST] = [9, 8, 7, 6] as const;

/** Places whose answers are read piece by piece, so that nobody logs them. */
const STREAMED = /^(raw\.go|logs\.go|simple\.go:270)/;

/** The code of a connection that is taken over. */
const SWITCHED = 101;

const TOKEN = 'Bearer <masked>';

/** The wire of one command: writes requests and answers as a level shows them. */
export function createWire(
  session: LoggedSession,
  server: string,
  level: number,
  print: (text: string) => void,
) {
  let isConnected = false;
  const info = (place: string, text: string): void => {
    print(`I${stampOf(session)}${place}] ${text}\n`);
  };
  const { flags } = session;
  const who: HttpHeaders = [
    ['User-Agent', USER_AGENT],
    ...(flags.text('token') === '' ? [] : ([['Authorization', TOKEN]] as const)),
    ...(flags.text('as') === '' ? [] : ([['Impersonate-User', flags.text('as')]] as const)),
    ...flags.list('as-group').map((group) => ['Impersonate-Group', group] as const),
    ...(flags.text('as-uid') === '' ? [] : ([['Impersonate-Uid', flags.text('as-uid')]] as const)),
  ];
  const logRequest = ({ method, target, headers }: Sent): void => {
    const url = `${server}${target}`;
    const all = [...headers, ...who];
    if (level >= CURL) {
      const words = all.map(([name, value]) => ` -H "${name}: ${value}"`).join('');
      const curl = `curl -v -X${method} ${words} '${url}'\n`;
      info('round_trippers.go:527', `"Request" curlCommand=${valueText(curl)}`);
      if (isConnected) return;
      const address = server.replace(/^https?:\/\//, '');
      const dialled = `"HTTP Trace: Dial succeed" network="tcp" address="${address}"`;
      info('round_trippers.go:562', dialled);
      return;
    }
    const text = `"Request" verb="${method}" url="${url}" headers=${headersText(all)}`;
    if (level >= REQUEST) info('round_trippers.go:527', text);
  };
  const logAnswer = ({ method, target, place }: Sent, { code, headers, body }: Received): void => {
    const url = `${server}${target}`;
    const status = `status="${code} ${STATUS_TEXTS[code] ?? ''}"`;
    const date = new Date(session.parts.clock.epochMs()).toUTCString();
    const isStream = /^(logs\.go|simple\.go:270)/.test(place);
    const own: HttpHeaders = [
      ...(isStream ? [] : [['Content-Length', String(encodeUtf8(body).length)] as const]),
      ['Date', date],
    ];
    const all = [...headers, ...(code === SWITCHED ? [] : own)];
    const shownHeaders = level >= HEADERS ? ` headers=${headersText(all)}` : '';
    const ms = session.parts.requestMs;
    const connecting = isConnected
      ? ' getConnectionMilliseconds=0'
      : ` dnsLookupMilliseconds=0 dialMilliseconds=${LATENCY} tlsHandshakeMilliseconds=${LATENCY}`;
    const timing = level >= CURL ? `${connecting} serverProcessingMilliseconds=${ms}` : '';
    const what = level >= CURL || level < REQUEST ? `verb="${method}" url="${url}" ` : '';
    const text = `"Response" ${what}${status}${shownHeaders} milliseconds=${ms}${timing}`;
    info('round_trippers.go:632', text);
    isConnected = true;
  };
  return {
    info,
    /** Logs a request and what `answer` makes of it. Models Request.request and its body logs. */
    exchange(sent: Sent, answer: () => Received): void {
      if (level < LEAST) {
        answer();
        return;
      }
      const isShown = level >= HEADERS && sent.place !== '';
      if (isShown)
        info(sent.place, `"Request Body" body=${valueText(shownBody(level, sent.body))}`);
      logRequest(sent);
      const received = answer();
      logAnswer(sent, received);
      if (!isShown || STREAMED.test(sent.place)) return;
      info(sent.place, `"Response Body" body=${valueText(shownBody(level, received.body))}`);
    },
  };
}

export type Wire = ReturnType<typeof createWire>;
