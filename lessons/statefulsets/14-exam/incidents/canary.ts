import {
  firstMoment,
  met,
  podMoments,
  reason,
  scored,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { setOf } from './words.ts';

const ledgerOf = setOf('bank', 'ledger');
const numberOf = ({ words }: World, name: string): number => Number(words[name]);

/** All pods ready, and the canary made from another revision than the one that was stuck. */
const mendedAt = (world: World): number | undefined => {
  const { namespace, set } = ledgerOf(world);
  const canary = numberOf(world, 'canary');
  const stuck = podMoments(world, namespace, set).find(({ ordinal }) => ordinal === canary);
  return firstMoment(
    world,
    { namespace, set },
    (ready) =>
      ready.size === numberOf(world, 'ledger-pods') &&
      ready.get(canary)?.revision !== stuck?.revision,
  );
};

const touchedHealthy = (world: World): boolean => {
  const { namespace, set } = ledgerOf(world);
  return podMoments(world, namespace, set).some(
    ({ type, ordinal }) => type === 'ending' && ordinal < numberOf(world, 'canary'),
  );
};

function canaryMended(world: World): Verdict {
  const at = mendedAt(world);
  return at === undefined ? unmet(reason('stuck')) : met(reason('mended'), at);
}

function healthySpared(world: World): Verdict {
  if (touchedHealthy(world)) return unmet(reason('touched'));
  return canaryMended(world);
}

/** The set asks for something else, and the pod that cannot start still stands in its way. */
const onlyTemplate = (world: World): boolean => {
  const { namespace, set } = ledgerOf(world);
  const canary = numberOf(world, 'canary');
  const isEnded = podMoments(world, namespace, set).some(
    ({ type, ordinal }) => type === 'ending' && ordinal === canary,
  );
  const uses = statesOf<{ readonly status: { readonly updateRevision?: string } }>(
    world,
    'StatefulSet',
    (name) => name === set,
  ).flatMap(({ status }) => status.updateRevision ?? []);
  return !isEnded && new Set(uses).size > 1;
};

/** 02:25: the first pod of the new version does not get ready. */
export const canary = scored(
  'canary',
  [
    { id: 'mended', points: 15, check: canaryMended },
    { id: 'spared', points: 10, check: healthySpared },
  ],
  [
    { id: 'touched', isTaken: touchedHealthy },
    { id: 'only-template', isTaken: onlyTemplate },
  ],
);
