import { AGE_COLUMN, column, firstThree, NAME_COLUMN, orNone } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Endpoints } from './types.generated.ts';

/** At most three addresses with their ports. Models formatEndpoints. */
function formatEndpoints({ subsets }: Endpoints): string {
  const entries = (subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  return orNone(firstThree(entries));
}

/** Models pkg/registry of endpoints. */
export const endpoints: Kind<Endpoints> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  setDefaults(endpoints) {
    for (const subset of endpoints.subsets ?? []) {
      for (const port of subset.ports ?? []) port.protocol ||= 'TCP';
    }
  },
  columns: [NAME_COLUMN, column('Endpoints', formatEndpoints), AGE_COLUMN],
};
