import type { Scenario } from './scenario.ts';

/** Verbs over several objects of several kinds. */
export const MANY_OBJECTS: readonly Scenario[] = [
  {
    title: 'a file of eleven kinds goes through the verbs',
    files: {
      'mix.yaml': `apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{port: 80, name: http}, {port: 443, targetPort: 8443, name: https}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, labels: {app: web, tier: db}}
spec:
  serviceName: web
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25", ports: [{containerPort: 80, name: http}], env: [{name: A, value: b}]}]}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: wall}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {a: b}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80}, {port: 8080, endPort: 8090}]}], egress: [{}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: door}
spec: {ingressClassName: nginx, tls: [{hosts: [a.example.com], secretName: s}], defaultBackend: {service: {name: web, port: {name: http}}}, rules: [{host: a.example.com, http: {paths: [{path: /x, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}, {path: /y, pathType: Exact, backend: {resource: {kind: A, name: b, apiGroup: c.d}}}]}}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 200m}}}, {type: Pods, pods: {metric: {name: qps}, target: {type: AverageValue, averageValue: 1k}}}], behavior: {scaleDown: {stabilizationWindowSeconds: 60, policies: [{type: Pods, value: 1, periodSeconds: 30}]}}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: 10, requests.storage: 10Gi, count/configmaps: 20}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: l}
spec: {limits: [{type: Container, default: {cpu: 200m}, defaultRequest: {cpu: 100m}}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec: {schedule: "*/5 * * * *", suspend: true, jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: a, image: "busybox:1.36", command: [echo, hi]}]}}}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}, {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: ["*"]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {kind: Role, name: r, apiGroup: rbac.authorization.k8s.io}
subjects: [{kind: User, name: u}, {kind: ServiceAccount, name: default, namespace: default}, {kind: Group, name: g}]
`,
    },
    lines: [
      'kubectl apply -f mix.yaml --dry-run=client -o name',
      'kubectl apply -f mix.yaml --dry-run=server',
      'kubectl apply -f mix.yaml',
      'sleep 20',
      'kubectl get all,ing,netpol,pdb,quota,limits,role,rolebinding',
      'kubectl get all,ing,netpol,pdb,quota,limits,role,rolebinding -o wide',
      'kubectl describe netpol wall',
      'kubectl describe ing door',
      'kubectl describe hpa web',
      'kubectl describe quota,limits',
      'kubectl describe role,rolebinding',
      'kubectl describe cj tick',
      'kubectl describe svc web',
      'kubectl get ing door -o yaml',
      'kubectl get hpa web -o yaml',
      'kubectl get hpa.v1.autoscaling web -o yaml',
      'kubectl get -f mix.yaml',
      'kubectl get -f mix.yaml -o name --sort-by=.kind',
      'kubectl get -f mix.yaml -o custom-columns=K:.kind,N:.metadata.name,L:.metadata.labels.app,X:.spec.replicas',
      'kubectl get -f mix.yaml --sort-by=.metadata.creationTimestamp -L app',
      'kubectl get -f mix.yaml -l app=web --show-labels',
      'kubectl apply view-last-applied -f mix.yaml -o json',
      'kubectl diff -f mix.yaml',
      "sed 's/replicas: 2/replicas: 1/' mix.yaml | kubectl apply -f - --dry-run=server",
      "sed 's/minAvailable: 1/maxUnavailable: 1/' mix.yaml | kubectl apply -f - --dry-run=server",
      'kubectl label -f mix.yaml a=b --dry-run=client',
      'kubectl annotate -f mix.yaml a=b --dry-run=server',
      'kubectl label -f mix.yaml a=b app-',
      'kubectl set image -f mix.yaml nginx=nginx:1.26 --local -o name',
      'kubectl set env -f mix.yaml B=c --local -o yaml',
      'kubectl set resources -f mix.yaml --limits=cpu=1 --dry-run=client -o name',
      `kubectl patch -f mix.yaml -p '{"metadata":{"labels":{"p":"q"}}}' --dry-run=client`,
      'kubectl scale -f mix.yaml --replicas=1',
      'kubectl rollout status -f mix.yaml --timeout=30s',
      'kubectl expose -f mix.yaml --port=80 --dry-run=client -o name',
      'kubectl auth can-i get pods --as=u',
      'kubectl auth can-i delete pods --as=u',
      'kubectl auth can-i update deployments/web --as=u',
      'kubectl auth can-i get pods --subresource=log --as=system:serviceaccount:default:default',
      'kubectl auth can-i --list --as=u',
      'kubectl delete -f mix.yaml --dry-run=client',
      'kubectl delete -f mix.yaml --dry-run=server -o name',
      'kubectl replace -f mix.yaml',
      'kubectl delete -f mix.yaml',
      'kubectl get pvc',
    ],
  },
  {
    title: 'what has pods and what has not, in one file',
    files: {
      'two.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: one, labels: {app: one}}
spec:
  replicas: 1
  selector: {matchLabels: {app: one}}
  template:
    metadata: {labels: {app: one}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm, labels: {app: one}}
data: {a: b}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: two, labels: {app: two}}
spec:
  replicas: 1
  selector: {matchLabels: {app: two}}
  template:
    metadata: {labels: {app: two}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i, labels: {app: one}}
spec: {defaultBackend: {service: {name: a, port: {number: 80}}}}
`,
      'pods.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {a: b}}
spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p2, labels: {a: b}}
spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
`,
    },
    lines: [
      'kubectl apply -f two.yaml',
      'kubectl set env -f two.yaml A=b --local -o yaml',
      'kubectl set env -f two.yaml A=b --local -o json',
      'kubectl set env -f two.yaml A=b --dry-run=client -o yaml',
      'kubectl set env -f two.yaml A=b --dry-run=server -o name',
      'kubectl set env -f two.yaml A=b',
      'kubectl set env deploy --all A=c -o jsonpath={.metadata.name}',
      'kubectl set env deploy,cm --all A=c',
      'kubectl set env ing,deploy --all A=d',
      'kubectl set env deploy one two --list',
      'kubectl set env -f two.yaml --list',
      'kubectl set env -f two.yaml --list --local',
      'kubectl set image -f two.yaml nginx=nginx:1.26',
      'kubectl set image -f two.yaml nginx=nginx:1.26 --local -o yaml',
      'kubectl set image deploy,ing --all nginx=nginx:1.27',
      'kubectl set image deploy,cm,ing -l app=one nginx=nginx:1.28',
      'kubectl set resources -f two.yaml --limits=cpu=1 --local -o yaml',
      'kubectl set resources -f two.yaml --limits=cpu=1 --local -o kyaml',
      'kubectl set resources -f two.yaml --limits=cpu=1',
      'kubectl set serviceaccount -f two.yaml default --local -o yaml',
      'kubectl set serviceaccount -f two.yaml default',
      'kubectl set selector -f two.yaml a=b --local -o yaml',
      'kubectl set selector -f two.yaml a=b',
      'kubectl set subject -f two.yaml --user=u',
      'kubectl label -f two.yaml x=y app-',
      'kubectl label -f two.yaml x=z app=q --overwrite',
      'kubectl label -f two.yaml x- nosuch-',
      'kubectl label -f two.yaml x=y app- --overwrite',
      'kubectl label deploy one a=b x=q --overwrite',
      'kubectl label deploy one a- x=q',
      'kubectl label deploy one a- b- c=d',
      'kubectl label deploy one c=d',
      'kubectl label deploy one c=d e- --overwrite',
      'kubectl annotate deploy one c=d e-',
      'kubectl annotate deploy one c- e=f',
      'kubectl annotate -f two.yaml c=d x=y',
      'kubectl label -f two.yaml x=y -o yaml --local',
      'kubectl label -f two.yaml x=y -o name --dry-run=client',
      'kubectl annotate -f two.yaml x=q -o yaml --local',
      `kubectl patch -f two.yaml -p '{"metadata":{"labels":{"p":"q"}}}' --local -o yaml`,
      `kubectl patch -f two.yaml -p '{"metadata":{"labels":{"p":"q"}}}' --dry-run=client -o yaml`,
      `kubectl patch -f two.yaml -p '{"metadata":{"labels":{"p":"q"}}}' -o name`,
      `kubectl patch -f two.yaml --type=json -p '[{"op":"remove","path":"/metadata/labels/p"}]'`,
      `kubectl patch -f two.yaml --type=json -p '[{"op":"remove","path":"/metadata/labels/p"}]'`,
      'kubectl scale -f two.yaml --replicas=2',
      'kubectl scale deploy,ing --all --replicas=2',
      'kubectl rollout restart -f two.yaml',
      'kubectl rollout status -f two.yaml',
      'kubectl rollout history -f two.yaml',
      'kubectl rollout undo -f two.yaml --dry-run=server',
      'kubectl rollout pause -f two.yaml',
      'kubectl rollout resume -f two.yaml',
      'kubectl create -f pods.yaml -o yaml --dry-run=client',
      'kubectl create -f pods.yaml -o json --dry-run=client',
      'kubectl create -f pods.yaml -o jsonpath={.metadata.name}',
      'kubectl replace -f pods.yaml -o name --dry-run=server',
      'kubectl wait -f pods.yaml --for=condition=Ready',
      "kubectl wait -f pods.yaml --for=jsonpath='{.status.phase}'=Running",
      "kubectl wait -f pods.yaml --for=jsonpath='{.status.phase}'=Foo --timeout=1s",
      "kubectl wait pod -l a=b --for=jsonpath='{.metadata.labels.a}'",
      "kubectl wait pod -l a=b --for=jsonpath='{.spec.containers[0].image}=nginx:1.25'",
      "kubectl wait pod p1 --for=jsonpath='{.spec.containers[*].image}'=x",
      "kubectl wait pod p1 --for=jsonpath='.status.phase'=Running",
      "kubectl wait pod p1 --for=jsonpath='{.nosuch}'=x --timeout=1s",
      'kubectl wait pod p1 --for=condition=Foo=Bar --timeout=1s',
      'kubectl wait pod p1 --for=create',
      'kubectl expose -f pods.yaml --port=80',
      'kubectl expose -f pods.yaml --port=80 --name=x --dry-run=client -o yaml',
      'kubectl delete -f pods.yaml -f two.yaml --now',
    ],
  },
  {
    title: 'several objects that are patched, labelled and printed',
    files: {
      'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: cm, labels: {app: one}}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cn, labels: {app: one}}
data: {a: b}
`,
      'gone.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: gone}
`,
      'im.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: im}
immutable: true
`,
    },
    lines: [
      'kubectl apply -f cm.yaml -f im.yaml',
      `kubectl patch -f gone.yaml -p '{"data":{"a":"c"}}'`,
      `kubectl patch -f im.yaml -p '{"data":{"a":"c"}}'`,
      `kubectl patch -f cm.yaml -p '{"metadata":{"labels":{"a b":"c"}}}'`,
      `kubectl patch -f cm.yaml -p '{"metadata":{"name":"x"}}'`,
      `kubectl patch -f cm.yaml -p '{"metadata":{"resourceVersion":"1"}}'`,
      `kubectl patch -f cm.yaml -p '{"data":{"a":5}}'`,
      "kubectl patch -f cm.yaml -p '[]'",
      "kubectl patch -f cm.yaml -p 'x'",
      `kubectl patch -f cm.yaml --type=json -p '[{"op":"test","path":"/data/a","value":"q"}]'`,
      `kubectl patch -f cm.yaml --type=json -p '[{"op":"foo","path":"/data/a","value":"q"}]'`,
      `kubectl patch cm cm --type=json -p '[{"op":"remove","path":"/data/q"}]'`,
      `kubectl patch -f cm.yaml --type=merge -p '{"data":{"q":"r"}}' --dry-run=client -o yaml`,
      `kubectl patch cm cm --type=merge -p '{"data":{"q":"r"}}' --dry-run=client -o yaml`,
      `kubectl patch cm cm cn --type=merge -p '{"data":{"q":"r"}}' -o yaml`,
      `kubectl patch -f cm.yaml --type=merge -p '{"data":{"q":"r"}}' --dry-run=client`,
      `kubectl patch -f cm.yaml --type=merge -p '{"data":{"a":"b"}}' --dry-run=client`,
      `kubectl patch -f cm.yaml --type=merge -p '{"data":{"a":"b"}}' --dry-run=server`,
      `kubectl patch -f gone.yaml --type=merge -p '{"data":{"a":"b"}}' --dry-run=client`,
      'kubectl label cm cm cn u=v -o yaml',
      'kubectl label cm cm cn u=w --overwrite -o json',
      'kubectl annotate cm cm cn u=v -o yaml',
      'kubectl annotate cm cm cn u=v -o name',
      'kubectl create -f gone.yaml -f gone.yaml -o yaml',
      'kubectl delete cm cm cn -o yaml',
      'kubectl apply -f cm.yaml -o yaml',
      'kubectl apply -f cm.yaml -o yaml --dry-run=client',
      'kubectl replace -f cm.yaml -o yaml',
      'kubectl create configmap a --from-literal=a=b -o yaml --dry-run=client',
      'kubectl create role r --verb=get --resource=pods -o yaml',
      'kubectl get cm cm cn -o yaml',
      'kubectl run p1 --image=nginx -o yaml --dry-run=client --expose --port=80',
      'kubectl run p1 --image=nginx -o json --dry-run=client --expose --port=80',
      'kubectl run p1 --image=nginx -o name --expose --port=80',
      'kubectl scale deploy --all --replicas=1',
      'kubectl cordon node-1 node-2 -o yaml',
      'kubectl taint node node-1 node-2 a=b:NoSchedule -o yaml',
      'kubectl taint node node-1 node-2 a- -o name',
      'kubectl taint node node-1 a=b:NoSchedule c=d:NoExecute- ',
      'kubectl taint node node-1 a=b:NoExecute a=c:NoSchedule- ',
      'kubectl label node --all q=r -o name',
      'kubectl uncordon node-1 node-2',
      'kubectl auth reconcile -f cm.yaml',
      'kubectl label cm cm app=one',
      'kubectl label cm cm app=two',
      'kubectl label cm cm app=two --overwrite zz-',
      'kubectl label cm cm cn app=two',
      'kubectl label cm --all app=two --overwrite --resource-version=1',
      'kubectl label cm cm u=q v- --overwrite',
      'kubectl label cm cm v-',
      "kubectl label cm cm '=x'",
      "kubectl label cm cm 'a=b=c'",
      "kubectl label cm cm 'a=' b=",
      'kubectl label cm cm a- a=b',
      'kubectl label cm cm a=b a=c',
      'kubectl label cm cm a b',
      "kubectl annotate cm cm a=b=c 'd=e f'",
      'kubectl annotate cm cm a-  d-',
      "kubectl annotate cm cm 'x y=z'",
    ],
  },
];
