import { DEFAULT_COLUMNS } from './columns.ts';
import type { AnyKind, Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { Ingress } from './types.generated.ts';
import { UNMODELLED_DEFAULTS } from './unmodelled-defaults.ts';

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

/** What Go writes of a status that nobody has set; of the other kinds it is empty. */
const NEW_STATUS: Readonly<Record<string, object>> = {
  Ingress: { loadBalancer: {} },
  ReplicationController: { replicas: 0 },
};

const STATUS_STRATEGY = {
  subresources: ['status'],
  prepareForCreate: (draft: WithStatus): void => {
    draft.status = NEW_STATUS[draft.kind] ?? {};
  },
  prepareForUpdate: keepStatus<WithStatus>,
};

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Models the WarningsOnCreate of pkg/registry/networking/ingress. */
function ingressWarnings(ingress: KubeObject, old: KubeObject | undefined): string[] {
  const { metadata, spec } = ingress as Ingress;
  const isOld = metadata?.annotations?.[CLASS_ANNOTATION] !== undefined;
  return old === undefined && isOld && spec?.ingressClassName === undefined
    ? [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`]
    : [];
}

function kindFrom(apiVersion: string, line: string): Kind<WithStatus> {
  const [kind = '', plural = '', shortNames = '-', ...words] = line.trim().split(' ');
  const slash = apiVersion.indexOf('/');
  return {
    ...PLAIN_STRATEGY,
    setDefaults: UNMODELLED_DEFAULTS[kind] ?? PLAIN_STRATEGY.setDefaults,
    ...(kind === 'Ingress' ? { warnings: ingressWarnings } : {}),
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
 * decoded as any other. Only requests write them, so what is checked of them beside their metadata
 * comes with those (\`sim/requests/rules\`); their tables come with kubectl.
 */
export const UNMODELLED_KINDS: readonly AnyKind[] = Object.entries(GROUPS).flatMap(
  ([apiVersion, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => kindFrom(apiVersion, line)),
);
