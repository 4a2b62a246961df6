import type { AnyKind, JsonObject } from '../../api/index.ts';
import { done, type Failure, failed, message, type Outcome, plain } from '../failure.ts';
import { arrayFlag, type Flag, listFlag, mapFlag } from '../flags.ts';
import { kindFor } from '../selection.ts';
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

/** Verbs that are only for some resources. Models specialVerbs of pkg/cmd/create/create_role.go. */
const ROLES = ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'];
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ROLES,
  escalate: ROLES,
  impersonate: ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io'],
};

/** The resource of a word, known to the server or not, and why it is refused if it is not known. */
function lookUp(
  session: Session,
  word: string,
): Resource & { readonly unknown: Failure | undefined } {
  const [own = '', subresource] = word.split('/');
  const suffix = subresource === undefined ? '' : `/${subresource}`;
  const [name = '', ...rest] = own.split('.');
  const group = rest.join('.');
  const kind: Outcome<AnyKind> = kindFor(session, own);
  // What follows the first dot is a group here, never a version.
  if (kind.ok && kind.value.group.startsWith(group)) {
    const { group: known, plural } = kind.value;
    return { group: known, name: `${plural}${suffix}`, unknown: undefined };
  }
  const inGroup = group === '' ? '' : ` in group "${group}"`;
  const text = `the server doesn't have a resource type "${name}"${inGroup}`;
  return { group, name: `${name}${suffix}`, unknown: plain(text) };
}

function resourceFor(session: Session, word: string, verbs: readonly string[]): Outcome<Resource> {
  const [own = '', ...subresource] = word.split('/');
  if (own === '*') return done({ group: '', name: ['*', ...subresource].join('/') });
  const { unknown, ...resource } = lookUp(session, word);
  const [plural = ''] = resource.name.split('/');
  const full = resource.group === '' ? plural : `${plural}.${resource.group}`;
  const special = verbs.filter((verb) => Object.hasOwn(SPECIAL, verb));
  const refused = special.find((verb) => !(SPECIAL[verb] ?? []).includes(full));
  if (refused !== undefined) {
    const text = `can not perform '${refused}' on '${plural}' in group '${resource.group}'`;
    return failed(message(text));
  }
  return unknown === undefined || special.length > 0 ? done(resource) : failed(unknown);
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];

/** One rule a group, in the order in which the groups are named. */
function rulesOf(session: Session, verbs: readonly string[]): Outcome<JsonObject[]> {
  const groups = new Map<string, string[]>();
  for (const word of session.flags.list('resource')) {
    const found = resourceFor(session, word, verbs);
    if (!found.ok) return found;
    const { group, name } = found.value;
    groups.set(group, unique([...(groups.get(group) ?? []), name]));
  }
  const names = unique(session.flags.list('resource-name'));
  return done(
    [...groups].map(([group, resources]) => ({
      verbs: [...verbs],
      apiGroups: [group],
      resources,
      ...(names.length === 0 ? {} : { resourceNames: names }),
    })),
  );
}

const RULE_FLAGS: readonly Flag[] = [
  listFlag('verb', 'What may be done'),
  listFlag('resource', 'With which resources'),
  arrayFlag('resource-name', 'With which objects'),
];

const NO_VERB = 'at least one verb must be specified';

/** The verbs of a rule, each once; `*` is all of them. */
function verbsOf({ flags }: Session): readonly string[] {
  const given = flags.list('verb');
  return given.includes('*') ? ['*'] : [...new Set(given)];
}

function standardRules(session: Session): Outcome<JsonObject[]> {
  const verbs = verbsOf(session);
  if (verbs.length === 0) return failed(message(NO_VERB));
  if (session.flags.list('resource').length === 0) {
    return failed(message('at least one resource must be specified'));
  }
  return rulesOf(session, verbs);
}

const RULE_FLAG_NAMES = ['verb', 'resource', 'resource-name', 'non-resource-url'];

const PATH_VERBS = new Set(['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']);

/** What is wrong with a rule about paths; '' for nothing. */
function pathsError(verbs: readonly string[], urls: readonly string[]): string {
  const verb = verbs.find((one) => !PATH_VERBS.has(one));
  if (verb !== undefined) return `invalid verb: '${verb}' for nonResourceURL`;
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) return 'nonResourceURL should start with /';
    if (url.slice(0, -1).includes('*')) {
      return "nonResourceURL only supports wildcard matches when '*' is at the end";
    }
  }
  return '';
}

/** The rules of a ClusterRole: about resources, about paths, or about both. */
function clusterRules(session: Session): Outcome<JsonObject[]> {
  const verbs = verbsOf(session);
  const urls = session.flags.list('non-resource-url');
  const hasResources = session.flags.list('resource').length > 0;
  if (verbs.length === 0) return failed(message(NO_VERB));
  if (!hasResources && urls.length === 0) {
    return failed(message('one of resource or nonResourceURL must be specified'));
  }
  const rules = hasResources ? rulesOf(session, verbs) : done<JsonObject[]>([]);
  if (!rules.ok || urls.length === 0) return rules;
  const error = pathsError(verbs, urls);
  if (error !== '') return failed(message(error));
  return done([...rules.value, { verbs: [...verbs], nonResourceURLs: [...urls] }]);
}

const warnings = (session: Session): readonly string[] =>
  verbsOf(session)
    .filter((verb) => !VERBS.has(verb))
    .map((verb) => `'${verb}' is not a standard resource verb`);

/** Verbs of a ClusterRole are looked at when they are for resources. */
const clusterWarnings = (session: Session): readonly string[] => {
  const { flags } = session;
  const isOfResources =
    flags.list('resource').length > 0 && flags.list('aggregation-rule').length === 0;
  return isOfResources ? warnings(session) : [];
};

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
  failurePrefix: '',
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
  failurePrefix: '',
  warnings: clusterWarnings,
  build(session, name) {
    const head = { kind: 'ClusterRole', apiVersion: RBAC, metadata: { name } };
    const gathered = session.flags.list('aggregation-rule');
    if (gathered.length === 0) {
      const rules = clusterRules(session);
      return rules.ok ? done({ ...head, rules: rules.value }) : rules;
    }
    if (RULE_FLAG_NAMES.some((flag) => session.flags.list(flag).length > 0)) {
      const others = 'nonResourceURLs, verbs, resources or resourceNames';
      return failed(message(`aggregation rule must be specified without ${others}`));
    }
    const pairs = gathered.map((pair) => [pair.split('=')[0], pair.replace(/^[^=]*=/, '')]);
    const clusterRoleSelectors = [{ matchLabels: Object.fromEntries(pairs) }];
    return done({ ...head, rules: null, aggregationRule: { clusterRoleSelectors } });
  },
});
