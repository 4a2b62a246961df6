import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: v1
kind: Pod
metadata:
  name: rich
  labels: {app: rich, tier: x}
  annotations: {note: "one\\ntwo", b: "{\\"a\\":1}"}
spec:
  serviceAccountName: default
  priorityClassName: system-node-critical
  terminationGracePeriodSeconds: 1
  hostNetwork: false
  nodeSelector: {kubernetes.io/os: linux}
  tolerations:
  - {key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
  - {key: b, operator: Equal, value: c, effect: NoSchedule}
  - {operator: Exists, key: d}
  readinessGates: [{conditionType: example.com/ready}]
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: rich}}}
  securityContext: {runAsUser: 0, fsGroup: 10}
  initContainers:
  - name: init
    image: busybox:1.36
    command: [sh, -c, "echo init"]
    env: [{name: X, value: "1"}]
  - name: side
    image: busybox:1.36
    restartPolicy: Always
    command: [sleep, "10000"]
  containers:
  - name: main
    image: busybox:1.36
    imagePullPolicy: IfNotPresent
    command: [sh, -c, "sleep 10000"]
    args: [a, "b c"]
    ports: [{containerPort: 80, name: http}, {containerPort: 53, protocol: UDP, hostPort: 5353}]
    env:
    - {name: A, value: plain}
    - {name: E}
    - {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: C, valueFrom: {configMapKeyRef: {name: conf, key: a, optional: true}}}
    - {name: D, valueFrom: {secretKeyRef: {name: sec, key: a, optional: true}}}
    - {name: F, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: G, value: "a\\nb"}
    envFrom:
    - {configMapRef: {name: conf, optional: true}}
    - {prefix: P_, secretRef: {name: sec, optional: true}}
    resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 100m, memory: 32Mi}}
    livenessProbe: {exec: {command: [test, -d, /]}, initialDelaySeconds: 3, timeoutSeconds: 2, periodSeconds: 7, failureThreshold: 4}
    readinessProbe: {exec: {command: ["true"]}}
    startupProbe: {exec: {command: ["true"]}, successThreshold: 1}
    lifecycle: {preStop: {exec: {command: [echo, bye]}}}
    volumeMounts:
    - {name: empty, mountPath: /e, subPath: s}
    - {name: conf, mountPath: /c, readOnly: true}
    - {name: host, mountPath: /h}
    - {name: mem, mountPath: /m}
    - {name: down, mountPath: /d}
    - {name: proj, mountPath: /p}
    - {name: sec, mountPath: /s}
    workingDir: /tmp
    securityContext: {runAsUser: 0, capabilities: {add: [NET_ADMIN]}}
  volumes:
  - {name: empty, emptyDir: {}}
  - {name: mem, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
  - {name: conf, configMap: {name: conf, optional: true}}
  - {name: sec, secret: {secretName: sec, optional: true}}
  - {name: host, hostPath: {path: /var, type: Directory}}
  - {name: down, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: cpu, resourceFieldRef: {containerName: main, resource: limits.cpu}}]}}
  - {name: proj, projected: {sources: [{configMap: {name: conf, optional: true}}, {secret: {name: sec, optional: true}}, {serviceAccountToken: {path: t, expirationSeconds: 3600}}, {downwardAPI: {items: []}}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, annotations: {x: z}}
data: {a: "1", b: "two\\nlines\\n", c.txt: "text"}
binaryData: {bin: aGVsbG8=}
immutable: true
---
apiVersion: v1
kind: Secret
metadata: {name: sec, labels: {l: m}}
type: Opaque
stringData: {a: secret, long: longer value}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec:
  podSelector: {matchLabels: {app: rich}, matchExpressions: [{key: tier, operator: In, values: [x, z]}]}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}
    - {namespaceSelector: {matchLabels: {a: b}}}
    - {podSelector: {matchLabels: {a: b}}}
    - {namespaceSelector: {matchLabels: {a: b}}, podSelector: {matchLabels: {c: d}}}
    ports: [{port: 80, protocol: TCP}, {port: http}]
  - {}
  egress:
  - to: [{ipBlock: {cidr: 10.0.0.0/8}}]
    ports: [{port: 53, protocol: UDP}, {port: 1000, endPort: 2000, protocol: TCP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ing, annotations: {a: b}}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: web, port: {number: 80}}}
  tls: [{hosts: [a.example, b.example], secretName: cert}, {secretName: other}]
  rules:
  - host: a.example
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}, {path: /x, pathType: Exact, backend: {service: {name: nosuch, port: {number: 80}}}}]}
  - http: {paths: [{path: /y, pathType: ImplementationSpecific, backend: {resource: {kind: Bucket, name: b}}}]}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
