import {
  AGE_COLUMN,
  type Column,
  column,
  DEFAULT_COLUMNS,
  fieldAt,
  formatLabelSelector,
  formatLabels,
  type KubeObject,
  type LabelSelector,
  listAt,
  NAME_COLUMN,
  textAt,
  wideColumn,
} from '../../api/index.ts';

/** Hosts that a cell lists before it counts the rest. */
const MAX_HOSTS = 3;

type Fields = Readonly<Record<string, unknown>>;
type Cells = Column<KubeObject>;

/** A column of one field, with what stands for nothing. */
const from = (name: string, path: string, none = '<none>'): Cells =>
  column(name, (object) => textAt(object, path) || none);

const countOf = (name: string, path: string): Cells => ({
  ...column(name, (object) => listAt(object, path).length),
  type: 'integer',
});

const numberAt = (name: string, path: string): Cells => ({
  ...column(name, (object) => Number(fieldAt(object, path) ?? 0)),
  type: 'integer',
});

const CREATED_AT: Cells = {
  ...column('Created At', ({ metadata }) => metadata.creationTimestamp),
  type: 'date',
};

const containersAt = (object: unknown): readonly Fields[] =>
  listAt(object, 'spec.template.spec.containers');

const subjects = (title: string, kind: string): Cells =>
  wideColumn(title, (object) =>
    listAt(object, 'subjects')
      .filter((subject) => subject.kind === kind)
      .map(({ name, namespace }) =>
        kind === 'ServiceAccount' ? `${String(namespace ?? '')}/${String(name)}` : String(name),
      )
      .join(', '),
  );

const BINDING: readonly Cells[] = [
  NAME_COLUMN,
  column('Role', (o) => `${textAt(o, 'roleRef.kind')}/${textAt(o, 'roleRef.name')}`),
  AGE_COLUMN,
  subjects('Users', 'User'),
  subjects('Groups', 'Group'),
  subjects('ServiceAccounts', 'ServiceAccount'),
];

/** The hosts of an Ingress. Models formatHosts. */
function hostsText(object: unknown): string {
  const hosts = listAt(object, 'spec.rules')
    .map(({ host }) => String(host ?? ''))
    .filter(Boolean);
  if (hosts.length === 0) return '*';
  const rest = hosts.length - MAX_HOSTS;
  const shown = hosts.slice(0, MAX_HOSTS).join(',');
  return rest > 0 ? `${shown} + ${rest} more...` : shown;
}

const INGRESS: readonly Cells[] = [
  NAME_COLUMN,
  from('Class', 'spec.ingressClassName'),
  column('Hosts', hostsText),
  column('Address', (object) =>
    listAt(object, 'status.loadBalancer.ingress')
      .map(({ ip, hostname }) => String(ip ?? hostname ?? ''))
      .join(','),
  ),
  column('Ports', (object) => (listAt(object, 'spec.tls').length > 0 ? '80, 443' : '80')),
  AGE_COLUMN,
];

const REPLICATION_CONTROLLER: readonly Cells[] = [
  NAME_COLUMN,
  numberAt('Desired', 'spec.replicas'),
  numberAt('Current', 'status.replicas'),
  numberAt('Ready', 'status.readyReplicas'),
  AGE_COLUMN,
  wideColumn('Containers', (o) =>
    containersAt(o)
      .map(({ name }) => name)
      .join(','),
  ),
  wideColumn('Images', (o) =>
    containersAt(o)
      .map(({ image }) => image)
      .join(','),
  ),
  wideColumn('Selector', (o) =>
    formatLabels(fieldAt(o, 'spec.selector') as Record<string, string> | undefined),
  ),
];

const orUnset = (words: readonly string[]): string => words.join(',') || '<unset>';

/** `services/default/web`. Models printIPAddress. */
function parentText(object: unknown): string {
  const at = (name: string): string => textAt(object, `spec.parentRef.${name}`);
  if (at('resource') === '') return '<none>';
  const resource = at('group') === '' ? at('resource') : `${at('resource')}.${at('group')}`;
  return [resource.toLowerCase(), at('namespace'), at('name')].filter(Boolean).join('/');
}

