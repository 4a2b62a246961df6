import {
  draftOf,
  isPodTerminal,
  type PersistentVolume,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { type Action, type Controller, type EventAction, keyOf, type View } from '../controller.ts';
import {
  annotationOf,
  BIND_COMPLETED,
  classNamed,
  classOf,
  isClaimedBy,
  isLazy,
  OLD_PROVISIONER,
  PROVISIONER,
  SELECTED_NODE,
} from './annotations.ts';
import { bind, claimPhase, volumePhase } from './binding.ts';
import { findVolume, mismatchOf } from './matching.ts';
import { reclaim } from './reclaim.ts';

const LATENCY_MS = 4;
/** How often unbound claims are looked at again: --pvclaimbinder-sync-period. */
const RESYNC_MS = 15_000;

const eventOn = (
  about: PersistentVolumeClaim,
  severity: EventAction['severity'],
  reason: string,
  message: string,
): EventAction => ({ type: 'event', about, severity, reason, message });

/** What an unbound claim that waits for a pod says. */
function waitForConsumer(claim: PersistentVolumeClaim, view: View): EventAction {
  const { namespace = '', name } = claim.metadata;
  const user = view
    .list(pods, namespace)
    .filter((pod) => !isPodTerminal(pod))
    .find(({ spec }) =>
      spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name),
    );
  if (user === undefined) {
    const message = 'waiting for first consumer to be created before binding';
    return eventOn(claim, 'Normal', 'WaitForFirstConsumer', message);
  }
  const message = `waiting for pod ${user.metadata.name} to be scheduled`;
  return eventOn(claim, 'Normal', 'WaitForPodScheduled', message);
}

/** Asks the class's provisioner for a volume. Models provisionClaim and its external operation. */
function provision(claim: PersistentVolumeClaim, view: View): Action[] {
  const storageClass = classNamed(view, classOf(claim));
  if (storageClass === undefined) {
    const message = `storageclass.storage.k8s.io "${classOf(claim)}" not found`;
    return [eventOn(claim, 'Warning', 'ProvisioningFailed', message)];
  }
  const { provisioner } = storageClass;
  if (provisioner.startsWith('kubernetes.io/')) {
    const message = `no volume plugin matched name: ${provisioner}`;
    return [eventOn(claim, 'Warning', 'ProvisioningFailed', message)];
  }
  const message =
    `Waiting for a volume to be created either by the external provisioner '${provisioner}' or ` +
    'manually by the system administrator. If volume creation is delayed, please verify that the ' +
    'provisioner is running and correctly registered.';
  const event = eventOn(claim, 'Normal', 'ExternalProvisioning', message);
  if (annotationOf(claim, PROVISIONER) === provisioner) return [event];
  const object = draftOf(claim);
  object.metadata.annotations = {
    ...object.metadata.annotations,
    [OLD_PROVISIONER]: provisioner,
    [PROVISIONER]: provisioner,
  };
  const why = because('claim.provision', { claim: claim.metadata.name, provisioner });
  return [{ type: 'update', object, subresource: '', why }, event];
}

function withoutVolume(claim: PersistentVolumeClaim, view: View): Action[] {
  if (isLazy(view, claim) && annotationOf(claim, SELECTED_NODE) === '') {
    return [waitForConsumer(claim, view)];
  }
  if (classOf(claim) !== '') return provision(claim, view);
  const message = 'no persistent volumes available for this claim and no storage class is set';
  return [eventOn(claim, 'Normal', 'FailedBinding', message)];
}

/** Looks again at the controller's next round. */
const atNextRound = (claim: PersistentVolumeClaim, view: View): Action => ({
  type: 'again',
  delayMs: RESYNC_MS - (view.clock.nowMs() % RESYNC_MS),
  why: because('claim.resync', { claim: claim.metadata.name }),
});

function pending(claim: PersistentVolumeClaim, view: View, first: readonly Action[]): Action[] {
  return [...first, ...claimPhase(claim, 'Pending'), atNextRound(claim, view)];
}

