import { expect, it } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createStandardCluster } from '../sim/index.ts';

/** The manifest of the tutorial: application/web/web.yaml. */
const WEB = `apiVersion: v1
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
  replicas: 2
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
        image: registry.k8s.io/nginx-slim:0.21
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
const WEB_PARALLEL = WEB.replace(
  '  replicas: 2\n',
  '  podManagementPolicy: "Parallel"\n  replicas: 2\n',
);
/** More than any step of the tutorial takes. */
const STEP_LIMIT_MS = 300_000;
const QUIET_MS = 3_000;

/** Two terminals, as the tutorial wants them: one watches, the other one works. */
function openTutorial() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  cluster.files.write('/home/learner/web.yaml', WEB);
  cluster.files.write('/home/learner/web-parallel.yaml', WEB_PARALLEL);
  const size = { columns: 200, rows: 50 };
  const work = cluster.openTerminal('work', size);
  const watch = cluster.openTerminal('watch', size);
  cluster.world.settle();
  const isAtPrompt = (terminal: typeof work): boolean => {
    const state = terminal.master.state();
    return state.type === 'line' && state.request.history === 'shell';
  };
  const type = (terminal: typeof work, line: string): number => {
    const from = terminal.output().length;
    terminal.master.sendLine(line);
    cluster.world.settle();
    return from;
  };
  return {
    cluster,
    /** Types a line, waits until it is done and the cluster is quiet; what was printed. */
    run(line: string): string {
      const from = type(work, line);
      cluster.world.advanceUntil(() => isAtPrompt(work), STEP_LIMIT_MS);
      cluster.world.advanceUntilQuiet(QUIET_MS, STEP_LIMIT_MS);
      return work.output().slice(from);
    },
    /** Types a line into a program that runs. */
    tell(line: string): string {
      const from = type(work, line);
      cluster.world.advanceUntilQuiet(QUIET_MS, STEP_LIMIT_MS);
      return work.output().slice(from);
    },
    startWatching: (line: string): number => type(watch, line),
    stopWatching(from: number): string {
      watch.master.interrupt('');
      cluster.world.settle();
      return watch.output().slice(from);
    },
  };
}

const names = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

it('creates, and gives each pod its name and its storage', () => {
  const tutorial = openTutorial();
  const { run } = tutorial;
  const from = tutorial.startWatching('kubectl get pods --watch -l app=nginx');
  const applied = run('kubectl apply -f web.yaml');
  expect(applied).toContain('service/nginx created');
  expect(applied).toContain('statefulset.apps/web created');
  expect(run('kubectl get service nginx')).toMatch(/nginx\s+ClusterIP\s+None\s+<none>\s+80\/TCP/);
  expect(run('kubectl get statefulset web')).toMatch(/web\s+2\/2/);
  const seen = tutorial.stopWatching(from);
  expect(seen.search(/web-0\s+1\/1\s+Running/)).toBeLessThan(seen.search(/web-1\s+0\/1\s+Pending/));
  expect(names(run('kubectl get pods -l app=nginx'), /^(web-\d)\s+1\/1/gm)).toEqual([
    'web-0',
    'web-1',
  ]);
  const hostnames = run('for i in 0 1; do kubectl exec "web-$i" -- sh -c \'hostname\'; done');
  expect(hostnames).toContain('web-0\nweb-1\n');

  const shell = 'kubectl run -i --tty --image busybox:1.28 dns-test --restart=Never --rm';
  tutorial.tell(shell);
  const first = tutorial.tell('nslookup web-0.nginx');
  expect(first).toContain('Name:      web-0.nginx\n');
  expect(first).toMatch(/Address 1: [\d.]+ web-0\.nginx\.default\.svc\.cluster\.local/);
  expect(tutorial.tell('nslookup web-1.nginx')).toMatch(/Address 1: [\d.]+ web-1\.nginx\.default/);
  expect(run('exit')).toContain('pod "dns-test" deleted');

  expect(names(run('kubectl get pvc -l app=nginx'), /^(www-web-\d)\s+Bound/gm)).toHaveLength(2);
  run(
    'for i in 0 1; do kubectl exec "web-$i" -- sh -c \'echo "$(hostname)" > ' +
      "/usr/share/nginx/html/index.html'; done",
  );
  const ask = 'for i in 0 1; do kubectl exec -i -t "web-$i" -- curl http://localhost/; done';
  expect(run(ask)).toContain('web-0\nweb-1\n');
  const deleting = tutorial.startWatching('kubectl get pod --watch -l app=nginx');
  run('kubectl delete pod -l app=nginx');
  expect(tutorial.stopWatching(deleting)).toMatch(/web-0\s+1\/1\s+Running/);
  expect(run(ask)).toContain('web-0\nweb-1\n');
});

it('scales in order, and updates in all its ways', () => {
  const tutorial = openTutorial();
  const { run } = tutorial;
  run('kubectl apply -f web.yaml');
  const up = tutorial.startWatching('kubectl get pods --watch -l app=nginx');
  expect(run('kubectl scale sts web --replicas=5')).toContain('statefulset.apps/web scaled');
  const seen = tutorial.stopWatching(up);
  expect(seen.search(/web-3\s+1\/1\s+Running/)).toBeLessThan(seen.search(/web-4\s+0\/1\s+Pending/));
  expect(run('kubectl patch sts web -p \'{"spec":{"replicas":3}}\'')).toContain('patched');
  expect(names(run('kubectl get pods -l app=nginx'), /^(web-\d)\s/gm)).toHaveLength(3);
  expect(names(run('kubectl get pvc -l app=nginx'), /^(www-web-\d)\s+Bound/gm)).toHaveLength(5);

  const images =
    'for p in 0 1 2; do kubectl get pod "web-$p" --template \'{{range $i, $c := ' +
    ".spec.containers}}{{$c.image}}{{end}}'; echo; done";
  const patchImage = (image: string): string =>
    'kubectl patch statefulset web --type=\'json\' -p=\'[{"op": "replace", "path": ' +
    `"/spec/template/spec/containers/0/image", "value":"${image}"}]'`;
  run('kubectl patch statefulset web -p \'{"spec":{"updateStrategy":{"type":"RollingUpdate"}}}\'');
  run(patchImage('registry.k8s.io/nginx-slim:0.24'));
  expect(names(run(images), /^(\S+nginx-slim:0\.24)$/gm)).toHaveLength(3);
  expect(run('kubectl rollout status sts/web')).toContain('roll out complete');

  const partition = (ordinal: number): string =>
    'kubectl patch statefulset web -p \'{"spec":{"updateStrategy":{"type":"RollingUpdate",' +
    `"rollingUpdate":{"partition":${ordinal}}}}}'`;
  run(partition(3));
  run(patchImage('registry.k8s.io/nginx-slim:0.21'));
  run('kubectl delete pod web-2');
  const imageOf = (pod: string): string =>
    `kubectl get pod ${pod} --template '{{range $i, $c := .spec.containers}}{{$c.image}}{{end}}'`;
  expect(run(imageOf('web-2'))).toContain('nginx-slim:0.24');
  run(partition(2));
  expect(run(imageOf('web-2'))).toContain('nginx-slim:0.21');
  run('kubectl delete pod web-1');
  expect(run(imageOf('web-1'))).toContain('nginx-slim:0.24');
  run(partition(0));
  expect(names(run(images), /^(\S+nginx-slim:0\.21)$/gm)).toHaveLength(3);

  run(
    'kubectl patch statefulset web -p \'{"spec":{"updateStrategy":{"type":"OnDelete", "rollingUpdate": null}}}\'',
  );
  run(patchImage('registry.k8s.io/nginx-slim:0.24'));
  expect(run(imageOf('web-0'))).toContain('nginx-slim:0.21');
});

