import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app, tier: web}}
spec:
  replicas: 1
  selector: {matchLabels: {app: app}}
  template: {metadata: {labels: {app: app}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 53, protocol: UDP, name: dns}]}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: noports}
spec:
  replicas: 1
  selector: {matchExpressions: [{key: app, operator: In, values: [noports]}]}
  template: {metadata: {labels: {app: noports}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {run: p}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: nolabels}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  serviceName: st
  replicas: 1
  selector: {matchLabels: {app: st}}
  template: {metadata: {labels: {app: st}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80}]}]}}
---
apiVersion: v1
kind: Service
metadata: {name: s, labels: {x: "1"}}
spec: {selector: {app: app}, ports: [{port: 80, targetPort: http, name: web}, {port: 443, name: tls}]}
---
apiVersion: v1
kind: Service
metadata: {name: hl}
spec: {clusterIP: None, selector: {app: st}, ports: [{port: 80}]}
`;

const DEP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app, tier: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template: {metadata: {labels: {app: app}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.26", ports: [{containerPort: 80, name: http},{containerPort: 53, protocol: UDP, name: dns}]}]}}
`;

const CM = `apiVersion: v1
kind: ConfigMap
metadata: {name: new}
data: {a: b}
`;

const FILES = {
  'all.yaml': ALL,
  'dep.yaml': DEP,
  'cm.yaml': CM,
};

