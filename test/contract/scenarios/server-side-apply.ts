import type { Scenario } from './scenario.ts';

export const SERVER_SIDE_APPLY: readonly Scenario[] = [
  {
    title: 'server-side apply and field owners',
    files: {
      'deploy.yaml': [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: {name: app}',
        'spec:',
        '  replicas: 2',
        '  selector: {matchLabels: {app: app}}',
        '  template:',
        '    metadata: {labels: {app: app}}',
        '    spec: {containers: [{name: c, image: "nginx:1.25"}]}',
        '',
      ].join('\n'),
    },
    lines: [
      'kubectl apply --server-side -f deploy.yaml',
      'kubectl apply --server-side -f deploy.yaml',
      'kubectl scale deploy app --replicas=3',
      'kubectl apply --server-side -f deploy.yaml',
      'sed -i s/1.25/1.26/ deploy.yaml; kubectl apply --server-side --field-manager=other -f deploy.yaml',
      'kubectl apply --server-side --force-conflicts -f deploy.yaml',
      'kubectl get deploy app -o yaml --show-managed-fields',
      'kubectl get pods -o yaml --show-managed-fields | grep -c manager',
      'kubectl delete deploy app',
    ],
  },
  {
    title: 'what client-side apply owned is taken over by the server',
    files: {
      'conf.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a: "1", b: "2"}
`,
      'less.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a: "1"}
`,
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: "nginx:1.25"}]}
`,
    },
    lines: [
      'kubectl apply -f conf.yaml',
      'kubectl label cm conf q=r -o yaml --show-managed-fields',
      'kubectl annotate cm conf q=r -o yaml --show-managed-fields',
      `kubectl patch cm conf -p '{"data":{"z":"1"}}' -o jsonpath='{.metadata.managedFields[*].manager}'`,
      'kubectl apply -f less.yaml --server-side --dry-run=server -o yaml',
      'kubectl apply -f less.yaml --server-side',
      'kubectl get cm conf -o yaml --show-managed-fields',
      'kubectl apply -f less.yaml --server-side',
      'kubectl apply -f less.yaml --server-side --field-manager=me',
      'kubectl apply -f conf.yaml',
      'kubectl get cm conf -o yaml --show-managed-fields',
      'kubectl apply -f pod.yaml --server-side -o jsonpath={.metadata.managedFields[*].manager}',
      'kubectl create deploy d --image=nginx:1.25 -o jsonpath={.metadata.managedFields[*].manager}',
      `kubectl run r --image=nginx:1.25 -o go-template='{{range .metadata.managedFields}}{{.manager}} {{.operation}}{{end}}'`,
      "kubectl get cm conf -o jsonpath='{.metadata.managedFields[*].fieldsV1.f:data}'",
      "kubectl get cm conf -o custom-columns='M:.metadata.managedFields[*].manager'",
    ],
  },
];
