import { DEFAULT_COLUMNS } from './columns.ts';
import { validateIngress } from './ingress-validation.ts';
import type { AnyKind, Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import { RBAC_RULES } from './rbac-validation.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { Ingress } from './types.generated.ts';

/**
 * One kind a line: kind, plural, short names, then `namespaced`, `status`, `scale`,
 * `generation`, categories.
 */
const GROUPS: Readonly<Record<string, string>> = {
  v1: `
    Binding bindings - namespaced
    ComponentStatus componentstatuses cs
    PodTemplate podtemplates - namespaced generation
    ReplicationController replicationcontrollers rc namespaced status scale generation all`,
  'admissionregistration.k8s.io/v1': `
    MutatingAdmissionPolicy mutatingadmissionpolicies - generation api-extensions
    MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings - generation api-extensions
    MutatingWebhookConfiguration mutatingwebhookconfigurations - generation api-extensions
    ValidatingAdmissionPolicy validatingadmissionpolicies - status generation api-extensions
    ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings - generation api-extensions
    ValidatingWebhookConfiguration validatingwebhookconfigurations - generation api-extensions`,
  'apiextensions.k8s.io/v1': `
    CustomResourceDefinition customresourcedefinitions crd,crds status generation api-extensions`,
  'apiregistration.k8s.io/v1': `
    APIService apiservices - status api-extensions`,
  'authentication.k8s.io/v1': `
    SelfSubjectReview selfsubjectreviews -
    TokenReview tokenreviews -`,
  'authorization.k8s.io/v1': `
    LocalSubjectAccessReview localsubjectaccessreviews - namespaced
    SelfSubjectAccessReview selfsubjectaccessreviews -
    SelfSubjectRulesReview selfsubjectrulesreviews -
    SubjectAccessReview subjectaccessreviews -`,
  'certificates.k8s.io/v1': `
    CertificateSigningRequest certificatesigningrequests csr status`,
  'flowcontrol.apiserver.k8s.io/v1': `
    FlowSchema flowschemas - status generation
    PriorityLevelConfiguration prioritylevelconfigurations - status generation`,
  'networking.k8s.io/v1': `
    Ingress ingresses ing namespaced status generation
    IngressClass ingressclasses - generation
    IPAddress ipaddresses ip
    NetworkPolicy networkpolicies netpol namespaced generation
    ServiceCIDR servicecidrs - status`,
  'node.k8s.io/v1': `
    RuntimeClass runtimeclasses -`,
  'rbac.authorization.k8s.io/v1': `
    ClusterRole clusterroles -
    ClusterRoleBinding clusterrolebindings -
    Role roles - namespaced
    RoleBinding rolebindings - namespaced`,
  'resource.k8s.io/v1': `
    DeviceClass deviceclasses - generation
    ResourceClaim resourceclaims - namespaced status
    ResourceClaimTemplate resourceclaimtemplates - namespaced
    ResourceSlice resourceslices - generation`,
  'storage.k8s.io/v1': `
    CSIDriver csidrivers -
    CSINode csinodes -
    CSIStorageCapacity csistoragecapacities - namespaced
    VolumeAttributesClass volumeattributesclasses vac`,
};

const TRAITS = new Set(['namespaced', 'status', 'scale', 'generation']);

interface WithStatus extends KubeObject {
  status?: unknown;
}

const STATUS_STRATEGY = {
  subresources: ['status'],
  prepareForCreate: (draft: WithStatus): void => {
    delete draft.status;
  },
  prepareForUpdate: keepStatus<WithStatus>,
};

const INGRESS_RULES = {
  validate: (ingress: WithStatus) => validateIngress(ingress as Ingress),
  validateUpdate: (ingress: WithStatus) => validateIngress(ingress as Ingress),
};

function kindFrom(apiVersion: string, line: string): Kind<WithStatus> {
  const [kind = '', plural = '', shortNames = '-', ...words] = line.trim().split(' ');
  const slash = apiVersion.indexOf('/');
  return {
    ...PLAIN_STRATEGY,
    ...RBAC_RULES[kind],
    ...(kind === 'Ingress' ? INGRESS_RULES : {}),
    ...(words.includes('status') ? STATUS_STRATEGY : {}),
    ...(words.includes('scale') ? { subresources: ['scale', 'status'] } : {}),
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: shortNames === '-' ? [] : shortNames.split(','),
    categories: words.filter((word) => !TRAITS.has(word)),
    isNamespaced: words.includes('namespaced'),
    hasGeneration: words.includes('generation'),
    isModelled: false,
    columns: DEFAULT_COLUMNS,
  };
}

/**
 * The kinds of Kubernetes 1.36 that no part of the cluster acts upon: they are stored, listed and
 * decoded as any other, with metadata, rules of RBAC and Ingresses as all that is validated. Their
 * tables come with kubectl.
 */
export const UNMODELLED_KINDS: readonly AnyKind[] = Object.entries(GROUPS).flatMap(
  ([apiVersion, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => kindFrom(apiVersion, line)),
);
