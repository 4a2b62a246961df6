import {
  type Container,
  type ContainerState,
  type ContainerStatus,
  type EnvVar,
  milliValue,
  type PodSpec,
  type Probe,
  type ResourceRequirements,
  wholeValue,
} from '../../api/index.ts';
import { longTime, orNone, titled } from './common.ts';
import type { Writer } from './writer.ts';

type SecurityContext = Pick<
  NonNullable<PodSpec['securityContext'] & Container['securityContext']>,
  'seccompProfile'
>;
type ResourceFieldSelector = NonNullable<NonNullable<EnvVar['valueFrom']>['resourceFieldRef']>;

/** The value of a variable that comes from the pod itself; '' when it is not known. */
export type EnvResolver = (variable: EnvVar) => string;

const unresolved: EnvResolver = () => '';

function writeState(writer: Writer, title: string, state: ContainerState): void {
  const { running, terminated, waiting } = state;
  if (running !== undefined) {
    writer.line(2, `${title}:`, 'Running');
    writer.line(3, 'Started:', longTime(running.startedAt));
  } else if (terminated !== undefined) {
    writer.line(2, `${title}:`, 'Terminated');
    if (terminated.reason) writer.line(3, 'Reason:', terminated.reason);
    if (terminated.message) writer.line(3, 'Message:', terminated.message);
    writer.line(3, 'Exit Code:', terminated.exitCode);
    if (terminated.signal) writer.line(3, 'Signal:', terminated.signal);
    writer.line(3, 'Started:', longTime(terminated.startedAt));
    writer.line(3, 'Finished:', longTime(terminated.finishedAt));
  } else {
    writer.line(2, `${title}:`, 'Waiting');
    if (waiting?.reason) writer.line(3, 'Reason:', waiting.reason);
  }
}

function writeStatus(writer: Writer, status: ContainerStatus): void {
  writeState(writer, 'State', status.state ?? {});
  if (status.lastState?.terminated !== undefined) {
    writeState(writer, 'Last State', status.lastState);
  }
  writer.line(2, 'Ready:', titled(status.ready));
  writer.line(2, 'Restart Count:', status.restartCount);
}

/** Limits and requests of a container, or of a whole pod. */
export function writeResources(
  writer: Writer,
  level: number,
  resources: ResourceRequirements | undefined,
): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(list ?? {}).sort();
    if (names.length > 0) writer.line(level, `${title}:`);
    for (const name of names) writer.line(level + 1, `${name}:`, list?.[name] ?? '');
  }
}

