import type { Scenario } from './scenario.ts';

/** A request for a certificate: CN=jane, O=devs. */
const REQUEST = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQ1l6Q0NBVXNDQVFBd0hqRU5NQXNH',
  'QTFVRUF3d0VhbUZ1WlRFTk1Bc0dBMVVFQ2d3RVpHVjJjekNDQVNJdwpEUVlKS29aSWh2Y05BUUVCQlFB',
  'RGdnRVBBRENDQVFvQ2dnRUJBS0ovOW5sRmUwM2kxRnRTaDBaM3VrMk5pelBkCmN3a0JCNEhTWUVaUXRk',
  'QUFlR3FhWmdMV29FTDIwYUgycnRMaHVad1VERUVMSjNEMTV1T2EyV0djdFA3VWZORTAKSEMwQW9FN2hm',
  'bm9mcGZ1VVF5d0ZFMjJ5MHpwNjE2RjBacVhhTlpVUFNBUXhNM3NIM20zN2NkWmRySWtuNnpDbwpxT2pa',
  'd09rajFiSGl5c2JvR0FDMDBacmVpVUxoWFE0bWRUQ29KWGVHQ1pndi9DT2RtcjRUOEhwVFFUQ2tzNEJQ',
  'ClYxTEluNDZpSWpoQjJXbUxBM25XYlBkUjFCTWhWRGM5Nzkvc05vL1cxTTJ1Y1BjVUFkM0FBNVRVam5W',
  'ZGdHeHQKb2tGckpydDRVWjg4dHliazNVdlVjTG5aZ1NyckdtUmJCSWhmTzhLN2FYSGk5OUN0TFFkSUNK',
  'L1REODhDQXdFQQpBYUFBTUEwR0NTcUdTSWIzRFFFQkN3VUFBNElCQVFCNUdIa096Wk1PSVJmUGZVKzVU',
  'Q2pOVDYyUEJQRkxYUTZYCld3VmRwZEZaeC82SmlFNzUzV2xLZlZ3dkVPcHhSRmhJTHVxSldaSHFMMlJY',
  'eVQ1TVptUzZ0VzZlUUNPSjFodWcKYU8xaFdJL0p4c3doUnlYc3loUnlhY2FlcEtuZkpGS0hHc3ZiSGRq',
  'ejVTMnpONEV6M0xBMHFtWENsaXVhSW04agpYL0c5dlFGV0xvVVNBYWdQZWhXejVzYTZUVHMwdlpwellB',
  'T3Foa0RMczgvUTBFdHJuenRVa2VtbkRlWklDWGgzCk5tQk9iMVVQZjhaZERVTEdXdWVmM3NkTmIxYjZx',
  'WXhNMm94OE05VTl5Uk42dXVyZ3p5NzhTR0pxU3FPQmFWWWEKeFdtNWIrQnJ4ZE9tZThNMXNtZE96MnVL',
  'Q2Y4Q1EvMDRRYU9JY2NTQTZUR3ArSStBQnVaWAotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0t',
  'LS0K',
].join('');

const CSR = `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: mine, labels: {for: jane}}
spec:
  request: ${REQUEST}
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
  expirationSeconds: 3600
`;

const APPLIED = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept, labels: {app: two}}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: gone, labels: {app: two}}
data: {a: b}
---
apiVersion: v1
kind: Secret
metadata: {name: also-gone, labels: {app: two}}
stringData: {a: b}
`;
const KEPT = APPLIED.slice(0, APPLIED.indexOf('---')).replace('a: b', 'a: c');
const NEW_SECRET = `apiVersion: v1
kind: Secret
metadata: {name: fresh}
stringData: {a: b}
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
`;
const CONFIG = `apiVersion: v1
kind: Config
current-context: a
contexts:
- name: a
  context: {cluster: c, user: u}
