import { type KubeObject, pods, serviceAccounts } from '../api/index.ts';
import { type Client, type User, userOf } from '../client/index.ts';
import { type Clock, decodeBase64, decodeUtf8, jwtOf } from '../kernel/index.ts';

/** Who signs the tokens of accounts: that of Secrets, and the cluster itself. */
const ISSUERS: ReadonlySet<string> = new Set([
  'kubernetes/serviceaccount',
  'https://kubernetes.default.svc.cluster.local',
]);
const AUDIENCE = 'https://kubernetes.default.svc.cluster.local';

interface BoundTo {
  readonly name: string;
  readonly uid: string;
}

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: readonly string[];
  readonly exp?: number;
  readonly nbf?: number;
  readonly 'kubernetes.io'?: { readonly serviceaccount?: BoundTo; readonly pod?: BoundTo };
  readonly 'kubernetes.io/serviceaccount/service-account.uid'?: string;
}

function decoded(part: string): unknown {
  const plain = part.replaceAll('-', '+').replaceAll('_', '/');
  const read = decodeBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
  if (!read.ok) return undefined;
  try {
    return JSON.parse(decodeUtf8(read.bytes));
  } catch {
    return undefined;
  }
}

/** What a token claims; undefined when it is none of this cluster's, or was changed. */
function claimsOf(token: string): Claims | undefined {
  const [head = '', body = ''] = token.split('.');
  const header = decoded(head) as { kid?: string } | null | undefined;
  const claims = decoded(body) as Claims | null | undefined;
  if (!header || !claims || typeof claims !== 'object') return undefined;
  return jwtOf(header.kid ?? '', claims) === token ? claims : undefined;
}

const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * Whose token this is; undefined when it is nobody's, ran out, or its account or pod is gone.
 * Models pkg/serviceaccount Validator.
 */
export function accountOf(client: Client, clock: Clock, token: string): User | undefined {
  const claims = claimsOf(token);
  if (claims === undefined || !ISSUERS.has(claims.iss ?? '')) return undefined;
  if (claims.aud !== undefined && !claims.aud.includes(AUDIENCE)) return undefined;
  const nowSeconds = Math.floor(clock.epochMs() / 1000);
  if (nowSeconds >= (claims.exp ?? Number.POSITIVE_INFINITY)) return undefined;
  const [, namespace = '', name = ''] = SUBJECT.exec(claims.sub ?? '') ?? [];
  const find = (kind: typeof serviceAccounts | typeof pods, named: string) => {
    const path = { kind, namespace, name: named, subresource: '' };
    const found = client.get(path);
    return found.ok ? (found.value as KubeObject) : undefined;
  };
  const account = find(serviceAccounts, name);
  const { serviceaccount, pod } = claims['kubernetes.io'] ?? {};
  const uid = serviceaccount?.uid ?? claims['kubernetes.io/serviceaccount/service-account.uid'];
  if (account === undefined || uid !== account.metadata.uid) return undefined;
  if (pod !== undefined && find(pods, pod.name)?.metadata.uid !== pod.uid) return undefined;
  return userOf(claims.sub ?? '', [], account.metadata.uid);
}
