import type { Scenario } from './scenario.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: nginx}]}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
`;
const KEYS = `apiVersion: v1
kind: ConfigMap
metadata: {name: keys}
data: {${[
  't',
  'F',
  'yES',
  'nULL',
  'inf',
  'i_nf',
  '_1',
  '_1a',
  '1e999',
  '0x1p3',
  'x-',
  'x--y',
  'n_o',
]
  .map((key) => `"${key}": "1"`)
  .join(', ')}}
`;
const NESTED = `apiVersion: apps/v1
kind: ControllerRevision
metadata: {name: cr}
data: {a: {URL: x, apiKey: y, zz: [1, {b: c, a: d}, [1, {c: 2}]]}, list: [], obj: {}}
revision: 3
`;

const PATHS = `N X
.metadata.name .data[?(
`;

/** Files and names together, what is recorded of a command, and what is only tried. */
export const FILES_AND_NAMES: readonly Scenario[] = [
  {
    title: 'names beside a file that is there or not',
    files: { 'pod.yaml': POD },
    lines: [
      'kubectl get pods x -f nosuch.yaml',
      'kubectl get pods/x -f nosuch.yaml -f nosuch2.yaml',
      'kubectl get pods/x/y -f nosuch.yaml',
      'kubectl get pods x/y -f pod.yaml',
      'kubectl get pods,svc x -f pod.yaml',
      'kubectl describe pods,svc/x -f pod.yaml',
      'kubectl delete pods,svc/x -f pod.yaml',
      'kubectl exec x -f nosuch.yaml -- ls',
      'kubectl scale pods x -f nosuch.yaml --replicas=1',
    ],
  },
  {
    title: 'what needs no server',
    files: { 'pod.yaml': POD, 'web.yaml': SERVICE },
    lines: [
      'kubectl set image deploy/x a=b -f nosuch.yaml --local',
      'kubectl set env deploy/x A=b -f pod.yaml --local',
      'kubectl set sa deploy x y --local -f pod.yaml',
      'kubectl set selector svc x a=b --local -f web.yaml',
      'kubectl set selector svc x a=b --local',
      'kubectl set subject rolebinding x --user=u --local -f pod.yaml',
      'kubectl set resources pod x --limits=cpu=1 -f pod.yaml --local',
      'kubectl label a=b --local',
      'kubectl annotate a=b --local',
      'kubectl wait pod/x --local -f pod.yaml --for=condition=Ready --timeout=1s',
      'kubectl wait --local --for=create',
      'kubectl wait --for=create',
    ],
  },
  {
    title: 'what variables are taken from is named as what gets them',
    files: { 'pod.yaml': POD },
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      'kubectl create cm conf --from-literal=a=1 --from-literal=b=2',
      'kubectl label cm conf app=api',
      'kubectl set env deploy/api --from=cm',
      'kubectl set env deploy --from=cm --all --dry-run=client -o yaml',
      'kubectl set env deploy --from=cm -l app=api --keys=a',
      'kubectl set env deploy -l app=api --from=cm/conf',
      'kubectl set env deploy/api --from=cm/conf,cm/kube-root-ca.crt',
      'kubectl set env deploy/api --from=cm,secret',
      'kubectl set env deploy/api --from=cm/nosuch',
      'kubectl set env deploy/api --from=deploy/api',
      'kubectl set env -f pod.yaml --from=cm/conf --dry-run=client',
      'kubectl set env -f pod.yaml --from=cm/conf --local -o yaml',
    ],
  },
  {
    title: 'a command line is recorded in what is only printed, too',
    files: { 'web.yaml': SERVICE },
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      'kubectl apply -f web.yaml',
      'kubectl set image deploy api nginx=nginx:1.27 --dry-run=client -o yaml --record',
      'kubectl set resources deploy api --limits=cpu=1 --dry-run=client -o yaml --record',
      'kubectl set env deploy api A=b --dry-run=client -o yaml --record',
      'kubectl set selector svc web a=b --dry-run=client -o yaml --record',
      'kubectl set env deploy api A=b --record',
      'kubectl get deploy api -o yaml',
    ],
  },
  {
    title: 'what was applied last is not recorded in a dry run',
    files: { 'web.yaml': SERVICE },
    lines: [
      'kubectl apply -f web.yaml',
      'kubectl apply set-last-applied -f web.yaml --dry-run=client',
      'kubectl apply set-last-applied -f web.yaml --dry-run=client -o yaml',
      'kubectl apply view-last-applied svc web -o json',
      'kubectl apply set-last-applied -f web.yaml',
      'kubectl apply view-last-applied svc web -o json',
    ],
  },
  {
    title: 'a paused Deployment is not rolled back',
    files: {},
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      'kubectl rollout pause deploy api',
      'kubectl rollout undo deploy api',
      'kubectl rollout undo deploy api --to-revision=4',
      'kubectl rollout undo deploy api --to-revision=1 --dry-run=client',
      'kubectl rollout undo deploy api --to-revision=1',
    ],
  },
  {
    title: 'keys that a reader of YAML could take for something else, and nested lists',
    files: { 'keys.yaml': KEYS, 'nested.yaml': NESTED },
    lines: [
      'kubectl create -f keys.yaml -f nested.yaml',
      'kubectl get cm keys -o kyaml',
      'kubectl describe controllerrevision cr',
    ],
  },
  {
    title: 'what is wrong with the path of a column is told below the headers',
    files: { 'columns.txt': PATHS },
    lines: [
      'kubectl create cm conf --from-literal=k=v',
      "kubectl get cm conf -o custom-columns='A:.data[0,1],B:.kind'",
      "kubectl get cm conf -o custom-columns='N:.metadata.name,X:.data[?('",
      'kubectl get cm conf nosuch -o custom-columns=\'N:.metadata.name,X:.a["b"]\'',
      "kubectl get cm -l a=b -o custom-columns='N:.metadata.name,X:.data[?('",
      "kubectl get cm -o custom-columns='N:{.metadata.name}{.kind}'",
      'kubectl get cm -l a=b -o custom-columns-file=columns.txt',
      "kubectl get cm --sort-by='.x['",
      "kubectl get cm -o name --sort-by='.x['",
      "kubectl get cm conf -o go-template='{{slice .nosuch 0 1}}'",
    ],
  },
];
