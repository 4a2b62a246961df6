import { cronJobs, draftOf, type JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome, statusFailure } from '../failure.ts';
import { int32Flag, listFlag, textFlag } from '../flags.ts';
import { missingNamespace, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { commandWords, generatorVerb } from './generator.ts';

const RANDOM = 'bcdfghjklmnpqrstvwxz2456789';
const RANDOM_LENGTH = 5;

/**
 * The name of a container made from an image: its last part, without tag; one that had to be
 * changed ends at random. Models sanitizeAndUniquify of pkg/cmd/create.
 */
function containerName({ parts }: Session, image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const name = last.split(/[:@]/)[0] ?? last;
  if (!/[_.]/.test(name)) return name;
  return `${name.replaceAll(/[_.]/g, '-')}-${parts.prng.text(RANDOM_LENGTH, RANDOM)}`;
}

const withCommand = (session: Session): JsonObject => {
  const words = commandWords(session);
  return words.length === 0 ? {} : { command: [...words] };
};

export const createDeploymentVerb = generatorVerb({
  name: 'deployment',
  aliases: ['deploy'],
  summary: 'Create a Deployment',
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  examples: [
    {
      does: 'Three pods of nginx',
      line: 'kubectl create deployment web --image=nginx --replicas=3',
    },
  ],
  flags: [
    listFlag('image', 'The image; several make several containers'),
    int32Flag('port', 'Port that the containers listen on', '-1'),
    { ...int32Flag('replicas', 'How many pods', '1'), short: 'r' },
  ],
  required: ['image'],
  makes: 'apps/v1/Deployment',
  failurePrefix: 'failed to create deployment: ',
  build(session, name) {
    const { flags } = session;
    const images = flags.list('image');
    if (images.length > 1 && commandWords(session).length > 0) {
      return failed(message('cannot specify multiple --image options and command'));
    }
    const port = flags.int('port');
    const labels = { app: name };
    const containers = images.map((image, at) => ({
      name: containerName(session, image),
      image,
      ...withCommand(session),
      ...(at === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    return done({
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name, labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
        strategy: {},
      },
      status: {},
    });
  },
});

function jobFrom(session: Session, name: string, from: string): Outcome<JsonObject> {
  const [word = '', source = ''] = from.split('/');
  const kind = session.client.discovery.kindFor(word);
  if (kind === undefined)
    return failed(message(`the server doesn't have a resource type "${word}"`));
  if (commandWords(session).length > 0) {
    return failed(message('cannot specify --from and command'));
  }
  const got = session.client.get(pathOf({ kind, namespace: session.namespace, name: source }));
  if (!got.ok) {
    return failed(missingNamespace(session, session.namespace, statusFailure(got.status)));
  }
  if (kind !== cronJobs) {
    const type = `*${kind.version}.${kind.kind}`;
    return failed(message(`unknown object type ${type}`));
  }
  const { spec, metadata } = draftOf(got.value) as unknown as {
    spec: {
      jobTemplate: {
        metadata?: { labels?: JsonObject; annotations?: JsonObject };
        spec: JsonObject;
      };
    };
    metadata: { name: string; uid: string };
  };
  const template = spec.jobTemplate;
  const owner = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
  };
  const annotations = {
    ...(template.metadata?.annotations ?? {}),
    'cronjob.kubernetes.io/instantiate': 'manual',
  };
  const labels =
    template.metadata?.labels === undefined ? {} : { labels: template.metadata.labels };
  return done({
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: { name, annotations, ...labels, ownerReferences: [owner] },
    spec: template.spec,
    status: {},
  });
}

export const createJobVerb = generatorVerb({
  name: 'job',
  aliases: [],
  summary: 'Create a Job',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  examples: [
    { does: 'Run one command', line: 'kubectl create job pi --image=busybox:1.36 -- echo 3.14' },
  ],
  flags: [textFlag('image', 'The image'), textFlag('from', 'The CronJob to take the job from')],
  required: [],
  makes: 'batch/v1/Job',
  failurePrefix: 'failed to create job: ',
  build(session, name) {
    const image = session.flags.text('image');
    const from = session.flags.text('from');
    if ((image === '') === (from === '')) {
      return failed(message('either --image or --from must be specified'));
    }
    if (from !== '') return jobFrom(session, name, from);
    const container = { name, image, ...withCommand(session), resources: {} };
    return done({
      kind: 'Job',
      apiVersion: 'batch/v1',
      metadata: { name },
      spec: {
        template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } },
      },
      status: {},
    });
  },
});

export const createCronJobVerb = generatorVerb({
  name: 'cronjob',
  aliases: ['cj'],
  summary: 'Create a CronJob',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  examples: [
    {
      does: 'Every night',
      line: "kubectl create cronjob dump --image=mysql:8.2 --schedule='0 2 * * *' -- mysqldump",
    },
  ],
  flags: [
    textFlag('image', 'The image'),
    textFlag('schedule', 'When to run, as in crontab'),
    textFlag('restart', 'Restart policy: OnFailure or Never'),
  ],
  required: ['image', 'schedule'],
  makes: 'batch/v1/CronJob',
  failurePrefix: 'failed to create cronjob: ',
  build(session, name) {
    const { flags } = session;
    const container = { name, image: flags.text('image'), ...withCommand(session), resources: {} };
    const restartPolicy = flags.text('restart') || 'OnFailure';
    const template = { metadata: {}, spec: { containers: [container], restartPolicy } };
    return done({
      kind: 'CronJob',
      apiVersion: 'batch/v1',
      metadata: { name },
      spec: {
        schedule: flags.text('schedule'),
        jobTemplate: { metadata: { name }, spec: { template } },
      },
      status: {},
    });
  },
});
