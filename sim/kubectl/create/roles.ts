import { type AnyKind, type JsonObject, parseLabelSelector } from '../../api/index.ts';
import { done, type Failure, failed, message, type Outcome, plain } from '../failure.ts';
import { arrayFlag, type Flag, listFlag, mapFlag } from '../flags.ts';
import { kindFor } from '../resources.ts';
import type { Session } from '../session.ts';
import { generatorVerb } from './generator.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** Verbs that a rule may name without a warning. */
const VERBS = new Set([
  ...['get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate', '*'],
]);

interface Resource {
  readonly group: string;
  /** `pods`, or `pods/log`. */
  readonly name: string;
}

function resourceFor(session: Session, word: string): Outcome<Resource> {
  const [own = '', subresource] = word.split('/');
  const suffix = subresource === undefined ? '' : `/${subresource}`;
  if (own === '*') return done({ group: '', name: `*${suffix}` });
  const kind: Outcome<AnyKind> = kindFor(session, own);
  if (!kind.ok) return failed(plain((kind.failure as Failure & { text: string }).text));
  return done({ group: kind.value.group, name: `${kind.value.plural}${suffix}` });
}

/** One rule a group, in the order in which the groups are named. */
function rulesOf(session: Session, verbs: readonly string[]): Outcome<JsonObject[]> {
  const groups = new Map<string, string[]>();
  for (const word of session.flags.list('resource')) {
    const found = resourceFor(session, word);
    if (!found.ok) return found;
    const { group, name } = found.value;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  const names = session.flags.list('resource-name');
  return done(
    [...groups].map(([group, resources]) => ({
      verbs: [...verbs],
      apiGroups: [group],
      resources,
      ...(names.length === 0 ? {} : { resourceNames: [...names] }),
    })),
  );
}

const RULE_FLAGS: readonly Flag[] = [
  listFlag('verb', 'What may be done'),
  listFlag('resource', 'With which resources'),
  arrayFlag('resource-name', 'With which objects'),
];

function standardRules(session: Session): Outcome<JsonObject[]> {
  const given = session.flags.list('verb');
  const verbs = given.includes('*') ? ['*'] : [...new Set(given)];
  if (verbs.length === 0) return failed(message('at least one verb must be specified'));
  if (session.flags.list('resource').length === 0) {
    return failed(message('at least one resource must be specified'));
  }
  return rulesOf(session, verbs);
}

const warnings = ({ flags }: Session): readonly string[] =>
  flags
    .list('verb')
    .filter((verb) => !VERBS.has(verb))
    .map((verb) => `'${verb}' is not a standard resource verb`);

export const createRoleVerb = generatorVerb({
  name: 'role',
  aliases: [],
  summary: 'Create a Role',
  usage:
    'NAME --verb=verb --resource=resource.group/subresource ' +
    '[--resource-name=resourcename] [--dry-run=server|client|none]',
  examples: [
    { does: 'Read pods', line: 'kubectl create role reader --verb=get,list --resource=pods' },
  ],
  flags: RULE_FLAGS,
  required: [],
  makes: `${RBAC}/Role`,
  failurePrefix: 'failed to create role: ',
  warnings,
  build(session, name) {
    const rules = standardRules(session);
    if (!rules.ok) return rules;
    return done({ kind: 'Role', apiVersion: RBAC, metadata: { name }, rules: rules.value });
  },
});

export const createClusterRoleVerb = generatorVerb({
  name: 'clusterrole',
  aliases: [],
  summary: 'Create a ClusterRole',
  usage:
    'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] ' +
    '[--dry-run=server|client|none]',
  examples: [
    { does: 'Read nodes', line: 'kubectl create clusterrole see --verb=get --resource=nodes' },
  ],
  flags: [
    ...RULE_FLAGS,
    listFlag('non-resource-url', 'Paths of the API that are no resources'),
    mapFlag('aggregation-rule', 'Labels of the roles that this one gathers'),
  ],
  required: [],
  makes: `${RBAC}/ClusterRole`,
  failurePrefix: 'failed to create clusterrole: ',
  warnings,
  build(session, name) {
    const { flags } = session;
    const head = { kind: 'ClusterRole', apiVersion: RBAC, metadata: { name } };
    const gathered = flags.list('aggregation-rule').join(',');
    if (gathered !== '') {
      const selector = parseLabelSelector(gathered);
      if (!selector.ok) return failed(message(selector.status.message));
      const pairs = gathered.split(',').map((pair) => pair.split(/==?/) as [string, string]);
      const clusterRoleSelectors = [{ matchLabels: Object.fromEntries(pairs) }];
      return done({ ...head, rules: null, aggregationRule: { clusterRoleSelectors } });
    }
    const urls = flags.list('non-resource-url');
    if (urls.length === 0) {
      const rules = standardRules(session);
      return rules.ok ? done({ ...head, rules: rules.value }) : rules;
    }
    const verbs = [...flags.list('verb')];
    if (verbs.length === 0) return failed(message('at least one verb must be specified'));
    return done({ ...head, rules: [{ verbs, nonResourceURLs: [...urls] }] });
  },
});
