import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8, ownAt } from '../kernel/index.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import {
  base64Bytes,
  MAX_DATA_BYTES,
  validateDataKeys,
  validateLocked,
} from './data-validation.ts';
import * as fieldErrors from './field-errors.ts';
import { jsonComplaint } from './go-json-errors.ts';
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

/** The key of a type whose value has to be JSON. */
const JSON_KEYS: Readonly<Record<string, string>> = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
};
const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const TOKEN_OWNER = 'kubernetes.io/service-account.name';

/** What Go says of a base64 text that is no JSON object; undefined when it is one. */
function jsonError(base64: string): string | undefined {
  const decoded = decodeBase64(base64);
  const text = decoded.ok ? decodeUtf8(decoded.bytes) : '';
  const syntax = jsonComplaint(text);
  if (syntax !== '') return syntax;
  const value = JSON.parse(text) as unknown;
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  const word = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${word} into Go value of type map[string]interface {}`;
}

/** Models ValidateSecret. */
function validateSecret({ type = '', data, metadata }: Secret): FieldError[] {
  const errors = validateDataKeys(data, 'data');
  if (base64Bytes(data) > MAX_DATA_BYTES) errors.push(fieldErrors.tooLong('data', MAX_DATA_BYTES));
  for (const key of ownAt(NEEDED_KEYS, type) ?? []) {
    if (data?.[key] === undefined) errors.push(fieldErrors.required(`data[${key}]`));
  }
  if (type === 'kubernetes.io/basic-auth' && !data?.username && !data?.password) {
    errors.push(fieldErrors.required('data[username]'), fieldErrors.required('data[password]'));
  }
  const jsonKey = ownAt(JSON_KEYS, type);
  const json = jsonKey === undefined ? undefined : data?.[jsonKey];
  const error = json === undefined ? undefined : jsonError(json);
  if (error !== undefined) {
    errors.push(fieldErrors.invalid(`data[${jsonKey}]`, '<secret contents redacted>', error));
  }
  if (type === TOKEN_TYPE && !metadata.annotations?.[TOKEN_OWNER]) {
    errors.push(fieldErrors.required(`metadata.annotations[${TOKEN_OWNER}]`));
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
