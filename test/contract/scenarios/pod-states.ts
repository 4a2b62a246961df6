import type { Scenario } from './scenario.ts';

const STATES = `apiVersion: v1
kind: Pod
metadata: {name: p-run, labels: {app: st}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, "10000"]
    livenessProbe: {httpGet: {path: /h, port: 80, scheme: HTTPS, host: x.example}, initialDelaySeconds: 1000}
    readinessProbe: {tcpSocket: {port: 81}, initialDelaySeconds: 1000}
    startupProbe: {grpc: {port: 82, service: s}, initialDelaySeconds: 1000}
    lifecycle: {postStart: {exec: {command: ["true"]}}}
    resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]
    stdin: true
    tty: true
    securityContext: {privileged: true}
---
apiVersion: v1
kind: Pod
metadata: {name: p-probe}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, "10000"]
    livenessProbe: {exec: {command: ["false"]}, periodSeconds: 5, failureThreshold: 2}
    readinessProbe: {exec: {command: [sh, -c, "echo not yet; exit 1"]}, periodSeconds: 5}
---
apiVersion: v1
kind: Pod
metadata: {name: p-http}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: c
    image: nginx:1.25
    ports: [{containerPort: 80, name: web}]
    livenessProbe: {httpGet: {path: /, port: web}}
    readinessProbe: {httpGet: {path: /nosuch, port: 80}}
---
apiVersion: v1
kind: Pod
metadata: {name: p-done}
spec:
  restartPolicy: Never
  containers: [{name: c, image: "busybox:1.36", command: ["true"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-fail}
spec:
  restartPolicy: Never
  containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo bye > /dev/termination-log; exit 3"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-crash}
spec:
  containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "exit 1"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-nopull}
spec:
  containers: [{name: c, image: "busybox:nosuchtag"}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-inval}
spec:
  containers: [{name: c, image: "Bad Image"}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-nocm}
spec:
  containers: [{name: c, image: "busybox:1.36", env: [{name: A, valueFrom: {configMapKeyRef: {name: nosuch, key: k}}}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-nosec}
spec:
  containers: [{name: c, image: "busybox:1.36", envFrom: [{secretRef: {name: nosuch}}, {prefix: X_, configMapRef: {name: other, optional: true}}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-novol}
spec:
  containers: [{name: c, image: "busybox:1.36", volumeMounts: [{name: v, mountPath: /v}]}]
  volumes: [{name: v, secret: {secretName: nosuch}}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-nopvc}
spec:
  containers: [{name: c, image: "busybox:1.36", volumeMounts: [{name: v, mountPath: /v}]}]
  volumes: [{name: v, persistentVolumeClaim: {claimName: nosuch, readOnly: true}}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-pend}
spec:
  nodeSelector: {no: such}
  tolerations: [{operator: Exists}]
  containers: [{name: c, image: "busybox:1.36"}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-big}
spec:
  containers: [{name: c, image: "busybox:1.36", resources: {requests: {cpu: "100", memory: 1Ti}}}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-noexe}
spec:
  containers: [{name: c, image: "busybox:1.36", command: [nosuchbinary]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-deadline}
spec:
  activeDeadlineSeconds: 5
  terminationGracePeriodSeconds: 1
  containers: [{name: c, image: "busybox:1.36", command: [sleep, "1000"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-init}
spec:
  terminationGracePeriodSeconds: 1
  initContainers:
  - {name: i1, image: "busybox:1.36", command: ["true"]}
  - {name: side, image: "busybox:1.36", restartPolicy: Always, command: [sleep, "10000"]}
  - {name: i2, image: "busybox:1.36", command: [sh, -c, "sleep 10000"]}
  - {name: i3, image: "busybox:1.36", command: ["true"]}
  containers: [{name: c, image: "busybox:1.36"}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-initfail}
spec:
  restartPolicy: Never
  initContainers: [{name: i1, image: "busybox:1.36", command: ["false"]}]
  containers: [{name: c, image: "busybox:1.36"}]
---
apiVersion: v1
kind: Pod
metadata: {name: p-vols}
spec:
  terminationGracePeriodSeconds: 1
  automountServiceAccountToken: false
  enableServiceLinks: false
  hostNetwork: true
  hostAliases: [{ip: 1.2.3.4, hostnames: [a, b]}]
  dnsPolicy: None
  dnsConfig: {nameservers: [1.1.1.1]}
  shareProcessNamespace: true
  restartPolicy: OnFailure
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, "10000"]
    volumeMounts: [{name: p, mountPath: /p, readOnly: true, subPath: x}, {name: e, mountPath: /e}]
  volumes:
  - {name: e, emptyDir: {sizeLimit: 1Gi}}
  - name: p
    projected:
      defaultMode: 256
      sources:
      - {configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: x/ca}]}}
      - {secret: {name: nosuch, optional: true}}
      - {downwardAPI: {items: [{path: n, fieldRef: {fieldPath: metadata.namespace}}]}}
      - {serviceAccountToken: {path: tok, expirationSeconds: 900, audience: aud}}
  - {name: nfs, nfs: {server: s, path: /x, readOnly: true}}
  - {name: eph, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}
  - {name: img, image: {reference: "nginx:1.25", pullPolicy: IfNotPresent}}
  - {name: csi, csi: {driver: d.example, readOnly: true, volumeAttributes: {a: b}}}
  - {name: isc, iscsi: {targetPortal: "1.2.3.4", iqn: iqn.2001-04.com.example:x, lun: 0}}
---
apiVersion: v1
kind: Pod
metadata: {name: p-long, labels: {a: "1", b: "2", c: "3"}, annotations: {z: "a very long annotation value that goes on and on and on for quite a while so that describe has to do something about it, or not, whatever it likes", y: "multi\\nline"}}
spec:
  terminationGracePeriodSeconds: 1
  schedulingGates: [{name: example.com/gate}]
  containers:
  - name: c
    image: busybox:1.36
    command:
    - sh
    - -c
    - |
      echo a
      echo b
    args: ["x\\ny", ""]
    env:
    - {name: LONG, value: "line1\\nline2"}
    - {name: REF, value: "$(LONG)x"}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: LBL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['a']"}}}
    - {name: MEM, valueFrom: {resourceFieldRef: {resource: requests.memory, divisor: 1Mi, containerName: c}}}
`;

