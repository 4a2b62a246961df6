import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import {
  base64Bytes,
  MAX_DATA_BYTES,
  textBytes,
  validateDataKeys,
  validateLocked,
} from './data-validation.ts';
import * as fieldErrors from './field-errors.ts';
import type { Kind } from './kind.ts';
import type { FieldError } from './status.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { ConfigMap } from './types.generated.ts';

/** Models ValidateConfigMap. */
function validateConfigMap({ data, binaryData }: ConfigMap): FieldError[] {
  const errors = validateDataKeys(data, 'data');
  for (const key of Object.keys(binaryData ?? {})) {
    if (data?.[key] === undefined) continue;
    const detail = 'duplicate of key present in data';
    errors.push(fieldErrors.invalid(`binaryData[${key}]`, key, detail));
  }
  errors.push(...validateDataKeys(binaryData, 'binaryData'));
  if (textBytes(data) + base64Bytes(binaryData) > MAX_DATA_BYTES) {
    errors.push(fieldErrors.tooLong('', MAX_DATA_BYTES));
  }
  return errors;
}

/** Models pkg/registry of configmaps. */
export const configMaps: Kind<ConfigMap> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  validate: validateConfigMap,
  validateUpdate: (now, old) => [...validateLocked(now, old), ...validateConfigMap(now)],
  columns: [
    NAME_COLUMN,
    column(
      'Data',
      ({ data, binaryData }) =>
        Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    ),
    AGE_COLUMN,
  ],
};
