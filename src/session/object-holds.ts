// What keeps an object from going on, read from its fields and those of the objects around it.
import {
  type AnyKind,
  controllerOf,
  type KubeObject,
  nodes,
  type Pod,
  type PodDisruptionBudget,
  persistentVolumeClaims,
  podDisruptionBudgets,
  pods,
  type Service,
  type StatefulSet,
  selects,
  services,
  statefulSets,
} from '../../sim/api/index.ts';
import type { Session } from '../../sim/lesson/index.ts';

/** A sentence's code and values, and the fields that say so, as `path: value`. */
export interface Hold {
  readonly why: {
    readonly code: string;
    readonly values: Readonly<Record<string, string | number>>;
  };
  readonly fields: readonly string[];
}

type View = Session['view'];
type ContainerStatus = NonNullable<Pod['status']['containerStatuses']>[number];

/** Waiting of which nothing is wrong. */
const USUAL_WAITS: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** A field as it is written in one line. */
export const field = (path: string, value: unknown): string =>
  `${path}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;

function containerHold(pod: Pod, status: ContainerStatus): Hold | undefined {
  const container = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
    ({ name }) => name === status.name,
  );
  const spec = `spec.containers[${status.name}]`;
  const [state, ended] = [status.state ?? {}, status.lastState?.terminated];
  const { reason = '', message = '' } = state.waiting ?? {};
  const values = { container: status.name, reason };
  if (reason === 'CrashLoopBackOff' && ended !== undefined) {
    const command = container?.command ?? container?.args;
    return {
      why: {
        code: 'hold.crash',
        values: { ...values, code: ended.exitCode, times: status.restartCount },
      },
      fields: [
        field(`status.lastState.terminated.exitCode`, ended.exitCode),
        ...(ended.reason === undefined
          ? []
          : [field('status.lastState.terminated.reason', ended.reason)]),
        ...(command === undefined ? [] : [field(`${spec}.command`, command)]),
      ],
    };
  }
  if (reason !== '' && !USUAL_WAITS.has(reason)) {
    const isImage = /Image|Pull/.test(reason);
    return {
      why: { code: isImage ? 'hold.image' : 'hold.waiting', values },
      fields: [
        ...(isImage ? [field(`${spec}.image`, status.image)] : []),
        ...(message === '' ? [] : [field('status.state.waiting.message', message)]),
      ],
    };
  }
  if (state.running === undefined || status.ready) return undefined;
  const isStarted = status.started !== false;
  const name = isStarted ? 'readinessProbe' : 'startupProbe';
  const { httpGet, exec, tcpSocket, grpc } = container?.[name] ?? {};
  const [how, asked] =
    Object.entries({ httpGet, exec, tcpSocket, grpc }).find(([, one]) => one !== undefined) ?? [];
  if (how === undefined) return undefined;
  return {
    why: { code: 'hold.probe', values: { container: status.name, probe: name } },
    fields: [field(`${spec}.${name}.${how}`, asked)],
  };
}

function claimHolds(view: View, pod: Pod): Hold[] {
  if ((pod.spec.nodeName ?? '') !== '') return [];
  return (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim }): Hold[] => {
    const claim = persistentVolumeClaim?.claimName;
    if (claim === undefined) return [];
    const found = view.get(persistentVolumeClaims, pod.metadata.namespace ?? '', claim);
    const phase = found?.status?.phase ?? 'Pending';
    if (found !== undefined && phase === 'Bound') return [];
    const code = found === undefined ? 'hold.claimMissing' : 'hold.claim';
    return [
      {
        why: { code, values: { claim, phase } },
        fields: [
          field(`spec.volumes[${name}].persistentVolumeClaim.claimName`, claim),
          ...(found === undefined
            ? []
            : [field('spec.storageClassName', found.spec.storageClassName ?? '')]),
        ],
      },
    ];
  });
}

/** Why a pod of a set keeps a revision that is not the set's newest. */
function revisionHolds(view: View, pod: Pod): Hold[] {
  const set = view.byUid(controllerOf(pod)?.uid ?? '');
  if (set?.kind !== statefulSets) return [];
  const { spec, status } = set.object as StatefulSet;
  const own = pod.metadata.labels?.['controller-revision-hash'];
  if (status?.updateRevision === undefined || own === status.updateRevision) return [];
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  if (type === 'OnDelete') {
    return [
      {
        why: { code: 'hold.onDelete', values: {} },
        fields: [field('spec.updateStrategy.type', type)],
      },
    ];
  }
  const partition = rollingUpdate?.partition ?? 0;
  const ordinal = Number(/\d+$/.exec(pod.metadata.name)?.[0] ?? 0);
  if (ordinal >= partition) return [];
  return [
    {
      why: { code: 'hold.partition', values: { ordinal, partition } },
      fields: [field('spec.updateStrategy.rollingUpdate.partition', partition)],
    },
  ];
}

/** The budgets that let a pod not be evicted from the node that is being emptied. */
function budgetHolds(view: View, pod: Pod): Hold[] {
  const { namespace = '', labels } = pod.metadata;
  const node = view.get(nodes, '', pod.spec.nodeName ?? '');
  if (node?.spec.unschedulable !== true) return [];
  return view
    .list(podDisruptionBudgets, namespace)
    .filter(
      ({ spec, status }) => selects(spec.selector, labels) && status?.disruptionsAllowed === 0,
    )
    .map(({ metadata, status }) => ({
      why: { code: 'hold.protected', values: { budget: metadata.name, node: node.metadata.name } },
      fields: [field('status.disruptionsAllowed', status?.disruptionsAllowed)],
    }));
}

const podHolds = (view: View, pod: Pod): Hold[] => [
  ...claimHolds(view, pod),
  ...[...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].flatMap(
    (status) => containerHold(pod, status) ?? [],
  ),
  ...revisionHolds(view, pod),
  ...budgetHolds(view, pod),
];

function setHolds({ spec, status }: StatefulSet): Hold[] {
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  if (status?.updateRevision === status?.currentRevision) return [];
  if (type === 'OnDelete') {
    return [
      {
        why: { code: 'hold.setOnDelete', values: {} },
        fields: [field('spec.updateStrategy.type', type)],
      },
    ];
  }
  const partition = rollingUpdate?.partition ?? 0;
  if (partition === 0) return [];
  return [
    {
      why: { code: 'hold.setPartition', values: { partition } },
      fields: [field('spec.updateStrategy.rollingUpdate.partition', partition)],
    },
  ];
}

function serviceHolds(view: View, { metadata, spec }: Service): Hold[] {
  const { selector, type } = spec;
  if (selector === undefined || Object.keys(selector).length === 0 || type === 'ExternalName') {
    return [];
  }
  const own = view
    .list(pods, metadata.namespace ?? '')
    .filter((pod) => selects({ matchLabels: selector }, pod.metadata.labels));
  const isReady = ({ status }: Pod): boolean =>
    status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true;
  if (own.some(isReady)) return [];
  const code = own.length === 0 ? 'hold.noPods' : 'hold.podsNotReady';
  return [
    { why: { code, values: { count: own.length } }, fields: [field('spec.selector', selector)] },
  ];
}

function budgetHold({ spec, status }: PodDisruptionBudget): Hold[] {
  if (status?.disruptionsAllowed !== 0) return [];
  const { minAvailable, maxUnavailable } = spec;
  return [
    {
      why: {
        code: 'hold.budget',
        values: { healthy: status.currentHealthy ?? 0, wanted: status.desiredHealthy ?? 0 },
      },
      fields: [
        ...(minAvailable === undefined ? [] : [field('spec.minAvailable', minAvailable)]),
        ...(maxUnavailable === undefined ? [] : [field('spec.maxUnavailable', maxUnavailable)]),
      ],
    },
  ];
}

function deletionHolds({ metadata }: KubeObject): Hold[] {
  const { deletionTimestamp, finalizers = [], deletionGracePeriodSeconds: seconds } = metadata;
  if (deletionTimestamp === undefined) return [];
  if (finalizers.length > 0) {
    return [
      {
        why: { code: 'hold.finalizers', values: {} },
        fields: [field('metadata.finalizers', finalizers)],
      },
    ];
  }
  if (seconds === undefined || seconds === 0) return [];
  return [
    {
      why: { code: 'hold.grace', values: { seconds } },
      fields: [field('metadata.deletionGracePeriodSeconds', seconds)],
    },
  ];
}

/** What keeps an object from being gone, ready, up to date or answered, with the fields. */
export function holdsOf({ view }: Session, kind: AnyKind, object: KubeObject): readonly Hold[] {
  const own = ((): Hold[] => {
    if (kind === pods) return podHolds(view, object as Pod);
    if (kind === statefulSets) return setHolds(object as StatefulSet);
    if (kind === services) return serviceHolds(view, object as Service);
    if (kind === podDisruptionBudgets) return budgetHold(object as PodDisruptionBudget);
    return [];
  })();
  return [...deletionHolds(object), ...own];
}

/** The fields that a rule of the scheduler compared, of the pod and of the node. */
export function fieldsOfRule(
  { view }: Session,
  pod: Pod,
  rule: string,
  nodeName: string,
): string[] {
  const node = view.get(nodes, '', nodeName);
  const all: readonly (readonly [string, string, unknown])[] = [
    ['NodeUnschedulable', 'spec.unschedulable', node?.spec.unschedulable],
    [
      'TaintToleration',
      'spec.taints',
      node?.spec.taints?.map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`),
    ],
    ['NodeAffinity', 'spec.nodeSelector', pod.spec.nodeSelector],
    ['NodeAffinity', 'spec.affinity.nodeAffinity', pod.spec.affinity?.nodeAffinity],
    ['InterPodAffinity', 'spec.affinity.podAffinity', pod.spec.affinity?.podAffinity],
    ['InterPodAffinity', 'spec.affinity.podAntiAffinity', pod.spec.affinity?.podAntiAffinity],
    ['PodTopologySpread', 'spec.topologySpreadConstraints', pod.spec.topologySpreadConstraints],
    ['SchedulingGates', 'spec.schedulingGates', pod.spec.schedulingGates],
  ];
  return all.flatMap(([of, path, value]) =>
    of !== rule || value === undefined ? [] : [field(path, value)],
  );
}
