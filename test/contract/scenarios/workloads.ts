/** Manifests that several scenarios begin with. */
const CONTAINERS = `      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`;
const INIT_CONTAINERS = `      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
`;

const workloadOf =
  (start: string) =>
  (kind: string, name: string, ...lines: readonly string[]): string =>
    `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
${lines.map((line) => `  ${line}\n`).join('')}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 1
${start}${CONTAINERS}`;

/** Two containers, `c` and `d`, in what the kind makes of them; `lines` come first in its spec. */
export const workload = workloadOf('');

/** The same behind an init container. */
export const workloadWithInit = workloadOf(INIT_CONTAINERS);

export const POD = `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {run: p1}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.36", command: [sleep, "1000"]}]}
`;

const configMap = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, labels: {part: a}}
data: {a: "1"}
`;

export const CONFIG_MAP = configMap('one');
export const CONFIG_MAPS = `${CONFIG_MAP}---\n${configMap('two')}`;

/** Pods that are no longer, or not yet, at work, each in its own way; more documents may follow. */
export const STOPPED_PODS = `apiVersion: v1
kind: Pod
metadata: {name: done}
spec:
  restartPolicy: Never
  containers: [{name: one, image: "busybox:1.36", command: ["true"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: failed}
spec:
  restartPolicy: Never
  containers: [{name: one, image: "busybox:1.36", command: ["false"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: pending}
spec:
  nodeSelector: {no: such}
  containers: [{name: one, image: "busybox:1.36"}]
---
apiVersion: v1
kind: Pod
metadata: {name: nopull}
spec:
  containers: [{name: one, image: "busybox:nosuchtag"}]
---
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec:
  containers: [{name: one, image: "busybox:1.36", command: [sh, -c, "exit 1"]}]
---
`;
