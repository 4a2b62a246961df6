import { type AnyKind, type JsonObject, pods, services } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { decodeObject } from '../../schema/index.ts';
import { createObject, makeObject, reportMade } from '../create/generator.ts';
import { done, type Failure, failed, message, type Outcome, usageFailure } from '../failure.ts';
import { arrayFlag, boolFlag, durationFlag, intFlag, optionFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { typed } from '../output/typed.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { attachTo, exitOfPod } from './attached.ts';
import { type DryRun, dryRunOf, SAVE_CONFIG_FLAG, writeFlags } from './common.ts';
import { propagationOf } from './delete.ts';
import { overridden } from './overrides.ts';
import { podTimeoutError } from './pod-choice.ts';
import { RECORD_FLAG } from './record.ts';

const DOMAIN = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\\d+)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

/** What an image may be called. Models distribution/reference. */
export const IMAGE = new RegExp(
  `^(?:${DOMAIN}/)?${PART}(?:/${PART})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const POLICIES = ['Always', 'OnFailure', 'Never'];

function labelsOf(session: Session, name: string): Outcome<Record<string, string>> {
  const text = session.flags.text('labels');
  if (text === '') return done({ run: name });
  const labels: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at < 0) return failed(message(`unexpected label spec: ${pair}`));
    labels[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return done(labels);
}

function containerOf(
  session: Session,
  name: string,
  words: readonly string[],
): Outcome<JsonObject> {
  const { flags } = session;
  const env: JsonObject[] = [];
  for (const pair of flags.list('env').filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (at < 0 || !ENV_NAME.test(key)) return failed(message(`invalid env: ${pair}`));
    env.push({ name: key, ...(value === '' ? {} : { value }) });
  }
  const port = flags.text('port');
  const policy = flags.text('image-pull-policy');
  return done({
    name,
    image: flags.text('image'),
    ...(words.length === 0
      ? {}
      : flags.bool('command')
        ? { command: [...words] }
        : { args: [...words] }),
    ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
    ...(env.length === 0 ? {} : { env }),
    resources: {},
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.bool('stdin')
      ? { stdin: true, ...(flags.bool('leave-stdin-open') ? {} : { stdinOnce: true }) }
      : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
  });
}

/** A pod as it comes out of the real tool's types, or what they cannot hold. */
function asPod(object: JsonObject): Outcome<JsonObject> {
  const decoded = decodeObject(pods, object, 'Ignore', 'json');
  return decoded.ok ? done(typed(object)) : failed(message(decoded.error));
}

function podFor(session: Session, name: string, words: readonly string[]): Outcome<JsonObject> {
  const labels = labelsOf(session, name);
  if (!labels.ok) return labels;
  const container = containerOf(session, name, words);
  if (!container.ok) return container;
  const pairs = session.flags.list('annotations');
  const wrong = pairs.find((pair) => pair.indexOf('=') <= 0);
  if (wrong !== undefined) return failed(message(`invalid annotations format: ${wrong}`));
  const annotations = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const pod: JsonObject = {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      labels: labels.value,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      containers: [container.value],
      restartPolicy: session.flags.text('restart') || 'Always',
      dnsPolicy: 'ClusterFirst',
    },
    status: {},
  };
  const changed = overridden(pods, pod, session);
  return changed.ok ? asPod(changed.value) : changed;
}

function* exposeOf(session: Session, name: string, pod: JsonObject): Program<Failure | undefined> {
  const port = Number(session.flags.text('port'));
  const { labels } = pod.metadata as { labels: Record<string, string> };
  const isLabelled = session.flags.text('labels') !== '';
  const service: JsonObject = {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, ...(isLabelled ? { labels } : {}) },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: labels },
    status: { loadBalancer: {} },
  };
  const failure = yield* createObject(session, services, service, '');
  if (failure === undefined && session.flags.text('output') === 'yaml')
    yield* session.out('---\n---\n');
  return failure;
}

function* removeOne(session: Session, kind: AnyKind, name: string): Program<void> {
  const path = pathOf({ kind, namespace: session.namespace, name });
  const options = {
    gracePeriodSeconds: undefined,
    propagation: 'Background' as const,
    preconditions: {},
    isDryRun: false,
  };
  const removed = session.client.delete(path, options);
  if (removed.ok && !session.flags.bool('quiet'))
    yield* session.out(
      `${kind.kind.toLowerCase()} "${name}" deleted from ${session.namespace} namespace\n`,
    );
}

/** What `--rm` removes: the pod, and the Service that was made for it. */
function* remove(session: Session, name: string): Program<void> {
  yield* removeOne(session, pods, name);
  if (session.flags.bool('expose')) yield* removeOne(session, services, name);
}

/** Whether the output is followed: with an input it is, unless told otherwise. */
const isToBeAttached = ({ flags }: Session): boolean =>
  flags.isSet('attach') ? flags.bool('attach') : flags.bool('stdin');

function refusal(session: Session, dryRun: DryRun): Failure | undefined {
  const { flags } = session;
  const image = flags.text('image');
  if (image === '') return message('--image is required');
  if (!IMAGE.test(image)) {
    return message(`Invalid image name "${image}": invalid reference format`);
  }
  const refuse = (text: string): Failure => usageFailure('run', text);
  if (flags.bool('tty') && !flags.bool('stdin')) {
    return refuse('-i/--stdin is required for containers with -t/--tty=true');
  }
  const port = flags.text('port');
  if (flags.bool('expose') && port === '') {
    return refuse('--port must be set when exposing a service');
  }
  const restart = flags.text('restart');
  if (!['', ...POLICIES].includes(restart)) return refuse(`invalid restart policy: ${restart}`);
  const pull = flags.text('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull)) {
    return refuse(`invalid image pull policy: ${pull}`);
  }
  const isAttached = isToBeAttached(session);
  if (isAttached && dryRun !== 'none') {
    return refuse(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, " +
        '--stdin, or --tty)',
    );
  }
  if (flags.bool('rm') && !isAttached) {
    return refuse('--rm should only be used for attached containers');
  }
  const wrongTimeout = isAttached ? podTimeoutError(session) : '';
  if (wrongTimeout !== '') return refuse(wrongTimeout);
  if (port !== '' && !/^[-+]?\d+$/.test(port)) {
    return message(`strconv.Atoi: parsing "${port}": invalid syntax`);
  }
  return undefined;
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const [name, ...words] = session.args;
  if (name === undefined) {
    return message("NAME is required for run\nSee 'kubectl run -h' for help and examples");
  }
  if (name === '') return message('Parameter: name is required');
  const propagation = propagationOf(flags.text('cascade'));
  if (!propagation.ok) return propagation.failure;
  const refused = refusal(session, dryRun.value);
  if (refused !== undefined) return refused;
  const pod = podFor(session, name, words);
  if (!pod.ok) return pod.failure;
  const isAttached = isToBeAttached(session);
  const made = yield* makeObject(session, pods, pod.value, '');
  if (!made.ok) return made.failure;
  const exposed = flags.bool('expose') ? yield* exposeOf(session, name, pod.value) : undefined;
  if (!isAttached || dryRun.value !== 'none') {
    return (yield* reportMade(session, pods, made.value)) ?? exposed;
  }
  const target = { namespace: session.namespace, pod: name, container: name };
  const limitMs = flags.durationMs('pod-running-timeout');
  const attached = yield* attachTo(session, target, limitMs);
  const isLeft = attached !== undefined || flags.bool('leave-stdin-open');
  const ended = isLeft ? attached : yield* exitOfPod(session, target, limitMs);
  if (flags.bool('rm')) yield* remove(session, name);
  return ended;
}

export const runVerb: Verb = {
  ...PLAIN_VERB,
  required: ['image'],
  name: 'run',
  aliases: [],
  summary: 'Start one pod from an image',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] ' +
    '[--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] ' +
    '[args...]',
  examples: [
    { does: 'Start nginx', line: 'kubectl run web --image=nginx:1.25' },
    {
      does: 'A shell that is gone when it ends',
      line: 'kubectl run -it --rm tmp --image=busybox:1.36 -- sh',
    },
  ],
  flags: [
    ...writeFlags('kubectl-run'),
    ...FILE_FLAGS,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    textFlag('image', 'The image'),
    textFlag('port', 'Port that the container listens on'),
    arrayFlag('env', 'A variable: KEY=value'),
    arrayFlag('annotations', 'An annotation: key=value'),
    textFlag('labels', 'Labels of the pod', 'l'),
    textFlag('restart', 'Always, OnFailure or Never', '', 'Always'),
    textFlag('image-pull-policy', 'When to pull the image'),
    textFlag('overrides', 'JSON that is merged into the pod'),
    textFlag('override-type', 'How it is merged', '', 'merge'),
    boolFlag('command', 'The words after -- are the command, not its arguments'),
    boolFlag('expose', 'Make a Service too; needs --port'),
    boolFlag('stdin', 'Give the command this input', 'i'),
    boolFlag('tty', 'Give the command a terminal', 't'),
    boolFlag('attach', 'Show what the command prints'),
    boolFlag('leave-stdin-open', 'Keep the input open'),
    boolFlag('rm', 'Delete the pod at the end'),
    boolFlag('quiet', 'Print only what the command prints', 'q'),
    boolFlag('privileged', 'Run with every right'),
    textFlag('detach-keys', 'Keys that leave the container', '', 'ctrl-p,ctrl-q'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
    optionFlag('cascade', 'Dependents of what is deleted', 'background', 'background'),
    boolFlag('force', 'Forget what is deleted at once'),
    intFlag('grace-period', 'Seconds that what is deleted gets', '-1'),
    durationFlag('timeout', 'How long to wait for a deletion'),
    boolFlag('wait', 'Wait until what is deleted is gone'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
