import { draftOf, type JsonObject, nodes, type Pod, pods } from '../../api/index.ts';
import { type Program, resolvePath } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { parseYaml } from '../manifest/yaml.ts';
import { getObjects, type Info, objectOf, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { attachTo } from './attached.ts';
import {
  hasHostFiles,
  hostFieldsOf,
  type ProfileName,
  profileOf,
  withProfile,
} from './debug-profiles.ts';
import { mergeJson } from './overrides.ts';
import { podSelection } from './pod-choice.ts';
import { IMAGE } from './run.ts';

const RANDOM = 'bcdfghjklmnpqrstvwxz2456789';
const RANDOM_LENGTH = 5;
const MANAGER = 'kubectl-debug';
/** How long the real tool waits for a debug container. */
const START_LIMIT_MS = 300_000;

/** What the flags say about the container that is made. */
interface Plan {
  readonly image: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly profile: ProfileName;
  readonly isAttached: boolean;
}

const random = ({ parts }: Session): string => parts.prng.text(RANDOM_LENGTH, RANDOM);

const commandOf = ({ args, dashAt }: Session): readonly string[] =>
  dashAt < 0 ? [] : args.slice(dashAt);

/** Why the flags cannot go together; undefined when they can. */
function refusal(session: Session): Failure | undefined {
  const { flags } = session;
  const image = flags.text('image');
  const isCopy = flags.text('copy-to') !== '';
  const images = flags.list('set-image');
  for (const name of ['replace', 'same-node']) {
    if (!isCopy && flags.bool(name)) return message(`--${name} may only be used with --copy-to.`);
  }
  if (!isCopy && images.length > 0) return message('--set-image may only be used with --copy-to.');
  if (!isCopy && image === '') {
    return message('you must specify --image when not using --copy-to.');
  }
  if (isCopy && image === '' && images.length === 0 && commandOf(session).length === 0) {
    return message('you must specify --image, --set-image or command arguments.');
  }
  if (isCopy && flags.text('target') !== '') {
    return message('--target is incompatible with --copy-to. Use --share-processes instead.');
  }
  if (image !== '' && !IMAGE.test(image)) {
    return message(`invalid image name "${image}": invalid reference format`);
  }
  if (flags.bool('tty') && !flags.bool('stdin')) {
    return message('-i/--stdin is required for containers with -t/--tty=true');
  }
  const profile = flags.text('profile');
  return profileOf(profile) === undefined ? message(`unknown profile: ${profile}`) : undefined;
}

/** The fields of `--custom`, merged into the container that is made. */
function customized(session: Session, container: JsonObject): Outcome<JsonObject> {
  const path = session.flags.text('custom');
  if (path === '') return done(container);
  const file = session.context.files.read(resolvePath(session.context.directory, path));
  if (!file.ok) return failed(message(`open ${path}: no such file or directory`));
  const parsed = parseYaml(file.value);
  return parsed.ok
    ? done(mergeJson(container, parsed.value) as JsonObject)
    : failed(message(`unable to parse ${path}: ${parsed.error}`));
}

function debugContainer(
  session: Session,
  plan: Plan,
  isNode: boolean,
  extra: JsonObject,
): Outcome<JsonObject> {
  const { flags } = session;
  const env = flags.list('env').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
  const policy = flags.text('image-pull-policy');
  const { command } = plan;
  const container: JsonObject = {
    name: plan.container,
    image: plan.image,
    ...(command.length === 0
      ? {}
      : flags.bool('arguments-only')
        ? { args: [...command] }
        : { command: [...command] }),
    ...(env.length === 0 ? {} : { env }),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    resources: {},
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    terminationMessagePolicy: 'File',
    ...extra,
  };
  return customized(session, withProfile(container, plan.profile, isNode));
}

function* named(session: Session, prefix: string): Program<string> {
  const given = session.flags.text('container');
  if (given !== '') return given;
  const name = `${prefix}-${random(session)}`;
  if (!session.flags.bool('quiet')) {
    yield* session.out(`Defaulting debug container name to ${name}.\n`);
  }
  return name;
}

function* attached(session: Session, plan: Plan, pod: string): Program<Failure | undefined> {
  if (!plan.isAttached) return undefined;
  return yield* attachTo(session, {
    namespace: session.namespace,
    pod,
    container: plan.container,
    words: plan.command,
    limitMs: START_LIMIT_MS,
  });
}

const WRITE = { fieldManager: MANAGER, isDryRun: false, fieldValidation: 'Ignore' as const };

/** Adds an ephemeral container to a pod that runs. */
function* debugPod(session: Session, pod: Pod, plan: Plan): Program<Failure | undefined> {
  const target = session.flags.text('target');
  if (target !== '' && !session.flags.bool('quiet')) {
    yield* session.out(
      `Targeting container "${target}". If you don't see processes from this container it may ` +
        "be because the container runtime doesn't support this feature.\n",
    );
  }
  const extra = target === '' ? {} : { targetContainerName: target };
  const made = debugContainer(session, plan, false, extra);
  if (!made.ok) return made.failure;
  const own = (pod.spec.ephemeralContainers ?? []) as unknown as JsonObject[];
  const body: JsonObject = { spec: { ephemeralContainers: [...own, made.value] } };
  const { name } = pod.metadata;
  const path = pathOf({ kind: pods, namespace: session.namespace, name }, 'ephemeralcontainers');
  const patch = { type: 'merge' as const, body, isForced: false };
  const patched = yield* session.call(session.client.patch(path, patch, WRITE));
  return patched.ok ? yield* attached(session, plan, name) : patched.failure;
}

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
  const pairs = flags.list('set-image').flatMap((word) => word.split(','));
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
function* copyPod(session: Session, pod: Pod, plan: Plan): Program<Failure | undefined> {
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

/** Makes a pod on a node, with the node's files below /host. */
function* debugNode(session: Session, node: string, plan: Plan): Program<Failure | undefined> {
  const name = `node-debugger-${node}-${random(session)}`;
  const container = plan.container === '' ? 'debugger' : plan.container;
  const hasFiles = hasHostFiles(plan.profile);
  const mounts = { volumeMounts: [{ mountPath: '/host', name: 'host-root' }] };
  const own = { ...plan, container };
  const made = debugContainer(session, own, true, hasFiles ? mounts : {});
  if (!made.ok) return made.failure;
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: session.namespace,
      labels: { 'app.kubernetes.io/managed-by': MANAGER },
    },
    spec: {
      containers: [made.value],
      ...hostFieldsOf(plan.profile),
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      ...(hasFiles ? { volumes: [{ name: 'host-root', hostPath: { path: '/' } }] } : {}),
    },
  };
  if (!session.flags.bool('quiet')) {
    yield* session.out(
      `Creating debugging pod ${name} with container ${container} on node ${node}.\n`,
    );
  }
  const path = pathOf({ kind: pods, namespace: session.namespace, name: '' });
  const created = yield* session.call(session.client.create(path, body, WRITE));
  return created.ok ? yield* attached(session, own, name) : created.failure;
}