function syncUnbound(claim: PersistentVolumeClaim, view: View): Action[] {
  const wanted = claim.spec.volumeName ?? '';
  if (wanted === '') {
    const isWaiting = isLazy(view, claim) && annotationOf(claim, SELECTED_NODE) === '';
    const volumes = view
      .list(persistentVolumes, '')
      .filter((volume) => !isWaiting || isClaimedBy(volume, claim));
    const volume = findVolume(claim, volumes);
    if (volume !== undefined) return bind(volume, claim, view);
    return pending(claim, view, withoutVolume(claim, view));
  }
  const volume = view.get(persistentVolumes, '', wanted);
  if (volume === undefined) return pending(claim, view, []);
  if (isClaimedBy(volume, claim)) return bind(volume, claim, view);
  if (volume.spec.claimRef === undefined) {
    const mismatch = mismatchOf(volume, claim);
    if (mismatch === undefined) return bind(volume, claim, view);
    const text = `Cannot bind to requested volume "${wanted}": ${mismatch}`;
    return pending(claim, view, [eventOn(claim, 'Warning', 'VolumeMismatch', text)]);
  }
  const message = `volume "${wanted}" already bound to a different claim.`;
  return pending(claim, view, [eventOn(claim, 'Warning', 'FailedBinding', message)]);
}

function lost(claim: PersistentVolumeClaim, reason: string, message: string): Action[] {
  const phase = claimPhase(claim, 'Lost');
  return phase.length === 0 ? [] : [...phase, eventOn(claim, 'Warning', reason, message)];
}

function syncBound(claim: PersistentVolumeClaim, view: View): Action[] {
  const name = claim.spec.volumeName ?? '';
  const volume = name === '' ? undefined : view.get(persistentVolumes, '', name);
  if (volume === undefined) {
    const text = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
    const reference =
      'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!';
    return lost(claim, 'ClaimLost', name === '' ? reference : text);
  }
  if (volume.spec.claimRef === undefined || isClaimedBy(volume, claim)) {
    return bind(volume, claim, view);
  }
  const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
  return lost(claim, 'ClaimMisbound', message);
}

/** Models syncClaim. */
function syncClaim(key: string, view: View): Action[] {
  const [namespace = '', name = ''] = key.split('/');
  const claim = view.get(persistentVolumeClaims, namespace, name);
  if (claim === undefined) return [];
  const isComplete = annotationOf(claim, BIND_COMPLETED) !== '';
  return isComplete ? syncBound(claim, view) : syncUnbound(claim, view);
}

/** Models syncVolume. */
function syncVolume(name: string, view: View): Action[] {
  const volume = view.get(persistentVolumes, '', name);
  if (volume === undefined) return [];
  const { claimRef } = volume.spec;
  if (claimRef === undefined || !claimRef.uid) return volumePhase(volume, 'Available', view);
  const claim = view.get(persistentVolumeClaims, claimRef.namespace ?? '', claimRef.name ?? '');
  if (claim === undefined || claim.metadata.uid !== claimRef.uid) {
    const isOver = ['Released', 'Failed'].includes(volume.status.phase ?? '');
    return isOver ? reclaim(volume, view) : volumePhase(volume, 'Released', view);
  }
  if (claim.spec.volumeName === volume.metadata.name) return volumePhase(volume, 'Bound', view);
  return [];
}

const claimKeyOf = ({ spec }: PersistentVolume): string[] =>
  spec.claimRef === undefined
    ? []
    : [`claim:${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`];

/** Binds claims and volumes. Models pkg/controller/volume/persistentvolume. */
export const createVolumeBinder = (): Controller => ({
  name: 'persistentvolume-controller',
  latencyMs: LATENCY_MS,
  watches: [
    {
      kind: persistentVolumeClaims,
      keys: ({ type, object }) => {
        const { volumeName } = (object as PersistentVolumeClaim).spec;
        const volume = type === 'DELETED' && volumeName ? [`volume:${volumeName}`] : [];
        return [`claim:${keyOf(object)}`, ...volume];
      },
    },
    {
      kind: persistentVolumes,
      keys: ({ object }) => [
        `volume:${object.metadata.name}`,
        ...claimKeyOf(object as PersistentVolume),
      ],
    },
  ],
  reconcile(key, view) {
    const [kind, name = ''] = key.split(':');
    return kind === 'claim' ? syncClaim(name, view) : syncVolume(name, view);
  },
});
