import {
  type Container,
  configMaps,
  type EnvVarSource,
  milliValue,
  qualifiedNameErrors,
  type ResourceFieldSelector,
  secrets,
  wholeValue,
} from '../../api/index.ts';
import { decodeBase64, decodeUtf8 } from '../../kernel/index.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';

/** A value, or why there is none. */
export type Referred =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: string };

const found = (value: string): Referred => ({ ok: true, value });
const refuse = (error: string): Referred => ({ ok: false, error });

/** What a variable refers to, in words. Models GetEnvVarRefString of pkg/cmd/set/env. */
export function referenceText(source: EnvVarSource): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source;
  if (configMapKeyRef !== undefined)
    return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef !== undefined) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef !== undefined) return `field path ${fieldRef.fieldPath}`;
  if (resourceFieldRef === undefined) return 'invalid valueFrom';
  const { containerName = '', resource } = resourceFieldRef;
  return `resource field ${containerName === '' ? '' : `${containerName}/`}${resource}`;
}

function keyValue(session: Session, info: Info, source: EnvVarSource): Referred | undefined {
  const { secretKeyRef, configMapKeyRef } = source;
  const ref = secretKeyRef ?? configMapKeyRef;
  if (ref === undefined) return undefined;
  const kind = secretKeyRef === undefined ? configMaps : secrets;
  const { name = '', key } = ref;
  const got = session.client.get(pathOf({ kind, namespace: info.namespace, name }));
  if (!got.ok) return refuse(got.status.message);
  const value = (got.value as { data?: Record<string, string> }).data?.[key];
  const what = kind === secrets ? 'secret' : 'config map';
  if (value === undefined) return refuse(`key ${key} not found in ${what} ${name}`);
  if (kind === configMaps) return found(value);
  const bytes = decodeBase64(value);
  return found(bytes.ok ? decodeUtf8(bytes.bytes) : '');
}

const pairs = (map: Readonly<Record<string, string>> = {}): string =>
  Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');

/** A field of the object that is changed, not of its pods. Models extractFieldPathAsString. */
function fieldValue(info: Info, path: string): Referred {
  const { metadata } = info.object as {
    metadata: {
      name: string;
      namespace?: string;
      uid?: string;
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
    };
  };
  const keyed = /^(.+?)\['(.*)'\]$/.exec(path);
  if (keyed !== null) {
    const [, map = '', key = ''] = keyed;
    if (map !== 'metadata.annotations' && map !== 'metadata.labels') {
      return refuse(`fieldPath ${JSON.stringify(path)} does not support subscript`);
    }
    const isLabel = map === 'metadata.labels';
    const errors = qualifiedNameErrors(isLabel ? key : key.toLowerCase());
    if (errors.length > 0) return refuse(`invalid key subscript in ${path}: ${errors.join(';')}`);
    return found((isLabel ? metadata.labels : metadata.annotations)?.[key] ?? '');
  }
  const known: Readonly<Record<string, () => string>> = {
    'metadata.annotations': () => pairs(metadata.annotations),
    'metadata.labels': () => pairs(metadata.labels),
    'metadata.name': () => metadata.name,
    'metadata.namespace': () => metadata.namespace ?? '',
    'metadata.uid': () => metadata.uid ?? '',
  };
  const value = Object.hasOwn(known, path) ? known[path]?.() : undefined;
  return value === undefined ? refuse(`unsupported fieldPath: ${path}`) : found(value);
}

const AMOUNT = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;

/** Models extractContainerResourceValue: the container that is named there does not matter. */
function resourceValue({ resources }: Container, ref: ResourceFieldSelector): Referred {
  const match = AMOUNT.exec(ref.resource);
  if (match === null) return refuse(`Unsupported container resource : ${ref.resource}`);
  const [, list = '', name = ''] = match;
  const amount = resources?.[list as 'limits' | 'requests']?.[name] ?? '0';
  const { divisor = '0' } = ref;
  const unit = divisor === '0' ? '1' : divisor;
  const measure = name === 'cpu' ? milliValue : wholeValue;
  return found(String(Math.ceil(measure(amount) / measure(unit))));
}

/** The value of a variable, as far as it is known without a pod. */
export function referredValue(
  session: Session,
  info: Info,
  container: Container,
  source: EnvVarSource,
): Referred {
  const value = keyValue(session, info, source);
  if (value !== undefined) return value;
  const { fieldRef, resourceFieldRef } = source;
  if (fieldRef !== undefined) return fieldValue(info, fieldRef.fieldPath);
  return resourceFieldRef === undefined
    ? refuse('invalid valueFrom')
    : resourceValue(container, resourceFieldRef);
}
