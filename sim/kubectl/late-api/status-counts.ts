import { type FieldError, fieldAt, fieldErrors, type KubeObject } from '../../api/index.ts';

/** What the numbers of a status have to obey. */
interface CountRules {
  /** Those that may not be negative. */
  readonly counts: string;
  /** `A <= B`, with how B is called when it is not kept. */
  readonly bounds: readonly (readonly [string, string, string])[];
  /** Those that may not become smaller. */
  readonly rising: string;
}

const NEGATIVE = 'must be greater than or equal to 0';

const atMostReplicas = (names: string): CountRules['bounds'] =>
  names.split(' ').map((name) => [name, 'replicas', 'status.replicas'] as const);

const ofReplicaSet: CountRules = {
  counts: 'replicas fullyLabeledReplicas readyReplicas availableReplicas observedGeneration',
  bounds: [
    ...atMostReplicas('fullyLabeledReplicas readyReplicas availableReplicas'),
    ['availableReplicas', 'readyReplicas', 'readyReplicas'],
  ],
  rising: '',
};

const counted = (counts: string, rising = ''): CountRules => ({ counts, bounds: [], rising });

/** By kind. Models the Validate…Status functions of pkg/apis. */
const RULES: Readonly<Record<string, CountRules>> = {
  StatefulSet: {
    counts:
      'replicas readyReplicas currentReplicas updatedReplicas availableReplicas ' +
      'observedGeneration collisionCount',
    bounds: [
      ...atMostReplicas('readyReplicas currentReplicas updatedReplicas availableReplicas'),
      ['availableReplicas', 'readyReplicas', 'status.readyReplicas'],
    ],
    rising: 'collisionCount',
  },
  Deployment: {
    counts:
      'observedGeneration replicas updatedReplicas readyReplicas availableReplicas ' +
      'unavailableReplicas terminatingReplicas collisionCount',
    bounds: [
      ...atMostReplicas('updatedReplicas readyReplicas availableReplicas'),
      ['availableReplicas', 'readyReplicas', 'readyReplicas'],
    ],
    rising: 'collisionCount',
  },
  ReplicaSet: { ...ofReplicaSet, counts: `${ofReplicaSet.counts} terminatingReplicas` },
  ReplicationController: ofReplicaSet,
  DaemonSet: counted(
    'currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady ' +
      'observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount',
    'collisionCount',
  ),
  HorizontalPodAutoscaler: counted('currentReplicas desiredReplicas'),
  PodDisruptionBudget: counted('disruptionsAllowed currentHealthy desiredHealthy expectedPods'),
  Job: counted('active succeeded failed ready terminating'),
};

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** The numbers of a status that cannot be. */
export function countErrors(object: KubeObject, old: KubeObject): FieldError[] {
  const rules = RULES[object.kind];
  if (rules === undefined) return [];
  const { counts, bounds, rising } = rules;
  const numberOf = (name: string, of = object): number =>
    Number(fieldAt(of, `status.${name}`) ?? 0);
  const invalid = (name: string, detail: string): FieldError =>
    fieldErrors.invalid(`status.${name}`, numberOf(name), detail);
  return [
    ...words(counts)
      .filter((name) => numberOf(name) < 0)
      .map((name) => invalid(name, NEGATIVE)),
    ...bounds
      .filter(([name, bound]) => numberOf(name) > numberOf(bound))
      .map(([name, , called]) => invalid(name, `cannot be greater than ${called}`)),
    ...words(rising)
      .filter((name) => numberOf(name) < numberOf(name, old))
      .map((name) => invalid(name, 'cannot be decremented')),
  ];
}
