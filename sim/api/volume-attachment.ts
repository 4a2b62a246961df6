import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { VolumeAttachment } from './types.generated.ts';

/** Models pkg/registry of volumeattachments. */
export const volumeAttachments: Kind<VolumeAttachment> = {
  ...PLAIN_STRATEGY,
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  shortNames: [],
  categories: [],
  isNamespaced: false,
  subresources: ['status'],
  setDefaults(attachment) {
    attachment.status ??= { attached: false };
  },
  columns: [
    NAME_COLUMN,
    column('Attacher', ({ spec }) => spec.attacher),
    column('PV', ({ spec }) => spec.source.persistentVolumeName ?? ''),
    column('Node', ({ spec }) => spec.nodeName),
    { ...column('Attached', ({ status }) => String(status?.attached === true)), type: 'boolean' },
    AGE_COLUMN,
  ],
};
