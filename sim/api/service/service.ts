import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Service } from '../types.generated.ts';
import { SERVICE_COLUMNS } from './columns.ts';
import { setServiceDefaults } from './defaults.ts';
import { prepareServiceUpdate } from './update.ts';
import { validateService, validateServiceUpdate } from './validation.ts';
import { serviceWarnings } from './warnings.ts';

/** Models pkg/registry of services. */
export const services: Kind<Service> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['proxy', 'status'],
  prepareForCreate(draft) {
    draft.status = { loadBalancer: {} };
  },
  prepareForUpdate(service, old) {
    keepStatus(service, old);
    prepareServiceUpdate(service, old);
  },
  setDefaults: setServiceDefaults,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
  columns: SERVICE_COLUMNS,
};
