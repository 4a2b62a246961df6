/** The parts of a URL that a request needs. */
export interface Url {
  readonly scheme: string;
  /** `name:password`, '' for none. */
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** Whether the port stands in the text. */
  readonly hasPort: boolean;
}

const PORTS: Readonly<Record<string, number>> = {
  dict: 2628,
  ftp: 21,
  gopher: 70,
  http: 80,
  https: 443,
  telnet: 23,
};

/** Takes a URL apart; without a scheme it is HTTP. Undefined when it is malformed. */
export function parseUrl(text: string): Url | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/{1,3})?(?:([^@/?#]*)@)?([^/?#]*)([^#]*)/i.exec(text);
  const scheme = (match?.[1] ?? 'http').toLowerCase();
  const authority = /^(\[[0-9a-f:]+\]|[^:]*)(?::(\d*))?$/i.exec(match?.[3] ?? '');
  const host = authority?.[1] ?? '';
  if (host === '' || /[\s"<>]/.test(host)) return undefined;
  const given = authority?.[2] ?? '';
  const port = given === '' ? (PORTS[scheme] ?? 0) : Number(given);
  if (port > 65_535) return undefined;
  const rest = match?.[4] ?? '';
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  const hasPort = given !== '';
  return {
    scheme,
    user: match?.[2] ?? '',
    host: host.replace(/^\[|\]$/g, ''),
    port,
    path,
    hasPort,
  };
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The host as a `Host` header names it. */
export const hostHeader = ({ host, port, scheme }: Url): string =>
  port === PORTS[scheme] ? bracketed(host) : `${bracketed(host)}:${port}`;

/** The whole URL. */
export function urlText({ scheme, user, host, port, path, hasPort }: Url): string {
  const before = user === '' ? '' : `${user}@`;
  return `${scheme}://${before}${bracketed(host)}${hasPort ? `:${port}` : ''}${path}`;
}

/** A path without its dots: `/a/../b` is `/b`. Models the section 5.2.4 of RFC 3986. */
export function withoutDots(path: string): string {
  const [main = '', ...query] = path.split('?');
  const out: string[] = [];
  const parts = main.split('/').slice(1);
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (part === '..') out.pop();
    if (part !== '.' && part !== '..') out.push(part);
    else if (isLast) out.push('');
  }
  const rest = query.length === 0 ? '' : `?${query.join('?')}`;
  return `/${out.join('/')}${rest}`;
}

/** Where a `Location` header leads from a URL. */
export function resolveUrl(base: Url, location: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location;
  if (location.startsWith('//')) return `${base.scheme}:${location}`;
  const folder = (base.path.split('?')[0] ?? '/').replace(/[^/]*$/, '');
  const path = location.startsWith('/') ? location : `${folder}${location}`;
  return urlText({ ...base, path: withoutDots(path) });
}
