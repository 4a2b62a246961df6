import { nodes, type Pod, pods } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { getObjects, type Info, objectOf } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import type { Plan } from './debug-container.ts';
import { copyPod } from './debug-copy.ts';
import { containerName } from './debug-names.ts';
import { debugNode } from './debug-node.ts';
import { debugPod } from './debug-pod.ts';
import { type ProfileName, profileOf } from './debug-profiles.ts';
import { podSelection } from './pod-choice.ts';
import { IMAGE } from './run.ts';

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
  const container = isNew ? yield* containerName(session, 'debugger') : plan.container;
  const own = { ...plan, container };
  return flags.text('copy-to') === ''
    ? yield* debugPod(session, pod, own)
    : yield* copyPod(session, pod, own);
}

export const debugVerb: Verb = {
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
