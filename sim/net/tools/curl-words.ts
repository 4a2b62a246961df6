/** The long names of the short options; those with `=` take a value. Models src/tool_getparam.c. */
const SHORT: Readonly<Record<string, string>> = {
  0: 'http1.0',
  1: 'tlsv1',
  2: 'sslv2',
  3: 'sslv3',
  4: 'ipv4',
  6: 'ipv6',
  a: 'append',
  A: 'user-agent=',
  b: 'cookie=',
  B: 'use-ascii',
  c: 'cookie-jar=',
  C: 'continue-at=',
  d: 'data=',
  D: 'dump-header=',
  e: 'referer=',
  E: 'cert=',
  f: 'fail',
  F: 'form=',
  g: 'globoff',
  G: 'get',
  h: 'help',
  H: 'header=',
  i: 'include',
  I: 'head',
  j: 'junk-session-cookies',
  J: 'remote-header-name',
  k: 'insecure',
  K: 'config=',
  l: 'list-only',
  L: 'location',
  m: 'max-time=',
  M: 'manual',
  n: 'netrc',
  N: 'no-buffer',
  o: 'output=',
  O: 'remote-name',
  P: 'ftp-port=',
  q: 'disable',
  Q: 'quote=',
  r: 'range=',
  R: 'remote-time',
  s: 'silent',
  S: 'show-error',
  t: 'telnet-option=',
  T: 'upload-file=',
  u: 'user=',
  v: 'verbose',
  V: 'version',
  w: 'write-out=',
  X: 'request=',
  y: 'speed-time=',
  Y: 'speed-limit=',
  Z: 'parallel',
  '#': 'progress-bar',
  ':': 'next',
};

const words = (text: string): string[] => text.split(' ');

/** Long options that take a value. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...Object.values(SHORT)
    .filter((name) => name.endsWith('='))
    .map((name) => name.slice(0, -1)),
  ...words('cacert capath cert-type ciphers connect-timeout connect-to create-file-mode curves'),
  ...words('data-ascii data-binary data-raw data-urlencode dns-interface dns-ipv4-addr'),
  ...words('dns-servers doh-url engine expect100-timeout form-string happy-eyeballs-timeout-ms'),
  ...words('hostpubmd5 interface json keepalive-time key key-type limit-rate local-port'),
  ...words('max-redirs netrc-file noproxy oauth2-bearer output-dir pass'),
  ...words('pinnedpubkey proto proto-default proto-redir rate request-target resolve retry'),
  ...words('retry-delay retry-max-time stderr tls-max'),
  ...words('url url-query'),
]);

/** Long options that are switched on, or off with `no-`. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...Object.values(SHORT).filter((name) => !name.endsWith('=')),
  ...words('alpn anyauth basic buffer cert-status compressed create-dirs digest fail-early'),
  ...words('fail-with-body ftp-pasv http1.1 http2 http2-prior-knowledge http3'),
  ...words('ignore-content-length keepalive location-trusted negotiate ntlm path-as-is'),
  ...words('progress-meter post301 post302 post303 raw remote-name-all'),
  ...words('retry-all-errors retry-connrefused sessionid ssl ssl-reqd styled-output tcp-fastopen'),
  ...words('tcp-nodelay tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-time xattr'),
]);

/** An option by its name; `isOff` with `no-` in front. */
export interface KnownOption {
  readonly name: string;
  readonly takesValue: boolean;
  readonly isOff: boolean;
}

const ALL: readonly string[] = [...WITH_VALUE, ...SWITCHES].sort();

/** An option that is written with one letter. */
export function shortOption(letter: string): KnownOption | undefined {
  const name = SHORT[letter];
  if (name === undefined) return undefined;
  return { name: name.replace('=', ''), takesValue: name.endsWith('='), isOff: false };
}

/** An option by its long name or the begin of it. */
export function longOption(word: string): KnownOption | 'unknown' | 'ambiguous' {
  const isOff = word.startsWith('no-') && word !== 'no-buffer';
  const asked = isOff ? word.slice(3) : word;
  const candidates = ALL.includes(asked) ? [asked] : ALL.filter((name) => name.startsWith(asked));
  const [name] = candidates;
  if (name === undefined || asked === '') return 'unknown';
  if (candidates.length > 1) return 'ambiguous';
  const takesValue = WITH_VALUE.has(name);
  return takesValue && isOff ? 'unknown' : { name, takesValue, isOff };
}
