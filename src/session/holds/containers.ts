// What keeps containers from running or from being ready.
import { configMaps, type Pod, secrets } from '../../../sim/api/index.ts';
import { field, fields, type Hold, hold, type View } from './hold.ts';

type ContainerStatus = NonNullable<Pod['status']['containerStatuses']>[number];
type Container = Pod['spec']['containers'][number];

/** Waiting of which nothing is wrong. */
const USUAL_WAITS: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

interface One {
  readonly status: ContainerStatus;
  readonly container: Container | undefined;
  /** Where its spec stands in the pod. */
  readonly path: string;
}

/** It ended, and its next start is put off. */
function crash({ status, container, path }: One): Hold | undefined {
  const ended = status.lastState?.terminated;
  const { reason = '' } = status.state?.waiting ?? {};
  if (reason !== 'CrashLoopBackOff' || ended === undefined) return undefined;
  const { exitCode: code, reason: end } = ended;
  const values = { container: status.name, reason, code, times: status.restartCount };
  const limit = end === 'OOMKilled' ? container?.resources?.limits?.memory : undefined;
  const { httpGet, exec, tcpSocket } = container?.livenessProbe ?? {};
  return hold('hold.crash', values, [
    field('status.lastState.terminated.exitCode', code),
    ...fields({
      'status.lastState.terminated.reason': end,
      [`${path}.command`]: container?.command ?? container?.args,
      [`${path}.resources.limits.memory`]: limit,
      [`${path}.livenessProbe`]: httpGet ?? exec ?? tcpSocket,
    }),
  ]);
}

/** The pod has failed, and this container with it: nothing starts it again. */
function failed({ status }: One, { spec, status: { phase } }: Pod): Hold | undefined {
  const ended = status.state?.terminated;
  if (phase !== 'Failed' || ended === undefined || ended.exitCode === 0) return undefined;
  const values = { container: status.name, code: ended.exitCode };
  return hold('hold.failed', values, [
    field('status.state.terminated.exitCode', ended.exitCode),
    ...fields({
      'status.state.terminated.reason': ended.reason,
      'spec.restartPolicy': spec.restartPolicy,
    }),
  ]);
}

/** The last of the errors that are wrapped in each other: what the registry says. */
const end = (message: string): string => {
  const parts = message.split(': ');
  return parts.length > 2 ? `… ${parts.slice(-2).join(': ')}` : message;
};

function waiting({ status, path }: One): Hold | undefined {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  if (reason === '' || USUAL_WAITS.has(reason)) return undefined;
  const isImage = /Image|Pull/.test(reason);
  const values = { container: status.name, reason };
  return hold(isImage ? 'hold.image' : 'hold.waiting', values, [
    ...(isImage ? [field(`${path}.image`, status.image)] : []),
    ...(message === ''
      ? []
      : [field('status.state.waiting.message', isImage ? end(message) : message)]),
  ]);
}

function probed({ status, container, path }: One): Hold | undefined {
  if (status.state?.running === undefined || status.ready) return undefined;
  const name = status.started !== false ? 'readinessProbe' : 'startupProbe';
  const { httpGet, exec, tcpSocket, grpc } = container?.[name] ?? {};
  const [how, asked] =
    Object.entries({ httpGet, exec, tcpSocket, grpc }).find(([, one]) => one !== undefined) ?? [];
  if (how === undefined) return undefined;
  const values = { container: status.name, probe: name };
  return hold('hold.probe', values, [field(`${path}.${name}.${how}`, asked)]);
}

const one = (list: readonly Container[], place: string, status: ContainerStatus): One => ({
  status,
  container: list.find(({ name }) => name === status.name),
  path: `spec.${place}[${status.name}]`,
});

/** An init container that is not done: what comes after it has to wait. */
function init({ status, container, path }: One, isSidecar: boolean): Hold | undefined {
  if (isSidecar || status.state?.running === undefined) return undefined;
  return hold(
    'hold.init',
    { container: status.name },
    fields({ [`${path}.command`]: container?.command ?? container?.args }),
  );
}

/** What each container of a pod waits for. */
export function containerHolds(pod: Pod): Hold[] {
  const { spec, status } = pod;
  const before = (status.initContainerStatuses ?? []).flatMap((each) => {
    const it = one(spec.initContainers ?? [], 'initContainers', each);
    const isSidecar = it.container?.restartPolicy === 'Always';
    return failed(it, pod) ?? crash(it) ?? waiting(it) ?? init(it, isSidecar) ?? [];
  });
  const own = (status.containerStatuses ?? []).flatMap((each) => {
    const it = one(spec.containers, 'containers', each);
    return failed(it, pod) ?? crash(it) ?? waiting(it) ?? probed(it) ?? [];
  });
  return [...before, ...own];
}

/** Secrets and ConfigMaps that volumes of a pod are made from and that do not exist. */
export function sourceHolds(view: View, { metadata, spec, status }: Pod): Hold[] {
  const isMade = (status.containerStatuses ?? []).every(
    ({ state }) => state?.waiting === undefined || !USUAL_WAITS.has(state.waiting.reason ?? ''),
  );
  if (isMade || (spec.nodeName ?? '') === '') return [];
  const namespace = metadata.namespace ?? '';
  return (spec.volumes ?? []).flatMap(({ name: volume, secret, configMap }): Hold[] => {
    const [kind, name, path] =
      secret === undefined
        ? ([configMaps, configMap?.name, 'configMap.name'] as const)
        : ([secrets, secret.secretName, 'secret.secretName'] as const);
    if (name === undefined || (secret ?? configMap)?.optional === true) return [];
    if (view.get(kind, namespace, name) !== undefined) return [];
    const values = { volume, kind: kind.kind, name };
    return [hold('hold.source', values, [field(`spec.volumes[${volume}].${path}`, name)])];
  });
}
