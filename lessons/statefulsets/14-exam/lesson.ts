import {
  type Change,
  type ChangeFilter,
  claimHolds,
  deletedByLearner,
  deletedPodOfSet,
  deletions,
  firstMoment,
  type Lesson,
  met,
  type Prng,
  podMoments,
  reason,
  type SetName,
  scored,
  statesOf,
  unmet,
  type Verdict,
  type Words,
  type World,
  wantedReplicas,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

/** Each learner meets other names, other ordinals and other faults. */
function drawWords(prng: Prng): Words {
  const draw = (name: string, choices: readonly string[]): string => {
    const at = prng.split(name).below(choices.length);
    return choices[at] ?? '';
  };
  const cart = draw('cart', ['cart', 'basket', 'checkout', 'wishlist']);
  const namesFault = draw('names-fault', ['other-name', 'cluster-ip', 'selector']);
  const ledgerPods = Number(draw('ledger-pods', ['3', '4', '5']));
  const archivePods = Number(draw('archive-pods', ['2', '3']));
  return {
    shop: draw('shop', ['shop', 'store', 'market', 'mall']),
    cart,
    'cart-service': namesFault === 'other-name' ? `${cart}-headless` : cart,
    'cart-address': namesFault === 'cluster-ip' ? 'type: ClusterIP' : 'clusterIP: None',
    'cart-label': namesFault === 'selector' ? `${cart}-v2` : cart,
    bank: draw('bank', ['bank', 'pay', 'billing', 'funds']),
    ledger: draw('ledger', ['ledger', 'accounts', 'journal', 'balance']),
    'ledger-pods': String(ledgerPods),
    canary: String(ledgerPods - 1),
    'canary-fault': draw('canary-fault', ['image', 'crash', 'probe']),
    jobs: draw('jobs', ['jobs', 'work', 'batch', 'tasks']),
    queue: draw('queue', ['queue', 'broker', 'spool', 'inbox']),
    node: draw('node', ['node-2', 'node-3', 'node-4']),
    'node-fault': draw('node-fault', ['off', 'evicted']),
    logs: draw('logs', ['logs', 'history', 'audits', 'records']),
    archive: draw('archive', ['archive', 'vault', 'shelf', 'books']),
    'archive-pods': String(archivePods),
    last: String(archivePods - 1),
  };
}

const setOf =
  (namespace: string, set: string) =>
  ({ words }: World): SetName => ({ namespace: words[namespace] ?? '', set: words[set] ?? '' });
const cartOf = setOf('shop', 'cart');
const ledgerOf = setOf('bank', 'ledger');
const queueOf = setOf('jobs', 'queue');
const archiveOf = setOf('logs', 'archive');
const numberOf = ({ words }: World, name: string): number => Number(words[name]);

const byLearner = ({ origin }: Change): boolean => origin.actor === 'user';

interface ServiceState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
  };
}
interface MemberState {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly subdomain?: string };
}
interface Conditioned {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
interface ClaimState {
  readonly metadata: { readonly ownerReferences?: readonly { readonly kind: string }[] };
}

/** The pod 0 of the set as it is now. */
const firstMember = (world: World): MemberState | undefined => {
  const { namespace, set } = cartOf(world);
  const states = world.changes.filter(
    ({ kind, object }) =>
      kind.kind === 'Pod' &&
      object.metadata.namespace === namespace &&
      object.metadata.name === `${set}-0`,
  );
  return states.at(-1)?.object as MemberState | undefined;
};

/** The Service by whose name the pods are known, as it is now. */
const serviceOfNames = (world: World): ServiceState | undefined => {
  const name = firstMember(world)?.spec.subdomain;
  const last = world.changes.findLast(
    ({ kind, object }) =>
      kind.kind === 'Service' &&
      object.metadata.namespace === cartOf(world).namespace &&
      object.metadata.name === name,
  );
  return last?.type === 'DELETED' ? undefined : (last?.object as unknown as ServiceState);
};

function namesResolve(world: World): Verdict {
  if (serviceOfNames(world)?.spec.clusterIP !== 'None') return unmet(reason('no-names'));
  const selector = Object.entries(serviceOfNames(world)?.spec.selector ?? {});
  const labels = firstMember(world)?.metadata.labels ?? {};
  const fits = selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
  if (!fits) return unmet(reason('selects-others'));
  const at = firstMoment(world, cartOf(world), (ready) => ready.size === 2);
  return at === undefined ? unmet(reason('not-ready')) : met(reason('resolve'), at);
}

const stoppedMember = (world: World): boolean => {
  const { namespace, set } = cartOf(world);
  return podMoments(world, namespace, set).some(({ type }) => type === 'ending');
};

/** Whoever has mended the names without a restart has cut off nobody. */
function membersSpared(world: World): Verdict {
  return stoppedMember(world) ? unmet(reason('stopped')) : namesResolve(world);
}

const madeWithAddress = (world: World): boolean =>
  world.changes.some(
    (change) =>
      byLearner(change) &&
      change.kind.kind === 'Service' &&
      change.type !== 'DELETED' &&
      change.object.metadata.namespace === cartOf(world).namespace &&
      (change.object as unknown as ServiceState).spec.clusterIP !== 'None',
  );

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

function nodeIsBack(world: World): Verdict {
  const node = statesOf<Conditioned>(world, 'Node', (name) => name === world.words.node).at(-1);
  const isUp = node?.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isUp === true ? met(reason('node-up')) : unmet(reason('node-down'));
}

const claimOfQueue = (world: World): ChangeFilter => ({
  kind: 'PersistentVolumeClaim',
  namespace: queueOf(world).namespace,
  isMeant: () => true,
});

/** The pod is ready, on the claim that it always had. */
function queueHasData(world: World): Verdict {
  if (deletions(world, claimOfQueue(world)).length > 0) return unmet(reason('claim-gone'));
  const at = firstMoment(world, queueOf(world), (ready) => ready.size === 1);
  return at === undefined ? unmet(reason('queue-down')) : met(reason('queue-up'), at);
}

const forcedPod = (world: World): boolean => {
  const { namespace, set } = queueOf(world);
  return deletedPodOfSet(world, namespace, set) && !nodeIsBack(world).ok;
};

const copyOf = ({ words }: World): string => `data-${words.archive}-${words.last}`;

const copyLost = (world: World): boolean =>
  wasDeleted(world, {
    kind: 'PersistentVolumeClaim',
    namespace: archiveOf(world).namespace,
    isMeant: (name) => name === copyOf(world),
  });

/** A claim that is to go with its pod belongs to it before the pod ends. */
const isDoomed = (world: World): boolean => {
  const [name] = [copyOf(world)];
  const claim = statesOf<ClaimState>(world, 'PersistentVolumeClaim', (one) => one === name).at(-1);
  return claim?.metadata.ownerReferences?.some(({ kind }) => kind === 'Pod') === true;
};

function isSmaller(world: World): Verdict {
  const { namespace, set } = archiveOf(world);
  const isAsked = wantedReplicas(world, namespace, set).at(-1)?.replicas === 1;
  const gone = podMoments(world, namespace, set).find(
    ({ type, ordinal }) => type === 'gone' && ordinal === 1,
  );
  return isAsked && gone !== undefined
    ? met(reason('smaller'), gone.rv)
    : unmet(reason('not-smaller'));
}

function copyKept(world: World): Verdict {
  if (copyLost(world) || isDoomed(world)) return unmet(reason('copy-lost'));
  const smaller = isSmaller(world);
  if (!smaller.ok) return smaller;
  const { namespace } = archiveOf(world);
  const held = claimHolds(namespace, copyOf(world), '/accounts')(world);
  return held.ok ? met(reason('copy-kept'), smaller.atRv) : unmet(reason('copy-lost'));
}

/** Four incidents at once; whoever mends all of one gets its points, and a part for a part. */
export const lesson: Lesson = {
  id: 'statefulsets/exam',
  start: 'fresh',
  cluster: { nodes: 4, hasDefaultStorageClass: true, objects: [] },
  words: drawWords,
  tasks: [
    scored(
      'names',
      [
        { id: 'resolve', points: 15, check: namesResolve },
        { id: 'spared', points: 10, check: membersSpared },
      ],
      [
        { id: 'cluster-ip', isTaken: madeWithAddress },
        { id: 'restarted', isTaken: stoppedMember },
      ],
    ),
    scored(
      'canary',
      [
        { id: 'mended', points: 15, check: canaryMended },
        { id: 'spared', points: 10, check: healthySpared },
      ],
      [
        { id: 'touched', isTaken: touchedHealthy },
        { id: 'only-template', isTaken: onlyTemplate },
      ],
    ),
    scored(
      'node',
      [
        { id: 'node', points: 10, check: nodeIsBack },
        { id: 'data', points: 15, check: queueHasData },
      ],
      [
        {
          id: 'deleted-claim',
          isTaken: (world) => deletedByLearner(world, claimOfQueue(world)),
        },
        { id: 'forced', isTaken: forcedPod },
      ],
    ),
    scored(
      'only-copy',
      [
        { id: 'smaller', points: 10, check: isSmaller },
        { id: 'kept', points: 15, check: copyKept },
      ],
      [{ id: 'lost', isTaken: copyLost }],
    ),
  ],
  predictions: [],
  questions: [
    { id: 'first', choices: ['all', 'look', 'restart'], right: 'look' },
    { id: 'local', choices: ['node', 'claim', 'scale'], right: 'node' },
  ],
};
