/** The part in which the two manifests of the tutorial differ. */
interface Variant {
  readonly policy: string;
  readonly tag: string;
}

const webSet = ({ policy, tag }: Variant): string => `apiVersion: v1
kind: Service
metadata:
  name: nginx
  labels:
    app: nginx
spec:
  ports:
  - port: 80
    name: web
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: "nginx"
${policy}  replicas: 2
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: registry.k8s.io/nginx-slim:${tag}
        ports:
        - containerPort: 80
          name: web
        volumeMounts:
        - name: www
          mountPath: /usr/share/nginx/html
  volumeClaimTemplates:
  - metadata:
      name: www
    spec:
      accessModes: [ "ReadWriteOnce" ]
      resources:
        requests:
          storage: 1Gi
`;

/**
 * Manifests that the documentation of Kubernetes tells learners to apply by their address. There is
 * no network to fetch them from; `path` is what follows the host k8s.io or its long name.
 */
const PUBLISHED: Readonly<Record<string, string>> = {
  '/examples/application/web/web.yaml': webSet({ policy: '', tag: '0.21' }),
  '/examples/application/web/web-parallel.yaml': webSet({
    policy: '  podManagementPolicy: "Parallel"\n',
    tag: '0.24',
  }),
};

/** The text at an address; undefined when it is not one of those that are known here. */
export function publishedAt(url: string): string | undefined {
  const path = /^https?:\/\/(?:k8s\.io|kubernetes\.io)(\/.*)$/.exec(url)?.[1];
  return path === undefined ? undefined : PUBLISHED[path];
}
