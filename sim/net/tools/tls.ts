import type { Certificate, Program, WebService } from '../../kernel/index.ts';
import type { Connection } from '../network.ts';

/** What a client trusts. */
export interface Trust {
  readonly isBlind: boolean;
  /** Certificates of authorities, as text; '' for those that come with the system. */
  readonly authorities: string;
}

export type Distrust = 'unknown-authority' | 'wrong-name';

/** Why a client does not trust a server; undefined when it does. */
export function distrustOf(
  { authority, names }: Certificate,
  host: string,
  { isBlind, authorities }: Trust,
): Distrust | undefined {
  if (isBlind) return undefined;
  if (!authorities.includes(authority.trim())) return 'unknown-authority';
  return names.includes(host.toLowerCase()) ? undefined : 'wrong-name';
}

/** The same connection with what is behind TLS; HTTP/2 for who offers it. */
export function* secured(
  connection: Connection & { type: 'open' },
  isHttp2: boolean,
): Program<Connection & { type: 'open' }> {
  const { service } = connection;
  if (service.protocol !== 'tls') return connection;
  const web = yield* service.open();
  const second: WebService = {
    protocol: 'http',
    handle: (request) => ({ ...web.handle(request), isHttp2: true }),
  };
  return { ...connection, service: isHttp2 ? second : web };
}
