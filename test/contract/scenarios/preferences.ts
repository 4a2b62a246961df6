import type { Scenario } from './scenario.ts';

const BETA = 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n';

const FILES = {
  'good.rc': `${BETA}defaults:
- command: get
  options:
  - name: output
    default: wide
aliases:
- name: getn
  command: get
  prependArgs: [nodes]
  appendArgs: ["-o", "name"]
`,
  'old.rc': `apiVersion: kubectl.config.k8s.io/v1alpha1
kind: Preference
overrides:
- {command: version, flags: [{name: client, default: "zz"}]}
`,
  'future.rc': 'apiVersion: kubectl.config.k8s.io/v1beta9\nkind: Preference\n',
  'text.rc': 'hello\n',
  'unknown.rc': `${BETA}nope: 1\n`,
  'aliases.rc': `${BETA}aliases:
- {name: gg, command: nope}
- {name: gh, command: version, options: [{name: nope, default: x}]}
- {name: gi, command: version, options: [{name: client, default: "true"}]}
- {name: gj, command: version, options: [{name: client, default: "zz"}]}
`,
  'defaults.rc': `${BETA}defaults:
- {command: nope, options: [{name: a, default: b}]}
- {command: version, options: [{name: nope, default: "true"}]}
`,
  'dashes.rc': `${BETA}defaults:\n- {command: version, options: [{name: --client, default: "true"}]}\n`,
  'twice.rc': `${BETA}aliases:\n- {name: gg, command: version}\n- {name: gg, command: version}\n`,
};

const SHORT = "sed 's/at .*kuberc/at FILE/; s/Updated .*/Updated FILE/'";
const set = (rest: string): string => `kubectl kuberc set --section ${rest} | ${SHORT}`;

export const PREFERENCES: readonly Scenario[] = [
  {
    title: 'aliases and defaults of the user are set and shown',
    files: FILES,
    lines: [
      `kubectl kuberc view | ${SHORT}`,
      `echo y | kubectl kuberc view | ${SHORT}`,
      'cat ~/.kube/kuberc',
      'kubectl kuberc view',
      `rm ~/.kube/kuberc; ${set('defaults --command get')}`,
      'kubectl kuberc set --section defaults --command get --option output=wide',
      'kubectl kuberc view',
      set('defaults --command get --option output=name --overwrite'),
      'cat ~/.kube/kuberc',
      'kubectl get nodes',
      'kubectl get nodes -o wide | cut -c1-20',
      'kubectl get nodes --output=json | head -2',
      'kubectl version --client',
      set('aliases --name getn --command get --prependarg nodes'),
      'kubectl kuberc set --section aliases --name getn --command get --prependarg pods',
      set(
        'aliases --name getn --command get --prependarg nodes --appendarg=--no-headers --option output=wide --overwrite',
      ),
      'cat ~/.kube/kuberc',
      'kubectl getn | cut -c1-10',
      'kubectl getn node-1 -o name',
      'kubectl getn nosuch',
      'kubectl getx',
      'kubectl kuberc view -o json',
      'kubectl kuberc view -o name',
      'kubectl kuberc view -o wide',
      'kubectl kuberc view -o jsonpath={.kind}',
      'kubectl kuberc set --section aliases --command get --prependarg pods',
      'kubectl kuberc set --section aliases --name x',
      'kubectl kuberc set --section defaults --command get --option output --overwrite',
      'kubectl kuberc set --section defaults --command get --prependarg x --overwrite',
      'kubectl kuberc set --section defaults --command get --name x --overwrite',
      'kubectl kuberc set --section credentialplugin',
      'kubectl kuberc set --section credentialplugin --policy Nope',
      'kubectl kuberc set --section credentialplugin --policy Allowlist',
      'kubectl kuberc set --section credentialplugin --policy AllowAll --allowlist-entry=name=foo',
      'kubectl kuberc set --section credentialplugin --policy Allowlist --allowlist-entry=name=foo',
      set('credentialplugin --policy AllowAll'),
      set('defaults --command nope --option a=b'),
      'kubectl kuberc view',
      set('defaults --command version --option nope=b'),
      'kubectl version --client',
      set('aliases --name "a b" --command get'),
      'kubectl get cm',
    ],
  },
  {
    title: 'files of preferences that are named, good and bad ones',
    files: FILES,
    lines: [
      'kubectl kuberc view --kuberc good.rc',
      'kubectl kuberc view --kuberc good.rc -o json',
      'kubectl kuberc view --kuberc nosuch',
      'kubectl kuberc view --kuberc future.rc',
      'kubectl kuberc view --kuberc text.rc',
      'kubectl kuberc view --kuberc unknown.rc',
      'kubectl kuberc nope',
      'kubectl kuberc set --kuberc good.rc',
      'kubectl kuberc set --section defaults --kuberc good.rc',
      'kubectl kuberc set --section nope --kuberc good.rc',
      'kubectl kuberc set --section defaults --command delete --option interactive=false --kuberc good.rc',
      'kubectl delete cm nosuch --kuberc good.rc',
      'kubectl getn --kuberc good.rc',
      'kubectl get cm --kuberc future.rc',
      'kubectl get cm --kuberc unknown.rc',
      'kubectl get cm --kuberc nosuch',
      'kubectl get cm --kuberc=',
      'KUBECTL_KUBERC=false kubectl getn',
      'KUBERC=good.rc kubectl getn',
      'KUBERC=off kubectl getn',
      'kubectl gg --kuberc aliases.rc',
      'kubectl gh --kuberc aliases.rc',
      'kubectl gi --kuberc aliases.rc',
      'kubectl gj --kuberc aliases.rc',
      'kubectl version --kuberc defaults.rc',
      'kubectl get nodes -o name --kuberc defaults.rc',
      'kubectl version --kuberc dashes.rc',
      'kubectl version --kuberc twice.rc',
      'kubectl version --kuberc old.rc',
    ],
  },
  {
    title: 'requests as they are, and what cannot go with them',
    files: {
      'one.json':
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{"a":"1"}}\n',
    },
    lines: [
      'kubectl get --raw http://x/api',
      'kubectl create --raw /api/v1/namespaces/default/configmaps -f one.json --edit',
      'kubectl create --raw /api/v1/namespaces/default/configmaps -f one.json -o yaml',
      "kubectl create --raw /api/v1/namespaces/default/configmaps -f one.json | jq '.data'",
      'kubectl create --raw /api/v1/namespaces/default/configmaps -f one.json -f one.json',
      'kubectl create --raw api/v1 -f one.json',
      "kubectl replace --raw /api/v1/namespaces/default/configmaps/one -f one.json | jq '.kind'",
      'kubectl replace --raw /api/v1/namespaces/default/configmaps/nosuch -f one.json',
      'kubectl replace --raw /api/v1/namespaces/default/configmaps/one',
      "kubectl delete --raw /api/v1/namespaces/default/configmaps/one | jq '.status'",
      'kubectl delete --raw /api/v1/namespaces/default/configmaps/one',
      "kubectl get --raw '/livez?verbose&exclude=etcd'",
      "kubectl get --raw '/readyz?exclude=nosuch'",
      'kubectl get --raw /logs/',
      'kubectl get --raw /openid/v1/jwks',
      'kubectl get --raw /.well-known/openid-configuration',
      'kubectl get --raw /debug/pprof/',
      'kubectl get --raw /api/v1/nodes/node-1/proxy/healthz',
    ],
  },
];
