import {
  met,
  reason,
  statesOf,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import type { PodState } from './cluster.ts';

const versionOf = ({ spec }: PodState): string | undefined =>
  spec.containers[0]?.env?.find(({ name }) => name === 'VERSION')?.value;

const podsOfVersion1 = (world: World): readonly PodState[] =>
  statesOf<PodState>(world, 'Pod', (name) => name === 'notes-0').filter(
    (pod) => versionOf(pod) === '1',
  );

function rolledBack(world: World): Verdict {
  const isReady = podsOfVersion1(world).some(({ status }) => status.containerStatuses?.[0]?.ready);
  return isReady ? met(reason('rolled-back')) : unmet(reason('not-rolled-back'));
}

/** Version 1 met data that it cannot read, and ended. */
const wasRefused = (world: World): boolean =>
  podsOfVersion1(world).some(
    ({ status }) => status.containerStatuses?.[0]?.lastState?.terminated?.exitCode === 1,
  );

/** Station 4: a way back for the data. */
export const rollback: Task = {
  id: 'rollback',
  check: rolledBack,
  wrongTurns: [{ id: 'refused', isTaken: wasRefused }],
};
