import { encodeBase64, encodeUtf8 } from '../kernel/index.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import {
  base64Bytes,
  MAX_DATA_BYTES,
  validateDataKeys,
  validateLocked,
} from './data-validation.ts';
import * as fieldErrors from './field-errors.ts';
import type { Kind } from './kind.ts';
import { validateImmutable } from './object-meta.ts';
import type { FieldError } from './status.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Secret } from './types.generated.ts';

/** The keys that a type of Secret must have. */
const NEEDED_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** Models ValidateSecret. */
function validateSecret({ type = '', data }: Secret): FieldError[] {
  const errors = validateDataKeys(data, 'data');
  if (base64Bytes(data) > MAX_DATA_BYTES) errors.push(fieldErrors.tooLong('data', MAX_DATA_BYTES));
  for (const key of NEEDED_KEYS[type] ?? []) {
    if (data?.[key] === undefined) errors.push(fieldErrors.required(`data[${key}]`));
  }
  if (type === 'kubernetes.io/basic-auth' && !data?.username && !data?.password) {
    errors.push(fieldErrors.required('data[username]'), fieldErrors.required('data[password]'));
  }
  return errors;
}

/** Models pkg/registry of secrets. */
export const secrets: Kind<Secret> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  setDefaults(secret) {
    secret.type ||= 'Opaque';
    if (secret.stringData === undefined) return;
    secret.data ??= {};
    for (const [key, text] of Object.entries(secret.stringData)) {
      secret.data[key] = encodeBase64(encodeUtf8(text));
    }
    delete secret.stringData;
  },
  validate: validateSecret,
  validateUpdate: (now, old) => [
    ...validateImmutable('type', now.type, old.type),
    ...validateLocked(now, old),
    ...validateSecret(now),
  ],
  columns: [
    NAME_COLUMN,
    column('Type', ({ type }) => type ?? ''),
    column('Data', ({ data }) => Object.keys(data ?? {}).length),
    AGE_COLUMN,
  ],
};
