import * as fieldErrors from '../../field-errors.ts';
import type { FieldError } from '../../status.ts';
import type { Container, EphemeralContainer, PodSpec } from '../../types.generated.ts';
import { isRestartableInitContainer } from '../restartable-init.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateVolumeMounts } from './mounts.ts';
import { validateContainerPorts, validateHostPorts } from './ports.ts';
import { validateLifecycle, validateReadinessProbe, validateRestartingProbe } from './probes.ts';
import { validateResources } from './resources.ts';
import { eachOf, validateChoice, validateLabelName } from './scalars.ts';
import { validateSecurity } from './security.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];
/** What a container that is there to look has not. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Models validateContainerCommon. */
function validateCommon(
  container: Container | EphemeralContainer,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const { name, image } = container;
  return [
    ...(name ? validateLabelName(name, `${field}.name`) : [fieldErrors.required(`${field}.name`)]),
    ...(image ? [] : [fieldErrors.required(`${field}.image`)]),
    ...validateChoice(
      container.terminationMessagePolicy,
      MESSAGE_POLICIES,
      `${field}.terminationMessagePolicy`,
    ),
    ...validateContainerPorts(container.ports, `${field}.ports`),
    ...validateEnv(container.env, `${field}.env`),
    ...validateEnvFrom(container.envFrom, `${field}.envFrom`),
    ...validateVolumeMounts(container, volumes, `${field}.volumeMounts`),
    ...validateChoice(container.imagePullPolicy, PULL_POLICIES, `${field}.imagePullPolicy`),
    ...validateResources(container.resources ?? {}, `${field}.resources`),
    ...validateSecurity(container.securityContext, `${field}.securityContext`),
  ];
}

const validateProbes = (
  container: Container,
  gracePeriodSeconds: number,
  field: string,
): FieldError[] => [
  ...validateLifecycle(container.lifecycle, gracePeriodSeconds, `${field}.lifecycle`),
  ...validateRestartingProbe(container.livenessProbe, gracePeriodSeconds, `${field}.livenessProbe`),
  ...validateReadinessProbe(
    container.readinessProbe,
    gracePeriodSeconds,
    `${field}.readinessProbe`,
  ),
  ...validateRestartingProbe(container.startupProbe, gracePeriodSeconds, `${field}.startupProbe`),
];

/** What only a pod asks of its containers, not a template. Models validateContainerOnlyForPod. */
export const validateOnlyForPod = ({ containers, initContainers }: PodSpec): FieldError[] =>
  (['containers', 'initContainers'] as const).flatMap((list) =>
    eachOf({ containers, initContainers }[list], `spec.${list}`, ({ image = '' }, at) => {
      const detail = 'must not have leading or trailing whitespace';
      return image === image.trim() ? [] : [fieldErrors.invalid(`${at}.image`, image, detail)];
    }),
  );

/** Models validateContainers. */
export function validateContainers(
  spec: PodSpec,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [fieldErrors.required(field)];
  const names = new Set<string>();
  const errors = eachOf(containers, field, (container, at) => {
    const found = validateCommon(container, volumes, at);
    if (names.has(container.name)) {
      found.push(fieldErrors.duplicate(`${at}.name`, container.name));
    }
    names.add(container.name);
    const graceSeconds = spec.terminationGracePeriodSeconds ?? 0;
    return [...found, ...validateProbes(container, graceSeconds, at)];
  });
  return [...errors, ...validateHostPorts(containers, field)];
}

/** Models validateInitContainers: only a sidecar has probes and hooks. */
export function validateInitContainers(
  spec: PodSpec,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const names = new Set(spec.containers?.map((container) => container.name));
  return eachOf(spec.initContainers, field, (container, at) => {
    const errors = validateCommon(container, volumes, at);
    if (names.has(container.name)) {
      errors.push(fieldErrors.duplicate(`${at}.name`, container.name));
    }
    names.add(container.name);
    if (isRestartableInitContainer(container)) {
      const graceSeconds = spec.terminationGracePeriodSeconds ?? 0;
      return [...errors, ...validateProbes(container, graceSeconds, at)];
    }
    const detail = 'may not be set for init containers without restartPolicy=Always';
    for (const name of ['lifecycle', ...PROBES] as const) {
      if (container[name] !== undefined) {
        errors.push(fieldErrors.forbidden(`${at}.${name}`, detail));
      }
    }
    return errors;
  });
}

/** Models validateEphemeralContainers. */
export function validateEphemeralContainers(
  spec: PodSpec,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const own = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const names = new Set(own.map((container) => container.name));
  const targets = new Set(names);
  return eachOf(spec.ephemeralContainers, field, (container, at) => {
    const errors = validateCommon(container, volumes, at);
    if (names.has(container.name)) {
      errors.push(fieldErrors.duplicate(`${at}.name`, container.name));
    }
    names.add(container.name);
    const target = container.targetContainerName;
    if (target && !targets.has(target)) {
      errors.push(fieldErrors.notFound(`${at}.targetContainerName`, target));
    }
    const refuse = (name: string): number =>
      errors.push(
        fieldErrors.forbidden(`${at}.${name}`, 'cannot be set for an Ephemeral Container'),
      );
    for (const name of NOT_EPHEMERAL) {
      if (Object.keys(container[name] ?? {}).length > 0) refuse(name);
    }
    for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
      if (mount.subPath) refuse(`volumeMounts[${i}].subPath`);
      if (mount.subPathExpr) refuse(`volumeMounts[${i}].subPathExpr`);
    }
    return errors;
  });
}
