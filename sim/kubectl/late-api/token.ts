import {
  type AnyKind,
  badRequest,
  failure,
  fieldErrors,
  invalid,
  type JsonObject,
  type KubeObject,
  nodes,
  notFound,
  type Pod,
  pods,
  preconditionFailed,
  quote,
  type Result,
  type ServiceAccount,
  type Status,
  secrets,
  serviceAccounts,
  success,
  timestamp,
} from '../../api/index.ts';
import type { LocalClientParts, ObjectPath } from '../../client/index.ts';
import { type Clock, jwtOf, sha256 } from '../../kernel/index.ts';

// Models registry/core/serviceaccount/storage/token.go.

/** The stored objects. */
type StoreView = Parameters<LocalClientParts['requestToken']>[0];

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const DEFAULT_SECONDS = 3_600;
const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;
const KIND = { group: 'authentication.k8s.io', kind: 'TokenRequest' } as Parameters<
  typeof invalid
>[0];

interface WireSpec {
  audiences?: string[];
  expirationSeconds?: number;
  boundObjectRef?: { kind?: string; apiVersion?: string; name?: string; uid?: string };
}

function secondsError(seconds: number): string | undefined {
  if (seconds < LEAST_SECONDS) return 'may not specify a duration less than 10 minutes';
  if (seconds > MOST_SECONDS) return 'may not specify a duration larger than 2^32 seconds';
  return undefined;
}

/** The token of an account for an audience. */
function tokenOf(
  { metadata }: ServiceAccount,
  audiences: readonly string[],
  issuedAt: number,
  expiresAt: number,
): string {
  const { name, namespace = '', uid } = metadata;
  const subject = `system:serviceaccount:${namespace}:${name}`;
  const id = sha256(`${subject} ${uid} ${issuedAt}`);
  const claims = {
    aud: audiences,
    exp: expiresAt,
    iat: issuedAt,
    iss: ISSUER,
    jti: id.slice(0, 8),
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: issuedAt,
    sub: subject,
  };
  return jwtOf(id.slice(0, 43), claims);
}

const BOUND_KINDS: Readonly<Record<string, AnyKind>> = { Pod: pods, Secret: secrets, Node: nodes };

/** Why a token cannot be bound to an object; undefined when it can, or is to none. */
function boundError(
  view: StoreView,
  namespace: string,
  account: string,
  ref: WireSpec['boundObjectRef'],
): Status | undefined {
  if (!ref) return undefined;
  const { apiVersion = '', kind: word = '', name = '', uid = '' } = ref;
  const kind = apiVersion === 'v1' ? BOUND_KINDS[word] : undefined;
  if (kind === undefined) {
    const type = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
    return badRequest(`cannot bind token to object of type ${type}, Kind=${word}`);
  }
  const object = view.get(kind, kind.isNamespaced ? namespace : '', name);
  if (object === undefined) return notFound(kind, name);
  if (kind === pods && (object as Pod).spec.serviceAccountName !== account) {
    const text = `cannot bind token for serviceaccount ${quote(account)} to pod running with`;
    return badRequest(`${text} different serviceaccount name.`);
  }
  if (uid === '' || uid === object.metadata.uid) return undefined;
  const text = `the UID in the bound object reference (${uid}) does not match the UID in record.`;
  const why = 'The object might have been deleted and then recreated';
  return preconditionFailed(kind, name, `${text} ${why}`);
}

/** The token subresource of a service account: a token that is not stored. */
function requestToken(
  view: StoreView,
  clock: Clock,
  { namespace, name }: ObjectPath,
  body: JsonObject,
): Result<KubeObject> {
  const account = view.get(serviceAccounts, namespace, name);
  if (account === undefined) return failure(notFound(serviceAccounts, name));
  const spec = (body.spec ?? {}) as WireSpec;
  const seconds = spec.expirationSeconds ?? DEFAULT_SECONDS;
  const error = secondsError(seconds);
  if (error !== undefined) {
    const field = fieldErrors.invalid('spec.expirationSeconds', seconds, error);
    return failure(invalid(KIND, '', [field]));
  }
  const bound = boundError(view, namespace, name, spec.boundObjectRef);
  if (bound !== undefined) return failure(bound);
  const audiences = (spec.audiences ?? []).length > 0 ? (spec.audiences ?? []) : [ISSUER];
  const issuedAt = Math.floor(clock.epochMs() / 1000);
  const answer = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: { name, namespace, creationTimestamp: timestamp(clock.epochMs()) },
    spec: {
      audiences,
      expirationSeconds: seconds,
      boundObjectRef: spec.boundObjectRef ?? null,
    },
    status: {
      token: tokenOf(account, audiences, issuedAt, issuedAt + seconds),
      expirationTimestamp: timestamp((issuedAt + seconds) * 1000),
    },
  };
  return success(answer as unknown as KubeObject);
}

/** Makes tokens at the time of a clock. */
export const createTokens =
  (clock: Clock): LocalClientParts['requestToken'] =>
  (view, path, body) =>
    requestToken(view, clock, path, body);
