import type { Scenario } from './scenario.ts';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sleep, "10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sleep, "10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: pending}
spec:
  nodeSelector: {no: such}
  containers:
  - {name: one, image: "busybox:1.36"}
---
apiVersion: v1
kind: Pod
metadata: {name: done}
spec:
  restartPolicy: Never
  containers:
  - {name: one, image: "busybox:1.36", command: ["true"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nopull}
spec:
  containers:
  - {name: one, image: "busybox:nosuchtag"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {k: v, n: "5"}
`;
const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: default}
rules:
- {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
- {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb, namespace: default}
subjects:
- {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
- {kind: Group, name: devs, apiGroup: rbac.authorization.k8s.io}
- {kind: ServiceAccount, name: default, namespace: default}
roleRef: {kind: Role, name: reader, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: health}
rules:
- {nonResourceURLs: [/logs/*], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: hb}
subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
roleRef: {kind: ClusterRole, name: health, apiGroup: rbac.authorization.k8s.io}
`;

/** Command lines that are not quite right, and what comes of them. */
export const SLIPS: readonly Scenario[] = [
  {
    title: 'formats and flags that do not go together',
    files: {
      'c3.cols': 'NAME\n',
      empty: '',
      badtpl: '{{.kind\n',
    },
    lines: [
      'kubectl create deploy web --image=nginx:1.25',
      'kubectl wait pod -l app=web --for=condition=ready',
      'kubectl get deploy web -o go-template-file=badtpl',
      'kubectl get deploy web -o custom-columns-file=c3.cols',
      'kubectl get deploy web -o custom-columns-file=empty',
      'kubectl get pods -o YAML',
      'kubectl get pods -o JSON',
      'kubectl get pods -o Name',
      'kubectl get pods -o=',
      'kubectl get pods -o yaml --show-labels | head -1',
      'kubectl get pods -o name --show-labels',
      'kubectl get pods -o custom-columns=A:.kind --show-labels',
      'kubectl get --raw=/api/v1/namespaces/default -w',
      'kubectl get --raw=/api/v1/namespaces/default -l a=b',
      'kubectl get pods -n=',
      'kubectl get pods --request-timeout=',
      'kubectl get pods --profile=nosuch',
      'kubectl get endpoints --warnings-as-errors',
      'kubectl get cs --warnings-as-errors',
      'kubectl -n default nosuch',
      'kubectl --nosuch get pods',
      'kubectl get pods --context=',
    ],
  },
  {
    title: 'waits in all their forms, and pods that are asked wrongly',
    files: {
      'two.yaml': PODS,
    },
    lines: [
      'kubectl apply -f two.yaml',
      'sleep 20',
      'kubectl wait --for=condition=Ready pod -l app=nosuch',
      'kubectl wait --for=condition=Ready pod/nosuch --timeout=1s',
      'kubectl wait --for=condition=Ready pod/nosuch pod/a --timeout=1s',
      'kubectl wait --for=condition=Ready pod/a pod/nosuch --timeout=1s',
      'kubectl wait --for=condition=Ready nosuch/x',
      'kubectl wait --for=condition=Ready -f nosuch.yaml',
      'kubectl wait --for=condition=Ready pods --all -A --timeout=1s',
      'kubectl wait --for=condition=Ready pod/a -A',
      'kubectl wait --for=nosuch pod/a',
      'kubectl wait --for=nosuch=x pod/a',
      'kubectl wait --for=delete pod/nosuch',
      'kubectl wait --for=delete pod/nosuch pod/nosuch2',
      'kubectl wait --for=delete pod -l app=nosuch',
      'kubectl wait --for=delete pod/nosuch --timeout=0',
      'kubectl wait --for=delete pod/a --timeout=0',
      'kubectl wait --for=delete=x pod/a --timeout=1s',
      'kubectl wait --for=Delete pod/nosuch',
      'kubectl wait --for=create pod/a',
      'kubectl wait --for=create pod/nosuch --timeout=1s',
      'kubectl wait --for=create pod/a pod/nosuch --timeout=1s',
      'kubectl wait --for=create pod a',
      'kubectl wait --for=create pod',
      'kubectl wait --for=create pod --all',
      'kubectl wait --for=create pod -l app=x',
      'kubectl wait --for=create pod/nosuch --timeout=0',
      "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/a",
      "kubectl wait --for=jsonpath='{.status.phase}=Running' pod/a",
      'kubectl wait --for=jsonpath={.status.phase}=Running pod/a pod/b',
      'kubectl wait --for=jsonpath={.status.phase}=Succeeded pod/a --timeout=1s',
      'kubectl wait --for=jsonpath={.status.phase}=Succeeded pod/done',
      'kubectl wait --for=jsonpath={.status.phase} pod/a',
      'kubectl wait --for=jsonpath=.status.phase=Running pod/a',
      'kubectl wait --for=jsonpath=status.phase=Running pod/a',
      'kubectl wait --for=jsonpath pod/a',
      'kubectl wait --for=jsonpath= pod/a',
      'kubectl wait --for=jsonpath={} pod/a',
      'kubectl wait --for=jsonpath={.status.phase}= pod/a',
      'kubectl wait --for=jsonpath={.status.nosuch} pod/a --timeout=1s',
      'kubectl wait --for=jsonpath={.status.nosuch}=x pod/a --timeout=1s',
      "kubectl wait --for=jsonpath='{.status.phase' pod/a",
      "kubectl wait --for=jsonpath='{.status.phase}{.kind}=x' pod/a",
      "kubectl wait --for=jsonpath='{.status}' pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.status}'=x pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.conditions}' pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.containers[*].name}'=one pod/a --timeout=1s",
      'kubectl exec pod a -- hostname',
      'kubectl exec a b -- hostname',
      'kubectl exec a --pod-running-timeout=0 -- hostname',
      'kubectl attach a --pod-running-timeout=0',
      'kubectl cp x/y/a:/tmp/x z',
      'kubectl cp a:/tmp/x :z',
      'kubectl cp :x a:/z',
      'kubectl port-forward a :',
      'kubectl port-forward a 8080:',
      'kubectl port-forward a 99999',
      "kubectl port-forward a ''",
      'kubectl port-forward a 8080:80 --address=nosuch.invalid',
      'kubectl port-forward a 8080:80 --address=',
      'kubectl port-forward a 8080:80 --address=999.1.1.1',
      'kubectl port-forward a 8080:80 --pod-running-timeout=0',
    ],
  },
  {
    title: 'what somebody else may do',
    files: {
      'r.yaml': ROLES,
    },
    lines: [
      'kubectl apply -f r.yaml',
      'kubectl auth can-i get pods --as=jane',
      'kubectl auth can-i get pods --as=jane -A',
      'kubectl auth can-i get pods --as=jane -n kube-system',
      'kubectl auth can-i delete pods --as=jane',
      'kubectl auth can-i delete pods --as=jane -q; echo $?',
      'kubectl auth can-i get pods --as=jane -q; echo $?',
      'kubectl auth can-i get pods/log --as=jane',
      'kubectl auth can-i get pods/exec --as=jane',
      'kubectl auth can-i get deployments.apps/web --as=jane',
      'kubectl auth can-i get deploy/web --as=jane',
      'kubectl auth can-i get deploy/other --as=jane',
      'kubectl auth can-i get deploy --as=jane',
      'kubectl auth can-i list deploy --as=jane',
      "kubectl auth can-i '*' pods --as=jane",
      "kubectl auth can-i '*' '*' --as=jane",
      'kubectl auth can-i get /logs/ --as=jane',
      'kubectl auth can-i get /logs/x --as=jane',
      'kubectl auth can-i get /healthz --as=jane',
      'kubectl auth can-i post /logs/ --as=jane',
      'kubectl auth can-i get /logs/ --subresource=x',
      'kubectl auth can-i get logs/',
      'kubectl auth can-i --list',
      'kubectl auth can-i --list --as=jane',
      'kubectl auth can-i --list --as=jane --no-headers',
      'kubectl auth can-i --list --as=jane -n kube-system',
      'kubectl auth can-i --list --as=system:serviceaccount:default:default',
      'kubectl auth can-i --list get',
      'kubectl auth can-i --list -A',
      'kubectl auth can-i get pods --list',
      'kubectl auth can-i get pods --no-headers',
      'kubectl auth whoami',
      'kubectl auth whoami --as=jane',
      'kubectl auth whoami --as=jane --as-group=a --as-group=b',
      'kubectl auth whoami --as=jane --as-uid=5',
      'kubectl auth whoami --as=jane --as-user-extra=a=b',
      'kubectl auth whoami -o yaml',
      'kubectl auth whoami -o jsonpath={.status.userInfo.username}',
      'kubectl auth whoami -o name',
      'kubectl auth whoami -o nosuch',
    ],
  },
];