const FILES = {
  'states.yaml': STATES,
};

export const POD_STATES: readonly Scenario[] = [
  {
    title: 'descriptions of pods in every state',
    files: FILES,
    lines: [
      'kubectl apply -f states.yaml',
      'sleep 100',
      'kubectl describe pod p-probe',
      'kubectl describe pod p-http',
      'kubectl describe pod p-done',
      'kubectl describe pod p-fail',
      'kubectl describe pod p-crash',
      'kubectl describe pod p-nopull',
      'kubectl describe pod p-inval',
      'kubectl describe pod p-nocm',
      'kubectl describe pod p-nosec',
      'kubectl describe pod p-novol',
      'kubectl describe pod p-nopvc',
      'kubectl describe pod p-pend',
      'kubectl describe pod p-big',
      'kubectl describe pod p-noexe',
      'kubectl describe pod p-deadline',
      'kubectl describe pod p-init',
      'kubectl describe pod p-initfail',
      'kubectl describe pod p-vols',
      'kubectl describe pod p-long',
      'kubectl describe pods -l app=st',
      'kubectl describe pods --selector=app=nosuch',
      'kubectl describe pod p-zzz',
      'kubectl describe pod p-run --show-events=false',
      'kubectl describe pod/p-run pod/p-done --show-events=false',
      'kubectl describe pods p-run p-nosuch --show-events=false',
      'kubectl delete pod p-run --wait=false --grace-period=60',
      'kubectl delete pod p-probe --force --grace-period=0',
      'kubectl describe pod p-probe',
      'kubectl events --for pod/p-crash',
      'kubectl events --for pod/p-nopull --types=Warning',
      'kubectl events --types=Normal --for=pod/p-done',
      'kubectl get events --field-selector involvedObject.name=p-novol -o custom-columns=R:.reason,M:.message',
    ],
  },
];
