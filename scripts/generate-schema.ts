// Writes sim/schema/schema.generated.ts from the OpenAPI document of a 1.36 API server.
//   node scripts/generate-schema.ts OPENAPI
import fs from 'node:fs';

interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}
interface Schema {
  type?: string;
  format?: string;
  $ref?: string;
  enum?: string[];
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  'x-kubernetes-group-version-kind'?: GroupVersionKind[];
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const LEAVES: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'o',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'x',
  [`${META}.Time`]: 't',
  [`${META}.MicroTime`]: 'm',
  [`${META}.FieldsV1`]: 'x',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'x',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'x',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'x',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'x',
};

/**
 * Optional fields whose Go type is a pointer: their zero value is kept where others' is dropped.
 * OpenAPI does not tell.
 */
const POINTERS = new Set(
  `automountServiceAccountToken enableServiceLinks shareProcessNamespace hostUsers setHostnameAsFQDN
  optional allowPrivilegeEscalation privileged readOnlyRootFilesystem runAsNonRoot controller
  blockOwnerDeletion immutable allowVolumeExpansion allocateLoadBalancerNodePorts suspend
  manualSelector
  hostProcess podInfoOnMount attachRequired requiresRepublish seLinuxMount storageCapacity started
  partition revisionHistoryLimit progressDeadlineSeconds parallelism completions backoffLimit
  backoffLimitPerIndex maxFailedIndexes activeDeadlineSeconds ttlSecondsAfterFinished
  terminationGracePeriodSeconds defaultMode mode runAsUser runAsGroup fsGroup priority
  tolerationSeconds expirationSeconds minDomains minReplicas averageUtilization
  stabilizationWindowSeconds deletionGracePeriodSeconds startingDeadlineSeconds
  successfulJobsHistoryLimit failedJobsHistoryLimit leaseDurationSeconds leaseTransitions
  gracePeriodSeconds collisionCount terminatingReplicas storageClassName volumeAttributesClassName
  ingressClassName appProtocol apiGroup tolerance timeZone runtimeClassName volumeMode
  ipFamilyPolicy internalTrafficPolicy loadBalancerClass trafficDistribution preemptionPolicy
  mountPropagation recursiveReadOnly reclaimPolicy volumeBindingMode completionMode
  podReplacementPolicy managedBy selectPolicy unhealthyPodEvictionPolicy localhostProfile
  holderIdentity hostnameOverride fsGroupChangePolicy supplementalGroupsPolicy
  nodeAffinityPolicy nodeTaintsPolicy`.split(/\s+/),
);
const POINTERS_OF: Readonly<Record<string, string>> = {
  EndpointConditions: 'ready serving terminating',
  EndpointPort$discovery: 'name port protocol',
  JobStatus: 'ready terminating',
  ClientIPConfig: 'timeoutSeconds',
  HostPathVolumeSource: 'type',
  PodDNSConfigOption: 'value',
  GRPCAction: 'service',
  CSIVolumeSource: 'readOnly fsType',
  Container: 'restartPolicy',
  Endpoint: 'hostname nodeName zone',
  EndpointAddress: 'nodeName',
  HTTPIngressPath: 'pathType',
  TypedObjectReference: 'namespace',
  HorizontalPodAutoscalerStatus: 'observedGeneration',
};

/**
 * Optional fields that Go writes although they are not set: structures, and fields without
 * omitempty.
 */
const ALWAYS: Readonly<Record<string, string>> = {
  Container: 'resources',
  EphemeralContainer: 'resources',
  PersistentVolumeClaimSpec: 'resources',
  PodTemplateSpec: 'metadata spec',
  JobTemplateSpec: 'metadata spec',
  PersistentVolumeClaimTemplate: 'metadata spec',
  StatefulSetSpec: 'serviceName updateStrategy template',
  DeploymentSpec: 'strategy template',
  PriorityClass: 'value',
  DaemonSetSpec: 'updateStrategy template',
  ReplicaSetSpec: 'template',
  JobSpec: 'template',
  CronJobSpec: 'jobTemplate',
  ServiceStatus: 'loadBalancer',
  IngressStatus: 'loadBalancer',
  ResourceFieldSelector: 'divisor',
  StatefulSetOrdinals: 'start',
  NetworkPolicySpec: 'podSelector',
  ContainerStatus: 'state lastState',
  StatefulSetStatus: 'availableReplicas',
  PodDisruptionBudgetStatus: 'disruptionsAllowed currentHealthy desiredHealthy expectedPods',
  EndpointSlice: 'endpoints ports',
  HorizontalPodAutoscalerStatus$v2: 'currentMetrics',
  ContainerStateTerminated: 'startedAt finishedAt',
  ContainerStateRunning: 'startedAt',
  PodCondition: 'lastProbeTime lastTransitionTime',
  Event: 'eventTime firstTimestamp lastTimestamp source reportingComponent reportingInstance',
};