spec: {controller: example.com/c, parameters: {apiGroup: x.example, kind: P, name: p}}
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}, annotations: {a: b}}
spec:
  selector: {app: web, x: "y"}
  sessionAffinity: ClientIP
  externalIPs: [1.2.3.4]
  externalTrafficPolicy: Cluster
  internalTrafficPolicy: Local
  type: LoadBalancer
  loadBalancerSourceRanges: [10.0.0.0/8]
  ports: [{name: http, port: 80, targetPort: web, nodePort: 30111}, {name: dns, port: 53, protocol: UDP, targetPort: 5353, nodePort: 30112}]
---
apiVersion: v1
kind: Service
metadata: {name: none}
spec: {clusterIP: None, publishNotReadyAddresses: true}
---
apiVersion: v1
kind: Service
metadata: {name: ext}
spec: {type: ExternalName, externalName: example.com}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nosuch}
  minReplicas: 2
  maxReplicas: 5
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}
  - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "10"}}}
  - {type: Object, object: {metric: {name: hits}, describedObject: {kind: Service, name: web, apiVersion: v1}, target: {type: Value, value: "5"}}}
  - {type: External, external: {metric: {name: q, selector: {matchLabels: {a: b}}}, target: {type: AverageValue, averageValue: "3"}}}
  - {type: ContainerResource, containerResource: {name: cpu, container: main, target: {type: Utilization, averageUtilization: 60}}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 60, policies: [{type: Pods, value: 1, periodSeconds: 30}, {type: Percent, value: 10, periodSeconds: 60}], selectPolicy: Min}
    scaleUp: {stabilizationWindowSeconds: 0}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  completions: 3
  parallelism: 2
  completionMode: Indexed
  activeDeadlineSeconds: 100
  backoffLimit: 2
  ttlSecondsAfterFinished: 1000
  suspend: true
  template: {metadata: {labels: {x: z}}, spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec:
  schedule: "*/5 * * * *"
  timeZone: Etc/UTC
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 10
  suspend: true
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 2
  jobTemplate: {spec: {parallelism: 2, completions: 2, template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: "busybox:1.36", command: [date], env: [{name: A, value: b}]}], volumes: [{name: v, emptyDir: {}}]}}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- {apiGroups: [""], resources: [pods, services], verbs: [get, list]}
