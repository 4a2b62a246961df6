import {
  allOf,
  claimsKept,
  headlessServiceExists,
  type Lesson,
  met,
  podMoments,
  reachedReady,
  reason,
  type SetName,
  secretHasKeys,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const SECRET_KEYS = ['MYSQL_ROOT_PASSWORD', 'MYSQL_USER', 'MYSQL_PASSWORD'];
/** How the base64 of a text ends whose last character is a line feed. */
const ENDS_WITH_LINE_FEED = /(Cg==|[AQgw]o=|[AEIMQUYcgkosw048]K)$/;

interface SecretState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
}
interface ServiceState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly clusterIP?: string };
}
interface SetState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly serviceName?: string;
    readonly volumeClaimTemplates?: readonly unknown[];
  };
}

const secretsOf = (world: World): readonly SecretState[] =>
  statesOf<SecretState>(world, 'Secret', (name) => name === 'mysql-secret');

const lastSecret = (world: World): SecretState | undefined =>
  secretsOf(world).findLast(({ metadata }) => metadata.namespace === MYSQL.namespace);

const hasLineFeed = (world: World): boolean =>
  Object.values(lastSecret(world)?.data ?? {}).some((value) => ENDS_WITH_LINE_FEED.test(value));

const cleanValues = (world: World): Verdict =>
  hasLineFeed(world) ? unmet(reason('line-feed')) : met(reason('clean-values'));

const DATABASE = 'MYSQL_DATABASE';
/** `shop`, as a Secret says it; with the line feed of `echo`; and as it must not be written. */
const SHOP = 'c2hvcA==';
const SHOP_AND_LINE_FEED = 'c2hvcAo=';
const SHOP_AS_TEXT = 'shop';

const hasDatabase = (world: World, value: string): boolean =>
  secretsOf(world).some(
    ({ metadata, data }) => metadata.namespace === MYSQL.namespace && data?.[DATABASE] === value,
  );

const namesDatabase = (world: World): Verdict =>
  hasDatabase(world, SHOP) ? met(reason('database-named')) : unmet(reason('database-not-named'));

const lastSet = (world: World): SetState | undefined =>
  statesOf<SetState>(world, 'StatefulSet', (name) => name === MYSQL.set).findLast(
    ({ metadata }) => metadata.namespace === MYSQL.namespace,
  );

const namesItsService = (world: World): Verdict => {
  const serviceName = lastSet(world)?.spec.serviceName ?? '';
  return serviceName === 'mysql-headless'
    ? met(reason('service-named'))
    : unmet(reason('service-name', { is: serviceName }));
};

const hasClusterIp = (world: World): boolean =>
  statesOf<ServiceState>(world, 'Service', (name) => name === 'mysql-headless').some(
    ({ spec }) => spec.clusterIP !== undefined && spec.clusterIP !== 'None',
  );

/** The set makes no claims: its pods share a volume, or have none that stays. */
const hasNoTemplates = (world: World): boolean => {
  const set = lastSet(world);
  return set !== undefined && (set.spec.volumeClaimTemplates ?? []).length === 0;
};

/** How the second pod came: when the first was ready, or at the same time. */
const howTheyCame = (world: World): string | undefined => {
  const moments = podMoments(world, MYSQL.namespace, MYSQL.set);
  const second = moments.find(({ type, ordinal }) => type === 'created' && ordinal === 1);
  const first = moments.find(({ type, ordinal }) => type === 'ready' && ordinal === 0);
  if (second === undefined) return undefined;
  return first !== undefined && first.rv < second.rv ? 'one-by-one' : 'at-once';
};

/** The first StatefulSet: Secret, headless Service, the set, and a claim for each pod. */
export const lesson: Lesson = {
  id: 'statefulsets/first-statefulset',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'secret',
      check: (world) =>
        allOf(world, [secretHasKeys(MYSQL.namespace, 'mysql-secret', SECRET_KEYS), cleanValues]),
      wrongTurns: [
        {
          id: 'other-namespace',
          isTaken: (world) =>
            secretsOf(world).some(({ metadata }) => metadata.namespace !== MYSQL.namespace),
        },
        { id: 'line-feed', isTaken: hasLineFeed },
      ],
    },
    {
      id: 'value',
      check: namesDatabase,
      wrongTurns: [
        { id: 'as-text', isTaken: (world) => hasDatabase(world, SHOP_AS_TEXT) },
        { id: 'with-line-feed', isTaken: (world) => hasDatabase(world, SHOP_AND_LINE_FEED) },
      ],
    },
    {
      id: 'service',
      check: headlessServiceExists(MYSQL.namespace, 'mysql-headless'),
      wrongTurns: [{ id: 'cluster-ip', isTaken: hasClusterIp }],
    },
    {
      id: 'set',
      check: (world) => allOf(world, [reachedReady(MYSQL, 3), namesItsService]),
      wrongTurns: [
        {
          id: 'no-secret',
          isTaken: (world) => lastSet(world) !== undefined && lastSecret(world) === undefined,
        },
        {
          id: 'wrong-service',
          isTaken: (world) =>
            lastSet(world) !== undefined && lastSet(world)?.spec.serviceName !== 'mysql-headless',
        },
      ],
    },
    {
      id: 'claims',
      check: claimsKept(MYSQL, 'mysql-data', 3),
      wrongTurns: [{ id: 'shared', isTaken: hasNoTemplates }],
    },
  ],
  predictions: [
    { id: 'how-they-come', choices: ['at-once', 'one-by-one', 'backwards'], outcome: howTheyCame },
  ],
  questions: [
    { id: 'claim-name', choices: ['template', 'pod', 'random'], right: 'template' },
    { id: 'base64', choices: ['secret', 'readable', 'signed'], right: 'readable' },
    { id: 'service-name', choices: ['error', 'names', 'nothing'], right: 'names' },
  ],
};
