import type {
  Container,
  EphemeralContainer,
  Lifecycle,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
} from '../types.generated.ts';
import { imagePullPolicyOf } from './image.ts';
import { setVolumeDefaults } from './volume-defaults.ts';

// Models pkg/apis/core/v1/defaults.go.

const GRACE_PERIOD_SECONDS = 30;

const setHttpDefaults = (action: Probe['httpGet']): void => {
  if (action === undefined) return;
  action.path ||= '/';
  action.scheme ||= 'HTTP';
};

function setProbeDefaults(probe: Probe | undefined): void {
  if (probe === undefined) return;
  setHttpDefaults(probe.httpGet);
  if (probe.grpc !== undefined) probe.grpc.service ??= '';
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
}

const setLifecycleDefaults = (lifecycle: Lifecycle | undefined): void => {
  setHttpDefaults(lifecycle?.postStart?.httpGet);
  setHttpDefaults(lifecycle?.preStop?.httpGet);
};

function setContainerDefaults(container: Container | EphemeralContainer): void {
  container.imagePullPolicy ||= imagePullPolicyOf(container.image ?? '');
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  container.resources ??= {};
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef !== undefined) valueFrom.fieldRef.apiVersion ||= 'v1';
    if (valueFrom?.resourceFieldRef !== undefined) valueFrom.resourceFieldRef.divisor ??= '0';
    if (valueFrom?.fileKeyRef !== undefined) valueFrom.fileKeyRef.optional ??= false;
  }
  setProbeDefaults(container.livenessProbe);
  setProbeDefaults(container.readinessProbe);
  setProbeDefaults(container.startupProbe);
  setLifecycleDefaults(container.lifecycle);
}

/** The old name of a pod's service account stays beside the new one. */
const mirrorServiceAccount = (spec: PodSpec): void => {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (name) {
    spec.serviceAccountName = name;
    spec.serviceAccount = name;
  }
};

/** What holds for a pod and for the template of one. */
export function setPodSpecDefaults(spec: PodSpec): void {
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= GRACE_PERIOD_SECONDS;
  spec.schedulerName ||= 'default-scheduler';
  mirrorServiceAccount(spec);
  for (const container of spec.initContainers ?? []) setContainerDefaults(container);
  for (const container of spec.containers ?? []) setContainerDefaults(container);
  for (const container of spec.ephemeralContainers ?? []) setContainerDefaults(container);
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume);
}

/** The defaults of a pod template. */
export function setPodTemplateDefaults(template: PodTemplateSpec): void {
  template.metadata ??= {} as NonNullable<PodTemplateSpec['metadata']>;
  template.spec ??= { containers: [] };
  setPodSpecDefaults(template.spec);
}

/** A limit without a request is also requested. */
const setRequestsFromLimits = ({ resources }: Container): void => {
  for (const [name, limit] of Object.entries(resources?.limits ?? {})) {
    if (resources === undefined || resources.requests?.[name] !== undefined) continue;
    resources.requests = { ...resources.requests, [name]: limit };
  }
};

/** On the node's own network a container's port is the node's. */
const setHostPorts = ({ ports }: Container): void => {
  for (const port of ports ?? []) port.hostPort ||= port.containerPort;
};

/** The defaults of a pod. */
export function setPodDefaults(pod: Pod): void {
  pod.spec ??= { containers: [] };
  pod.status ??= {};
  setPodSpecDefaults(pod.spec);
  pod.spec.enableServiceLinks ??= true;
  const containers = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];
  containers.forEach(setRequestsFromLimits);
  if (pod.spec.hostNetwork === true) containers.forEach(setHostPorts);
}
