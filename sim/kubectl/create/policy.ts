import {
  type Json,
  type JsonObject,
  parseQuantity,
  parseRequirements,
  type Requirement,
  type Requirements,
} from '../../api/index.ts';
import { done, failed, message } from '../failure.ts';
import { arrayFlag, boolFlag, int32Flag, textFlag } from '../flags.ts';
import { generatorVerb } from './generator.ts';

export const createNamespaceVerb = generatorVerb({
  name: 'namespace',
  aliases: ['ns'],
  summary: 'Create a Namespace',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: [{ does: 'Create one', line: 'kubectl create namespace mysql' }],
  flags: [],
  required: [],
  makes: 'v1/Namespace',
  failurePrefix: '',
  build: (_, name) =>
    done({ kind: 'Namespace', apiVersion: 'v1', metadata: { name }, spec: {}, status: {} }),
});

export const createServiceAccountVerb = generatorVerb({
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Create a ServiceAccount',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: [{ does: 'Create one', line: 'kubectl create serviceaccount backup' }],
  flags: [],
  required: [],
  makes: 'v1/ServiceAccount',
  failurePrefix: 'failed to create serviceaccount: ',
  build: (_, name) => done({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name } }),
});

const EXPRESSIONS: Readonly<Record<string, string>> = {
  '=': '',
  '==': '',
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

const refusalOf = ({ operator }: Requirement): string =>
  operator === 'gt' || operator === 'lt'
    ? `"${operator}" isn't supported in label selectors`
    : `"${operator}" is not a valid label selector operator`;

/** The selector as objects hold it. Models ParseToLabelSelector of apimachinery. */
function selectorOf(requirements: Requirements): JsonObject {
  const labels: Record<string, string> = {};
  const matchExpressions: JsonObject[] = [];
  for (const { key, operator, values } of requirements) {
    const name = EXPRESSIONS[operator] ?? '';
    if (name === '') labels[key] = values[0] ?? '';
    else
      matchExpressions.push({
        key,
        operator: name,
        ...(values.length > 0 ? { values: [...values] } : {}),
      });
  }
  return {
    ...(Object.keys(labels).length > 0 ? { matchLabels: labels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

const AMOUNT = /^[0-9]+%?$/;

const numberOrPercent = (text: string): Json => (/^\d+$/.test(text) ? Number(text) : text);

export const createBudgetVerb = generatorVerb({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  summary: 'Create a PodDisruptionBudget',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  examples: [
    { does: 'Keep two pods', line: 'kubectl create pdb zk --selector=app=zk --min-available=2' },
  ],
  flags: [
    textFlag('selector', 'The pods, by label'),
    textFlag('min-available', 'How many pods must stay, or which part of them'),
    textFlag('max-unavailable', 'How many pods may be missing, or which part of them'),
  ],
  required: [],
  makes: 'policy/v1/PodDisruptionBudget',
  failurePrefix: 'failed to create poddisruptionbudgets: ',
  build({ flags }, name) {
    const selector = flags.text('selector');
    const min = flags.text('min-available');
    const max = flags.text('max-unavailable');
    if (selector === '') return failed(message('a selector must be specified'));
    if (min !== '' && max !== '')
      return failed(message('min-available and max-unavailable cannot be both specified'));
    if (min === '' && max === '')
      return failed(message('one of min-available or max-unavailable must be specified'));
    for (const [flag, text] of [
      ['min-available', min],
      ['max-unavailable', max],
    ] as const) {
      if (text !== '' && !AMOUNT.test(text))
        return failed(message(`invalid format specified for ${flag}`));
    }
    const parsed = parseRequirements(selector);
    if (!parsed.ok) {
      const text = `couldn't parse the selector string ${JSON.stringify(selector)}: ${parsed.error}`;
      return failed(message(text));
    }
    const refused = parsed.value.find(({ operator }) => EXPRESSIONS[operator] === undefined);
    if (refused !== undefined) return failed(message(refusalOf(refused)));
    const amounts: JsonObject =
      min === ''
        ? { maxUnavailable: numberOrPercent(max) }
        : { minAvailable: numberOrPercent(min) };
    return done({
      kind: 'PodDisruptionBudget',
      apiVersion: 'policy/v1',
      metadata: { name },
      spec: { ...amounts, selector: selectorOf(parsed.value) },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    });
  },
});

const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(','));

export const createQuotaVerb = generatorVerb({
  name: 'quota',
  aliases: ['resourcequota'],
  summary: 'Create a ResourceQuota',
  usage:
    'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] ' +
    '[--dry-run=server|client|none]',
  examples: [
    {
      does: 'At most five claims',
      line: 'kubectl create quota few --hard=persistentvolumeclaims=5',
    },
  ],
  flags: [textFlag('hard', 'Limits, by name'), textFlag('scopes', 'What the quota counts')],
  required: [],
  makes: 'v1/ResourceQuota',
  failurePrefix: 'failed to create quota: ',
  build({ flags }, name) {
    const hard: JsonObject = {};
    for (const pair of wordsOf(flags.text('hard'))) {
      const [key = '', amount, more] = pair.split('=');
      if (amount === undefined || more !== undefined) {
        const text = `Invalid argument syntax ${pair}, expected <resource>=<value>`;
        return failed(message(text));
      }
      const parsed = parseQuantity(amount);
      if (!parsed.ok) return failed(message(parsed.error));
      hard[key] = amount;
    }
    const scopes = wordsOf(flags.text('scopes'));
    return done({
      kind: 'ResourceQuota',
      apiVersion: 'v1',
      metadata: { name },
      spec: {
        ...(Object.keys(hard).length === 0 ? {} : { hard }),
        ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
      },
      status: {},
    });
  },
});

export const createPriorityClassVerb = generatorVerb({
  name: 'priorityclass',
  aliases: ['pc'],
  summary: 'Create a PriorityClass',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  examples: [{ does: 'One for databases', line: 'kubectl create priorityclass db --value=1000' }],
  flags: [
    int32Flag('value', 'The priority'),
    boolFlag('global-default', 'Whether pods without a class get it'),
    textFlag('description', 'What it is for'),
    textFlag('preemption-policy', 'Whether others are moved away', '', 'PreemptLowerPriority'),
  ],
  required: [],
  makes: 'scheduling.k8s.io/v1/PriorityClass',
  failurePrefix: 'failed to create priorityclass: ',
  build({ flags }, name) {
    const description = flags.text('description');
    return done({
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: { name },
      value: flags.int('value'),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      ...(description === '' ? {} : { description }),
      preemptionPolicy: flags.text('preemption-policy'),
    });
  },
});

const RBAC = 'rbac.authorization.k8s.io/v1';

const bindingVerb = (name: string, kind: string) =>
  generatorVerb({
    name,
    aliases: [],
    summary: `Create a ${kind}`,
    usage:
      `NAME --clusterrole=NAME${kind === 'RoleBinding' ? '|--role=NAME' : ''} ` +
      '[--user=username] [--group=groupname] ' +
      '[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
    examples: [
      {
        does: 'Let a user read',
        line: `kubectl create ${name} see --clusterrole=view --user=jane`,
      },
    ],
    flags: [
      textFlag('clusterrole', 'The cluster role'),
      ...(kind === 'RoleBinding' ? [textFlag('role', 'The role')] : []),
      arrayFlag('user', 'A user'),
      arrayFlag('group', 'A group'),
      arrayFlag('serviceaccount', 'A service account: namespace:name'),
    ],
    required: kind === 'RoleBinding' ? [] : ['clusterrole'],
    makes: `${RBAC}/${kind}`,
    failurePrefix: `failed to create ${name}: `,
    build({ flags }, own) {
      const role = kind === 'RoleBinding' ? flags.text('role') : '';
      const clusterRole = flags.text('clusterrole');
      if ((role === '') === (clusterRole === ''))
        return failed(message('exactly one of clusterrole or role must be specified'));
      const apiGroup = 'rbac.authorization.k8s.io';
      const subjects: JsonObject[] = [
        ...flags.list('user').map((user) => ({ kind: 'User', apiGroup, name: user })),
        ...flags.list('group').map((group) => ({ kind: 'Group', apiGroup, name: group })),
      ];
      for (const account of flags.list('serviceaccount')) {
        const [namespace = '', accountName = '', more] = account.split(':');
        if (namespace === '' || accountName === '' || more !== undefined)
          return failed(message('serviceaccount must be <namespace>:<name>'));
        subjects.push({ kind: 'ServiceAccount', name: accountName, namespace });
      }
      return done({
        kind,
        apiVersion: RBAC,
        metadata: { name: own },
        ...(subjects.length === 0 ? {} : { subjects }),
        roleRef: {
          apiGroup,
          kind: role === '' ? 'ClusterRole' : 'Role',
          name: role || clusterRole,
        },
      });
    },
  });

export const createRoleBindingVerb = bindingVerb('rolebinding', 'RoleBinding');
export const createClusterRoleBindingVerb = bindingVerb('clusterrolebinding', 'ClusterRoleBinding');
