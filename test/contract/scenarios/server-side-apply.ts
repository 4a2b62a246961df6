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
];