const paramKindText = (object: unknown): string =>
  fieldAt(object, 'spec.paramKind') === undefined
    ? '<unset>'
    : `${textAt(object, 'spec.paramKind.apiVersion')}/${textAt(object, 'spec.paramKind.kind')}`;

function paramRefText(object: unknown): string {
  if (fieldAt(object, 'spec.paramRef') === undefined) return '<unset>';
  const [namespace, name] = ['namespace', 'name'].map((key) =>
    textAt(object, `spec.paramRef.${key}`),
  );
  return namespace ? `${namespace}/${name || '*'}` : name || '*';
}

const POLICY_BINDING: readonly Cells[] = [
  NAME_COLUMN,
  from('PolicyName', 'spec.policyName', ''),
  column('ParamRef', paramRefText),
  AGE_COLUMN,
];

/** Models resourceClaimState. */
function claimState(object: unknown): string {
  if (fieldAt(object, 'metadata.deletionTimestamp') !== undefined) return 'deleted';
  if (fieldAt(object, 'status.allocation') === undefined) return 'pending';
  return listAt(object, 'status.reservedFor').length > 0 ? 'allocated,reserved' : 'allocated';
}

const webhooks = [NAME_COLUMN, countOf('Webhooks', 'webhooks'), AGE_COLUMN];
const created = [NAME_COLUMN, CREATED_AT];

