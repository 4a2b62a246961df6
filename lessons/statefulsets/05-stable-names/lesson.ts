import {
  deletedPodOfSet,
  type Lesson,
  met,
  type NetworkRequest,
  podMoments,
  reason,
  type SetName,
  setStates,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const SERVICE = 'mysql-headless.mysql.svc.cluster.local';
const MEMBER = /^mysql-stateful-\d+\.mysql-headless\.mysql\.svc\.cluster\.local\.?$/;
const FIRST = `${MYSQL.set}-0.${SERVICE}`;

interface PodState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface ServiceState {
  readonly metadata: { readonly namespace?: string };
  readonly spec: { readonly clusterIP?: string };
}

const utilityPods = (world: World): readonly PodState[] =>
  statesOf<PodState>(world, 'Pod', (name) => name === 'k8sutils');

function utilityReady(world: World): Verdict {
  const isReady = utilityPods(world).some(
    ({ metadata, status }) =>
      metadata.namespace === MYSQL.namespace &&
      status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  return isReady ? met(reason('utility-ready')) : unmet(reason('utility-missing'));
}

/** Names of address records that pods asked for, with the answer. */
const lookups = ({ requests }: World): readonly (NetworkRequest & { readonly name: string })[] =>
  requests
    .filter(({ protocol, what }) => protocol === 'dns' && what.startsWith('A '))
    .map((request) => ({ ...request, name: request.what.slice(2).replace(/\.$/, '') }));

/** An answer says its records, or in capitals why there are none. */
const isFound = ({ outcome, answer }: NetworkRequest): boolean =>
  outcome === 'ok' && !/^[A-Z]+$/.test(answer);

function askedForAll(world: World): Verdict {
  const isAsked = lookups(world).some((request) => isFound(request) && request.name === SERVICE);
  return isAsked ? met(reason('all-asked')) : unmet(reason('all-not-asked'));
}

function connectedToOne({ requests }: World): Verdict {
  const isConnected = requests.some(
    ({ protocol, host, outcome, port, from }) =>
      protocol === 'tcp' &&
      port === 3306 &&
      outcome === 'ok' &&
      from.pod !== '' &&
      /^mysql-stateful-1\.mysql-headless(\.|$)/.test(host),
  );
  return isConnected ? met(reason('connected')) : unmet(reason('not-connected'));
}

/** The full name under which the short one of the Service was found. */
const nameOfShort = (world: World): string | undefined =>
  lookups(world).find((request) => isFound(request) && request.name === SERVICE)?.name;

/** Pod 0 was ended and made anew, and its name was asked for after that. */
function askedAgain(world: World): Verdict {
  const own = podMoments(world, MYSQL.namespace, MYSQL.set).filter(({ ordinal }) => ordinal === 0);
  const gone = own.find(({ type }) => type === 'gone');
  if (gone === undefined) return unmet(reason('pod-there'));
  const back = own.find(({ type, rv }) => type === 'ready' && rv > gone.rv);
  if (back === undefined) return unmet(reason('pod-not-back', { name: gone.name }));
  const isAsked = lookups(world).some(
    (request) => isFound(request) && request.name === FIRST && request.atMs > back.atMs,
  );
  return isAsked ? met(reason('asked-again'), back.rv) : unmet(reason('not-asked-again'));
}

const LOST: SetName = { namespace: 'mysql', set: 'lost' };

/** The pod of the set whose Service was missing was found by its name. */
function foundLost(world: World): Verdict {
  if (setStates(world, LOST).length === 0) return unmet(reason('no-set'));
  const name = `${LOST.set}-0.lost-headless.${LOST.namespace}.svc.cluster.local`;
  const isAsked = lookups(world).some((request) => isFound(request) && request.name === name);
  return isAsked ? met(reason('found')) : unmet(reason('not-found'));
}

/** The Service that was made has an address of its own. */
const lostHasAddress = (world: World): boolean =>
  statesOf<ServiceState>(world, 'Service', (name) => name === 'lost-headless').some(
    ({ metadata, spec }) =>
      metadata.namespace === LOST.namespace && (spec.clusterIP ?? 'None') !== 'None',
  );

/** The names and ports of all members were asked for at once. */
function askedForPorts({ requests }: World): Verdict {
  const isAsked = requests.some(
    (request) =>
      request.what.startsWith('SRV ') &&
      isFound(request) &&
      request.what.replace(/\.$/, '').endsWith(SERVICE),
  );
  return isAsked ? met(reason('ports-asked')) : unmet(reason('ports-not-asked'));
}

/** SRV was asked for by a name that is not the full one, and nothing was found. */
const askedForPortsShort = ({ requests }: World): boolean =>
  requests.some(
    (request) =>
      /^SRV (\S+\.)?mysql-headless(\.mysql(\.svc)?)?\.?$/.test(request.what) && !isFound(request),
  );

const isReady = ({ status }: PodState): boolean =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;

interface Unready {
  readonly sinceMs: number;
  readonly isStill: boolean;
}

/** When `lost-0`, which had been ready, was not ready any more; whether it is so now. */
const unready = (world: World): Unready | undefined =>
  world.fold<Unready | undefined>('unready lost-0', undefined, (known, change) => {
    const { kind, type, object, previous, atMs } = change;
    const { name, namespace, deletionTimestamp } = object.metadata;
    const isIt = name === `${LOST.set}-0` && namespace === LOST.namespace;
    if (kind.kind !== 'Pod' || !isIt || type === 'DELETED') return known;
    const isStill = !isReady(object as unknown as PodState);
    if (known !== undefined) return { ...known, isStill };
    const wasReady = previous !== undefined && isReady(previous as unknown as PodState);
    const isBegun = wasReady && isStill && deletionTimestamp === undefined;
    return isBegun ? { sinceMs: atMs, isStill } : undefined;
  });

/** Lookups of the pod's name since it is not ready, without those that stopped on the way. */
const lookupsOfUnready = (world: World) => {
  const name = `${LOST.set}-0.lost-headless.${LOST.namespace}.svc.cluster.local`;
  const sinceMs = unready(world)?.sinceMs ?? Infinity;
  return lookups(world).filter((request) => request.name === name && request.atMs > sinceMs);
};

/** The name of a pod that is not ready went, and came back when the Service published it. */
function publishedUnready(world: World): Verdict {
  if (unready(world) === undefined) return unmet(reason('still-ready'));
  const asked = lookupsOfUnready(world);
  const gone = asked.findIndex((request) => !isFound(request));
  if (gone < 0) return unmet(reason('name-there'));
  const isBack = asked.slice(gone).some(isFound) && unready(world)?.isStill === true;
  return isBack ? met(reason('published')) : unmet(reason('not-published'));
}

/** The name was asked for too early: DNS still had the answer from before. */
const askedTooEarly = (world: World): boolean =>
  publishedUnready(world).why.code === 'name-there' && lookupsOfUnready(world).length > 0;

/** The pod was made ready again, where the Service was to publish it as it is. */
const madeReadyAgain = (world: World): boolean =>
  unready(world)?.isStill === false && lookupsOfUnready(world).some(isFound);

/** What pod 0 still has of the one before it. */
function whatStays(world: World): string | undefined {
  const moments = podMoments(world, MYSQL.namespace, MYSQL.set);
  const gone = moments.find(({ type, ordinal }) => type === 'gone' && ordinal === 0);
  const back = moments.find(
    ({ type, ordinal, rv }) => type === 'ready' && ordinal === 0 && rv > (gone?.rv ?? Infinity),
  );
  if (back === undefined) return undefined;
  const addresses = statesOf<PodState>(world, 'Pod', (name) => name === back.name).flatMap(
    ({ status }) => status.podIP ?? [],
  );
  return addresses[0] === addresses.at(-1) ? 'both' : 'name';
}

/** Stable names: what DNS says of a headless Service and of each pod behind it. */
export const lesson: Lesson = {
  id: 'statefulsets/stable-names',
  start: 'previous',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'utility',
      check: utilityReady,
      wrongTurns: [
        {
          id: 'default-namespace',
          isTaken: (world) =>
            utilityPods(world).some(({ metadata }) => metadata.namespace === 'default'),
        },
      ],
    },
    {
      id: 'all',
      check: askedForAll,
      wrongTurns: [
        {
          id: 'from-outside',
          isTaken: (world) =>
            lookups(world).some(
              (request) =>
                !isFound(request) && request.name === 'mysql-headless.default.svc.cluster.local',
            ),
        },
      ],
    },
    {
      id: 'one',
      check: connectedToOne,
      wrongTurns: [
        {
          id: 'short-name',
          isTaken: (world) =>
            lookups(world).some(
              (request) =>
                /^mysql-stateful-\d+\.mysql\.svc\./.test(request.name) && !isFound(request),
            ),
        },
      ],
    },
    {
      id: 'ports',
      check: askedForPorts,
      wrongTurns: [{ id: 'short-name', isTaken: askedForPortsShort }],
    },
    {
      id: 'lost',
      check: foundLost,
      wrongTurns: [{ id: 'cluster-ip', isTaken: lostHasAddress }],
    },
    {
      id: 'not-ready',
      check: publishedUnready,
      wrongTurns: [
        { id: 'too-early', isTaken: askedTooEarly },
        { id: 'made-ready', isTaken: madeReadyAgain },
      ],
    },
    {
      id: 'again',
      check: askedAgain,
      wrongTurns: [
        {
          id: 'not-asked',
          isTaken: (world) =>
            deletedPodOfSet(world, MYSQL.namespace, MYSQL.set) &&
            lookups(world).every(({ name }) => !MEMBER.test(name)),
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'short-name',
      said: nameOfShort,
      playOut: {
        isPossible: (world) => utilityReady(world).ok,
        lines: ['kubectl exec -n mysql k8sutils -- nslookup mysql-headless'],
        forMs: 60_000,
      },
    },
    { id: 'what-stays', choices: ['both', 'name', 'nothing'], outcome: whatStays },
  ],
  questions: [
    { id: 'balance', choices: ['service', 'client', 'dns'], right: 'client' },
    { id: 'short', choices: ['search', 'not-ready', 'cache'], right: 'search' },
    { id: 'what-for', choices: ['shard', 'web', 'job'], right: 'shard' },
  ],
};
