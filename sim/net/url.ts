/** The parts of a URL that a request needs. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** Whether the port stands in the text. */
  readonly hasPort: boolean;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, telnet: 23, ftp: 21 };

/** Takes a URL apart; without a scheme it is HTTP. Undefined when it is malformed. */
export function parseUrl(text: string): Url | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/]*@)?([^/?#]*)([^#]*)/i.exec(text);
  const scheme = (match?.[1] ?? 'http').toLowerCase();
  const authority = /^(\[[0-9a-f:]+\]|[^:]*)(?::(\d*))?$/i.exec(match?.[2] ?? '');
  const host = authority?.[1] ?? '';
  if (host === '' || /[\s"<>]/.test(host)) return undefined;
  const given = authority?.[2] ?? '';
  const port = given === '' ? (PORTS[scheme] ?? 0) : Number(given);
  if (port > 65_535) return undefined;
  const rest = match?.[3] ?? '';
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { scheme, host: host.replace(/^\[|\]$/g, ''), port, path, hasPort: given !== '' };
}

/** The host as a `Host` header names it. */
export const hostHeader = ({ host, port, scheme }: Url): string =>
  port === PORTS[scheme] ? host : `${host}:${port}`;
