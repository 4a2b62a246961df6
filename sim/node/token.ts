import {
  nodes,
  type Pod,
  type ServiceAccountTokenProjection,
  serviceAccounts,
} from '../api/index.ts';
import { jwtOf, sha256 } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
/** What a pod asks for by itself; such tokens are good for a year, so that old clients live on. */
const OWN_SECONDS = 3_607;
const YEAR_SECONDS = 31_536_000;
const DEFAULT_SECONDS = 3_600;
const KEY_ID_LENGTH = 43;

const KEY_ID = sha256(ISSUER).slice(0, KEY_ID_LENGTH);

/**
 * The token of a pod's account as things are now, bound to the pod. It is signed when it is first
 * read, which most pods never do. Models pkg/serviceaccount/claims.go.
 */
export function accountToken(
  view: StoreView,
  { metadata, spec }: Pod,
  { audience = ISSUER, expirationSeconds = DEFAULT_SECONDS }: ServiceAccountTokenProjection,
): () => string {
  const { namespace = '', name, uid, creationTimestamp } = metadata;
  const account = spec.serviceAccountName ?? 'default';
  const uidOf = (found: { metadata: { uid: string } } | undefined): string =>
    found?.metadata.uid ?? '';
  const node = spec.nodeName ?? '';
  const nodeUid = uidOf(view.get(nodes, '', node));
  const accountUid = uidOf(view.get(serviceAccounts, namespace, account));
  const sign = (): string => {
    const issuedAt = Math.floor(Date.parse(creationTimestamp) / 1000);
    const isOwn = expirationSeconds === OWN_SECONDS;
    const id = sha256(`${uid} ${audience} ${issuedAt}`);
    const bounds = [0, 8, 12, 16, 20, 32];
    return jwtOf(KEY_ID, {
      aud: [audience],
      exp: issuedAt + (isOwn ? YEAR_SECONDS : expirationSeconds),
      iat: issuedAt,
      iss: ISSUER,
      jti: bounds
        .slice(1)
        .map((end, i) => id.slice(bounds[i], end))
        .join('-'),
      'kubernetes.io': {
        namespace,
        node: { name: node, uid: nodeUid },
        pod: { name, uid },
        serviceaccount: { name: account, uid: accountUid },
        ...(isOwn ? { warnafter: issuedAt + OWN_SECONDS } : {}),
      },
      nbf: issuedAt,
      sub: `system:serviceaccount:${namespace}:${account}`,
    });
  };
  let signed: string | undefined;
  return () => {
    signed ??= sign();
    return signed;
  };
}
