import { draftOf, type JsonObject, type Pod, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, type Outcome } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { attached, debugContainer, type Plan, WRITE } from './debug-container.ts';
import { withProfile } from './debug-profiles.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const KEEPS: Readonly<Record<string, string>> = {
  livenessProbe: 'keep-liveness',
  readinessProbe: 'keep-readiness',
  startupProbe: 'keep-startup',
};

function copiedContainer(session: Session, container: JsonObject): JsonObject {
  const gone = PROBES.filter((probe) => !session.flags.bool(KEEPS[probe] as string));
  return Object.fromEntries(Object.entries(container).filter(([key]) => !gone.includes(key)));
}

/** The images of `--set-image`, by container. */
function imagesOf({ flags }: Session): ReadonlyMap<string, string> {
  const pairs = flags.list('set-image');
  return new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.replace(/^[^=]*=/, '')]));
}

/** The containers of a copy: those of the pod, with one changed or one more. */
function copiedContainers(session: Session, pod: JsonObject, plan: Plan): Outcome<JsonObject[]> {
  const images = imagesOf(session);
  const given = (pod.spec as JsonObject).containers as JsonObject[];
  const own = given.map((container): JsonObject => {
    const image = images.get(String(container.name)) ?? images.get('*');
    return { ...copiedContainer(session, container), ...(image === undefined ? {} : { image }) };
  });
  const at = own.findIndex(({ name }) => name === plan.container);
  const before = own[at];
  if (before === undefined) {
    if (plan.image === '') return done(own);
    const made = debugContainer(session, plan, false, {});
    return made.ok ? done([...own, made.value]) : made;
  }
  const { command } = plan;
  const changed = {
    ...before,
    ...(plan.image === '' ? {} : { image: plan.image }),
    ...(command.length === 0 ? {} : { command: [...command] }),
    ...(session.flags.bool('stdin') ? { stdin: true } : {}),
    ...(session.flags.bool('tty') ? { tty: true } : {}),
  };
  own[at] = withProfile(changed, plan.profile, false);
  return done(own);
}

/** Makes a pod like another one, with a debug container or other images. */
export function* copyPod(session: Session, pod: Pod, plan: Plan): Program<Failure | undefined> {
  const { flags, client } = session;
  const draft = draftOf(pod) as unknown as JsonObject;
  const containers = copiedContainers(session, draft, plan);
  if (!containers.ok) return containers.failure;
  const { nodeName, ephemeralContainers: _, initContainers, ...spec } = draft.spec as JsonObject;
  const { labels, annotations } = draft.metadata as JsonObject;
  const name = flags.text('copy-to');
  const isKept = flags.bool('keep-init-containers') && initContainers !== undefined;
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: session.namespace,
      ...(flags.bool('keep-labels') && labels !== undefined ? { labels } : {}),
      ...(flags.bool('keep-annotations') && annotations !== undefined ? { annotations } : {}),
    },
    spec: {
      ...spec,
      ...(isKept ? { initContainers } : {}),
      containers: containers.value,
      ...(flags.bool('share-processes') ? { shareProcessNamespace: true } : {}),
      ...(flags.bool('same-node') && nodeName !== undefined ? { nodeName } : {}),
    },
  };
  if (flags.bool('replace')) {
    const path = pathOf({ kind: pods, namespace: session.namespace, name: pod.metadata.name });
    const options = {
      gracePeriodSeconds: 0,
      propagation: 'Background' as const,
      preconditions: {},
      isDryRun: false,
    };
    const removed = yield* session.call(client.delete(path, options));
    if (!removed.ok) return removed.failure;
  }
  const path = pathOf({ kind: pods, namespace: session.namespace, name: '' });
  const made = yield* session.call(client.create(path, body, WRITE));
  return made.ok ? yield* attached(session, plan, name) : made.failure;
}
