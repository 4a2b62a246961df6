/** What lies in the working directory. */
export const FILES: Readonly<Record<string, string>> = {
  'f.yaml': `apiVersion: v1
kind: Pod
metadata: {name: two, labels: {app: two}}
spec:
  initContainers:
  - {name: first, image: "busybox:1.36", command: ["true"]}
  containers:
  - name: main
    image: busybox:1.36
    command: [sleep, "10000"]
    ports: [{containerPort: 8080, name: http}, {containerPort: 9090}]
  - {name: side, image: "busybox:1.36", command: [sleep, "10000"]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: busybox:1.36
        command: [sleep, "10000"]
        ports: [{containerPort: 3306}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: agent, image: "busybox:1.36", command: [sleep, "10000"]}]}
---
apiVersion: v1
kind: Service
metadata: {name: two}
spec:
  selector: {app: two}
  ports: [{name: http, port: 80, targetPort: http}, {name: other, port: 90, targetPort: 9090}]
`,
  'notes.txt': '',
  foo: '',
};

/** What makes the objects that are offered. */
export const SET_UP: readonly string[] = [
  'kubectl create deploy web --image=nginx:1.25 --replicas=1',
  'kubectl create deploy api --image=nginx:1.25',
  'kubectl expose deploy web --port=80',
  'kubectl create ns lab',
  'kubectl create ns later',
  'kubectl run alone --image=nginx:1.25 -n lab',
  'kubectl create cm settings --from-literal=a=b',
  'kubectl create secret generic hidden --from-literal=a=b',
  "kubectl create cronjob tick --image=busybox:1.36 --schedule='* 3 * * *' -- true",
  'kubectl create job once --image=busybox:1.36 -- true',
  'kubectl apply -f f.yaml',
  'kubectl config set-context other --namespace=default',
  'kubectl config set-context mine --namespace=default',
];
