import {
  type AnyKind,
  apiVersionOf,
  type FieldError,
  failure,
  fieldErrors,
  invalid,
  type Json,
  type JsonObject,
  type KubeObject,
  type Result,
  success,
} from '../api/index.ts';
import type { Access, User, Wish } from '../client/index.ts';
import { decode, type FieldValidation } from '../schema/index.ts';

// Questions to the API server about users: they are answered and never stored.

interface WireSpec {
  user?: string;
  uid?: string;
  groups?: string[];
  resourceAttributes?: {
    verb?: string;
    group?: string;
    resource?: string;
    subresource?: string;
    name?: string;
    namespace?: string;
  };
  nonResourceAttributes?: { path?: string; verb?: string };
  namespace?: string;
  token?: string;
}

/** Who asks, and who knows the answer. */
export interface Asker {
  readonly user: User;
  readonly access: Access;
}

function wishOf({ resourceAttributes: of, nonResourceAttributes: path }: WireSpec): Wish {
  const plural = of?.resource ?? '';
  return {
    verb: of?.verb ?? path?.verb ?? '',
    path: path?.path ?? '',
    group: of?.group ?? '',
    resource: of?.subresource ? `${plural}/${of.subresource}` : plural,
    name: of?.name ?? '',
    namespace: of?.namespace ?? '',
  };
}

function decisionOf({ access }: Asker, user: User, spec: WireSpec): JsonObject {
  const { allowed, reason } = access.decide(user, wishOf(spec));
  return reason === '' ? { allowed } : { allowed, reason };
}

const accessOf = (spec: WireSpec, asker: Asker): JsonObject => {
  const { user = '', uid = '', groups = [] } = spec;
  return decisionOf(asker, { name: user, uid, groups }, spec);
};

type Answer = (spec: WireSpec, asker: Asker) => JsonObject;

/** The status of an answer, by kind. */
const STATUSES: Readonly<Record<string, Answer>> = {
  SelfSubjectReview: (_spec, { user: { name, uid, groups } }) => ({
    userInfo: { username: name, ...(uid === '' ? {} : { uid }), groups: [...groups] },
  }),
  SelfSubjectAccessReview: (spec, asker) => decisionOf(asker, asker.user, spec),
  SubjectAccessReview: accessOf,
  LocalSubjectAccessReview: accessOf,
  SelfSubjectRulesReview: ({ namespace = '' }, { user, access }) => access.rulesOf(user, namespace),
  TokenReview: () => ({ user: {}, error: '[invalid bearer token, token lookup failed]' }),
};

/** Models apis/authorization/validation. */
function errorsOf(kind: string, spec: WireSpec): FieldError[] {
  if (!kind.endsWith('AccessReview')) return [];
  const errors: FieldError[] = [];
  const { resourceAttributes, nonResourceAttributes, user, groups = [] } = spec;
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const text = 'cannot be specified in combination with resourceAttributes';
    errors.push(
      fieldErrors.invalid('spec.nonResourceAttributes', nonResourceAttributes as Json, text),
    );
  }
  if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const text = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(fieldErrors.invalid('spec.resourceAttributes', null, text));
  }
  if (!kind.startsWith('Self') && (user ?? '') === '' && groups.length === 0) {
    const text = 'at least one of user or group must be specified';
    errors.push(fieldErrors.invalid('spec.user', user ?? '', text));
  }
  return errors;
}

/** Whether a kind is a question rather than an object. */
export const isReview = ({ group, kind }: AnyKind): boolean =>
  /^auth(entication|orization)\.k8s\.io$/.test(group) && kind in STATUSES;

/** The answer to a review. Models the registries of authentication and authorization. */
export function answerReview(
  kind: AnyKind,
  body: JsonObject,
  fieldValidation: FieldValidation,
  asker: Asker,
): Result<KubeObject> {
  const decoded = decode(kind, body, fieldValidation);
  if (!decoded.ok) return decoded;
  const { spec = {} } = decoded.value as unknown as { spec?: WireSpec };
  const errors = errorsOf(kind.kind, spec);
  if (errors.length > 0) return failure(invalid(kind, '', errors));
  const answer = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {},
    ...(kind.kind === 'SelfSubjectReview' ? {} : { spec: spec as unknown as Json }),
    status: STATUSES[kind.kind]?.(spec, asker),
  };
  return success(answer as unknown as KubeObject, decoded.warnings);
}
