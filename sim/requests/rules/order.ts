import type { FieldError } from '../../api/index.ts';

/** The fields of a pod spec in the order in which they are validated. Models ValidatePodSpec. */
const OF_SPEC = [
  'volumes',
  'resourceClaims',
  'containers',
  'initContainers',
  'ephemeralContainers',
  'resources',
  'restartPolicy',
  'dnsPolicy',
  'nodeSelector',
  'securityContext',
  'imagePullSecrets',
  'affinity',
  'dnsConfig',
  'readinessGates',
  'schedulingGates',
  'topologySpreadConstraints',
  'hostUsers',
  'serviceAccountName',
  'nodeName',
  'activeDeadlineSeconds',
  'hostname',
  'subdomain',
  'tolerations',
  'hostAliases',
  'priorityClassName',
  'runtimeClassName',
  'preemptionPolicy',
  'overhead',
  'os',
];

/** The fields of a container likewise. Models validateContainerCommon and validateContainers. */
const OF_CONTAINER = [
  'name',
  'image',
  'terminationMessagePolicy',
  'ports',
  'env',
  'envFrom',
  'volumeMounts',
  'volumeDevices',
  'imagePullPolicy',
  'resources',
  'resizePolicy',
  'securityContext',
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'restartPolicy',
  'restartPolicyRules',
];

const stepsOf = (field: string): readonly string[] => field.match(/\[[^\]]*\]|[^.[]+/g) ?? [];

const isIndex = (step: string | undefined): boolean => /^\[\d+\]$/.test(step ?? '');

/** Negative when `a` is validated before `b`, 0 where that is not known. */
function compareSteps(a: string, b: string, outer: readonly string[]): number {
  if (isIndex(a) && isIndex(b)) return Number(a.slice(1, -1)) - Number(b.slice(1, -1));
  const isInContainer = /ontainers$/.test(outer.at(-2) ?? '') && isIndex(outer.at(-1));
  const order = isInContainer ? OF_CONTAINER : outer.at(-1) === 'spec' ? OF_SPEC : [];
  const [left, right] = [order.indexOf(a), order.indexOf(b)];
  return left < 0 || right < 0 ? 0 : left - right;
}

function compareFields(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((step, i) => step !== b[i]);
  if (at < 0 || at >= b.length) return 0;
  return compareSteps(a[at] as string, b[at] as string, a.slice(0, at));
}

/**
 * The errors of two validations as one would have found them: each of `late` stands before the
 * first of `early` that is known to come after it. Those of `early` keep their order.
 */
export function inOrder(
  early: readonly FieldError[],
  late: readonly FieldError[],
): readonly FieldError[] {
  if (early.length === 0) return late;
  if (late.length === 0) return early;
  const steps = early.map(({ field }) => stepsOf(field));
  const before: FieldError[][] = early.map(() => []);
  const last: FieldError[] = [];
  for (const error of late) {
    const own = stepsOf(error.field);
    const at = steps.findIndex((one) => compareFields(one, own) > 0);
    (before[at] ?? last).push(error);
  }
  return [...early.flatMap((error, i) => [...(before[i] ?? []), error]), ...last];
}