- {apiGroups: [apps], resources: [deployments], resourceNames: [a, b], verbs: ["*"]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cr, labels: {a: b}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {nosuch: x}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cr2}
rules:
- {nonResourceURLs: [/healthz, /logs/*], verbs: [get]}
- {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
subjects:
- {kind: User, name: u, apiGroup: rbac.authorization.k8s.io}
- {kind: ServiceAccount, name: s, namespace: nn}
roleRef: {kind: ClusterRole, name: cr, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: crb, annotations: {q: r}}
subjects: [{kind: Group, name: g, apiGroup: rbac.authorization.k8s.io}]
roleRef: {kind: ClusterRole, name: cr, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: sa, annotations: {a: b}}
imagePullSecrets: [{name: reg}, {name: nosuch}]
secrets: [{name: sec}]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "10", requests.cpu: "1"}, scopes: [NotTerminating]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q2}
spec: {hard: {pods: "10"}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: lr}
spec:
  limits:
  - {type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 1m}, max: {cpu: "1"}, min: {cpu: 1m}, maxLimitRequestRatio: {cpu: "100"}}
  - {type: Pod, max: {memory: 1Gi}}
  - {type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 5Gi}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv1}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce, ReadOnlyMany]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: manual
  mountOptions: [ro]
  volumeMode: Filesystem
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}
  hostPath: {path: /data}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv2}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteMany]
  storageClassName: manual
  nfs: {server: s.example, path: /x}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv3}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOncePod]
  storageClassName: manual
  csi: {driver: d.example, volumeHandle: h, fsType: ext4, volumeAttributes: {a: b}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc1, labels: {a: b}}
spec: {accessModes: [ReadWriteOnce], storageClassName: manual, selector: {matchLabels: {no: such}}, resources: {requests: {storage: 1Gi}}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "false"}}
provisioner: example.com/p
parameters: {a: b, c: d}
mountOptions: [ro, x]
allowVolumeExpansion: true
volumeBindingMode: WaitForFirstConsumer
allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a, b]}]}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pdb}
spec: {maxUnavailable: 20%, selector: {matchLabels: {app: rich}}}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: pc}
value: 7
preemptionPolicy: Never
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: l}
spec: {holderIdentity: me, leaseDurationSeconds: 3}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: es, labels: {kubernetes.io/service-name: none}}
addressType: IPv4
ports: [{name: http, port: 80, protocol: TCP}, {name: any}]
endpoints:
- {addresses: [10.1.1.1], conditions: {ready: true, serving: true, terminating: false}, hostname: h, nodeName: node-1, zone: z, targetRef: {kind: Pod, name: p, namespace: default}}
- {addresses: [10.1.1.2]}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: rc}
spec: {replicas: 1, selector: {app: rc}, template: {metadata: {labels: {app: rc}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}}
---
apiVersion: v1
kind: PodTemplate
metadata: {name: pt}
template: {metadata: {labels: {app: rc}}, spec: {containers: [{name: c, image: "nginx:1.25"}]}}
`;

/** Descriptions of rich objects of every kind. */
export const DESCRIBING: readonly Scenario[] = [
  {
    title: 'describe, of rich objects of every kind',
    files: { 'all.yaml': ALL },
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 5',
      'kubectl get all,cm,secret,netpol,ing,ingressclass,role,rolebinding,sa,quota,limits,pvc,pdb,ep',
      'kubectl get pv,sc,pc,clusterrole/cr,clusterrole/cr2,clusterrolebinding/crb',
      'kubectl describe pod rich',
      'kubectl describe cm conf',
      'kubectl describe secret sec',
      'kubectl describe netpol',
      'kubectl describe ing ing',
      'kubectl describe ingressclass nginx',
      'kubectl describe svc web',
      'kubectl describe po rich -l x -A',
      'kubectl describe po/rich po/nosuch',
      'kubectl describe po/nosuch po/rich',
      'kubectl describe po/nosuch',
      'kubectl describe po,svc ext',
      'kubectl describe po,svc',
      'kubectl describe svc none ext',
      'kubectl describe hpa h',
      'kubectl describe job j',
      'kubectl describe cj cj',
      'kubectl describe role r',
      'kubectl describe clusterrole cr',
      'kubectl describe clusterrole cr2 view',
      'kubectl describe rolebinding rb',
      'kubectl describe clusterrolebinding crb',
      'kubectl describe sa sa',
      'kubectl describe quota',
      'kubectl describe limits lr',
      'kubectl describe pv pv1',
      'kubectl describe pv pv2',
      'kubectl describe pv pv3',
      'kubectl describe pvc pvc1',
      'kubectl describe sc fast',
      'kubectl describe pdb pdb',
      'kubectl describe pc pc',
      'kubectl describe lease l | grep -v Version',
      'kubectl describe endpointslice es',
      'kubectl describe rc rc',
      'kubectl describe podtemplate pt | grep -v Version',
      'kubectl describe controllerrevisions',
      'kubectl describe csinode node-1',
      'kubectl describe csidrivers',
      'kubectl describe volumeattachments',
      'kubectl describe apiservice v1.apps',
      'kubectl describe flowschema exempt',
      'kubectl describe prioritylevelconfiguration exempt',
      'kubectl describe servicecidr',
      'kubectl describe ipaddress',
      'kubectl describe events | grep -v -i version | head -8 | tail -7',
      'kubectl describe crd',
      'kubectl describe mutatingwebhookconfigurations',
      'kubectl describe validatingwebhookconfigurations',
      'kubectl describe validatingadmissionpolicies',
      'kubectl describe csr',
      'kubectl describe runtimeclass',
      'kubectl describe cs',
      'kubectl describe cm -n kube-system',
      'kubectl describe ns kube-system',
      'kubectl describe ns default',
      'kubectl describe nodes',
      'kubectl describe node node-1 --show-events=false',
      'kubectl describe all | grep -c :',
      'kubectl describe pods,svc -A | grep -c :',
      'kubectl describe -f all.yaml | grep -c :',
      'kubectl describe pods --chunk-size=1 | grep -c :',
      'kubectl describe po/rich svc/web | grep -c :',
      'kubectl describe po rich nosuch',
      'kubectl describe po ri no',
      'kubectl describe po -A -l app=rich | grep -c :',
      'kubectl describe po rich -A',
      'kubectl describe -f nosuch',
      'kubectl describe -f all.yaml pod',
      'kubectl describe po rich -l a=b',
      'kubectl get hpa h -o yaml',
      'kubectl get ing ing -o yaml',
      'kubectl get netpol np -o yaml',
      'kubectl get svc web -o yaml',
      'kubectl get pod rich -o yaml',
      'kubectl delete -f all.yaml --wait=false',
    ],
  },
];
