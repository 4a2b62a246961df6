import { draftOf, type JsonObject, type Pod, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import {
  attached,
  customized,
  debugContainer,
  envOf,
  type Plan,
  WRITE,
} from './debug-container.ts';
import { withProfile } from './debug-profiles.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const KEEPS: Readonly<Record<string, string>> = {
  livenessProbe: 'keep-liveness',
  readinessProbe: 'keep-readiness',
  startupProbe: 'keep-startup',
};

function copiedContainer(session: Session, container: JsonObject, plan: Plan): JsonObject {
  // The oldest profile leaves the pod as it is.
  if (plan.profile === 'legacy') return container;
  const gone = PROBES.filter((probe) => !session.flags.bool(KEEPS[probe] as string));
  return Object.fromEntries(Object.entries(container).filter(([key]) => !gone.includes(key)));
}

/** The images of `--set-image`, by container. */
function imagesOf({ flags }: Session): ReadonlyMap<string, string> {
  const pairs = flags.list('set-image');
  return new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.replace(/^[^=]*=/, '')]));
}

/** The containers of a copy, and whether one of them is for debugging. */
interface Copied {
  readonly containers: readonly JsonObject[];
  readonly isForDebugging: boolean;
}

/** A container of the pod as the flags want it. */
function changedContainer(session: Session, own: JsonObject, plan: Plan): Outcome<JsonObject> {
  const { flags } = session;
  const { command, image } = plan;
  const { args, ...withoutArgs } = own;
  const isOnlyArgs = flags.bool('arguments-only');
  const base = command.length > 0 && !isOnlyArgs ? withoutArgs : own;
  const env = envOf(session);
  const policy = flags.text('image-pull-policy');
  const changed = {
    ...base,
    ...(image === '' ? {} : { image }),
    ...(command.length === 0 ? {} : { [isOnlyArgs ? 'args' : 'command']: [...command] }),
    ...(env.length === 0 ? {} : { env }),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  return customized(plan, withProfile(changed, plan.profile, false));
}

/** The containers of a copy: those of the pod, with one changed or one more. */
function copiedContainers(session: Session, pod: JsonObject, plan: Plan): Outcome<Copied> {
  const images = imagesOf(session);
  const given = (pod.spec as JsonObject).containers as JsonObject[];
  const withImages = given.map((container): JsonObject => {
    const image = images.get(String(container.name)) ?? images.get('*');
    return image === undefined ? container : { ...container, image };
  });
  const at = withImages.findIndex(({ name }) => name === plan.container);
  if (at < 0 && plan.image === '') {
    if (images.size > 0) return done({ containers: withImages, isForDebugging: false });
    return failed(message('you must specify image when creating new container'));
  }
  const own = withImages.map((container) => copiedContainer(session, container, plan));
  const before = own[at];
  const made =
    before === undefined
      ? debugContainer(session, plan, false, {})
      : changedContainer(session, before, plan);
  if (!made.ok) return made;
  const containers = before === undefined ? [...own, made.value] : own.with(at, made.value);
  return done({ containers, isForDebugging: true });
}

/** What a copy keeps of the metadata; one that is not for debugging keeps all. */
function copiedMetadata(session: Session, pod: JsonObject, isForDebugging: boolean): JsonObject {
  const { labels, annotations } = pod.metadata as JsonObject;
  const keeps = (flag: string): boolean => !isForDebugging || session.flags.bool(flag);
  return {
    name: session.flags.text('copy-to'),
    namespace: session.namespace,
    ...(keeps('keep-labels') && labels !== undefined ? { labels } : {}),
    ...(keeps('keep-annotations') && annotations !== undefined ? { annotations } : {}),
  };
}

/** Makes a pod like another one, with a debug container or other images. */
export function* copyPod(session: Session, pod: Pod, plan: Plan): Program<Failure | undefined> {
  const { flags } = session;
  const draft = draftOf(pod) as unknown as JsonObject;
  const copied = copiedContainers(session, draft, plan);
  if (!copied.ok) return copied.failure;
  const { containers, isForDebugging } = copied.value;
  const { nodeName, ephemeralContainers: _, initContainers, ...spec } = draft.spec as JsonObject;
  const isKept = !isForDebugging || flags.bool('keep-init-containers');
  const share: JsonObject = flags.isSet('share-processes')
    ? { shareProcessNamespace: flags.bool('share-processes') }
    : isForDebugging && plan.profile !== 'legacy' && spec.shareProcessNamespace === undefined
      ? { shareProcessNamespace: true }
      : {};
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: copiedMetadata(session, draft, isForDebugging),
    spec: {
      ...spec,
      ...(isKept && initContainers !== undefined ? { initContainers } : {}),
      containers: [...containers],
      ...share,
      ...(flags.bool('same-node') && nodeName !== undefined ? { nodeName } : {}),
    },
  };
  const path = pathOf({ kind: pods, namespace: session.namespace, name: '' });
  const made = yield* session.call(session.typed.create(path, body, WRITE));
  if (!made.ok) return made.failure;
  if (flags.bool('replace')) {
    const old = pathOf({ kind: pods, namespace: session.namespace, name: pod.metadata.name });
    const options = {
      gracePeriodSeconds: 0,
      propagation: 'Background' as const,
      preconditions: {},
      isDryRun: false,
    };
    const removed = yield* session.call(session.typed.delete(old, options));
    if (!removed.ok) return removed.failure;
  }
  return isForDebugging ? yield* attached(session, plan, flags.text('copy-to')) : undefined;
}
