/** A headless Service and a StatefulSet of two pods with a claim each. */
export const WEB = `apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app: web}
spec:
  clusterIP: None
  selector: {app: web}
  ports:
  - {name: http, port: 80}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      terminationGracePeriodSeconds: 10
      containers:
      - name: nginx
        image: nginx:1.25
        ports:
        - {containerPort: 80, name: http}
        volumeMounts:
        - {name: data, mountPath: /data}
        readinessProbe:
          httpGet: {path: /, port: 80}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
`;

/** A Deployment of two pods. */
export const APP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80}]}]
`;

/** A pod that only sleeps. */
export const SLEEPER = `apiVersion: v1
kind: Pod
metadata: {name: sleeper, labels: {run: sleeper}, annotations: {note: "quite long"}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: main
    image: busybox:1.36
    command: [sh, -c, "echo started; echo oops >&2; sleep 10000"]
    env: [{name: COLOUR, value: blue}]
    resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}
`;
