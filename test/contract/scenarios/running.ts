import type { Scenario } from './scenario.ts';

export const RUNNING: readonly Scenario[] = [
  {
    title: 'pods from the command line',
    files: {
      'dep.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
    },
    lines: [
      'kubectl run',
      'kubectl run a --image=nginx b',
      'kubectl run a --image=nginx -- b c',
      'kubectl run a --image=nginx',
      'kubectl run b --image=nginx --port=80 --expose',
      'kubectl get svc b -o yaml',
      'kubectl run c --image=nginx --expose',
      'kubectl run c --image=nginx --port=80 --expose --labels=a=b,c=d --dry-run=client -o yaml',
      'kubectl run c --image=nginx --port=0',
      'kubectl run c --image=nginx --port=70000',
      'kubectl run c --image=nginx --env=A=b --env="C=d e" --env=F= --dry-run=client -o yaml',
      'kubectl run c --image=nginx --env=A',
      'kubectl run c --image=nginx --env==b',
      'kubectl run c --image=nginx --env=1A=b',
      'kubectl run c --image=nginx --labels="a=b" --annotations=x=y --annotations=z=w --dry-run=client -o yaml',
      'kubectl run c --image=nginx --annotations=x',
      'kubectl run c --image=nginx --labels=a',
      'kubectl run c --image=nginx -l a=b,c',
      'kubectl run c --image=nginx -l "a b=c"',
      'kubectl run c --image=nginx --restart=Never --dry-run=client -o yaml',
      'kubectl run c --image=nginx --restart=OnFailure --dry-run=client -o yaml',
      'kubectl run c --image=nginx --restart=never',
      'kubectl run c --image=nginx --restart= --dry-run=client -o yaml',
      'kubectl run c --image=nginx --image-pull-policy=x',
      'kubectl run c --image=nginx --privileged --dry-run=client -o yaml',
      'kubectl run c --image=nginx --command',
      'kubectl run c --image=nginx --command --',
      'kubectl run c --image=nginx -t --dry-run=client -o yaml',
      'kubectl run c --image=nginx -i --stdin-once=false --dry-run=client -o yaml',
      'kubectl run c --image=nginx --quiet',
      'kubectl run c --image=nginx',
      'kubectl run c2 --image=nginx -q --dry-run=client',
      'kubectl run c2 --image=nginx --dry-run=nope',
      'kubectl run c2 --image=nginx --rm --dry-run=client -it',
      'kubectl run c2 --image=nginx --rm --restart=Never',
      'kubectl run c2 --image=nginx --rm --attach=false',
      'kubectl run c2 --image=nginx --leave-stdin-open',
      'kubectl run c2 --image=nginx --leave-stdin-open -i --dry-run=client -o yaml',
      'kubectl run c2 --image=nginx --wait',
      'kubectl run c3 --image=nginx --timeout=5s --grace-period=1',
      'kubectl run c4 --image=nginx --force',
      'kubectl run c4 --image=nginx --cascade=nope',
      'kubectl run c4 --image=nginx -f dep.yaml',
      'kubectl run c4 --image=nginx --pod-running-timeout=x',
      'kubectl run c5 --image=UPPER',
      'kubectl run c5 --image="bad image"',
      'kubectl run "" --image=x',
      'kubectl run a.b --image=nginx',
      'kubectl run -a --image=nginx',
      'kubectl run a_b --image=nginx',
      'kubectl run aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --image=nginx',
      'kubectl run r1 --image=busybox:1.36 --restart=Never --attach -- echo hello',
      'kubectl run r2 --image=busybox:1.36 --restart=Never --rm --attach -- echo hello',
      'kubectl run r3 --image=busybox:1.36 --restart=Never --rm -i -- sh -c "echo out; exit 3"',
      'kubectl run r4 --image=busybox:1.36 --restart=Never --rm -i -q -- echo quiet',
      'echo input | kubectl run r5 --image=busybox:1.36 --restart=Never --rm -i -- cat',
      'kubectl run r6 --image=busybox:1.36 --restart=OnFailure --rm -i -- echo of',
      'kubectl run r7 --image=nope:nope --restart=Never --rm -i --pod-running-timeout=2s -- echo x',
      'kubectl run r8 --image=busybox:1.36 --restart=Never --attach --expose --port=80 --rm -- echo x',
      'kubectl get pods,svc',
      'kubectl run r9 --image=busybox:1.36 --env=X=y --restart=Never --rm -i -- env | grep X=',
      'kubectl run r10 --image=busybox:1.36 --rm -it --restart=Never -- echo tty',
      'kubectl run r1 --image=busybox:1.36 --rm -i --restart=Never -- echo again',
      'kubectl run r11 --image=busybox:1.36 --restart=Never -- sh -c "exit 2"',
    ],
  },
];