/** Required fields whose Go type is a pointer, so that an absent one stays absent. */
const REQUIRED_POINTERS: Readonly<Record<string, string>> = {
  DeploymentSpec: 'selector',
  StatefulSetSpec: 'selector',
  DaemonSetSpec: 'selector',
  ReplicaSetSpec: 'selector',
};

/** Go's names of string and map types, as its errors print them; all of package v1. */
const GO_TYPES: Readonly<Record<string, string>> = {
  'PodSpec.restartPolicy': 'RestartPolicy',
  'PodSpec.dnsPolicy': 'DNSPolicy',
  'PodSpec.preemptionPolicy': 'PreemptionPolicy',
  'Container.imagePullPolicy': 'PullPolicy',
  'Container.terminationMessagePolicy': 'TerminationMessagePolicy',
  'Container.restartPolicy': 'ContainerRestartPolicy',
  'ContainerPort.protocol': 'Protocol',
  'ServicePort.protocol': 'Protocol',
  'ServiceSpec.type': 'ServiceType',
  'ServiceSpec.sessionAffinity': 'ServiceAffinity',
  'ServiceSpec.externalTrafficPolicy': 'ServiceExternalTrafficPolicy',
  'StatefulSetSpec.podManagementPolicy': 'PodManagementPolicyType',
  'StatefulSetUpdateStrategy.type': 'StatefulSetUpdateStrategyType',
  'DeploymentStrategy.type': 'DeploymentStrategyType',
  'DaemonSetUpdateStrategy.type': 'DaemonSetUpdateStrategyType',
  'PersistentVolumeClaimSpec.volumeMode': 'PersistentVolumeMode',
  'PersistentVolumeSpec.volumeMode': 'PersistentVolumeMode',
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': 'PersistentVolumeReclaimPolicy',
  'PersistentVolumeClaimSpec.accessModes': '[]v1.PersistentVolumeAccessMode',
  'PersistentVolumeSpec.accessModes': '[]v1.PersistentVolumeAccessMode',
  'PersistentVolumeSpec.capacity': 'ResourceList',
  'ResourceRequirements.limits': 'ResourceList',
  'ResourceRequirements.requests': 'ResourceList',
  'VolumeResourceRequirements.limits': 'ResourceList',
  'VolumeResourceRequirements.requests': 'ResourceList',
  'ResourceQuotaSpec.hard': 'ResourceList',
  'Taint.effect': 'TaintEffect',
  'Toleration.effect': 'TaintEffect',
  'Toleration.operator': 'TolerationOperator',
  'LabelSelectorRequirement.operator': 'LabelSelectorOperator',
  'Secret.type': 'SecretType',
  'CronJobSpec.concurrencyPolicy': 'ConcurrencyPolicy',
  'JobSpec.completionMode': 'CompletionMode',
  'HTTPGetAction.scheme': 'URIScheme',
  'EmptyDirVolumeSource.medium': 'StorageMedium',
};

const [openApiFile] = process.argv.slice(2);
if (openApiFile === undefined) throw new Error('usage: generate-schema.ts OPENAPI');
const { definitions } = JSON.parse(fs.readFileSync(openApiFile, 'utf8')) as {
  definitions: Record<string, Schema>;
};

const kindOf = (schema: Schema): GroupVersionKind | undefined => {
  const kinds = schema['x-kubernetes-group-version-kind'] ?? [];
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined && !only.kind.endsWith('List') ? only : undefined;
};
const referenceOf = (schema: Schema): string | undefined =>
  schema.$ref?.replace('#/definitions/', '');

const reached = new Set<string>();
function reach(id: string): void {
  if (LEAVES[id] !== undefined || reached.has(id)) return;
  reached.add(id);
  const visit = (schema: Schema): void => {
    const reference = referenceOf(schema);
    if (reference !== undefined) reach(reference);
    if (schema.items !== undefined) visit(schema.items);
    if (schema.additionalProperties !== undefined) visit(schema.additionalProperties);
  };
  for (const property of Object.values(definitions[id]?.properties ?? {})) visit(property);
}
for (const [id, schema] of Object.entries(definitions)) if (kindOf(schema) !== undefined) reach(id);

