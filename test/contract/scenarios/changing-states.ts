import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  updateStrategy: {rollingUpdate: {partition: 2}}
  template:
    metadata: {labels: {app: db}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: c
        image: nginx:1.25
        ports: [{containerPort: 80, name: web}]
        readinessProbe: {httpGet: {path: /, port: web}, periodSeconds: 2}
        livenessProbe: {tcpSocket: {port: web}, initialDelaySeconds: 5}
        volumeMounts: [{name: data, mountPath: /data}]
        resources: {requests: {cpu: 50m, memory: 32Mi}, limits: {cpu: 100m, memory: 64Mi}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
---
apiVersion: v1
kind: Service
metadata: {name: db, annotations: {a: b}}
spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: db}, ports: [{port: 80, name: web, targetPort: web}]}
---
apiVersion: v1
kind: Service
metadata: {name: notready}
spec: {selector: {app: bad}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: bad, labels: {app: bad}}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: c, image: "nginx:1.25", readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec: {minAvailable: 100%, selector: {matchLabels: {app: db}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: pausing}
spec: {suspend: true, parallelism: 2, completions: 4, completionMode: Indexed, template: {spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sleep, "3000"]}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: every}
spec: {schedule: "* * * * *", concurrencyPolicy: Replace, jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: lone}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: user}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: c, image: "nginx:1.25", volumeMounts: [{name: v, mountPath: /v}]}]
  volumes: [{name: v, persistentVolumeClaim: {claimName: lone}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: wait}
spec: {storageClassName: wffc, accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ing}
spec: {rules: [{host: db.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: db, port: {name: web}}}}]}}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {a: b}}
data: {my.cnf: "[mysqld]\\nport=1\\n", one: x}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "40", requests.cpu: "4", persistentvolumeclaims: "10", requests.storage: 100Gi, count/statefulsets.apps: "3"}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: lr}
spec: {limits: [{type: Container, default: {cpu: 100m}, defaultRequest: {cpu: 5m}, min: {cpu: 1m}, max: {cpu: "1"}}]}
`;

const FILES = {
  'all.yaml': ALL,
};

export const CHANGING_STATES: readonly Scenario[] = [
  {
    title: 'descriptions of what changes',
    files: FILES,
    lines: [
      'kubectl rollout status sts/db --timeout=120s',
      'sleep 70',
      'kubectl describe sts db',
      'kubectl describe sts/db --show-events=false',
      'kubectl describe pvc data-db-0',
      'kubectl describe pvc lone',
      'kubectl describe pvc wait',
      'kubectl describe job pausing',
      'kubectl describe cj every',
      "kubectl describe ing ing | sed 's/(.*)//'",
      'kubectl describe cm conf',
      'kubectl describe pod bad | grep -v ^IP | head -60',
      'kubectl set image sts/db c=nginx:1.26',
      'sleep 10',
      'kubectl describe sts db',
      'kubectl rollout history sts/db',
      'kubectl rollout history sts/db --revision=2',
      'kubectl rollout status sts/db',
      'kubectl describe controllerrevisions | grep -v Version',
      'kubectl patch job pausing -p \'{"spec":{"suspend":false}}\'',
      'sleep 5',
      'kubectl describe job pausing',
      'kubectl patch job pausing -p \'{"spec":{"suspend":true}}\'',
      'sleep 5',
      'kubectl describe job pausing',
      'kubectl delete pvc lone --wait=false',
      "kubectl describe pvc lone | sed 's/lasts.*/lasts X)/'",
      'kubectl delete pod user',
      'kubectl describe pvc lone',
      "kubectl get pv --no-headers | awk '{print $2,$3,$4,$5}'",
      'kubectl scale sts db --replicas=1',
      'sleep 5',
      'kubectl describe sts db',
      'kubectl get pdb',
      'kubectl delete sts db --cascade=orphan',
      'kubectl describe sts db',
      'sleep 5',
      'kubectl describe sts db | tail -12',
      'kubectl patch pvc data-db-0 -p \'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'',
      'kubectl patch pvc data-db-0 -p \'{"spec":{"resources":{"requests":{"storage":"512Mi"}}}}\'',
      'kubectl cordon node-2',
      'kubectl taint node node-3 k=v:NoSchedule',
      'kubectl scale sts db --replicas=6',
      'sleep 15',
      "kubectl describe pods -l app=db --show-events=false | grep -E '^(Name|Status|Node):' | sed 's/node-.*//'",
      'kubectl uncordon node-2',
      'kubectl taint node node-3 k-',
      'kubectl patch sts db --type=json -p \'[{"op":"replace","path":"/spec/updateStrategy","value":{"type":"OnDelete"}}]\'',
      'kubectl describe sts db --show-events=false | head -14',
      'kubectl set image sts/db c=nginx:nosuch',
      'kubectl delete pod db-5',
      'sleep 15',
      'kubectl rollout undo sts/db',
      'kubectl create ns temp',
      'kubectl create cm x -n temp',
      'kubectl patch cm x -n temp -p \'{"metadata":{"finalizers":["a.b/c"]}}\'',
      'kubectl delete ns temp --wait=false',
      'sleep 5',
      'kubectl describe ns temp',
      "kubectl describe cm x -n temp | sed 's/lasts.*/X/'",
      "kubectl get ns temp -o jsonpath='{.status}'",
      'kubectl create deploy web --image=nginx:1.25 --replicas=3',
      'kubectl rollout status deploy/web --timeout=60s',
      'kubectl set image deploy/web nginx=nginx:nosuch',
      'sleep 20',
      'kubectl describe deploy web',
      "kubectl describe rs -l app=web --show-events=false | grep -E '^(Annotations|Replicas|Pods Status)'",
      'kubectl rollout pause deploy/web',
      'kubectl describe deploy web | grep -A8 Conditions',
      'kubectl rollout resume deploy/web',
      'kubectl rollout undo deploy/web',
      'sleep 5',
      "kubectl describe deploy web | sed -n '/Conditions/,$p'",
      'kubectl autoscale deploy web --max=5 --min=2 --cpu=50%',
      'sleep 40',
      'kubectl events --for deploy/web',
      'kubectl events --for sts/db --types=Warning',
    ],
  },
];
