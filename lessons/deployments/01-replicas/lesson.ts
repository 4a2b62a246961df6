import {
  type DeploymentName,
  deletedPodOf,
  deployed,
  deploymentStates,
  type Lesson,
  met,
  reason,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const WEB: DeploymentName = { namespace: 'default', deployment: 'web' };
const IMAGE = 'nginx:1.25';

const podChanges = ({ changes }: World) =>
  changes.filter(
    ({ kind, object }) => kind.kind === 'Pod' && object.metadata.name.startsWith('web-'),
  );

/** A pod that the learner deleted was replaced, and three were available again. */
function healed(world: World): Verdict {
  if (!deletedPodOf(world, WEB)) return unmet(reason('no-pod-deleted'));
  const gone = podChanges(world).find(({ type }) => type === 'DELETED');
  const isBack = world.changes.some(
    ({ kind, object, rv }) =>
      kind.kind === 'Deployment' &&
      object.metadata.name === 'web' &&
      rv > (gone?.rv ?? Infinity) &&
      (object as unknown as { status: { availableReplicas?: number } }).status.availableReplicas ===
        3,
  );
  return isBack ? met(reason('healed')) : unmet(reason('not-healed'));
}

/** Whether the pod that came in its place has the same name. */
function nameOfNew(world: World): string | undefined {
  const gone = podChanges(world).find(
    ({ origin, object }) =>
      origin.actor === 'user' && object.metadata.deletionTimestamp !== undefined,
  );
  if (gone === undefined) return undefined;
  const next = podChanges(world).find(({ type, rv }) => type === 'ADDED' && rv > gone.rv);
  if (next === undefined) return undefined;
  return next.object.metadata.name === gone.object.metadata.name ? 'same' : 'other';
}

/** A Deployment keeps a number of pods; which ones does not matter. */
export const lesson: Lesson = {
  id: 'deployments/replicas',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'create',
      check: deployed(WEB, IMAGE, 3),
      wrongTurns: [
        {
          id: 'bare-pod',
          isTaken: (world) =>
            deploymentStates(world, WEB).length === 0 &&
            world.changes.some(
              ({ kind, object }) => kind.kind === 'Pod' && object.metadata.namespace === 'default',
            ),
        },
      ],
    },
    { id: 'heal', check: healed, wrongTurns: [] },
  ],
  predictions: [{ id: 'name', choices: ['same', 'other', 'none'], outcome: nameOfNew }],
  questions: [
    { id: 'who', choices: ['kubelet', 'replicaset', 'user'], right: 'replicaset' },
    { id: 'state', choices: ['yes', 'no'], right: 'no' },
  ],
};
