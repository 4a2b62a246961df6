import * as fieldErrors from '../../field-errors.ts';
import { portNameErrors, portNumberErrors } from '../../names.ts';
import type { FieldError } from '../../status.ts';
import type { Container, ContainerPort } from '../../types.generated.ts';
import { allInvalid, validateChoice } from './scalars.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function validateName(name: string, field: string, seen: Set<string>): FieldError[] {
  const details = portNameErrors(name);
  if (details.length > 0) return allInvalid(field, name, details);
  if (seen.has(name)) return [fieldErrors.duplicate(field, name)];
  seen.add(name);
  return [];
}

/** Models validateContainerPorts. */
export function validateContainerPorts(
  ports: readonly ContainerPort[] | undefined,
  field: string,
): FieldError[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap((port, i) => {
    const at = `${field}[${i}]`;
    const errors = port.name ? validateName(port.name, `${at}.name`, names) : [];
    if (!port.containerPort) errors.push(fieldErrors.required(`${at}.containerPort`));
    else {
      const details = portNumberErrors(port.containerPort);
      errors.push(...allInvalid(`${at}.containerPort`, port.containerPort, details));
    }
    if (port.hostPort) {
      errors.push(...allInvalid(`${at}.hostPort`, port.hostPort, portNumberErrors(port.hostPort)));
    }
    return [...errors, ...validateChoice(port.protocol, PROTOCOLS, `${at}.protocol`)];
  });
}

/**
 * A pod in the network of its node has its ports there: `isPod` tells that none may be left out.
 * Models validatePodHostNetworkDeps.
 */
export const validateHostNetworkPorts = (
  containers: readonly Container[],
  isPod: boolean,
  field: string,
): FieldError[] =>
  containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort }, j) => {
      if (hostPort === containerPort || (hostPort === 0 && !isPod)) return [];
      const detail = 'must match `containerPort` when `hostNetwork` is true';
      return [fieldErrors.invalid(`${field}[${i}].ports[${j}].hostPort`, hostPort, detail)];
    }),
  );

/** No two containers take the same port of the node. Models checkHostPortConflicts. */
export function validateHostPorts(containers: readonly Container[], field: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ hostPort, hostIP, protocol }, j) => {
      if (!hostPort) return [];
      const key = `${protocol}/${hostIP ?? ''}/${hostPort}`;
      if (taken.has(key)) {
        return [fieldErrors.duplicate(`${field}[${i}].ports[${j}].hostPort`, key)];
      }
      taken.add(key);
      return [];
    }),
  );
}