function probeAction({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet !== undefined) {
    const { host = '', port, path = '', scheme = 'http' } = httpGet;
    const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const slash = path === '' || path.startsWith('/') ? '' : '/';
    return `http-get ${scheme.toLowerCase()}://${where}${slash}${encodeURI(path).replaceAll('?', '%3F')}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
}

/** One probe on one line. */
export function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0 } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  const counts = `#success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  return `${probeAction(probe)} ${times} ${counts}`;
}

function writeEnvFrom(writer: Writer, { envFrom }: Container): void {
  if (envFrom === undefined || envFrom.length === 0) return;
  writer.line(2, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of envFrom) {
    const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const source = configMapRef ?? secretRef;
    const how = prefix ? `${from} with prefix '${prefix}'` : from;
    writer.line(3, source?.name ?? '', how, `Optional: ${source?.optional ?? false}`);
  }
}

/** An amount of the container in its divisor, rounded up. Models convertResourceToString. */
function amountText({ resources }: Container, ref: ResourceFieldSelector): string {
  const [list, name = ''] = ref.resource.split('.', 2);
  const amount = (list === 'limits' ? resources?.limits : resources?.requests)?.[name] ?? '0';
  const given = ref.divisor ?? '0';
  const divisor = milliValue(given) === 0 ? '1' : given;
  const isCpu = name === 'cpu';
  const value = isCpu
    ? milliValue(amount) / milliValue(divisor)
    : wholeValue(amount) / wholeValue(divisor);
  const text = String(Math.ceil(value));
  return text === '0' && list === 'limits' && (isCpu || name === 'memory')
    ? 'node allocatable'
    : text;
}

function writeVariable(
  writer: Writer,
  container: Container,
  variable: EnvVar,
  resolve: EnvResolver,
): void {
  const { name, value = '', valueFrom } = variable;
  if (valueFrom === undefined) {
    for (const [i, line] of value.split('\n').entries()) {
      writer.line(3, i === 0 ? `${name}:` : '', line);
    }
    return;
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    const path = `${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath}`;
    writer.line(3, `${name}:`, `${resolve(variable)} (${path})`);
  } else if (resourceFieldRef !== undefined) {
    const amount = amountText(container, resourceFieldRef);
    writer.line(3, `${name}:`, `${amount} (${resourceFieldRef.resource})`);
  } else if (secretKeyRef !== undefined) {
    const { key, name: secret, optional = false } = secretKeyRef;
    const text = `<set to the key '${key}' in secret '${secret}'>`;
    writer.line(3, `${name}:`, text, `Optional: ${optional}`);
  } else if (configMapKeyRef !== undefined) {
    const { key, name: map, optional = false } = configMapKeyRef;
    const text = `<set to the key '${key}' of config map '${map}'>`;
    writer.line(3, `${name}:`, text, `Optional: ${optional}`);
  }
}

function writeMounts(writer: Writer, container: Container): void {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const none = volumeMounts.length === 0 ? '\t<none>' : '';
  writer.write(2, `Mounts:${none}\n`);
  const byPath = [...volumeMounts].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  for (const { mountPath, name, readOnly, subPath } of byPath) {
    const flags = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path="${subPath}"`] : [])];
    writer.line(3, `${mountPath} from ${name} (${flags.join(',')})`);
  }
  if (volumeDevices.length === 0) return;
  writer.write(2, `Devices:${none}\n`);
  const devices = [...volumeDevices].sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1));
  for (const { devicePath, name } of devices) writer.line(3, `${devicePath} from ${name}`);
}

function writePorts(writer: Writer, ports: Container['ports'] = []): void {
  const own = ports.map(({ containerPort, protocol = 'TCP', name }) =>
    name ? `${containerPort}/${protocol} (${name})` : `${containerPort}/${protocol}`,
  );
  const host = ports.map(({ hostPort = 0, protocol = 'TCP', name }) =>
    name ? `${hostPort}/${protocol} (${name})` : `${hostPort}/${protocol}`,
  );
  const plural = ports.length > 1 ? 's' : '';
  writer.line(2, `Port${plural}:`, orNone(own.join(', ')));
  writer.line(2, `Host Port${plural}:`, orNone(host.join(', ')));
}

/** Which system calls are allowed, where a manifest says so. */
export function writeSeccomp(
  writer: Writer,
  level: number,
  context: SecurityContext | undefined,
): void {
  const profile = context?.seccompProfile;
  if (profile === undefined) return;
  writer.line(level, 'SeccompProfile:', profile.type);
  if (profile.type === 'Localhost') {
    writer.line(level === 0 ? 0 : 3, 'LocalhostProfile:', profile.localhostProfile ?? '');
  }
}

function writeWords(writer: Writer, title: string, words: readonly string[] = []): void {
  if (words.length > 0) writer.line(2, `${title}:`);
  for (const word of words) for (const line of word.split('\n')) writer.line(3, line);
}

function writeContainer(
  writer: Writer,
  container: Container,
  status: ContainerStatus | undefined,
  resolve: EnvResolver,
  space: string,
): void {
  writer.line(1, `${space === '' ? '' : ' '}${container.name}:`);
  if (status !== undefined) writer.line(2, 'Container ID:', status.containerID ?? '');
  writer.line(2, 'Image:', container.image ?? '');
  if (status !== undefined) writer.line(2, 'Image ID:', status.imageID);
  writePorts(writer, container.ports);
  writeSeccomp(writer, 2, container.securityContext);
  writeWords(writer, 'Command', container.command);
  writeWords(writer, 'Args', container.args);
  if (status !== undefined) writeStatus(writer, status);
  writeResources(writer, 2, container.resources);
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe !== undefined) writer.line(2, 'Liveness:', probeText(livenessProbe));
  if (readinessProbe !== undefined) writer.line(2, 'Readiness:', probeText(readinessProbe));
  if (startupProbe !== undefined) writer.line(2, 'Startup:', probeText(startupProbe));
  writeEnvFrom(writer, container);
  const env = container.env ?? [];
  writer.write(2, `Environment:${env.length === 0 ? '\t<none>' : ''}\n`);
  for (const variable of env) writeVariable(writer, container, variable, resolve);
  writeMounts(writer, container);
}

export interface ContainerSection {
  readonly title: string;
  readonly containers: readonly Container[];
  readonly statuses: readonly ContainerStatus[];
  readonly resolve: EnvResolver;
  /** Before the title; '' in a pod, two spaces in a template. */
  readonly space: string;
}

/** A list of containers, with what they are doing when that is known. */
export function writeContainers(writer: Writer, section: ContainerSection): void {
  const { title, containers, statuses, resolve, space } = section;
  writer.line(0, `${space}${title}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    writeContainer(writer, container, status, resolve, space);
  }
}

/** Containers of a template, of which no more is known. */
export const templateContainers = (
  title: string,
  containers: readonly Container[] = [],
): ContainerSection => ({ title, containers, statuses: [], resolve: unresolved, space: '  ' });