/** The tables of kinds that nothing acts upon. Models pkg/printers/internalversion/printers.go. */
const COLUMNS: Readonly<Record<string, readonly Cells[]>> = {
  ReplicationController: REPLICATION_CONTROLLER,
  Ingress: INGRESS,
  IngressClass: [
    NAME_COLUMN,
    from('Controller', 'spec.controller', ''),
    column('Parameters', (object) => {
      const kind = textAt(object, 'spec.parameters.kind');
      const group = textAt(object, 'spec.parameters.apiGroup');
      const name = textAt(object, 'spec.parameters.name');
      return kind === '' ? '<none>' : `${kind}${group === '' ? '' : `.${group}`}/${name}`;
    }),
    AGE_COLUMN,
  ],
  NetworkPolicy: [
    NAME_COLUMN,
    column('Pod-Selector', (object) =>
      formatLabelSelector(fieldAt(object, 'spec.podSelector') as LabelSelector | undefined),
    ),
    AGE_COLUMN,
  ],
  Role: created,
  ClusterRole: created,
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
  CustomResourceDefinition: created,
  ComponentStatus: [
    NAME_COLUMN,
    column('Status', (o) =>
      textAt(listAt(o, 'conditions')[0], 'status') === 'True' ? 'Healthy' : 'Unhealthy',
    ),
    column('Message', (o) => textAt(listAt(o, 'conditions')[0], 'message')),
    column('Error', (o) => textAt(listAt(o, 'conditions')[0], 'error')),
  ],
  IPAddress: [NAME_COLUMN, column('ParentRef', parentText), AGE_COLUMN],
  CSIDriver: [
    NAME_COLUMN,
    from('AttachRequired', 'spec.attachRequired', 'true'),
    from('PodInfoOnMount', 'spec.podInfoOnMount', 'false'),
    from('StorageCapacity', 'spec.storageCapacity', 'false'),
    column('TokenRequests', (o) =>
      orUnset(listAt(o, 'spec.tokenRequests').map((request) => String(request.audience))),
    ),
    from('RequiresRepublish', 'spec.requiresRepublish', 'false'),
    column('Modes', (o) =>
      ((fieldAt(o, 'spec.volumeLifecycleModes') ?? ['Persistent']) as string[]).join(','),
    ),
    AGE_COLUMN,
  ],
  CSIStorageCapacity: [
    NAME_COLUMN,
    from('StorageClassName', 'storageClassName', ''),
    from('Capacity', 'capacity', '<unset>'),
  ],
  FlowSchema: [
    NAME_COLUMN,
    from('PriorityLevel', 'spec.priorityLevelConfiguration.name', ''),
    numberAt('MatchingPrecedence', 'spec.matchingPrecedence'),
    from('DistinguisherMethod', 'spec.distinguisherMethod.type'),
    AGE_COLUMN,
    column('MissingPL', (o) => {
      const dangling = listAt(o, 'status.conditions').find(({ type }) => type === 'Dangling');
      return dangling === undefined ? '?' : String(dangling.status);
    }),
  ],
  PriorityLevelConfiguration: [
    NAME_COLUMN,
    from('Type', 'spec.type', ''),
    from('NominalConcurrencyShares', 'spec.limited.nominalConcurrencyShares'),
    from('Queues', 'spec.limited.limitResponse.queuing.queues'),
    from('HandSize', 'spec.limited.limitResponse.queuing.handSize'),
    from('QueueLengthLimit', 'spec.limited.limitResponse.queuing.queueLengthLimit'),
    AGE_COLUMN,
  ],
  ValidatingAdmissionPolicy: [
    NAME_COLUMN,
    countOf('Validations', 'spec.validations'),
    column('ParamKind', paramKindText),
    AGE_COLUMN,
  ],
  MutatingAdmissionPolicy: [
    NAME_COLUMN,
    countOf('Mutations', 'spec.mutations'),
    column('ParamKind', paramKindText),
    AGE_COLUMN,
  ],
  ValidatingAdmissionPolicyBinding: POLICY_BINDING,
  MutatingAdmissionPolicyBinding: POLICY_BINDING,
  APIService: [
    NAME_COLUMN,
    column('Service', (o) => {
      const name = textAt(o, 'spec.service.name');
      return name === '' ? 'Local' : `${textAt(o, 'spec.service.namespace')}/${name}`;
    }),
    column('Available', (o) => {
      const found = listAt(o, 'status.conditions').find(({ type }) => type === 'Available');
      return found === undefined ? 'Unknown' : String(found.status);
    }),
    AGE_COLUMN,
  ],
  ResourceClaim: [NAME_COLUMN, column('State', claimState), AGE_COLUMN],
  ResourceSlice: [
    NAME_COLUMN,
    from('Node', 'spec.nodeName', ''),
    from('Driver', 'spec.driver', ''),
    from('Pool', 'spec.pool.name', ''),
    AGE_COLUMN,
  ],
  CSINode: [NAME_COLUMN, countOf('Drivers', 'spec.drivers'), AGE_COLUMN],
  RuntimeClass: [NAME_COLUMN, from('Handler', 'handler', ''), AGE_COLUMN],
  VolumeAttributesClass: [NAME_COLUMN, from('DriverName', 'driverName', ''), AGE_COLUMN],
  MutatingWebhookConfiguration: webhooks,
  ValidatingWebhookConfiguration: webhooks,
  ServiceCIDR: [
    NAME_COLUMN,
    column('CIDRs', (object) => listAt(object, 'spec.cidrs').join(',')),
    AGE_COLUMN,
  ],
  CertificateSigningRequest: [
    NAME_COLUMN,
    AGE_COLUMN,
    from('SignerName', 'spec.signerName'),
    from('Requestor', 'spec.username', ''),
    from('RequestedDuration', 'spec.expirationSeconds'),
    column(
      'Condition',
      (object) =>
        listAt(object, 'status.conditions')
          .map(({ type }) => type)
          .join(',') || 'Pending',
    ),
  ],
  PodTemplate: [
    NAME_COLUMN,
    column('Containers', (o) =>
      listAt(o, 'template.spec.containers')
        .map((c) => c.name)
        .join(','),
    ),
    column('Images', (o) =>
      listAt(o, 'template.spec.containers')
        .map((c) => c.image)
        .join(','),
    ),
    column('Pod Labels', (o) =>
      formatLabels(fieldAt(o, 'template.metadata.labels') as Record<string, string> | undefined),
    ),
  ],
};

/** The columns of a kind: its own, or name and age. */
export const columnsOf = (kind: string): readonly Cells[] => COLUMNS[kind] ?? DEFAULT_COLUMNS;
