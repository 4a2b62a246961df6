import {
  type Lesson,
  met,
  reason,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

interface ServiceState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
  };
}

const services = (world: World): readonly ServiceState[] =>
  statesOf<ServiceState>(world, 'Service', (name) => name === 'web').filter(
    ({ metadata }) => metadata.namespace === 'default',
  );

function serviceExists(world: World): Verdict {
  const isThere = services(world).some(({ spec }) => spec.selector?.app === 'web');
  return isThere ? met(reason('service-there')) : unmet(reason('service-not-there'));
}

const answers = ({ requests }: World) =>
  requests.filter(
    ({ protocol, host, outcome, from }) =>
      protocol === 'http' && outcome === 'ok' && from.pod !== '' && /^web(\.|$)/.test(host),
  );

function asked(world: World): Verdict {
  return answers(world).length > 0 ? met(reason('asked')) : unmet(reason('not-asked'));
}

/** Which pods answered after several requests. */
function whoAnswered(world: World): string | undefined {
  const pods = answers(world).map(({ pod }) => pod);
  if (new Set(pods).size > 1) return 'several';
  return pods.length >= 10 ? 'one' : undefined;
}

/** A Service gives pods without names one name and one address. */
export const lesson: Lesson = {
  id: 'deployments/service',
  start: 'previous',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'expose',
      check: serviceExists,
      wrongTurns: [
        {
          id: 'selects-nothing',
          isTaken: (world) => {
            const last = services(world).at(-1);
            return last !== undefined && last.spec.selector?.app !== 'web';
          },
        },
      ],
    },
    { id: 'ask', check: asked, wrongTurns: [] },
  ],
  predictions: [{ id: 'who', choices: ['one', 'several', 'all'], outcome: whoAnswered }],
  questions: [
    { id: 'headless', choices: ['load', 'member', 'speed'], right: 'member' },
    { id: 'none-ready', choices: ['waits', 'refused', 'old'], right: 'refused' },
  ],
};