it('is deleted with and without its pods, and starts all at once when asked to', () => {
  const tutorial = openTutorial();
  const { run } = tutorial;
  run('kubectl apply -f web.yaml');
  run(
    'for i in 0 1; do kubectl exec "web-$i" -- sh -c \'echo "$(hostname)" > ' +
      "/usr/share/nginx/html/index.html'; done",
  );
  expect(run('kubectl delete statefulset web --cascade=orphan')).toContain('deleted');
  expect(names(run('kubectl get pods -l app=nginx'), /^(web-\d)\s+1\/1/gm)).toHaveLength(2);
  expect(run('kubectl delete pod web-0')).toContain('pod "web-0" deleted');
  expect(names(run('kubectl get pods -l app=nginx'), /^(web-\d)\s/gm)).toEqual(['web-1']);
  expect(run('kubectl apply -f web.yaml')).toContain('service/nginx unchanged');
  const ask = 'for i in 0 1; do kubectl exec -i -t "web-$i" -- curl http://localhost/; done';
  expect(run(ask)).toContain('web-0\nweb-1\n');
  run('kubectl delete statefulset web');
  expect(run('kubectl get pods -l app=nginx')).toContain(
    'No resources found in default namespace.',
  );
  expect(run('kubectl delete service nginx')).toContain('service "nginx" deleted');
  run('kubectl apply -f web.yaml');
  expect(run(ask)).toContain('web-0\nweb-1\n');
  run('kubectl delete service nginx');
  run('kubectl delete statefulset web');

  const from = tutorial.startWatching('kubectl get pod -l app=nginx --watch');
  run('kubectl apply -f web-parallel.yaml');
  const seen = tutorial.stopWatching(from);
  expect(seen.search(/web-1\s+0\/1\s+Pending/)).toBeLessThan(seen.search(/web-0\s+1\/1\s+Running/));
  run('kubectl scale statefulset/web --replicas=5');
  expect(names(run('kubectl get pods -l app=nginx'), /^(web-\d)\s+1\/1/gm)).toHaveLength(5);
  run('kubectl delete sts web');
  run('kubectl delete svc nginx');
  expect(run('kubectl get pvc')).toMatch(/www-web-4\s+Bound/);
  run('kubectl delete pvc www-web-0 www-web-1 www-web-2 www-web-3 www-web-4');
  expect(run('kubectl get pvc')).toContain('No resources found in default namespace.');
});
