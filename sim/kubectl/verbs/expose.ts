import {
  type AnyKind,
  draftOf,
  type Json,
  type JsonObject,
  pods,
  services,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { makeObject } from '../create/generator.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import type { Info } from '../resources.ts';
import type { Session } from '../session.ts';
import { podSpecOf } from '../set/pod-spec.ts';
import { containersOf } from '../set/template.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { dryRunOf, reportFor, SAVE_CONFIG_FLAG, writeFlags } from './common.ts';
import { overridden } from './overrides.ts';
import { RECORD_FLAG } from './record.ts';

type Labels = Record<string, string>;

const field = (object: JsonObject, name: string): JsonObject => (object[name] ?? {}) as JsonObject;

/** Models polymorphichelpers canBeExposed. */
const EXPOSED = new Set(['Service', 'ReplicationController', 'Pod', 'Deployment', 'ReplicaSet']);

const nameOfKind = ({ kind, group }: AnyKind): string => (group === '' ? kind : `${kind}.${group}`);

const CANNOT_SELECT = "couldn't retrieve selectors via --selector flag or introspection";
/** Kinds whose selectors are labels alone. */
const WITH_MAPS = new Set(['Service', 'ReplicationController']);
const SELECTED = new Set(['Deployment', 'ReplicaSet']);

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** The labels that select the pods of an object. Models MapBasedSelectorForObject. */
function selectorOf({ kind, object }: Info): Outcome<Labels> {
  const refuse = (reason: string) => failed(message(`${CANNOT_SELECT}: ${reason}`));
  const spec = field(object, 'spec');
  if (kind === pods) {
    const labels = field(object, 'metadata').labels as Labels | undefined;
    return labels === undefined
      ? refuse('the pod has no labels and cannot be exposed')
      : done(labels);
  }
  const isMap = WITH_MAPS.has(kind.kind);
  const selector = (isMap ? spec.selector : field(spec, 'selector').matchLabels) as
    | Labels
    | undefined;
  if (selector === undefined) {
    const what = kind.kind.toLowerCase();
    return refuse(
      SELECTED.has(kind.kind)
        ? `invalid ${what}: no selectors, therefore cannot be exposed`
        : 'the service has no pod selector set',
    );
  }
  const expressions = field(spec, 'selector').matchExpressions as Requirement[] | undefined;
  if (isMap || expressions === undefined) return done(selector);
  const shown = expressions.map(
    ({ key, operator, values = [] }) =>
      `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`,
  );
  return refuse(
    `couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`,
  );
}

/** Labels of a flag. Models ParseLabels of kubectl's pkg/generate. */
function parseLabels(text: string): Outcome<Labels> {
  const labels: Labels = {};
  for (const pair of text.split(',')) {
    const parts = pair.split('=');
    const [key = '', value = ''] = parts;
    if (parts.length !== 2) return failed(message(`unexpected label spec: ${pair}`));
    labels[key] = value;
  }
  return done(labels);
}

interface PortChoice {
  readonly port: number;
  readonly protocol: string;
}

/** The ports that an object has itself. */
function ownPorts({ kind, object }: Info): PortChoice[] {
  if (kind === services) {
    const ports = (field(object, 'spec').ports ?? []) as { port: number; protocol?: string }[];
    return ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  const spec = podSpecOf(kind, object);
  const containers = spec === undefined ? [] : containersOf(spec);
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}

function portsOf({ flags }: Session, info: Info): Outcome<JsonObject[]> {
  const own = ownPorts(info);
  const given = flags.text('port') === '' ? [] : flags.text('port').split(',');
  const wrong = given.find((text) => !/^[-+]?\d+$/.test(text));
  if (wrong !== undefined) {
    return failed(message(`strconv.Atoi: parsing "${wrong}": invalid syntax`));
  }
  const choices =
    given.length === 0 ? own : given.map((text) => ({ port: Number(text), protocol: '' }));
  if (choices.length === 0)
    return failed(message("couldn't find port via --port flag or introspection"));
  const target = flags.text('target-port');
  return done(
    choices.map(({ port, protocol }, i) => {
      const known = own.find((one) => one.port === port)?.protocol ?? 'TCP';
      const targetPort: Json =
        target === '' ? port : /^\d+$/.test(target) ? Number(target) : target;
      return {
        ...(choices.length > 1 ? { name: `port-${i + 1}` } : {}),
        protocol: flags.text('protocol') || protocol || known,
        port,
        targetPort,
      };
    }),
  );
}

function serviceFor(session: Session, info: Info, selector: Labels): Outcome<JsonObject> {
  const { flags } = session;
  const ports = portsOf(session, info);
  if (!ports.ok) return ports;
  const labels = flags.text('labels');
  const own = field(info.object, 'metadata').labels as Labels | undefined;
  const wanted = labels === '' ? done(own) : parseLabels(labels);
  if (!wanted.ok) return wanted;
  const shown = wanted.value;
  const affinity = flags.text('session-affinity');
  if (!['', 'None', 'ClientIP'].includes(affinity)) {
    return failed(message(`unknown session affinity: ${affinity}`));
  }
  const text = (name: string, key: string): JsonObject =>
    flags.text(name) === '' ? {} : { [key]: flags.text(name) };
  const external = flags.text('external-ip');
  return done({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: flags.text('name') || info.name,
      ...(shown === undefined ? {} : { labels: draftOf(shown) }),
    },
    spec: {
      ports: ports.value,
      selector: draftOf(selector),
      ...text('cluster-ip', 'clusterIP'),
      ...text('type', 'type'),
      ...(external === '' ? {} : { externalIPs: [external] }),
      ...text('session-affinity', 'sessionAffinity'),
      ...(flags.text('type') === 'LoadBalancer' ? text('load-balancer-ip', 'loadBalancerIP') : {}),
    },
    status: { loadBalancer: {} },
  });
}

function* run(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const found = yield* gatherTargets(session, session.args, {
    ...DEFAULT_RULES,
    isNamed: true,
    areFilesEnough: true,
  });
  if ('type' in found) return found;
  const failures: Failure[] = [];
  const given = session.flags.text('selector');
  let known = given === '' ? undefined : parseLabels(given);
  for (const info of found.infos) {
    if (!EXPOSED.has(info.kind.kind)) {
      failures.push(message(`cannot expose a ${nameOfKind(info.kind)}`));
      continue;
    }
    // The real tool keeps the first selector that it finds for all that follow.
    const selector = known ?? selectorOf(info);
    if (selector.ok) known = selector;
    const service = selector.ok ? serviceFor(session, info, selector.value) : selector;
    const body = service.ok ? overridden(services, service.value, session) : service;
    const made = body.ok ? yield* makeObject(session, services, body.value, '') : body;
    const { name = '' } = (made.ok ? made.value.metadata : {}) as { name?: string };
    const failure = made.ok
      ? yield* report.value({ kind: services, name }, made.value, 'exposed')
      : made.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather([...failures, ...found.failures]);
}

export const exposeVerb: Verb = {
  ...PLAIN_VERB,
  name: 'expose',
  aliases: [],
  summary: 'Make a Service for the pods of an object',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] ' +
    '[--target-port=number-or-name] [--name=name] ' +
    '[--external-ip=external-ip-of-service] [--type=type]',
  examples: [
    { does: 'A Service for a deployment', line: 'kubectl expose deployment web --port=80' },
  ],
  flags: [
    ...writeFlags('kubectl-expose'),
    ...FILE_FLAGS,
    SAVE_CONFIG_FLAG,
    RECORD_FLAG,
    textFlag('port', 'The port of the Service'),
    textFlag('target-port', 'The port of the pods, by number or name'),
    textFlag('protocol', 'TCP, UDP or SCTP'),
    textFlag('name', 'The name of the Service'),
    textFlag('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName'),
    textFlag('selector', 'Labels of the pods, instead of those of the object'),
    textFlag('labels', 'Labels of the Service', 'l'),
    textFlag('cluster-ip', 'The address of the Service, or None'),
    textFlag('external-ip', 'An address outside the cluster'),
    textFlag('load-balancer-ip', 'The address of the load balancer'),
    textFlag('session-affinity', 'None or ClientIP'),
    textFlag('overrides', 'JSON that is merged into the Service'),
    textFlag('override-type', 'How it is merged: json, merge or strategic', '', 'merge'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
