import {
  type Container,
  compareQuantities,
  type EnvVar,
  eachOf,
  type FieldError,
  fieldErrors,
  isRestartableInitContainer,
  type PodSpec,
  type Probe,
  RESTART_POLICIES,
  type VolumeMount,
  validateChoice,
} from '../../../api/index.ts';
import { ownAt } from '../../../kernel/index.ts';
import { type AnyContainer, containersOf, type Place } from './walk.ts';

const HEADER = /^[-A-Za-z0-9]+$/;
const HEADER_TEXT =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', " +
  "regex used for validation is '[-A-Za-z0-9]+')";
const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIONS = ['Disabled', 'Enabled', 'IfPossible'];
const ACTIONS = ['Restart', 'RestartAllContainers'];

/** The divisors of a resource, and how messages call it. */
const BYTES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
const DIVISORS: Readonly<Record<string, readonly [values: string, shown: string, name: string]>> = {
  cpu: ['1m, 1', '1m and 1', 'cpu'],
  memory: [BYTES, BYTES, 'memory'],
  'ephemeral-storage': [BYTES, BYTES, 'local ephemeral storage'],
};

/** Models validateContainerResourceDivisor. */
function divisorErrors({ valueFrom }: EnvVar, at: string): FieldError[] {
  const { resource = '', divisor = '0' } = valueFrom?.resourceFieldRef ?? {};
  const known = ownAt(DIVISORS, resource.replace(/^(limits|requests)\./, ''));
  if (known === undefined || compareQuantities(divisor, '0') === 0) return [];
  const [values, shown, name] = known;
  if (values.split(', ').some((value) => compareQuantities(value, divisor) === 0)) return [];
  const detail = `only divisor's values ${shown} are supported with the ${name} resource`;
  return [fieldErrors.invalid(`${at}.valueFrom.resourceFieldRef.divisor`, resource, detail)];
}

/** Models validateMountPropagation and validateMountRecursiveReadOnly; paths have no index. */
function mountErrors(mount: VolumeMount, container: AnyContainer, at: string): FieldError[] {
  const { mountPropagation: propagation, recursiveReadOnly: recursion } = mount;
  const field = `${at}.mountPropagation`;
  const errors = validateChoice(propagation, PROPAGATIONS, field);
  if (propagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const detail = 'Bidirectional mount propagation is available only to privileged containers';
    errors.push(fieldErrors.forbidden(field, detail));
  }
  const own = `${at}.recursiveReadOnly`;
  errors.push(...validateChoice(recursion, RECURSIONS, own));
  if (recursion !== 'Enabled' && recursion !== 'IfPossible') return errors;
  if (mount.readOnly !== true) {
    errors.push(fieldErrors.forbidden(own, 'may only be specified when readOnly is true'));
  }
  if (propagation !== undefined && propagation !== 'None') {
    const detail = 'may only be specified when mountPropagation is None or not specified';
    errors.push(fieldErrors.forbidden(own, detail));
  }
  return errors;
}