export const LABELS_AND_PORTS: readonly Scenario[] = [
  {
    title: 'expose, labels, access and what is around them',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 15',
      'kubectl expose',
      'kubectl expose deploy',
      'kubectl expose deploy app --name=e1',
      'kubectl expose deploy/app --port=80 --name=e2',
      'kubectl expose deploy app --port=80 --target-port=8080 --name=e3 -o yaml',
      "kubectl expose deploy app --port=80 --target-port=http --name=e4 -o jsonpath='{.spec.ports}'",
      "kubectl expose deploy app --port=80,81 --name=e5 -o jsonpath='{.spec.ports}'",
      "kubectl expose deploy app --port=80 --type=NodePort --name=e6 -o jsonpath='{.spec.type}'",
      'kubectl expose deploy app --port=80 --type=LoadBalancer --name=e7',
      'kubectl expose deploy app --port=80 --type=ExternalName --name=e8 --external-name=x',
      'kubectl expose deploy app --port=80 --type=nope --name=e9',
      "kubectl expose deploy app --port=80 --protocol=UDP --name=e10 -o jsonpath='{.spec.ports}'",
      'kubectl expose deploy app --port=80 --protocol=nope --name=e11',
      'kubectl expose deploy app --port=80 --cluster-ip=None --name=e12',
      'kubectl expose deploy app --port=80 --cluster-ip=x --name=e13',
      "kubectl expose deploy app --port=80 --session-affinity=ClientIP --name=e14 -o jsonpath='{.spec.sessionAffinity}'",
      'kubectl expose deploy app --port=80 --session-affinity=x --name=e15',
      "kubectl expose deploy app --port=80 --selector=a=b --name=e16 -o jsonpath='{.spec.selector}'",
      "kubectl expose deploy app --port=80 --selector='a in (b)' --name=e17",
      "kubectl expose deploy app --port=80 --labels=l=m --name=e18 -o jsonpath='{.metadata.labels}'",
      "kubectl expose deploy app --port=80 --external-ip=1.2.3.4 --name=e19 -o jsonpath='{.spec.externalIPs}'",
      "kubectl expose deploy app --port=80 --load-balancer-ip=1.2.3.4 --type=LoadBalancer --name=e20 -o jsonpath='{.spec.loadBalancerIP}'",
      'kubectl expose deploy app --port=80 --dry-run=client',
      'kubectl expose deploy app --port=80 --dry-run=server',
      'kubectl expose deploy app --port=0 --name=e21',
      'kubectl expose deploy app --port=x --name=e22',
      'kubectl expose deploy app --port=99999 --name=e23',
      'kubectl expose deploy app --port=80 --target-port=99999 --name=e24',
      'kubectl expose deploy app --port=80 --name=Bad_Name',
      'kubectl expose deploy app --port=80',
      'kubectl expose deploy app --port=80',
      'kubectl expose deploy noports',
      'kubectl expose deploy noports --port=80',
      'kubectl expose pod p',
      'kubectl expose pod p --name=pp --port=90',
      'kubectl expose pod nolabels --port=80',
      'kubectl expose sts st --port=80',
      'kubectl expose svc s --name=s2',
      'kubectl expose svc s --name=s3 --port=90 --target-port=9090',
      'kubectl expose node node-1 --port=80',
      'kubectl expose ns default --port=80',
      'kubectl expose deploy nosuch --port=80',
      'kubectl expose -f dep.yaml --port=80 --name=ff',
      'kubectl expose deploy app p --port=80',
      'kubectl expose deploy app --port=80 --overrides=\'{"spec":{"ports":[{"port":1,"targetPort":2}]}}\' --name=ov -o jsonpath=\'{.spec.ports}\'',
      'kubectl port-forward',
      'kubectl port-forward pod/p',
      'kubectl port-forward pod/p x',
      'kubectl port-forward pod/p 80:x',
      'kubectl port-forward pod/p 0',
      'kubectl port-forward pod/p 99999',
      'kubectl port-forward pod/nosuch 8080:80',
      'kubectl port-forward nosuch 8080:80',
      'kubectl port-forward svc/nosuch 8080:80',
      'kubectl port-forward svc/s 8080:81',
      'kubectl port-forward svc/s 8080:nosuch',
      'kubectl port-forward deploy/nosuch 8080',
      'kubectl port-forward deploy/app 8080:nosuch',
      'kubectl port-forward cm/kube-root-ca.crt 80',
      'kubectl port-forward node/node-1 80',
      'kubectl port-forward pod/p 8080:80 --address=x',
      'kubectl port-forward pod/p 8080:80 --pod-running-timeout=0',
      'kubectl port-forward p q 80',
    ],
  },
  {
    title: 'expose, labels, access and what is around them, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 15',
      'kubectl auth can-i',
      'kubectl auth can-i get',
      'kubectl auth can-i get pods',
      'kubectl auth can-i get pods/log',
      'kubectl auth can-i get nope',
      'kubectl auth can-i nope pods',
      "kubectl auth can-i '*' '*'",
      'kubectl auth can-i get pods -q',
      'kubectl auth can-i get pod/p',
      'kubectl auth can-i get pods p',
      'kubectl auth can-i get nodes -n default',
      'kubectl auth can-i get /healthz',
      'kubectl auth can-i get pods --as=nobody',
      'kubectl auth can-i get pods --as=nobody -q',
      'kubectl auth can-i --list --as=nobody',
      'kubectl auth can-i --list get',
      'kubectl auth can-i get pods --subresource=log',
      'kubectl auth can-i get pods -A',
      'kubectl auth whoami',
      'kubectl auth whoami x',
      'kubectl auth whoami --as=u --as-group=g',
      'kubectl auth reconcile',
      'kubectl top nope',
      'kubectl top node node-1 nosuch',
      'kubectl top node nosuch',
      'kubectl top node --sort-by=x',
      'kubectl top pod nosuch',
      'kubectl top pod -l app=nosuch',
      'kubectl top pod p --containers nosuch',
      'kubectl top pod --sort-by=nope',
      'kubectl top pod p -l a=b',
      'kubectl top pod -A -n x --no-headers -l none=x',
      'kubectl events --for=nope',
      'kubectl events --for=nope/x',
      'kubectl events --for=pod/nosuch',
      'kubectl events --for=pod',
      'kubectl events --types=nope',
      'kubectl events -n nosuch',
      'kubectl events --for=pod/p --no-headers',
      'kubectl events --for=pods/p -o name',
      'kubectl events --for=po/p -o wide',
      'kubectl events --for=deploy/app',
      'kubectl events --for=deployments.apps/app --types=Normal',
      'kubectl diff',
      'kubectl diff -f nosuch.yaml',
      'kubectl diff -f all.yaml',
      "kubectl diff -f dep.yaml | grep '^[+-] '",
      'kubectl diff -f dep.yaml > /dev/null',
      "kubectl diff -f cm.yaml | grep '^[+-]' | grep -v '^[+-][+-]'",
      "kubectl diff -f dep.yaml -f cm.yaml | grep -c '^+'",
      'kubectl diff -f cm.yaml -n nosuch',
      "kubectl diff -f dep.yaml --server-side | grep '^[+-] '",
      'kubectl diff -f dep.yaml -l app=nosuch',
      'kubectl diff dep.yaml',
      "kubectl cluster-info dump --output-directory=out --namespaces=default > /dev/null; find out | sort | sed 's/app-[a-z0-9-]*/app-X/; s/noports-[a-z0-9-]*/noports-X/'",
      'kubectl cluster-info dump -o nope',
      'kubectl alpha x',
      'kubectl options | head -3',
      'kubectl label',
      'kubectl label pod',
      'kubectl label pod p',
      'kubectl label pod p a=b',
      'kubectl label pod p a=b',
      'kubectl label pod p a=c',
      'kubectl label pod p a=c --overwrite',
      'kubectl label pod p a-',
      'kubectl label pod p a-',
      'kubectl label pod p a=b c-',
      'kubectl label pod p a=b a-',
      "kubectl label pod p 'a b=c'",
      "kubectl label pod p a='b c'",
      'kubectl label pod p a=',
      'kubectl label pod p =b',
      'kubectl label pod p a/b/c=d',
      'kubectl label pod p -n nosuch a=b',
      'kubectl label pods --all z=1',
      'kubectl label pods -l run=p z=2 --overwrite',
      'kubectl label pods -l run=nosuch z=2',
      'kubectl label pod p nolabels y=1',
      'kubectl label pod/p deploy/app w=1',
      'kubectl label deploy,sts --all w=2',
      'kubectl label -f dep.yaml v=1',
      'kubectl label pod p --list',
      'kubectl label pod p --list q=1',
      'kubectl label pod p r=1 --dry-run=client',
      'kubectl label pod p r=1 --dry-run=server',
      'kubectl label pod p r=1 --resource-version=1',
      'kubectl label pod p r=1 -o name',
      'kubectl label pod p --all r=1',
      'kubectl label ns default team=x',
      'kubectl label node node-1 a=b',
      'kubectl label node node-1 a-',
      'kubectl label nope x a=b',
      'kubectl annotate',
      'kubectl annotate pod p',
      'kubectl annotate pod p a=b',
      'kubectl annotate pod p a=c',
      'kubectl annotate pod p a=c --overwrite',
      "kubectl annotate pod p a='x y=z'",
      'kubectl annotate pod p a-',
      'kubectl annotate pod p b-',
      "kubectl annotate pod p 'b c=d'",
      'kubectl annotate pods --all n=m',
      'kubectl annotate pod p --list',
      'kubectl annotate pod p d=e --dry-run=client',
      'kubectl annotate -f dep.yaml d=e',
      'kubectl annotate deploy app kubernetes.io/change-cause=x',
      'kubectl annotate pod p e',
      'kubectl annotate pod/p svc/s f=g',
    ],
  },
];
