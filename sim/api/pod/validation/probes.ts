import * as fieldErrors from '../../field-errors.ts';
import type { FieldError } from '../../status.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../types.generated.ts';
import { validateChoice, validateNonNegative, validatePortNumberOrName } from './scalars.ts';

const SCHEMES = ['HTTP', 'HTTPS'];

const validateHttpGet = (action: HTTPGetAction, field: string): FieldError[] => [
  ...(action.path ? [] : [fieldErrors.required(`${field}.path`)]),
  ...validatePortNumberOrName(action.port ?? 0, `${field}.port`),
  ...validateChoice(action.scheme, SCHEMES, `${field}.scheme`),
];

function validateHandler(
  { exec, httpGet, tcpSocket, grpc, sleep }: Probe & LifecycleHandler,
  gracePeriodSeconds: number,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  const isFirst = (name: string): boolean => {
    if (count++ === 0) return true;
    const detail = 'may not specify more than 1 handler type';
    errors.push(fieldErrors.forbidden(`${field}.${name}`, detail));
    return false;
  };
  if (exec !== undefined && isFirst('exec') && !exec.command?.length) {
    errors.push(fieldErrors.required(`${field}.exec.command`));
  }
  if (httpGet !== undefined && isFirst('httpGet')) {
    errors.push(...validateHttpGet(httpGet, `${field}.httpGet`));
  }
  if (tcpSocket !== undefined && isFirst('tcpSocket')) {
    errors.push(...validatePortNumberOrName(tcpSocket.port ?? 0, `${field}.tcpSocket.port`));
  }
  if (grpc !== undefined && isFirst('grpc')) {
    errors.push(...validatePortNumberOrName(grpc.port ?? 0, `${field}.grpc.port`));
  }
  if (sleep !== undefined && isFirst('sleep')) {
    const { seconds } = sleep;
    if (seconds < 0 || seconds > gracePeriodSeconds) {
      const bound = `terminationGracePeriodSeconds (${gracePeriodSeconds})`;
      const detail = `must be non-negative and less than ${bound}`;
      errors.push(fieldErrors.invalid(`${field}.sleep`, seconds, detail));
    }
  }
  if (count === 0) errors.push(fieldErrors.required(field, 'must specify a handler type'));
  return errors;
}

function validateProbe(probe: Probe, gracePeriodSeconds: number, field: string): FieldError[] {
  const numbers = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const;
  const errors = [
    ...validateHandler(probe, gracePeriodSeconds, field),
    ...numbers.flatMap((name) => validateNonNegative(probe[name], `${field}.${name}`)),
  ];
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    const at = `${field}.terminationGracePeriodSeconds`;
    errors.push(fieldErrors.invalid(at, grace, 'must be greater than 0'));
  }
  return errors;
}

/** A probe whose failure restarts the container: one success is enough. */
export function validateRestartingProbe(
  probe: Probe | undefined,
  gracePeriodSeconds: number,
  field: string,
): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateProbe(probe, gracePeriodSeconds, field);
  if (probe.successThreshold !== 1) {
    const value = probe.successThreshold ?? 0;
    errors.push(fieldErrors.invalid(`${field}.successThreshold`, value, 'must be 1'));
  }
  return errors;
}

/** A probe that only decides if the container gets requests. */
export function validateReadinessProbe(
  probe: Probe | undefined,
  gracePeriodSeconds: number,
  field: string,
): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateProbe(probe, gracePeriodSeconds, field);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined) {
    const at = `${field}.terminationGracePeriodSeconds`;
    errors.push(fieldErrors.invalid(at, grace, 'must not be set for readinessProbes'));
  }
  return errors;
}

/** The hooks of a container. */
export function validateLifecycle(
  lifecycle: Lifecycle | undefined,
  gracePeriodSeconds: number,
  field: string,
): FieldError[] {
  const { postStart, preStop } = lifecycle ?? {};
  return [
    ...(postStart ? validateHandler(postStart, gracePeriodSeconds, `${field}.postStart`) : []),
    ...(preStop ? validateHandler(preStop, gracePeriodSeconds, `${field}.preStop`) : []),
  ];
}
