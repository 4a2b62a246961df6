import {
  allOf,
  type DeploymentName,
  deletedPodOf,
  deployed,
  deploymentStates,
  imageOf,
  type Lesson,
  met,
  reason,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const WEB: DeploymentName = { namespace: 'default', deployment: 'web' };
const OLD = 'nginx:1.25';
const NEW = 'nginx:1.27';

/** Whether the Deployment was at the new image and is at the old one after that. */
function wentBack(world: World): Verdict {
  const images = deploymentStates(world, WEB).map(imageOf);
  const isBack = images.includes(NEW) && images.lastIndexOf(OLD) > images.indexOf(NEW);
  return isBack ? met(reason('went-back')) : unmet(reason('not-back'));
}

function neverFewer(world: World): Verdict {
  const states = deploymentStates(world, WEB);
  const from = states.findIndex(({ status }) => status.availableReplicas === 3);
  const isLow = states
    .slice(Math.max(from, 0))
    .some(({ status }) => (status.availableReplicas ?? 0) < 2);
  return isLow ? unmet(reason('fewer')) : met(reason('never-fewer'));
}

/** How many pods there were at the most while the new image came. */
function mostPods(world: World): string | undefined {
  const states = deploymentStates(world, WEB);
  const from = states.findIndex((state) => imageOf(state) === NEW);
  if (from < 0 || !deployed(WEB, NEW, 3)(world).ok) return undefined;
  const most = Math.max(...states.slice(from).map(({ status }) => status.replicas ?? 0));
  return most > 3 ? 'more' : 'fewer';
}

/** A Deployment rolls: new pods first, old pods after them, and back by the same way. */
export const lesson: Lesson = {
  id: 'deployments/rollout',
  start: 'previous',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'update',
      check: (world) => allOf(world, [deployed(WEB, NEW, 3), neverFewer]),
      wrongTurns: [
        {
          id: 'deleted-pods',
          isTaken: (world) =>
            deletedPodOf(world, WEB) &&
            !deploymentStates(world, WEB).some((s) => imageOf(s) === NEW),
        },
      ],
    },
    {
      id: 'back',
      check: (world) => allOf(world, [wentBack, deployed(WEB, OLD, 3)]),
      wrongTurns: [],
    },
  ],
  predictions: [{ id: 'most', choices: ['more', 'fewer', 'zero'], outcome: mostPods }],
  questions: [
    { id: 'undo', choices: ['pods', 'template', 'data'], right: 'template' },
    { id: 'bad', choices: ['outage', 'goes-on', 'deletes'], right: 'goes-on' },
  ],
};
