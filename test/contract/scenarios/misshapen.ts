import type { Scenario } from './scenario.ts';

const json = (name: string): string =>
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"}}`;

/** Files in which JSON objects stand one after the other, and what may follow them. */
const STREAMS = {
  'two.json': `${json('a')}\n${json('b')}\n`,
  'cut.json': `${json('a')} {"apiVersion":"v1","kind":"ConfigMap"\n`,
  'yaml.json': `${json('a')}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n`,
  'flow.json': `${json('a')}\n{apiVersion: v1, kind: ConfigMap, metadata: {name: d}}\n`,
  'more.json': `${json('a')}\napiVersion: v1\n`,
  'brace.json': `${json('a')}\n}\n`,
  'comma.json': `${json('a')},\n${json('b')}\n`,
};

const list = (items: string): string => `apiVersion: v1\nkind: List\nitems: ${items}\n`;

/** Lists of which something is wrong. */
const LISTS = {
  'unknown.yaml': list('[{apiVersion: v1, kind: ConfigMap, metadata: {name: l1}, dat: {}}]'),
  'types.yaml': list(`
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: ld}
  spec: {replicas: x, selector: {}, template: {spec: {containers: [{image: 3}]}}, foo: {}}
- apiVersion: v1
  kind: Service
  metadata: {name: ls, labels: x}
  spec: {ports: {a: b}, selector: {a: null}, publishNotReadyAddresses: 1}
- {apiVersion: v1, kind: Pod, metadata: {name: lp}, spec: {containers: [null, x], priority: 1.5}}`),
  'versionless.yaml': list('[{kind: ConfigMap, metadata: {name: l2}}]'),
  'kindless.yaml': list('[{metadata: {name: l3}}]'),
  'map.yaml': list('{}'),
  'text.yaml': list('[x]'),
  'null.yaml': list('null'),
  'kind.yaml': 'apiVersion: v1\nkind: ConfigMapList\nitems: [{metadata: {name: l4}}]\n',
  'items.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: l5}\nitems: [{kind: a}]\n',
};

const each = (files: Readonly<Record<string, string>>, verb: string): string =>
  `for i in ${Object.keys(files).join(' ')}; do kubectl ${verb} -f $i; done`;

const says = (text: string, verb: string): string => `printf '${text}' | kubectl ${verb} -f -`;
const VERBS = ['create', 'delete', 'set image a=b'];

const OLD = ['extensions/v1beta1', 'apps/v1beta2', 'batch/v1beta1', 'policy/v1beta1', 'a/b/c'];

const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb, namespace: default}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
`;

/** What an engineer writes who takes one form of a manifest for another. */
export const MISSHAPEN: readonly Scenario[] = [
  {
    title: 'JSON objects follow each other without a separator',
    files: STREAMS,
    lines: [each(STREAMS, 'apply --dry-run=client'), 'kubectl create -f two.json -o name'],
  },
  {
    title: 'what has items is a list, whose fields the tool checks by itself',
    files: LISTS,
    lines: [
      each(LISTS, 'create'),
      each(LISTS, 'apply --validate=warn --dry-run=server'),
      each(LISTS, 'apply --validate=false --dry-run=client'),
      each(LISTS, 'get'),
      'kubectl diff -f unknown.yaml >x; echo $?; sed 1,3d x',
      'kubectl set image a=b --local -f versionless.yaml',
      'kubectl set image a=b --local -f kindless.yaml',
      each(LISTS, 'delete'),
    ],
  },
  {
    title: 'what an object is said to be is no such thing',
    files: { 'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\n', 'empty.yaml': '' },
    lines: [
      ...VERBS.map((verb) => says('apiVersion: a/b/c\\nkind: Pod\\n', verb)),
      ...VERBS.map((verb) => says('apiVersion: a/b/c\\n', verb)),
      ...VERBS.map((verb) => says('apiVersion: 1\\nkind: Pod\\n', verb)),
      ...VERBS.map((verb) => says('apiVersion: v1\\nkind: 3\\n', verb)),
      ...VERBS.map((verb) => says('apiVersion: v1\\nkind: ""\\n', verb)),
      ...OLD.map((version) => says(`apiVersion: ${version}\\nkind: Deployment\\n`, 'set env a=b')),
      ...OLD.map((version) => says(`apiVersion: ${version}\\nkind: CronJob\\n`, 'describe')),
      'kubectl create -f nameless.yaml --dry-run=client',
      'kubectl label -f nameless.yaml a=b --local',
      'kubectl apply -f nameless.yaml --server-side',
      'kubectl replace -f empty.yaml',
      'kubectl patch -f empty.yaml -p {}',
      'kubectl autoscale -f empty.yaml --max=2',
      'kubectl create -f nameless.yaml --validate=Strict',
      'kubectl create -f nameless.yaml --validate=T --dry-run=client',
      'kubectl create -f nameless.yaml --validate=0 --dry-run=client',
    ],
  },
  {
    title: 'whole numbers are read as Go reads them',
    files: {
      'tab.yaml': 'spec:\n  - a\n  b: c\n',
      'rbac.yaml': ROLES,
      'other.yaml': ROLES.replace('name: r}\nsub', 'name: q}\nsub'),
    },
    lines: [
      'kubectl create deploy web --image=nginx:1.25',
      ...['0x3', '010', '08', '1_0', '0x_1', '+2', '99999999999999999999', '3.0'].map(
        (number) => `kubectl scale deploy web --replicas=${number}`,
      ),
      'kubectl patch deploy web --patch-file=tab.yaml',
      'kubectl patch deploy web -p "a: {b"',
      'kubectl autoscale deploy web --max=9999999999',
      'kubectl create deploy q --image=a --replicas=-2147483649',
      'kubectl create deploy q --image=a --port=0',
      'kubectl create pc q --value=0x10 -o jsonpath={.value}',
      'kubectl create pc q --value=9999999999',
      'kubectl get pods -v=2147483648',
      'mkdir empty',
      'kubectl get -f empty',
      'kubectl rollout restart -f empty',
      'kubectl auth reconcile x',
      'kubectl auth reconcile -f rbac.yaml x',
      'kubectl auth reconcile -f rbac.yaml',
      'kubectl auth reconcile -f other.yaml',
    ],
  },
];