function* targetOf(session: Session): Program<Outcome<Info>> {
  const { args, dashAt } = session;
  const words = dashAt < 0 ? args : args.slice(0, dashAt);
  const selection = podSelection(session, words.slice(0, 1));
  if (!selection.ok) return selection;
  if (selection.value.type !== 'objects') {
    return failed(message('NAME or TYPE/NAME is required for debug'));
  }
  const { infos, failures } = yield* getObjects(session, selection.value.objects);
  const [info] = infos;
  return info === undefined ? failed(failures[0] as Failure) : done(info);
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const refused = refusal(session);
  if (refused !== undefined) return refused;
  const target = yield* targetOf(session);
  if (!target.ok) return target.failure;
  const { kind, name } = target.value;
  const isAttached = flags.isSet('attach') ? flags.bool('attach') : flags.bool('stdin');
  const plan: Plan = {
    image: flags.text('image'),
    container: flags.text('container'),
    command: commandOf(session),
    profile: profileOf(flags.text('profile')) as ProfileName,
    isAttached,
  };
  if (kind === nodes) return yield* debugNode(session, name, plan);
  if (kind !== pods) {
    const group = `${kind.group}/${kind.version}`;
    return message(`"${group}, Kind=${kind.kind}" not supported by debug`);
  }
  const pod = objectOf(target.value) as Pod;
  const isNew = plan.image !== '';
  const container = isNew ? yield* named(session, 'debugger') : plan.container;
  const own = { ...plan, container };
  return flags.text('copy-to') === ''
    ? yield* debugPod(session, pod, own)
    : yield* copyPod(session, pod, own);
}

export const debugVerb: Verb = {
  name: 'debug',
  aliases: [],
  summary: 'Add a container for debugging to a pod, copy the pod, or look at a node',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args…] ]',
  examples: [
    { does: 'A shell beside a pod', line: 'kubectl debug -it mysql-0 --image=busybox:1.36' },
    {
      does: 'A copy of a pod with another image',
      line: 'kubectl debug web-0 --copy-to=web-debug --set-image=*=nginx:1.26',
    },
    { does: 'A shell on a node', line: 'kubectl debug node/node-1 -it --image=busybox:1.36' },
  ],
  flags: [
    ...FILE_FLAGS.filter(({ name }) => name === 'filename'),
    boolFlag('arguments-only', 'The words after -- are arguments, not the command'),
    boolFlag('attach', 'Show what the container prints; follows -i'),
    textFlag('container', 'Name of the debug container', 'c'),
    textFlag('copy-to', 'Make a copy of the pod with this name'),
    textFlag('custom', 'File with fields of the container'),
    arrayFlag('env', 'A variable: KEY=value'),
    textFlag('image', 'The image of the container'),
    textFlag('image-pull-policy', 'When to pull the image'),
    boolFlag('keep-annotations', 'The copy keeps the annotations'),
    boolFlag('keep-init-containers', 'The copy keeps the init containers', '', 'true'),
    boolFlag('keep-labels', 'The copy keeps the labels'),
    boolFlag('keep-liveness', 'The copy keeps the liveness probes'),
    boolFlag('keep-readiness', 'The copy keeps the readiness probes'),
    boolFlag('keep-startup', 'The copy keeps the startup probes'),
    textFlag('profile', 'general, baseline, restricted, netadmin or sysadmin', '', 'general'),
    boolFlag('quiet', 'Print no information', 'q'),
    boolFlag('replace', 'With --copy-to: delete the pod'),
    boolFlag('same-node', 'With --copy-to: the copy runs on the same node'),
    arrayFlag('set-image', 'With --copy-to: a container and its image, name=image'),
    boolFlag('share-processes', 'With --copy-to: containers see each other', '', 'true'),
    boolFlag('stdin', 'Give the container this input', 'i'),
    textFlag('target', 'Container whose processes are to be seen'),
    boolFlag('tty', 'Its input is a terminal', 't'),
  ],
  verbs: [],
  run,
};
