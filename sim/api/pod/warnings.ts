import { ownAt } from '../../kernel/index.ts';
import { quote } from '../json.ts';
import { dns1123LabelErrors } from '../names.ts';
import { isEqual } from '../object.ts';
import { quantityOf } from '../quantity.ts';
import type { Container, Pod, PodSpec, PodTemplateSpec } from '../types.generated.ts';

// Models pkg/api/pod/warnings.go.

const NANOS = 1_000_000_000n;
const NEGATIVE_GRACE = 'must be >= 0; negative values are invalid and will be treated as 1';

/** Node labels of old, and what they are called now. */
const OLD_NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region':
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone':
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
};

/** Bytes are whole. */
export const fractionWarnings = (quantity: string | undefined, field: string): string[] =>
  quantity !== undefined && quantityOf(quantity).nanos % NANOS !== 0n
    ? [`${field}: fractional byte value ${quote(quantity)} is invalid, must be an integer`]
    : [];

function envWarnings({ env = [] }: Container, field: string): string[] {
  const names = new Set<string>();
  return env.flatMap(({ name }, i) => {
    const isHiding = names.has(name);
    names.add(name);
    const what = `hides previous definition of ${quote(name)}`;
    return isHiding ? [`${field}.env[${i}]: ${what}, which may be dropped when using apply`] : [];
  });
}

function portWarnings({ ports = [] }: Container, field: string): string[] {
  const seen = new Map<string, number>();
  return ports.flatMap((port, i) => {
    const key = `${port.protocol}/${port.containerPort}/${port.hostPort ?? 0}/${port.hostIP ?? ''}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, i);
      return [];
    }
    return [`${field}.ports[${i}]: duplicate port definition with ${field}.ports[${first}]`];
  });
}

const containerWarnings = (containers: readonly Container[] | undefined, field: string): string[] =>
  (containers ?? []).flatMap((container, i) => {
    const at = `${field}[${i}]`;
    const { limits, requests } = container.resources ?? {};
    return [
      ...fractionWarnings(limits?.memory, `${at}.resources.limits[memory]`),
      ...fractionWarnings(requests?.memory, `${at}.resources.requests[memory]`),
      ...envWarnings(container, at),
      ...portWarnings(container, at),
    ];
  });

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** A term without a selector is one that looks at no pod. */
function nullSelectorWarnings(spec: PodSpec, field: string): string[] {
  const warn = (term: { labelSelector?: object }, at: string): string[] =>
    term.labelSelector === undefined
      ? [`${at}.labelSelector: a null labelSelector results in matching no pod`]
      : [];
  const affinity = (['podAffinity', 'podAntiAffinity'] as const).flatMap((name) => {
    const terms = spec.affinity?.[name];
    const at = `${field}.affinity.${name}`;
    return [
      ...(terms?.[REQUIRED] ?? []).flatMap((term, i) => warn(term, `${at}.${REQUIRED}[${i}]`)),
      ...(terms?.[PREFERRED] ?? []).flatMap((term, i) =>
        warn(term.podAffinityTerm, `${at}.${PREFERRED}[${i}].podAffinityTerm`),
      ),
    ];
  });
  const spread = (spec.topologySpreadConstraints ?? []).flatMap((constraint, i) =>
    warn(constraint, `${field}.topologySpreadConstraints[${i}]`),
  );
  return [...spread, ...affinity];
}

function specWarnings(spec: PodSpec, field: string): string[] {
  const labels = Object.keys(spec.nodeSelector ?? {}).sort();
  const grace = spec.terminationGracePeriodSeconds ?? 0;
  return [
    ...labels.flatMap((label) => {
      const text = ownAt(OLD_NODE_LABELS, label);
      return text === undefined ? [] : [`${field}.nodeSelector[${label}]: ${text}`];
    }),
    ...containerWarnings(spec.initContainers, `${field}.initContainers`),
    ...containerWarnings(spec.containers, `${field}.containers`),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, i) =>
      name ? [] : [`${field}.imagePullSecrets[${i}].name: invalid empty name ""`],
    ),
    ...nullSelectorWarnings(spec, field),
    ...(grace < 0 ? [`${field}.terminationGracePeriodSeconds: ${NEGATIVE_GRACE}`] : []),
  ];
}

const nameWarnings = (use: string, details: readonly string[]): string[] => {
  const risk = `this is used in ${use}, which can result in surprising behavior`;
  const advice = `a DNS label is recommended: [${details.join(' ')}]`;
  return details.length > 0 ? [`metadata.name: ${risk}; ${advice}`] : [];
};

/** What the server warns of when a pod is written. */
export function podWarnings(pod: Pod, old: Pod | undefined): string[] {
  if (old !== undefined) {
    return isEqual(pod.spec, old.spec) ? [] : specWarnings(pod.spec, 'spec');
  }
  const details = dns1123LabelErrors(pod.metadata.name);
  return [...nameWarnings("the Pod's hostname", details), ...specWarnings(pod.spec, 'spec')];
}

/** What the server warns of when a template of pods is written. */
export const templateWarnings = (
  template: PodTemplateSpec,
  old: PodTemplateSpec | undefined,
  field: string,
): string[] =>
  template.spec === undefined || isEqual(template.spec, old?.spec)
    ? []
    : specWarnings(template.spec, `${field}.spec`);

/** Names of workloads become parts of hostnames. */
export function workloadNameWarnings(name: string): string[] {
  return nameWarnings('Pod names and hostnames', dns1123LabelErrors(name));
}
