import type { Scenario } from './scenario.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {l: m}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: init, image: "busybox:1.36", command: ["true"]}]
      containers:
      - name: nginx
        image: nginx:1.25
        resources: {limits: {cpu: 1500m, memory: 100Mi}}
        env:
        - {name: A, value: "1"}
        - {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: B2, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
        - {name: B3, valueFrom: {fieldRef: {fieldPath: "metadata.labels['l']"}}}
        - {name: R, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
        - name: R2
          valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi, containerName: a}}
        - {name: C, valueFrom: {configMapKeyRef: {name: nosuch, key: a}}}
        - {name: C2, valueFrom: {configMapKeyRef: {name: cfg, key: nosuch}}}
        - {name: S, valueFrom: {secretKeyRef: {name: sec, key: pw}}}
      - {name: side, image: "busybox:1.36", command: [sleep, "1000"]}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {app: web}, ports: [{port: 80, name: a}]}
`;
const SEVERAL = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {a: 1}
---
apiVersion: v1
kind: Nosuch
metadata: {name: c}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: d, namespace: nosuch}
---
apiVersion: v1
metadata: {name: c}
`;

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept}\ndata: {a: b}\n';

const METADATA = [
  '[a]',
  'x',
  '3',
  'true',
  '{name: y, labels: {a: true}}',
  '{name: x, labels: x}',
  '{name: x, finalizers: x}',
  '{name: x, ownerReferences: {}}',
  '{name: x, creationTimestamp: x}',
].map((text) => `kind: ConfigMap\\napiVersion: v1\\nmetadata: ${text}\\n`);

/** Manifests that no type of the tool fits, or that say too little of themselves. */
const MISFITS = {
  'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {nodeSelector: {x: true}}\n',
  'b.yaml': 'apiVersion: v1\nkind: Nosuch\nmetadata: {name: a}\n',
  'c.yaml': 'apiVersion: v1\nkind: pod\nmetadata: {name: a}\n',
  'd.yaml': 'apiVersion: v1\nmetadata: {name: a}\n',
  'e.yaml': 'kind: Pod\nmetadata: {name: a}\n',
  'f.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: x}\n',
  'g.yaml': 'x\n',
};
const eachMisfit = (verb: string): string =>
  `for i in a b c d e f g; do kubectl ${verb.replace('FILE', '-f $i.yaml')}; done`;

/** What a second hunt found. */
export const HUNTED_AGAIN: readonly Scenario[] = [
  {
    title: 'variables are found out as far as they are known without a pod',
    files: { 'web.yaml': DEPLOYMENT },
    lines: [
      'kubectl create cm cfg --from-literal=k=v',
      'kubectl create secret generic sec --from-literal=pw=x',
      'kubectl apply -f web.yaml',
      'kubectl set env deploy/web --list',
      'kubectl set env deploy/web --list --resolve',
      'kubectl set env deploy/web --from=svc/nosuch',
      'kubectl set env deploy/web -e A-',
      'kubectl set env deploy/web A=1 --overwrite=false',
      'kubectl set env deploy/web A=3 --overwrite=false',
      'kubectl set env deploy/web A=3 -c side --overwrite=false',
      "kubectl set env deploy/web -c 'n*' D=4 --list",
      "kubectl set env deploy/web -c '*n' D=5 --list",
      "kubectl set env deploy/web -c 'ng*nx' D=8 --list",
    ],
  },
  {
    title: 'one file of several is not there, or nearly right',
    files: {
      'web.yaml': DEPLOYMENT,
      's.yaml': SERVICE,
      's2.yaml': SERVICE.replace('app: web', 'x: y').replace('80, name: a', '81, name: b'),
      'several.yaml': SEVERAL,
      'small.yaml': SERVICE.replace('Service', 'service'),
    },
    lines: [
      'kubectl apply -f small.yaml',
      'kubectl apply -f small.yaml --server-side',
      'kubectl create -f small.yaml --dry-run=client -o yaml',
      'kubectl apply -f s.yaml',
      'kubectl apply -f s2.yaml --dry-run=client -o yaml',
      'kubectl apply -f s.yaml -f s2.yaml --dry-run=client -o jsonpath={.items[*].spec.ports}',
      'kubectl get -f small.yaml',
      'kubectl replace -f small.yaml',
      'kubectl delete -f small.yaml --dry-run=client',
      'kubectl apply -f nosuch.yaml -f s2.yaml',
      'kubectl apply -f s2.yaml -f nosuch.yaml -f nosuch2.yaml',
      'kubectl create -f s2.yaml -f nosuch.yaml',
      'kubectl label -f s.yaml -f nosuch.yaml a=b',
      'kubectl apply -f several.yaml',
      'kubectl apply -f several.yaml --server-side',
      ...METADATA.map((text) => `printf '${text}' | kubectl apply -f -`),
    ],
  },
  {
    title: 'files are read into types by the verbs that know them',
    files: MISFITS,
    lines: [
      eachMisfit('exec FILE -- true'),
      eachMisfit('set image FILE a=x'),
      eachMisfit('set env FILE a=x --local -o name'),
      eachMisfit('rollout restart FILE'),
      'kubectl get -f g.yaml',
      'kubectl get -f b.yaml -o name',
      'kubectl get -f b.yaml',
      'kubectl delete -f d.yaml',
    ],
  },
  {
    title: 'no patch is made where others changed the same, or the kind is misspelt',
    files: {
      'a.yaml': CONFIG_MAP,
      'b.yaml': CONFIG_MAP.replace('a: b', 'a: c'),
      's.yaml': SERVICE,
      'small.yaml': SERVICE.replace('Service', 'service'),
    },
    lines: [
      'kubectl apply -f a.yaml -f s.yaml',
      `kubectl patch cm kept --type=merge -p '{"data":{"a":"x","z":"y"}}'`,
      'kubectl apply -f a.yaml --overwrite=false',
      'kubectl apply -f b.yaml --overwrite=false --openapi-patch=false',
      'kubectl apply -f b.yaml --overwrite=false --dry-run=client',
      'kubectl apply -f s.yaml --overwrite=false',
      'kubectl apply -f small.yaml',
    ],
  },
  {
    title: 'small differences of generators',
    files: {},
    lines: [
      'kubectl create deploy web --image=nginx:1.25 --image=busybox:1.36 --port=80 --dry-run=client ' +
        '-o yaml',
      'kubectl create role r1 --verb=get --resource=pods.v1.',
      'kubectl create role r2 --verb=get --resource=deployments.apps,ing.networking.k8s.io',
      'kubectl create token default | wc -l',
      'kubectl create deploy web --image=nginx:1.25',
      'kubectl autoscale deploy web --max=5 --memory=50 --name=a',
      'kubectl autoscale deploy web --max=5 --cpu=1.5 --name=b',
      'kubectl autoscale deploy web --max=5 --memory=x --name=c',
      'kubectl get hpa',
      'kubectl get hpa a -o go-template=\'{{"aGk" | base64decode}}\' 2>&1 | tail -1',
    ],
  },
];
