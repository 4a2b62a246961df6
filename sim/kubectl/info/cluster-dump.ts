import {
  type AnyKind,
  daemonSets,
  deployments,
  events,
  type JsonObject,
  type KubeObject,
  namespaces as namespaceKind,
  nodes,
  type Pod,
  pods,
  replicaSets,
  services,
} from '../../api/index.ts';
import { type Program, readAll, resolvePath } from '../../kernel/index.ts';
import { type Failure, message, type Outcome } from '../failure.ts';
import { boolFlag, durationFlag, listFlag, textFlag } from '../flags.ts';
import { OUTPUT_FLAGS, type Printer, printerFor } from '../output/printer.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';

// Models kubectl/pkg/cmd/clusterinfo, clusterinfo_dump.go.

/** What is dumped of a namespace, in this order, and the file that it goes to. */
const KINDS: readonly (readonly [file: string, kind: AnyKind | 'ReplicationController'])[] = [
  ['events', events],
  ['replication-controllers', 'ReplicationController'],
  ['services', services],
  ['daemonsets', daemonSets],
  ['deployments', deployments],
  ['replicasets', replicaSets],
  ['pods', pods],
];

/** Writes a part of the dump: to standard output, or to a file below the directory. */
type Sink = (file: string, text: string) => Program<void>;

function sinkFor({ flags, context, out }: Session): Sink {
  const directory = flags.text('output-directory');
  if (directory === '' || directory === '-') {
    return function* print(_, text) {
      yield* out(text);
    };
  }
  return function* write(file, text) {
    const path = resolvePath(context.directory, `${directory}/${file}`);
    path
      .split('/')
      .slice(1, -1)
      .reduce((parent, part) => {
        context.files.makeDirectory(`${parent}/${part}`);
        return `${parent}/${part}`;
      }, '');
    const before = context.files.read(path);
    context.files.write(path, (before.ok ? before.value : '') + text);
  };
}

const list = (name: string, apiVersion: string, version: string, items: JsonObject[]) => ({
  kind: `${name}List`,
  apiVersion,
  metadata: { resourceVersion: version },
  items,
});

/** The items of a list that knows their kind do not say it again. */
const withoutKind = (object: KubeObject): JsonObject => {
  const { kind: _, apiVersion: __, ...rest } = object as unknown as JsonObject;
  return rest;
};

interface Dump {
  readonly session: Session;
  readonly printer: Printer;
  readonly sink: Sink;
  readonly extension: string;
}

function* dumpKind(
  { session, printer, sink, extension }: Dump,
  namespace: string,
  [file, kind]: (typeof KINDS)[number],
): Program<Outcome<readonly KubeObject[]>> {
  const known = typeof kind === 'string' ? undefined : kind;
  const options = { labelSelector: '', fieldSelector: '' };
  // There is no such kind in a simulated cluster: the list of it is empty.
  const listed = yield* session.call(
    session.client.list({ kind: known ?? events, namespace }, options),
  );
  if (!listed.ok) return listed;
  const items = known === undefined ? [] : listed.value.items;
  const version = known === undefined || known.group === '' ? 'v1' : `${known.group}/v1`;
  const name = known?.kind ?? 'ReplicationController';
  const object = list(name, version, listed.value.resourceVersion, items.map(withoutKind));
  const text = printer.print(object);
  if (!text.ok) return text;
  const directory = namespace === '' ? '' : `${namespace}/`;
  yield* sink(`${directory}${file}.${extension}`, text.value);
  return { ok: true, value: items };
}

function* dumpLogs({ session, sink }: Dump, pod: Pod): Program<void> {
  const { name, namespace = '' } = pod.metadata;
  for (const { name: container } of pod.spec.containers) {
    const what = `logs for container ${container} of pod ${namespace}/${name} ====\n`;
    const reader = session.client.logs({
      namespace,
      pod: name,
      container,
      isFollowed: false,
      isPrevious: false,
      tailLines: undefined,
      sinceSeconds: undefined,
      hasTimestamps: false,
    });
    const text = reader.ok
      ? yield* readAll(reader.value)
      : `Create log Reader error: ${reader.status.message}\n`;
    const file = `${namespace}/${name}/logs.txt`;
    yield* sink(file, `==== START ${what}${text}==== END ${what}`);
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = { json: 'json', yaml: 'yaml' };

function* run(session: Session): Program<Failure | undefined> {
  const { flags, client } = session;
  const printer = printerFor(session);
  if (!printer.ok) return printer.failure;
  if (printer.value === undefined) return message('the output format must not be empty');
  const output = flags.text('output');
  if (output === 'name') {
    return message('list types are not supported by name printing: *v1.NodeList');
  }
  const extension = EXTENSIONS[output] ?? 'txt';
  const dump: Dump = { session, printer: printer.value, sink: sinkFor(session), extension };
  const dumped = yield* dumpKind(dump, '', ['nodes', nodes]);
  if (!dumped.ok) return dumped.failure;
  const every = flags.bool('all-namespaces')
    ? client.list({ kind: namespaceKind, namespace: '' }, { labelSelector: '', fieldSelector: '' })
    : undefined;
  const given = flags.list('namespaces');
  const names =
    every?.ok === true
      ? every.value.items.map(({ metadata }) => metadata.name)
      : given.length > 0
        ? given
        : ['kube-system', session.namespace];
  for (const namespace of names) {
    for (const entry of KINDS) {
      const part = yield* dumpKind(dump, namespace, entry);
      if (!part.ok) return part.failure;
      if (entry[1] !== pods) continue;
      for (const pod of part.value) yield* dumpLogs(dump, pod as Pod);
    }
  }
  const directory = flags.text('output-directory');
  if (directory !== '' && directory !== '-') {
    yield* session.out(`Cluster info dumped to ${directory}\n`);
  }
  return undefined;
}

export const clusterDumpVerb: Verb = {
  ...PLAIN_VERB,
  name: 'dump',
  aliases: [],
  summary: 'Print everything that helps to find out what is wrong',
  usage: '[flags]',
  examples: [
    {
      does: 'Of every namespace, into files',
      line: 'kubectl cluster-info dump -A --output-directory=state',
    },
  ],
  flags: [
    ...OUTPUT_FLAGS.map((flag) => (flag.name === 'output' ? { ...flag, value: 'json' } : flag)),
    boolFlag('all-namespaces', 'Of every namespace', 'A'),
    listFlag('namespaces', 'Of these namespaces'),
    textFlag('output-directory', 'Directory to write to; else standard output'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '20s'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
