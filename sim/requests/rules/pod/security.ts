import {
  type FieldError,
  fieldErrors,
  type PodSecurityContext,
  type PodSpec,
  type SecurityContext,
  validateChoice,
} from '../../../api/index.ts';
import { appArmorErrors, seccompErrors } from './profiles.ts';
import { containersOf } from './walk.ts';

const LONGEST_SYSCTL = 253;
const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const SYSCTL_PATTERN = new RegExp(SYSCTL);
const IPC = /^(kernel[./](shm|msg|sem)|fs[./]mqueue[./])/;

function hostSysctlErrors(name: string, spec: PodSpec, at: string): FieldError[] {
  const isOfNet = /^net[./]/.test(name);
  const host =
    (isOfNet && spec.hostNetwork && 'hostNetwork') || (IPC.test(name) && spec.hostIPC && 'hostIPC');
  return host ? [fieldErrors.invalid(at, name, `may not be specified when '${host}' is true`)] : [];
}

/** Models validateSysctls. */
function sysctlErrors(spec: PodSpec, field: string): FieldError[] {
  const names = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }, i) => {
    const at = `${field}[${i}].name`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(fieldErrors.required(at));
    else if (name.length > LONGEST_SYSCTL || !SYSCTL_PATTERN.test(name)) {
      const detail = `must have at most ${LONGEST_SYSCTL} characters and match regex ${SYSCTL}`;
      errors.push(fieldErrors.invalid(at, name, detail));
    } else if (names.has(name)) errors.push(fieldErrors.duplicate(at, name));
    names.add(name);
    return [...errors, ...hostSysctlErrors(name, spec, at)];
  });
}

function podErrors(context: PodSecurityContext, spec: PodSpec, at: string): FieldError[] {
  const errors = sysctlErrors(spec, `${at}.sysctls`);
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.unshift(fieldErrors.invalid(`${at}.shareProcessNamespace`, true, detail));
  }
  return [
    ...errors,
    ...validateChoice(
      context.fsGroupChangePolicy,
      ['Always', 'OnRootMismatch'],
      `${at}.fsGroupChangePolicy`,
    ),
    ...seccompErrors(context.seccompProfile, `${at}.seccompProfile`),
    ...appArmorErrors(context.appArmorProfile, `${at}.appArmorProfile`),
    ...validateChoice(
      context.supplementalGroupsPolicy,
      ['Merge', 'Strict'],
      `${at}.supplementalGroupsPolicy`,
    ),
    ...validateChoice(
      context.seLinuxChangePolicy,
      ['MountOption', 'Recursive'],
      `${at}.seLinuxChangePolicy`,
    ),
  ];
}

/** Models validateProcMountType and what ValidateSecurityContext asks of it. */
function procMountErrors({ procMount }: SecurityContext, spec: PodSpec, at: string): FieldError[] {
  if (procMount === undefined) return [];
  const field = `${at}.procMount`;
  const errors = validateChoice(procMount, ['Default', 'Unmasked'], field);
  if (procMount !== 'Unmasked' || spec.hostUsers === false) return errors;
  const detail = '`hostUsers` must be false to use `Unmasked`';
  return [...errors, fieldErrors.invalid(field, procMount, detail)];
}

/** What a pod and its containers may ask of the kernel, beside numbers of users and groups. */
export const securityErrors = (spec: PodSpec, field: string): FieldError[] => [
  ...containersOf(spec, field).flatMap(({ container: { securityContext: context }, at }) => {
    if (context === undefined) return [];
    const own = `${at}.securityContext`;
    return [
      ...procMountErrors(context, spec, own),
      ...seccompErrors(context.seccompProfile, `${own}.seccompProfile`),
      ...appArmorErrors(context.appArmorProfile, `${own}.appArmorProfile`),
    ];
  }),
  ...(spec.securityContext === undefined && spec.shareProcessNamespace === undefined
    ? []
    : podErrors(spec.securityContext ?? {}, spec, `${field}.securityContext`)),
];
