import { type JsonObject, nodes, type Pod, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, pairsFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, refusedArguments } from '../manifest/files.ts';
import { type Gathered, getObjects, type Info, objectOf } from '../resources.ts';
import { selectionOf } from '../selection.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { customContainer, type Plan } from './debug-container.ts';
import { copyPod } from './debug-copy.ts';
import { containerName } from './debug-names.ts';
import { debugNode } from './debug-node.ts';
import { debugPod } from './debug-pod.ts';
import { profileOf } from './debug-profiles.ts';
import { asPodName } from './pod-choice.ts';
import { IMAGE } from './run.ts';

const targetWords = ({ args, dashAt }: Session): readonly string[] =>
  dashAt < 0 ? args : args.slice(0, dashAt);

const commandOf = ({ args, dashAt }: Session): readonly string[] =>
  dashAt < 0 ? [] : args.slice(dashAt);

const INCOMPATIBLE = '--target is incompatible with --copy-to. Use --share-processes instead.';
const POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

/** Why the flags cannot be used to copy a pod, or without doing so; '' when they can. */
function copyError(session: Session): string {
  const { flags } = session;
  const image = flags.text('image');
  const images = flags.list('set-image');
  if (flags.text('copy-to') === '') {
    const alone = ['replace', 'same-node'].find((name) => flags.bool(name));
    if (alone !== undefined) return `--${alone} may only be used with --copy-to.`;
    if (images.length > 0) return '--set-image may only be used with --copy-to.';
    return image === '' ? 'you must specify --image when not using --copy-to.' : '';
  }
  const hasCommand = commandOf(session).length > 0;
  if (image !== '') return '';
  if (images.length === 0 && !hasCommand) {
    return 'you must specify --image, --set-image or command arguments.';
  }
  return hasCommand && flags.text('container') === ''
    ? 'you must specify an existing container or a new image when specifying args.'
    : '';
}

/** Why the images and names cannot be used; '' when they can. */
function imagesError(session: Session): string {
  const { flags } = session;
  const image = flags.text('image');
  if (image !== '' && !IMAGE.test(image)) {
    return `invalid image name "${image}": invalid reference format`;
  }
  if (targetWords(session).length === 0 && flags.list('filename').length === 0) {
    return 'NAME or filename is required for debug';
  }
  const policy = flags.text('image-pull-policy');
  if (!POLICIES.includes(policy)) return `invalid image pull policy: ${policy}`;
  for (const pair of flags.list('set-image')) {
    const [name = ''] = pair.split('=');
    const own = pair.slice(name.length + 1);
    if (!IMAGE.test(own)) {
      return `invalid image name "${own}" for container "${name}": invalid reference format`;
    }
  }
  return '';
}

const UNCHANGEABLE = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'];

/** Refuses flags that cannot be used, in the order of the real tool's checks. */
function* refusal(session: Session, custom: JsonObject | undefined): Program<string> {
  const { flags } = session;
  const first = copyError(session) || imagesError(session);
  if (first !== '') return first;
  const target = flags.text('target');
  if (target !== '') {
    if (flags.text('copy-to') !== '') return INCOMPATIBLE;
    if (!flags.bool('quiet')) {
      yield* session.out(
        `Targeting container "${target}". If you don't see processes from this container it may ` +
          "be because the container runtime doesn't support this feature.\n",
      );
    }
  }
  if (flags.bool('tty') && !flags.bool('stdin')) {
    return '-i/--stdin is required for containers with -t/--tty=true';
  }
  if (custom !== undefined && UNCHANGEABLE.some((field) => field in custom)) {
    return 'name, command, image, lifecycle and volume devices are not modifiable via custom profile';
  }
  if (flags.text('profile') === 'legacy') yield* session.err(`${LEGACY}\n`);
  return '';
}

const LEGACY =
  '--profile=legacy is deprecated and planned to be removed in v1.39. It is recommended to ' +
  'specify other profile, for example "--profile=general".';

/** What is to be debugged: the objects of files, or those of names. */
function* targetsOf(session: Session): Program<Gathered | Failure> {
  if (session.flags.list('filename').length > 0) {
    const refused = refusedArguments(session, targetWords(session).map(asPodName));
    if (refused !== undefined) return refused;
    return yield* gatherTargets(session, [], { ...DEFAULT_RULES, nothing: '' });
  }
  const selection = selectionOf(session, targetWords(session).map(asPodName));
  if (!selection.ok) return selection.failure;
  const objects = selection.value.type === 'objects' ? selection.value.objects : [];
  const infos: Info[] = [];
  for (const object of objects) {
    const one = yield* getObjects(session, [object]);
    // The first that is not there ends it.
    if (one.failures.length > 0) return { infos, failures: one.failures };
    infos.push(...one.infos);
  }
  return { infos, failures: [] };
}

function* debugOne(session: Session, info: Info, plan: Plan): Program<Failure | undefined> {
  const { kind, name } = info;
  if (kind === nodes) return yield* debugNode(session, name, plan);
  if (kind !== pods) {
    const group = `${kind.group}/${kind.version}`;
    return message(`"${group}, Kind=${kind.kind}" not supported by debug`);
  }
  const pod = objectOf(info) as Pod;
  const isNew = plan.image !== '';
  const container = isNew ? yield* containerName(session, 'debugger') : plan.container;
  const own = { ...plan, container };
  return session.flags.text('copy-to') === ''
    ? yield* debugPod(session, pod, own)
    : yield* copyPod(session, pod, own);
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const profile = profileOf(flags.text('profile'));
  if (profile === undefined) return message(`unknown profile: ${flags.text('profile')}`);
  const custom = customContainer(session);
  if (!custom.ok) return custom.failure;
  const refused = yield* refusal(session, custom.value);
  if (refused !== '') return message(refused);
  const plan: Plan = {
    image: flags.text('image'),
    container: flags.text('container'),
    command: commandOf(session),
    profile,
    isAttached: flags.isSet('attach') ? flags.bool('attach') : flags.bool('stdin'),
    custom: custom.value,
  };
  const targets = yield* targetsOf(session);
  if ('type' in targets) return targets;
  for (const info of targets.infos) {
    const failure = yield* debugOne(session, info, plan);
    if (failure !== undefined) return failure;
  }
  return targets.failures[0];
}

export const debugVerb: Verb = {
  ...PLAIN_VERB,
  name: 'debug',
  aliases: [],
  summary: 'Add a container for debugging to a pod, copy the pod, or look at a node',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
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
    pairsFlag('env', 'A variable: KEY=value'),
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
    pairsFlag('set-image', 'With --copy-to: a container and its image, name=image'),
    boolFlag('share-processes', 'With --copy-to: containers see each other', '', 'true'),
    boolFlag('stdin', 'Give the container this input', 'i'),
    textFlag('target', 'Container whose processes are to be seen'),
    boolFlag('tty', 'Its input is a terminal', 't'),
  ],
  verbs: [],
  run,
};
