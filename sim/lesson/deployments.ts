import { because } from '../kernel/index.ts';
import { met, unmet } from './checks.ts';
import type { Check, World } from './lesson.ts';
import { deletedByLearner, statesOf } from './turns.ts';

/** A Deployment by its namespace and name. */
export interface DeploymentName {
  readonly namespace: string;
  readonly deployment: string;
}

interface DeploymentState {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly generation?: number;
  };
  readonly spec: {
    readonly replicas?: number;
    readonly template: { readonly spec: { readonly containers: readonly { image: string }[] } };
  };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

/** Every state that a Deployment was in, oldest first. */
export const deploymentStates = (
  world: World,
  { namespace, deployment }: DeploymentName,
): readonly DeploymentState[] =>
  statesOf<DeploymentState>(world, 'Deployment', (name) => name === deployment).filter(
    ({ metadata }) => metadata.namespace === namespace,
  );

/** The image that a Deployment's template asks for. */
export const imageOf = ({ spec }: DeploymentState): string =>
  spec.template.spec.containers[0]?.image ?? '';

/** At some moment all `replicas` pods ran `image`, and no others were left. */
export const deployed =
  (name: DeploymentName, image: string, replicas: number): Check =>
  (world) => {
    const values = { name: name.deployment, image, replicas };
    const isThere = deploymentStates(world, name).some(
      (state) =>
        imageOf(state) === image &&
        state.status.observedGeneration === state.metadata.generation &&
        state.spec.replicas === replicas &&
        state.status.replicas === replicas &&
        state.status.updatedReplicas === replicas &&
        state.status.availableReplicas === replicas,
    );
    return isThere ? met(because('deployed', values)) : unmet(because('not-deployed', values));
  };

/** Whether the learner ended a pod whose name begins with that of the Deployment. */
export const deletedPodOf = (world: World, { namespace, deployment }: DeploymentName): boolean =>
  deletedByLearner(world, {
    kind: 'Pod',
    namespace,
    isMeant: (name) => name.startsWith(`${deployment}-`),
  });
