import type { KubeObject } from './object.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import type {
  IngressClass,
  NetworkPolicy,
  ReplicationController,
  RoleRef,
  Subject,
} from './types.generated.ts';

const RBAC_GROUP = 'rbac.authorization.k8s.io';

type Binding = KubeObject & { roleRef?: RoleRef; subjects?: Subject[] };

function setBindingDefaults(draft: Binding): void {
  if (draft.roleRef !== undefined) draft.roleRef.apiGroup ||= RBAC_GROUP;
  for (const subject of draft.subjects ?? []) {
    if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= RBAC_GROUP;
  }
}

function setPolicyDefaults({ spec }: Partial<NetworkPolicy>): void {
  if (spec === undefined) return;
  for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of ports ?? []) port.protocol ??= 'TCP';
  }
  if (!spec.policyTypes?.length) {
    spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
  }
}

function setClassDefaults({ spec }: Partial<IngressClass>): void {
  if (spec?.parameters !== undefined) spec.parameters.scope ??= 'Cluster';
}

const isEmpty = (labels: object | undefined): boolean => Object.keys(labels ?? {}).length === 0;

/** A controller selects what its template makes, and is labelled like it, unless it says more. */
function setControllerDefaults({ metadata, spec }: Partial<ReplicationController>): void {
  if (spec === undefined) return;
  spec.replicas ??= 1;
  if (spec.template === undefined) return;
  setPodTemplateDefaults(spec.template);
  const labels = spec.template.metadata?.labels;
  if (labels === undefined) return;
  if (isEmpty(spec.selector)) spec.selector = { ...labels };
  if (metadata !== undefined && isEmpty(metadata.labels)) metadata.labels = { ...labels };
}

type SetDefaults = (draft: KubeObject) => void;

/** Models the defaults.go of pkg/apis/core/v1, pkg/apis/rbac/v1 and pkg/apis/networking/v1. */
export const UNMODELLED_DEFAULTS: Readonly<Record<string, SetDefaults>> = {
  ClusterRoleBinding: setBindingDefaults,
  IngressClass: setClassDefaults as SetDefaults,
  NetworkPolicy: setPolicyDefaults as SetDefaults,
  ReplicationController: setControllerDefaults as SetDefaults,
  RoleBinding: setBindingDefaults,
};
