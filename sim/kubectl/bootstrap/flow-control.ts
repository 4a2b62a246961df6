import type { JsonObject, KubeObject } from '../../api/index.ts';
import { newObject } from './new-object.ts';

const API_VERSION = 'flowcontrol.apiserver.k8s.io/v1';
const MARKS = { annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' } };

/**
 * A level a line: its name, shares, percent that may be lent, and queues, hand size and length of
 * a queue; one without queues rejects. Models apiserver/pkg/apis/flowcontrol/bootstrap.
 */
const LEVELS = `
catch-all 5 0
global-default 20 50 128 6 50
leader-election 10 0 16 4 50
node-high 40 25 64 6 50
system 30 33 64 6 50
workload-high 40 50 128 6 50
workload-low 100 90 128 6 50`;

const EVERYTHING = 'all @*|*';
const OF_MANAGERS = 'user:kube-controller-manager user:kube-scheduler sa:*';

/**
 * A schema a line: its name, level and precedence, by what its flows differ, whom it is about, and
 * the rules: `GROUPS|RESOURCES|VERBS` (`nodes` besides when it is not only about namespaces), or
 * `@PATHS|VERBS`.
 */
const SCHEMAS = `
exempt exempt 1 - ; group:masters ; ${EVERYTHING}
probes exempt 2 - ; group:unauthenticated group:authenticated ; @/healthz,/readyz,/livez|get
system-leader-election leader-election 100 ByUser ; ${OF_MANAGERS} ; coordination.k8s.io|leases|get,create,update
endpoint-controller workload-high 150 ByUser ; user:kube-controller-manager sa:endpoint-controller sa:endpointslicemirroring-controller ; -|endpoints|get,create,update
workload-leader-election leader-election 200 ByUser ; sa:* ; -|endpoints,configmaps|get,create,update coordination.k8s.io|leases|get,create,update
system-node-high node-high 400 ByUser ; group:nodes ; -|nodes,nodes/status|*|cluster coordination.k8s.io|leases|*
system-nodes system 500 ByUser ; group:nodes ; ${EVERYTHING}
kube-controller-manager workload-high 800 ByNamespace ; user:kube-controller-manager ; ${EVERYTHING}
kube-scheduler workload-high 800 ByNamespace ; user:kube-scheduler ; ${EVERYTHING}
kube-system-service-accounts workload-high 900 ByNamespace ; sa:* ; ${EVERYTHING}
service-accounts workload-low 9000 ByUser ; group:serviceaccounts ; ${EVERYTHING}
global-default global-default 9900 ByUser ; group:unauthenticated group:authenticated ; ${EVERYTHING}
catch-all catch-all 10000 ByUser ; group:unauthenticated group:authenticated ; ${EVERYTHING}`;

const linesOf = (text: string): string[] => text.trim().split('\n');

function levelOf(line: string): KubeObject {
  const [name = '', shares, lent, queues, handSize, queueLengthLimit] = line.split(' ');
  const limitResponse =
    queues === undefined
      ? { type: 'Reject' }
      : {
          queuing: {
            handSize: Number(handSize),
            queueLengthLimit: Number(queueLengthLimit),
            queues: Number(queues),
          },
          type: 'Queue',
        };
  const limited = {
    lendablePercent: Number(lent),
    limitResponse,
    nominalConcurrencyShares: Number(shares),
  };
  return levelObject(name, { limited, type: 'Limited' });
}

const levelObject = (name: string, spec: JsonObject): KubeObject =>
  newObject(API_VERSION, 'PriorityLevelConfiguration', '', name, { spec, status: {} }, MARKS);

function subjectOf(word: string): JsonObject {
  const at = word.indexOf(':');
  const [kind, name] = [word.slice(0, at), word.slice(at + 1)];
  if (kind === 'group') return { kind: 'Group', group: { name: `system:${name}` } };
  if (kind === 'user') return { kind: 'User', user: { name: `system:${name}` } };
  return { kind: 'ServiceAccount', serviceAccount: { name, namespace: 'kube-system' } };
}

function resourceRuleOf(word: string): JsonObject {
  const [groups = '', resources = '', verbs = '', scope] = word.split('|');
  return {
    apiGroups: [groups === '-' ? '' : groups],
    ...(scope === undefined ? {} : { clusterScope: true }),
    namespaces: ['*'],
    resources: resources.split(','),
    verbs: verbs.split(','),
  };
}

function pathRuleOf(word: string): JsonObject {
  const [paths = '', verbs = ''] = word.slice(1).split('|');
  return { nonResourceURLs: paths.split(','), verbs: verbs.split(',') };
}

function schemaOf(line: string, time: string): KubeObject {
  const [head = '', subjects = '', rules = ''] = line.split(' ; ');
  const [name = '', level = '', precedence, method = '-'] = head.split(' ');
  const words = rules.split(' ').map((word) => (word === 'all' ? '*|*|*|cluster' : word));
  const resourceRules = words.filter((word) => !word.startsWith('@')).map(resourceRuleOf);
  const nonResourceRules = words.filter((word) => word.startsWith('@')).map(pathRuleOf);
  const spec = {
    ...(method === '-' ? {} : { distinguisherMethod: { type: method } }),
    matchingPrecedence: Number(precedence),
    priorityLevelConfiguration: { name: level },
    rules: [
      {
        ...(nonResourceRules.length === 0 ? {} : { nonResourceRules }),
        ...(resourceRules.length === 0 ? {} : { resourceRules }),
        subjects: subjects.split(' ').map(subjectOf),
      },
    ],
  };
  const status = {
    conditions: [
      {
        lastTransitionTime: time,
        message: `This FlowSchema references the PriorityLevelConfiguration object named "${level}" and it exists`,
        reason: 'Found',
        status: 'False',
        type: 'Dangling',
      },
    ],
  };
  return newObject(
    API_VERSION,
    'FlowSchema',
    '',
    name,
    { spec, status },
    {
      ...MARKS,
      generation: 1,
    },
  );
}

/** The order in which a new API server serves requests; `time` is when it began to. */
export function flowControlObjects(time: string): readonly KubeObject[] {
  const exempt = { lendablePercent: 0, nominalConcurrencyShares: 0 };
  return [
    ...linesOf(LEVELS).map(levelOf),
    levelObject('exempt', { exempt, type: 'Exempt' }),
    ...linesOf(SCHEMAS).map((line) => schemaOf(line, time)),
  ];
}