`;

/** The names and times that a comparison of files is told with. */
const PLAIN = "sed 's#/tmp/[A-Z]*-[0-9]*/##; s#\\t.*##' | grep -v '^diff '";

/** What random command lines found. */
export const HUNTED: readonly Scenario[] = [
  {
    title: 'what is looked at before what',
    files: {},
    lines: [
      'kubectl create deploy web --image=nginx:1.25',
      'kubectl expose deploy web --port=80',
      'kubectl create job once --image=busybox:1.36 -- true',
      'kubectl set resources nosuch/settings --limits=cpu=x',
      'kubectl set resources deploy/web --limits=cpu=x',
      'kubectl set resources deploy/nosuch',
      'kubectl set subject rolebinding/nosuch -o json',
      'kubectl set subject rolebinding/nosuch --user=a --dry-run=x',
      'kubectl set selector deploy web a=b -o nosuch',
      "kubectl set selector svc web '!a' -o json",
      'kubectl set serviceaccount svc a b --local',
      'kubectl create secret tls n1 -o custom-columns=N --dry-run=client',
      'kubectl create role r --verb=x -o nosuch',
      'kubectl rollout history jobs once',
      'kubectl rollout restart nosuch hidden -l app==two',
      'kubectl rollout resume jobs -o custom-columns= -l =',
      "kubectl rollout undo nosuch hidden -o jsonpath='{.a'",
      'kubectl set selector deploy web --dry-run=client',
      'kubectl set selector deploy web a',
      'kubectl set selector svc web a',
      "kubectl set selector svc web 'a in (b,c)'",
      'kubectl taint pods two',
      'kubectl taint nodes a:NoSchedule --dry-run=x',
      'kubectl get pods,svc a -l b=c',
      'kubectl describe nosuch x -l a',
      'kubectl delete nosuch/x -l a',
      'kubectl get nosuch x -l a',
      'kubectl annotate ns default =b --all --local',
      'kubectl annotate ns default a -o custom-columns=N:.metadata.name',
      'kubectl label ns default =b --local',
      'kubectl explain pods.spec.containers[0] --api-version=x',
      'kubectl explain [0]',
      'kubectl explain [0] --output=x',
      'kubectl label ns default a=b --local --dry-run=server',
      'kubectl delete deploy/nosuch svc/nosuch -l app -o yaml',
      'kubectl explain deployments --output=plaintext-openapiv2 --api-version=v1',
      'kubectl expose deployment web --dry-run=x',
      'kubectl autoscale nosuch/db-0 --max=3 --dry-run=x',
      'kubectl explain pods.nosuch --output=x --api-version=x',
      "kubectl patch svc web --type=merge -p '[]' -o jsonpath='{.a'",
      `kubectl patch svc web -p '{"metadata":{"labels":{"a":"b"}}}' -o nosuch`,
      'kubectl get svc web --show-labels',
    ],
  },
  {
    title: 'requests for certificates are described with what is in them',
    files: { 'csr.yaml': CSR },
    lines: ['kubectl create -f csr.yaml', 'kubectl describe csr', 'kubectl describe csr mine'],
  },
  {
    title: 'diff shows what would be pruned, and a Secret that is new',
    files: { 'applied.yaml': APPLIED, 'kept.yaml': KEPT, 'secret.yaml': NEW_SECRET },
    lines: [
      'kubectl apply -f applied.yaml',
      `kubectl diff -f secret.yaml | ${PLAIN}`,
      `kubectl diff -f secret.yaml --show-secrets | ${PLAIN}`,
      `kubectl diff -f kept.yaml --prune -l app=two | ${PLAIN}`,
      `kubectl diff -f kept.yaml --prune | ${PLAIN}`,
      `kubectl diff -f kept.yaml --prune --prune-allowlist=core/v1/Secret | ${PLAIN}`,
      'kubectl diff -f kept.yaml --prune --prune-allowlist=x',
      'kubectl diff -f kept.yaml --prune-allowlist=x > list; echo $?',
    ],
  },
  {
    title: 'overrides that take lists away, or name another kind',
    files: {},
    lines: [
      ...[
        '{"spec":{"containers":null}}',
        '{"apiVersion":"v1","spec":null}',
        '{"apiVersion":"v1","spec":{"containers":[]}}',
        '{"apiVersion":"apps/v1","kind":"Deployment"}',
        '{"apiVersion":"v2"}',
        '{"apiVersion":"apps/v1"}',
        '{"kind":"Nosuch"}',
      ].map((json) => `kubectl run o --image=a --dry-run=client -o yaml --overrides='${json}'`),
      'kubectl run o --image=a --dry-run=client -o yaml --override-type=strategic ' +
        `--overrides='{"spec":{"containers":null}}'`,
    ],
  },
  {
    title: 'files that are nearly right',
    files: {
      columns: 'NAME\n.metadata[\n',
      'deploy.yaml': DEPLOYMENT,
      kc: CONFIG,
      bad: 'apiVersion: v1\nkind: Config\nclusters: x\n',
      worse: CONFIG.replace('user: u', 'user: true'),
    },
    lines: [
      'kubectl apply -f deploy.yaml',
      'kubectl get cm -o custom-columns-file=columns',
      'kubectl replace -f deploy.yaml --subresource=scale',
      'KUBECONFIG=: kubectl config view',
      'KUBECONFIG=kc:bad kubectl config view',
      'KUBECONFIG=worse:bad kubectl config view',
      'KUBECONFIG=kc:bad kubectl get pods',
      'kubectl port-forward deploy/web 80 --address=1.2.3.4',
      'kubectl delete -f nosuch.yaml -o json',
      'kubectl delete -f nosuch.yaml --force --grace-period=5',
      'kubectl apply -f nosuch.yaml --prune-allowlist=x',
      'kubectl run two --image=busybox:1.36 -- sleep 1000',
      'kubectl wait pod two --for=condition=Ready',
      'kubectl get pod two --subresource=log',
      'kubectl get deploy web --subresource=log',
    ],
  },
];
