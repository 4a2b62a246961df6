import type { JsonObject } from '../../api/index.ts';
import type { Info } from '../resources.ts';
import { podSpecOf } from './pod-spec.ts';

const NO_PODS = { availableReplicas: 0, replicas: 0 };
const NO_DAEMONS = {
  currentNumberScheduled: 0,
  desiredNumberScheduled: 0,
  numberMisscheduled: 0,
  numberReady: 0,
};

/** Structs that the real tool's types write although nothing is in them: of a kind's spec. */
const EMPTY_IN_SPEC: Readonly<Record<string, JsonObject>> = {
  Deployment: { strategy: {} },
  DaemonSet: { updateStrategy: {} },
  StatefulSet: { updateStrategy: {} },
};

const EMPTY_STATUS: Readonly<Record<string, JsonObject>> = {
  DaemonSet: NO_DAEMONS,
  ReplicaSet: { replicas: 0 },
  Service: { loadBalancer: {} },
  StatefulSet: NO_PODS,
};

const HAVE_STATUS = new Set(['CronJob', 'Deployment', 'Job', 'Pod', ...Object.keys(EMPTY_STATUS)]);

const withResources = (containers: JsonObject[]): JsonObject[] =>
  containers.map((one) => ({ resources: {}, ...one }));

/** A manifest as it comes out of the types of the real tool, which know what is never left out. */
export function typed({ kind }: Info, object: JsonObject): JsonObject {
  const spec = { ...EMPTY_IN_SPEC[kind.kind], ...((object.spec ?? {}) as JsonObject) };
  if (kind.kind === 'Service' && Array.isArray(spec.ports)) {
    spec.ports = (spec.ports as JsonObject[]).map((port) => ({ targetPort: 0, ...port }));
  }
  const whole: JsonObject = object.spec === undefined ? object : { ...object, spec };
  const podSpec = podSpecOf(kind, whole);
  for (const name of ['containers', 'initContainers']) {
    const containers = podSpec?.[name];
    if (podSpec !== undefined && Array.isArray(containers)) {
      podSpec[name] = withResources(containers as JsonObject[]);
    }
  }
  if (!HAVE_STATUS.has(kind.kind)) return whole;
  return { status: EMPTY_STATUS[kind.kind] ?? {}, ...whole };
}