/** Models ValidateVolumeDevices. */
function deviceErrors(container: AnyContainer, spec: PodSpec, field: string): FieldError[] {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounts = container.volumeMounts ?? [];
  return eachOf(container.volumeDevices, field, ({ name = '', devicePath: path = '' }, at) => {
    const volume = (spec.volumes ?? []).find((one) => one.name === name);
    const errors: FieldError[] = [];
    const wrong = (key: string, value: string, detail: string): void => {
      errors.push(fieldErrors.invalid(`${at}.${key}`, value, detail));
    };
    if (name === '') errors.push(fieldErrors.required(`${at}.name`));
    if (names.has(name)) wrong('name', name, 'must be unique');
    if (volume === undefined) errors.push(fieldErrors.notFound(`${at}.name`, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      const types = 'PersistentVolumeClaim or Ephemeral';
      wrong('name', name, `can only use volume source type of ${types} for block mode`);
    }
    if (path === '') errors.push(fieldErrors.required(`${at}.devicePath`));
    if (paths.has(path)) wrong('devicePath', path, 'must be unique');
    if (path.split('/').includes('..')) {
      wrong('devicePath', path, "can not contain backsteps ('..')");
    } else paths.add(path);
    if (mounts.some((mount) => mount.name === name)) {
      wrong('name', name, 'must not already exist in volumeMounts');
    }
    if (mounts.some((mount) => mount.mountPath === path)) {
      wrong('devicePath', path, 'must not already exist as a path in volumeMounts');
    }
    names.add(name);
    return errors;
  });
}

const HUGE_PAGES = 'HugePages require cpu or memory';

/** Models the end of ValidateContainerResourceRequirements. */
function hugePageErrors({ resources = {} }: AnyContainer, at: string): FieldError[] {
  const names = Object.keys({ ...resources.limits, ...resources.requests });
  const isAlone = !names.includes('cpu') && !names.includes('memory');
  const isHuge = names.some((name) => name.startsWith('hugepages-'));
  return isHuge && isAlone ? [fieldErrors.forbidden(at, HUGE_PAGES)] : [];
}

/** Models validateResizePolicy. */
function resizeErrors(container: AnyContainer, spec: PodSpec, at: string): FieldError[] {
  const seen = new Set<string>();
  return (container.resizePolicy ?? []).flatMap(({ resourceName, restartPolicy }, i) => {
    const errors = seen.has(resourceName)
      ? [fieldErrors.duplicate(`${at}[${i}]`, resourceName)]
      : [];
    seen.add(resourceName);
    const one = (value: string | undefined, supported: readonly string[]): FieldError[] =>
      value ? validateChoice(value, supported, at) : [fieldErrors.required(at)];
    errors.push(...one(resourceName, ['cpu', 'memory']));
    errors.push(...one(restartPolicy, ['NotRequired', 'RestartContainer']));
    if (spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const detail = "must be 'NotRequired' when `restartPolicy` is 'Never'";
      errors.push(fieldErrors.invalid(at, restartPolicy, detail));
    }
    return errors;
  });
}

/** Models validateContainerRestartPolicy. */
function restartErrors({ restartPolicy, restartPolicyRules = [] }: AnyContainer, at: string) {
  const field = `${at}.restartPolicy`;
  const detail = 'must specify restartPolicy when restart rules are used';
  if (restartPolicy === undefined) {
    return restartPolicyRules.length > 0 ? [fieldErrors.required(field, detail)] : [];
  }
  return [
    ...validateChoice(restartPolicy, RESTART_POLICIES, field),
    ...eachOf(restartPolicyRules, `${at}.restartPolicyRules`, ({ action, exitCodes }, one) => [
      ...validateChoice(action ?? '', ACTIONS, `${one}.action`),
      ...(exitCodes === undefined
        ? []
        : validateChoice(exitCodes.operator ?? '', ['In', 'NotIn'], `${one}.exitCodes.operator`)),
    ]),
  ];
}

const headerErrors = (probe: Pick<Probe, 'httpGet'> | undefined, at: string): FieldError[] =>
  (probe?.httpGet?.httpHeaders ?? [])
    .filter(({ name }) => !HEADER.test(name ?? ''))
    .map(({ name }) => fieldErrors.invalid(`${at}.httpGet.httpHeaders`, name ?? '', HEADER_TEXT));

function handlerErrors(container: Container, at: string): FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  return [
    ...headerErrors(lifecycle?.postStart, `${at}.lifecycle.postStart`),
    ...headerErrors(lifecycle?.preStop, `${at}.lifecycle.preStop`),
    ...headerErrors(livenessProbe, `${at}.livenessProbe`),
    ...headerErrors(readinessProbe, `${at}.readinessProbe`),
    ...headerErrors(startupProbe, `${at}.startupProbe`),
  ];
}

/** A port of the node that an init container takes twice; others run before or after it. */
function hostPortErrors({ list, container }: Place, field: string): FieldError[] {
  if (list !== 'initContainers') return [];
  const taken = new Set<string>();
  return (container.ports ?? []).flatMap(({ hostPort, hostIP = '', protocol }, i) => {
    const key = `${protocol}/${hostIP}/${hostPort}`;
    const isTaken = hostPort && taken.has(key);
    taken.add(key);
    return isTaken
      ? [fieldErrors.duplicate(`${field}.initContainers[0].ports[${i}].hostPort`, key)]
      : [];
  });
}

/** What a container may say of itself, beside what is checked of every pod. */
export const containerErrors = (spec: PodSpec, field: string): FieldError[] =>
  containersOf(spec, field).flatMap((place) => {
    const { list, container, at } = place;
    const hasHandlers = list === 'containers' || isRestartableInitContainer(container as Container);
    const isEphemeral = list === 'ephemeralContainers';
    return [
      ...eachOf(container.env, `${at}.env`, divisorErrors),
      ...(container.volumeMounts ?? []).flatMap((mount) =>
        mountErrors(mount, container, `${at}.volumeMounts`),
      ),
      ...deviceErrors(container, spec, `${at}.volumeDevices`),
      ...hugePageErrors(container, `${at}.resources`),
      ...resizeErrors(container, spec, `${at}.resizePolicy`),
      ...(isEphemeral ? [] : restartErrors(container, at)),
      ...hostPortErrors(place, field),
      ...(hasHandlers ? handlerErrors(container as Container, at) : []),
    ];
  });
