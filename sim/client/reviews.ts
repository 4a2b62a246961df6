import {
  type AnyKind,
  apiVersionOf,
  decode,
  type FieldError,
  type FieldValidation,
  failure,
  fieldErrors,
  invalid,
  type Json,
  type JsonObject,
  type KubeObject,
  type Result,
  success,
} from '../api/index.ts';

// Questions to the API server about users: they are answered and never stored.

const ADMINISTRATORS = 'system:masters';

/** Who every client is: an administrator. */
const USER: JsonObject = {
  username: 'minikube-user',
  uid: '1',
  groups: [ADMINISTRATORS, 'system:authenticated'],
};

const EVERYTHING: JsonObject = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
};

interface WireSpec {
  user?: string;
  groups?: string[];
  resourceAttributes?: Json;
  nonResourceAttributes?: Json;
  token?: string;
}

/** Whether others may do something: only administrators may, as long as no role says more. */
const accessOf = ({ user, groups = [] }: WireSpec): JsonObject => {
  const isAllowed = user === USER.username || groups.includes(ADMINISTRATORS);
  return { allowed: isAllowed };
};

type Answer = (spec: WireSpec) => JsonObject;

/** The status of an answer, by kind. */
const STATUSES: Readonly<Record<string, Answer>> = {
  SelfSubjectReview: () => ({ userInfo: USER }),
  SelfSubjectAccessReview: () => ({ allowed: true }),
  SubjectAccessReview: accessOf,
  LocalSubjectAccessReview: accessOf,
  SelfSubjectRulesReview: () => EVERYTHING,
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
      fieldErrors.invalid('spec.nonResourceAttributes', nonResourceAttributes ?? null, text),
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

/** The answer to a review. Models the API server for a member of `system:masters`. */
export function answerReview(
  kind: AnyKind,
  body: JsonObject,
  fieldValidation: FieldValidation,
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
    status: STATUSES[kind.kind]?.(spec),
  };
  return success(answer as unknown as KubeObject, decoded.warnings);
}
