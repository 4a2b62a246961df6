import {
  type AnyKind,
  apiVersionOf,
  type Json,
  type JsonObject,
  type KubeObject,
} from '../api/index.ts';

// Questions to the API server about users: they are answered and never stored.

/** Who every client is: an administrator. */
const USER: JsonObject = {
  username: 'minikube-user',
  uid: '1',
  groups: ['system:masters', 'system:authenticated'],
};

const EVERYTHING: JsonObject = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
};

/** The status of an answer, by kind. */
const STATUSES: Readonly<Record<string, JsonObject>> = {
  SelfSubjectReview: { userInfo: USER },
  SelfSubjectAccessReview: { allowed: true },
  SubjectAccessReview: { allowed: true },
  LocalSubjectAccessReview: { allowed: true },
  SelfSubjectRulesReview: EVERYTHING,
  TokenReview: { user: {}, error: 'invalid bearer token' },
};

/** Whether a kind is a question rather than an object. */
export const isReview = ({ group, kind }: AnyKind): boolean =>
  /^auth(entication|orization)\.k8s\.io$/.test(group) && kind in STATUSES;

/** The answer to a review. Models the API server for a member of `system:masters`. */
export function answerReview(kind: AnyKind, body: JsonObject): KubeObject {
  const { spec = {} } = body as { spec?: Json };
  const answer = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { creationTimestamp: null },
    ...(kind.kind === 'SelfSubjectReview' ? {} : { spec }),
    status: STATUSES[kind.kind] as JsonObject,
  };
  return answer as unknown as KubeObject;
}
