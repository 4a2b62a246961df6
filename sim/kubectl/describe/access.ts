import { type KubeObject, listAt, textAt } from '../../api/index.ts';
import { writeAnnotations, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import type { Writer } from './writer.ts';

/** A rule of a role as kubectl shows it: one resource, and all that may be done with it. */
interface Rule {
  readonly group: string;
  readonly resource: string;
  readonly urls: readonly string[];
  readonly names: readonly string[];
  readonly verbs: string[];
}

type GivenRule = ReturnType<typeof listAt>[number];

const wordsOf = (rule: GivenRule, key: string): readonly string[] =>
  (rule[key] ?? []) as readonly string[];

/** A rule taken apart. Models rbac.BreakdownRule. */
function breakDown(rule: GivenRule): Rule[] {
  const given = wordsOf(rule, 'resourceNames');
  const names = given.length === 0 ? [[]] : given.map((name) => [name]);
  const of = (resource: string, group: string, named: readonly string[]): Rule[] =>
    wordsOf(rule, 'verbs').map((verb) => ({
      group,
      resource,
      urls: [],
      names: named,
      verbs: [verb],
    }));
  return [
    ...wordsOf(rule, 'apiGroups').flatMap((group) =>
      wordsOf(rule, 'resources').flatMap((resource) =>
        names.flatMap((named) => of(resource, group, named)),
      ),
    ),
    ...wordsOf(rule, 'nonResourceURLs').flatMap((url) =>
      wordsOf(rule, 'verbs').map((verb) => ({
        group: '',
        resource: '',
        urls: [url],
        names: [],
        verbs: [verb],
      })),
    ),
  ];
}

/** Rules with the verbs of one resource together, in order. Models rbac.CompactRules. */
function compact(rules: readonly Rule[]): readonly Rule[] {
  const byResource = new Map<string, Rule>();
  const others: Rule[] = [];
  for (const rule of rules) {
    if (rule.urls.length > 0) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.group, rule.resource, rule.names]);
    const known = byResource.get(key);
    if (known === undefined) byResource.set(key, { ...rule, verbs: [...rule.verbs] });
    else known.verbs.push(...rule.verbs.filter((verb) => !known.verbs.includes(verb)));
  }
  // In the order of Go's text of a rule, which begins with the verbs.
  const keyOf = ({ verbs, group, resource, names, urls }: Rule): string =>
    [verbs, [group], [resource], names, urls].map((words) => `[${words.join(' ')}]`).join(',');
  return [...others, ...byResource.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** `deployments.apps`, `pods/log`. Models CombineResourceGroup. */
function resourceText({ resource, group }: Rule): string {
  const [name = '', sub] = resource.split('/', 2);
  const whole = group === '' ? name : `${name}.${group}`;
  return sub === undefined ? whole : `${whole}/${sub}`;
}

function writeHead(writer: Writer, { metadata }: KubeObject): void {
  writer.line(0, 'Name:', metadata.name);
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
}

/** Models kubectl's describers of Roles and ClusterRoles. */
export function describeRole({ writer }: Describer, role: KubeObject): void {
  writeHead(writer, role);
  writer.line(0, 'PolicyRule:');
  writer.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  writer.line(1, '---------', '-----------------', '--------------', '-----');
  for (const row of ruleRows(listAt(role, 'rules'))) writer.line(1, ...row);
}

/** Rules as rows of a table: resource, paths, names of resources, verbs. */
export const ruleRows = (rules: readonly GivenRule[]): readonly (readonly string[])[] =>
  compact(rules.flatMap(breakDown)).map((rule) => [
    resourceText(rule),
    ...[rule.urls, rule.names, rule.verbs].map((words) => `[${words.join(' ')}]`),
  ]);

/** Models kubectl's describers of RoleBindings and ClusterRoleBindings. */
export function describeBinding({ writer }: Describer, binding: KubeObject): void {
  writeHead(writer, binding);
  writer.line(0, 'Role:');
  writer.line(1, 'Kind:', textAt(binding, 'roleRef.kind'));
  writer.line(1, 'Name:', textAt(binding, 'roleRef.name'));
  writer.line(0, 'Subjects:');
  writer.line(1, 'Kind', 'Name', 'Namespace');
  writer.line(1, '----', '----', '---------');
  for (const subject of listAt(binding, 'subjects')) {
    writer.line(1, ...['kind', 'name', 'namespace'].map((key) => textAt(subject, key)));
  }
}
