import { AGE_COLUMN, column, firstThree, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { EndpointSlice } from './types.generated.ts';
import { orUnset } from './volume-text.ts';

/** Models pkg/registry of endpointslices. */
export const endpointSlices: Kind<EndpointSlice> = {
  ...PLAIN_STRATEGY,
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  hasGeneration: true,
  setDefaults(slice) {
    slice.endpoints ??= null as never;
    slice.ports ??= null as never;
    for (const port of slice.ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  columns: [
    NAME_COLUMN,
    column('AddressType', ({ addressType }) => addressType),
    column('Ports', ({ ports }) =>
      orUnset(firstThree((ports ?? []).map(({ port, name }) => String(port ?? name ?? '*')))),
    ),
    column('Endpoints', ({ endpoints }) =>
      orUnset(firstThree((endpoints ?? []).flatMap(({ addresses }) => addresses))),
    ),
    AGE_COLUMN,
  ],
};
