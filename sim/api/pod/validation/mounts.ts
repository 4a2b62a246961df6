import * as fieldErrors from '../../field-errors.ts';
import type { FieldError } from '../../status.ts';
import type { Container, EphemeralContainer } from '../../types.generated.ts';
import { validateDescendingPath } from './scalars.ts';

const EXCLUSIVE = 'subPathExpr and subPath are mutually exclusive';

/** Models ValidateVolumeMounts. */
export function validateVolumeMounts(
  { volumeMounts = [], volumeDevices = [] }: Container | EphemeralContainer,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const paths = new Set<string>();
  const devices = new Set(volumeDevices.map((device) => device.name));
  const devicePaths = new Set(volumeDevices.map((device) => device.devicePath));
  return volumeMounts.flatMap((mount, i) => {
    const at = `${field}[${i}]`;
    const errors: FieldError[] = [];
    if (!mount.name) errors.push(fieldErrors.required(`${at}.name`));
    if (!volumes.has(mount.name)) errors.push(fieldErrors.notFound(`${at}.name`, mount.name ?? ''));
    if (!mount.mountPath) errors.push(fieldErrors.required(`${at}.mountPath`));
    if (paths.has(mount.mountPath)) {
      errors.push(fieldErrors.invalid(`${at}.mountPath`, mount.mountPath, 'must be unique'));
    }
    paths.add(mount.mountPath);
    if (devices.has(mount.name)) {
      const detail = 'must not already exist in volumeDevices';
      errors.push(fieldErrors.invalid(`${at}.name`, mount.name, detail));
    }
    if (devicePaths.has(mount.mountPath)) {
      const detail = 'must not already exist as a path in volumeDevices';
      errors.push(fieldErrors.invalid(`${at}.mountPath`, mount.mountPath, detail));
    }
    if (mount.subPath) errors.push(...validateDescendingPath(mount.subPath, `${field}.subPath`));
    if (mount.subPathExpr) {
      if (mount.subPath) {
        errors.push(fieldErrors.invalid(`${at}.subPathExpr`, mount.subPathExpr, EXCLUSIVE));
      }
      errors.push(...validateDescendingPath(mount.subPathExpr, `${field}.subPathExpr`));
    }
    return errors;
  });
}
