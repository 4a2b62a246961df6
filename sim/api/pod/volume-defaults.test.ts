import { expect, test } from 'vitest';
import { persistentVolumes } from '../persistent-volume/persistent-volume.ts';
import type { PersistentVolume, Volume } from '../types.generated.ts';
import { setVolumeDefaults } from './volume-defaults.ts';

const sources = {
  iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:x', lun: 0 },
  rbd: { monitors: ['a'], image: 'i' },
  azureDisk: { diskName: 'a', diskURI: 'b' },
  scaleIO: { gateway: 'a', system: 'b', secretRef: { name: 'c' } },
};
const filled = {
  iscsi: { ...sources.iscsi, iscsiInterface: 'default' },
  rbd: { ...sources.rbd, pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: {
    ...sources.azureDisk,
    cachingMode: 'ReadWrite',
    kind: 'Shared',
    fsType: 'ext4',
    readOnly: false,
  },
  scaleIO: { ...sources.scaleIO, storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

test('sources in a network have the same defaults in a pod and in a persistent volume', () => {
  for (const [name, source] of Object.entries(sources)) {
    const whole = filled[name as keyof typeof filled];
    const volume = { name: 'v', [name]: { ...source } } as unknown as Volume;
    setVolumeDefaults(volume);
    expect(volume).toEqual({ name: 'v', [name]: whole });
    const persistent = { spec: { [name]: { ...source } } } as unknown as PersistentVolume;
    persistentVolumes.setDefaults(persistent);
    expect(persistent.spec).toMatchObject({ [name]: whole });
  }
});
