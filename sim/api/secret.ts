import { encodeBase64, encodeUtf8 } from '../kernel/index.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Secret } from './types.generated.ts';

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
  columns: [
    NAME_COLUMN,
    column('Type', ({ type }) => type ?? ''),
    column('Data', ({ data }) => Object.keys(data ?? {}).length),
    AGE_COLUMN,
  ],
};
