import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st, labels: {x: y}, annotations: {n: m}}
spec:
  replicas: 2
  serviceName: st
  podManagementPolicy: Parallel
  minReadySeconds: 2
  ordinals: {start: 3}
  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Retain}
  selector: {matchLabels: {app: st}}
  template:
    metadata: {labels: {app: st}, annotations: {ta: tb}}
    spec:
      terminationGracePeriodSeconds: 1
      serviceAccountName: default
      nodeSelector: {kubernetes.io/os: linux}
      priorityClassName: system-node-critical
      tolerations: [{key: a, operator: Exists}]
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: st}}}]
      initContainers: [{name: init, image: "busybox:1.36", command: ["true"]}]
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80}, {containerPort: 81, name: x, hostPort: 8081}], volumeMounts: [{name: data, mountPath: /d}, {name: e, mountPath: /e}], envFrom: [{configMapRef: {name: cm, optional: true}}]}
      volumes: [{name: e, emptyDir: {}}]
  volumeClaimTemplates:
  - {metadata: {name: data, labels: {l: m}, annotations: {v: w}}, spec: {accessModes: [ReadWriteOnce, ReadOnlyMany], storageClassName: standard, resources: {requests: {storage: 1Gi}}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: plain}
spec:
  replicas: 0
  selector: {matchExpressions: [{key: app, operator: In, values: [plain, other]}]}
  updateStrategy: {type: OnDelete}
  template: {metadata: {labels: {app: plain}}, spec: {containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dep}
spec:
  replicas: 2
  minReadySeconds: 5
  progressDeadlineSeconds: 20
  revisionHistoryLimit: 3
  strategy: {rollingUpdate: {maxSurge: 50%, maxUnavailable: 0}}
  selector: {matchLabels: {app: dep}}
  template: {metadata: {labels: {app: dep}}, spec: {terminationGracePeriodSeconds: 1, hostNetwork: false, containers: [{name: c, image: "nginx:1.25", resources: {limits: {cpu: 100m}}}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: rec}
spec:
  replicas: 1
  paused: true
  strategy: {type: Recreate}
  selector: {matchLabels: {app: rec}}
  template: {metadata: {labels: {app: rec}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: broken}
spec:
  replicas: 1
  progressDeadlineSeconds: 10
  selector: {matchLabels: {app: broken}}
  template: {metadata: {labels: {app: broken}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:nosuchtag"}]}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: rs}
spec:
  replicas: 1
  selector: {matchLabels: {app: rs}}
  template: {metadata: {labels: {app: rs}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: ok}
spec: {completions: 3, parallelism: 2, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: idx}
spec: {completions: 3, completionMode: Indexed, backoffLimitPerIndex: 1, ttlSecondsAfterFinished: 10000, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: bad}
spec: {backoffLimit: 1, activeDeadlineSeconds: 300, podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "exit 1"]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: late}
spec: {activeDeadlineSeconds: 3, template: {spec: {terminationGracePeriodSeconds: 1, restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sleep, "1000"]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: susp}
spec: {suspend: true, template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec: {schedule: "0 3 * * *", timeZone: Europe/Vienna, concurrencyPolicy: Forbid, startingDeadlineSeconds: 30, suspend: true, successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 2, jobTemplate: {metadata: {labels: {a: b}}, spec: {completions: 2, parallelism: 1, activeDeadlineSeconds: 5, template: {spec: {restartPolicy: Never, volumes: [{name: e, emptyDir: {}}], containers: [{name: c, image: "busybox:1.36", args: [a]}]}}}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cjrun}
spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sleep, "1000"]}], terminationGracePeriodSeconds: 1}}}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc-bound}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc-nosc}
spec: {accessModes: [ReadWriteMany], storageClassName: nosuch, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc-empty}
spec: {accessModes: [ReadWriteMany], storageClassName: "", volumeMode: Block, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc-src}
spec: {accessModes: [ReadWriteOnce], dataSource: {kind: PersistentVolumeClaim, name: pvc-bound}, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-host, labels: {a: b}}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce, ReadWriteMany], persistentVolumeReclaimPolicy: Recycle, hostPath: {path: /x, type: DirectoryOrCreate}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: In, values: [a, b]}, {key: z, operator: Exists}]}, {matchExpressions: [{key: k2, operator: NotIn, values: [q]}]}]}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-nfs}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadOnlyMany], storageClassName: s, mountOptions: [a, b], nfs: {server: s, path: /x}, claimRef: {namespace: default, name: foo}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-local}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], volumeMode: Block, local: {path: /x}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h1}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: dep}
  minReplicas: 1
  maxReplicas: 4
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}
  - {type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 60}}}
  - {type: Pods, pods: {metric: {name: rps, selector: {matchLabels: {a: b}}}, target: {type: AverageValue, averageValue: "10"}}}
  - {type: Object, object: {metric: {name: hits}, describedObject: {kind: Service, name: main, apiVersion: v1}, target: {type: Value, value: 2k}}}
  - {type: Object, object: {metric: {name: hits2}, describedObject: {kind: Service, name: main, apiVersion: v1}, target: {type: AverageValue, averageValue: 2k}}}
  - {type: External, external: {metric: {name: queue, selector: {matchLabels: {q: r}}}, target: {type: AverageValue, averageValue: "30"}}}
  - {type: External, external: {metric: {name: queue2}, target: {type: Value, value: "30"}}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 60, selectPolicy: Min, policies: [{type: Percent, value: 10, periodSeconds: 60}, {type: Pods, value: 1, periodSeconds: 30}]}
    scaleUp: {stabilizationWindowSeconds: 0, selectPolicy: Disabled}
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: h2}
spec: {maxReplicas: 3, scaleTargetRef: {kind: StatefulSet, name: nosuch, apiVersion: apps/v1}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pdb1, labels: {a: b}}
spec: {minAvailable: 1, selector: {matchLabels: {app: dep}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pdb2}
spec: {maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q1}
spec: {hard: {pods: "90", requests.cpu: "9", count/configmaps: "10", services.nodeports: "1"}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q2}
spec: {hard: {pods: "2"}, scopes: [BestEffort, NotTerminating]}
---
apiVersion: v1
kind: LimitRange
metadata: {name: lr1}
spec: {limits: [{type: PersistentVolumeClaim, min: {storage: 1Mi}, max: {storage: 10Gi}}, {type: Container, defaultRequest: {cpu: 1m}, maxLimitRequestRatio: {cpu: "200"}}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: sa1, labels: {a: b}, annotations: {c: d}}
secrets: [{name: s1}, {name: s2}]
imagePullSecrets: [{name: reg}, {name: reg2}]
automountServiceAccountToken: false
---
apiVersion: v1
kind: Secret
metadata: {name: tok, annotations: {kubernetes.io/service-account.name: sa1}}
type: kubernetes.io/service-account-token
---
apiVersion: v1
kind: Secret
metadata: {name: tls}
type: kubernetes.io/tls
stringData: {tls.crt: a, tls.key: bb}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: empty}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: trailing}
data: {a: "", b: "\\n", c: "  x  ", d: "no newline\\nat end", e: "a\\n\\n\\nb\\n\\n"}
binaryData: {z: AAEC}
---
apiVersion: v1
kind: Service
metadata: {name: np, annotations: {a: b}}
spec: {type: NodePort, selector: {app: dep}, externalTrafficPolicy: Local, sessionAffinity: ClientIP, ports: [{name: a, port: 80, targetPort: http, nodePort: 30080}, {name: b, port: 81, protocol: UDP, appProtocol: dns}]}
---
apiVersion: v1
kind: Service
metadata: {name: lb}
spec: {type: LoadBalancer, selector: {app: dep}, externalIPs: [1.2.3.4], loadBalancerSourceRanges: [10.0.0.0/8], publishNotReadyAddresses: true, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: ext}
spec: {type: ExternalName, externalName: example.com}
---
apiVersion: v1
kind: Service
metadata: {name: st}
spec: {clusterIP: None, selector: {app: st}, ports: [{port: 80, name: web}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: none}
spec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress, Egress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: some}
spec: {podSelector: {matchExpressions: [{key: a, operator: Exists}]}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 80}, {port: 90, endPort: 99}]}, {from: [{podSelector: {}}]}], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 192.168.0.0/16]}}]}, {ports: [{protocol: UDP}]}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i1}
spec: {defaultBackend: {service: {name: nosuch, port: {name: x}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i2}
spec: {rules: [{host: "*.a.example", http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: np, port: {number: 80}}}}, {pathType: Exact, path: /z, backend: {service: {name: st, port: {name: web}}}}]}}, {host: b.example}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}, {apiGroups: [apps], resources: [deployments], resourceNames: [a, b], verbs: ["*"]}, {apiGroups: ["*"], resources: ["*"], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: User, name: u}, {kind: Group, name: g}, {kind: ServiceAccount, name: s, namespace: n}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: crb-none}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
---
apiVersion: v1
kind: Namespace
metadata: {name: full, labels: {team: a}, annotations: {o: p}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q, namespace: full}
spec: {hard: {pods: "5", requests.storage: 10Gi, persistentvolumeclaims: "3"}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q0, namespace: full}
spec: {hard: {secrets: "5"}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [x]}]}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: l, namespace: full}
spec: {limits: [{type: Container, default: {cpu: 500m, memory: 256Mi}, defaultRequest: {cpu: 100m}, max: {memory: 1Gi}}]}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: hi, annotations: {a: b}}
value: 1000
globalDefault: false
description: very important
---
apiVersion: v1
kind: Endpoints
metadata: {name: eps}
subsets: [{addresses: [{ip: 1.2.3.4}, {ip: 1.2.3.5}], notReadyAddresses: [{ip: 1.2.3.6}], ports: [{port: 80, name: a}, {port: 81, protocol: UDP, name: b}]}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: esl}
addressType: FQDN
endpoints: []
ports: []
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: csr1}
spec: {request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQ1ZqQ0NBVDRDQVFBd0VURVBNQTBHQTFVRUF3d0dZVzVuWld4aE1JSUJJakFOQmdrcWhraUc5dzBCQVFFRgpBQU9DQVE4QU1JSUJDZ0tDQVFFQQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K, signerName: kubernetes.io/kube-apiserver-client, expirationSeconds: 86400, usages: [client auth]}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ic}
spec: {controller: a/b}
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: rcl}
handler: runc
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: plainsc}
provisioner: p
reclaimPolicy: Retain
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec: {group: example.com, scope: Namespaced, names: {plural: things, singular: thing, kind: Thing, shortNames: [th]}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}, when: {type: string}}}}}}}]}
`;

const FILES = {
  'all.yaml': ALL,
};

export const DESCRIBED_KINDS: readonly Scenario[] = [
  {
    title: 'descriptions of all kinds and of what is not there',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 90',
      'kubectl describe sts st',
      'kubectl describe sts plain',
      'kubectl describe sts',
      'kubectl describe deploy dep',
      'kubectl describe deploy rec',
      'kubectl describe deploy broken',
      'kubectl describe rs -l app=dep',
      'kubectl describe rs rs',
      'kubectl describe ds ds',
      'kubectl describe job ok',
      'kubectl describe job idx',
      'kubectl describe job bad',
      'kubectl describe job late',
      'kubectl describe job susp',
      'kubectl describe cj cj',
      'kubectl describe cj cjrun',
      'kubectl describe pvc',
      'kubectl describe pvc pvc-src',
      'kubectl describe pv pv-host',
      'kubectl describe pv pv-nfs pv-local',
      'kubectl describe hpa h2',
      'kubectl describe hpa.v1.autoscaling h2',
      'kubectl describe sa sa1',
      'kubectl describe sa default',
      'kubectl describe cm',
      'kubectl describe ing',
      'kubectl describe role,rolebinding',
      'kubectl describe clusterrolebinding crb-none',
      'kubectl describe clusterrole edit',
      'kubectl describe pc hi',
      'kubectl describe pc',
      'kubectl describe ep eps',
      'kubectl describe endpointslice esl',
      'kubectl describe endpointslices -l kubernetes.io/service-name=np',
      'kubectl describe ingressclass ic',
      'kubectl describe sc',
      'kubectl describe pods -l app=st',
      'kubectl taint node node-2 a=b:NoSchedule c:NoExecute d=e:PreferNoSchedule',
      'kubectl cordon node-2',
      'kubectl label node node-2 disk=ssd node-role.kubernetes.io/worker=',
      'kubectl annotate node node-2 x=y',
      'kubectl describe sts,deploy,rs,ds -l app=x',
      'kubectl set image deploy/dep c=nginx:1.26',
      "kubectl annotate deploy/dep kubernetes.io/change-cause='new image'",
      'sleep 30',
      'kubectl describe deploy dep',
      'kubectl scale deploy dep --replicas=0',
      'kubectl describe deploy dep',
      'kubectl describe sts s',
      'kubectl describe sts zz',
      'kubectl describe sts/st deploy/dep job/ok',
      'kubectl describe sts/st deploy/nosuch job/ok',
      'kubectl describe deploy.apps dep',
      'kubectl describe deploy.v1.apps/dep --show-events=false',
      'kubectl describe nope',
      'kubectl describe nope/x',
      'kubectl describe',
      'kubectl describe sts st plain nosuch --show-events=false',
      'kubectl describe sts -A --show-events=false',
      'kubectl describe st',
      'kubectl describe all -l app=st --show-events=false',
      'kubectl describe sts st -n nosuch',
      'kubectl describe sts -n nosuch',
      'kubectl describe ns nosuch',
      'kubectl describe sts st -o yaml',
      'kubectl describe sts --all',
      'kubectl describe sts st --chunk-size=x',
      'kubectl describe sts st --show-events=x',
      'kubectl describe cm,secret nosuch',
      'kubectl describe events st',
      'kubectl describe leases -n kube-node-lease node-1',
      'kubectl describe csinodes node-2',
      'kubectl describe apiservices v1.',
      'kubectl delete ns full --wait=false',
    ],
  },
];