// The core group names its types first, so that only the others' need a mark where names collide.
const isCore = (id: string): number =>
  id.startsWith(META) ? 0 : id.startsWith('io.k8s.api.core.') ? 1 : 2;
const ids = [...reached].sort((a, b) => isCore(a) - isCore(b) || (a < b ? -1 : 1));
const names = new Map<string, string>();
const taken = new Set<string>();
for (const id of ids) {
  const parts = id.split('.');
  const [short = '', version = '', group = ''] = parts.reverse();
  const isFree = !taken.has(short) && version === 'v1';
  const name = isFree ? short : `${short}$${version === 'v1' ? group : version}`;
  if (taken.has(name)) throw new Error(`two definitions are called ${name}`);
  taken.add(name);
  names.set(id, name);
}

function typeOf(schema: Schema): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return LEAVES[reference] ?? `@${names.get(reference)}`;
  if (schema.type === 'array') return `[${typeOf(schema.items ?? {})}`;
  if (schema.type === 'integer') return schema.format === 'int64' ? 'l' : 'i';
  if (schema.type === 'number') return 'n';
  if (schema.type === 'boolean') return 'b';
  if (schema.type === 'string') return schema.format === 'byte' ? 'y' : 's';
  if (schema.additionalProperties !== undefined) return `{${typeOf(schema.additionalProperties)}`;
  return 'x';
}

const includes = (table: Readonly<Record<string, string>>, name: string, field: string): boolean =>
  (table[name] ?? '').split(' ').includes(field);

function isPointer(name: string, field: string): boolean {
  if (includes(POINTERS_OF, name, field)) return true;
  if (field === 'replicas') return name.endsWith('Spec') && name !== 'ScaleSpec';
  return POINTERS.has(field);
}

const MAP_MARKS: Readonly<Record<string, string>> = { atomic: '%', granular: '-' };

/** `!` required, `*` pointer, `+` always written, then the enum, patch and list marks. */
function marksOf(name: string, field: string, schema: Schema, isRequired: boolean): string {
  const strategy = schema['x-kubernetes-patch-strategy'] ?? '';
  const keys = schema['x-kubernetes-list-map-keys'];
  const listType = schema['x-kubernetes-list-type'];
  const goType = GO_TYPES[`${name}.${field}`];
  const marks = [
    isRequired ? '!' : '',
    isRequired ? (includes(REQUIRED_POINTERS, name, field) ? '*' : '') : '',
    !isRequired && (isPointer(name, field) || typeOf(schema) === 'o') ? '*' : '',
    includes(ALWAYS, name, field) ? '+' : '',
    schema.enum === undefined ? '' : `(${schema.enum.join('|')})`,
    goType === undefined ? '' : `<${goType}>`,
    strategy.includes('merge') ? `~${schema['x-kubernetes-patch-merge-key'] ?? ''}` : '',
    strategy.includes('retainKeys') ? '^' : strategy.includes('replace') ? '=' : '',
    keys !== undefined ? `#${keys.join('+')}` : listType === 'set' ? '#' : '',
    MAP_MARKS[schema['x-kubernetes-map-type'] ?? ''] ?? '',
  ];
  return marks.join('');
}

const lines = ids.map((id) => {
  const schema = definitions[id] ?? {};
  const name = names.get(id) ?? '';
  const kind = kindOf(schema);
  const type = kind === undefined ? '' : [kind.group, kind.version, kind.kind].join('/');
  const atomic = schema['x-kubernetes-map-type'] === 'atomic' ? '%' : '';
  const required = new Set(schema.required ?? []);
  const written = kind === undefined ? '' : 'metadata spec status';
  const fields = Object.entries(schema.properties ?? {}).map(([field, property]) => {
    const always =
      written.split(' ').includes(field) && !required.has(field) && property.$ref !== undefined;
    const marks = marksOf(name, field, property, required.has(field));
    return `${field}:${typeOf(property)}${marks}${always ? '+' : ''}`;
  });
  return `${name}${atomic}=${type};${fields.join(';')}`;
});

const text = [
  '// Written by scripts/generate-schema.ts from the OpenAPI document of a Kubernetes 1.36 ' +
    'API server.',
  '// One definition a line, as schema.ts reads it.',
  `export const SCHEMA_TEXT = \`\n${lines.join('\n')}\n\`;`,
  '',
].join('\n');
fs.writeFileSync(new URL('../sim/schema/schema.generated.ts', import.meta.url), text);
