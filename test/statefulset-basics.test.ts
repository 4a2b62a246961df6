import { expect, it } from 'vitest';
import type { Session } from '../sim/lesson/index.ts';
import { rest } from '../src/cli/lesson/play-page.ts';
import { readLessons } from '../src/cli/lesson-source.ts';
import { isAtPrompt, startLesson, typeLine } from './walk.ts';

/** The terminal in which the tutorial watches, beside the one in which it works. */
const WATCHING = 'watching';
/** The terminal that `typeLine` types into. */
const WORKING = 'main';
/** More than any step of the tutorial takes. */
const STEP_LIMIT_MS = 300_000;

/** The Playground with two terminals, as the tutorial wants them. */
async function openPlayground(): Promise<Session> {
  const folders = await readLessons();
  const folder = folders.find(({ source }) => source.lesson.id === 'playground/three-nodes');
  if (folder === undefined) throw new Error('there is no playground/three-nodes');
  const session = startLesson(folder.source, 1);
  session.input({ type: 'open', terminal: WATCHING });
  session.advance(1_000);
  return session;
}

function playWith(session: Session) {
  /** Types a line, waits until it is done and the cluster is quiet; what was printed. */
  const run = (line: string): string => {
    const printed = typeLine(session, line);
    if (!isAtPrompt(session)) throw new Error(`«${line}» does not end`);
    rest(session);
    return printed;
  };
  /** Types a line into a program that runs. */
  const tell = (text: string): string => {
    const from = session.output(WORKING).length;
    session.input({ type: 'line', terminal: WORKING, text });
    const printed = (): string => session.output(WORKING).slice(from);
    session.advanceUntil(() => /# $|prompt\.\r?\n/.test(printed()), STEP_LIMIT_MS);
    rest(session);
    return printed();
  };
  /** What the other terminal shows of a watch while `act` is done in this one. */
  const watching = (line: string, act: () => void): string => {
    const from = session.output(WATCHING).length;
    session.input({ type: 'line', terminal: WATCHING, text: line });
    session.advance(1_000);
    act();
    session.input({ type: 'interrupt', terminal: WATCHING, typed: '' });
    session.advance(1_000);
    return session.output(WATCHING).slice(from);
  };
  return { run, tell, watching };
}

const names = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const ready = (text: string): string[] => names(text, /^(web-\d)\s+1\/1\s+Running/gm);

const WATCH = 'kubectl get pods --watch -l app=nginx';
const PODS = 'kubectl get pods -l app=nginx';
const SERVED = 'for i in 0 1; do kubectl exec -i -t "web-$i" -- curl http://localhost/; done';
const apply = (name: string): string =>
  `kubectl apply -f https://k8s.io/examples/application/web/${name}.yaml`;
const HOSTNAMES = `for i in 0 1; do kubectl exec "web-$i" -- sh -c 'hostname'; done`;
const TEMPLATE = `--template '{{range $i, $c := .spec.containers}}{{$c.image}}{{end}}'`;
const IMAGES = `for p in 0 1 2; do kubectl get pod "web-$p" ${TEMPLATE}; echo; done`;
const imageOf = (pod: string): string => `kubectl get pod ${pod} ${TEMPLATE}; echo`;
const patchImage = (version: string): string =>
  `kubectl patch statefulset web --type='json' -p='[{"op": "replace", "path": ` +
  `"/spec/template/spec/containers/0/image", "value":"registry.k8s.io/nginx-slim:${version}"}]'`;
const patchStrategy = (strategy: string): string =>
  `kubectl patch statefulset web -p '{"spec":{"updateStrategy":${strategy}}}'`;
const partition = (ordinal: number): string =>
  patchStrategy(`{"type":"RollingUpdate","rollingUpdate":{"partition":${ordinal}}}`);

type Hands = ReturnType<typeof playWith>;

function create({ run, watching }: Hands): void {
  const seen = watching(WATCH, () => {
    expect(run(apply('web'))).toMatch(/service\/nginx created\s+statefulset\.apps\/web created/);
    expect(run('kubectl get service nginx')).toMatch(/nginx\s+ClusterIP\s+None\s+<none>\s+80\/TCP/);
    expect(run('kubectl get statefulset web')).toMatch(/web\s+2\/2/);
  });
  expect(seen.search(/web-0\s+1\/1\s+Running/)).toBeLessThan(seen.search(/web-1\s+0\/1\s+Pending/));
  expect(ready(run(PODS))).toEqual(['web-0', 'web-1']);
}

/** Asks DNS for both pods from a shell in a pod; their addresses. */
function lookUp({ run, tell }: Hands): string[] {
  tell('kubectl run -i --tty --image busybox:1.28 dns-test --restart=Never --rm');
  const answers = ['web-0', 'web-1'].map((pod) => {
    const printed = tell(`nslookup ${pod}.nginx`);
    expect(printed).toContain(`Name:      ${pod}.nginx\n`);
    return (
      /Address 1: ([\d.]+) web-\d\.nginx\.default\.svc\.cluster\.local/.exec(printed)?.[1] ?? ''
    );
  });
  expect(run('exit')).toContain('pod "dns-test" deleted');
  return answers;
}

function keepNames(hands: Hands): void {
  const { run, watching } = hands;
  expect(run(HOSTNAMES)).toContain('web-0\nweb-1\n');
  const before = lookUp(hands);
  const seen = watching('kubectl get pod --watch -l app=nginx', () => {
    expect(run('kubectl delete pod -l app=nginx')).toMatch(/"web-0" deleted[\s\S]+"web-1" deleted/);
  });
  expect(seen).toMatch(/web-0\s+1\/1\s+Terminating[\s\S]+web-0\s+0\/1\s+ContainerCreating/);
  expect(run(HOSTNAMES)).toContain('web-0\nweb-1\n');
  const after = lookUp(hands);
  expect(after).not.toContain('');
  expect(after).not.toEqual(before);
}

function keepData({ run, watching }: Hands): void {
  expect(names(run('kubectl get pvc -l app=nginx'), /^(www-web-\d)\s+Bound/gm)).toHaveLength(2);
  run(
    'for i in 0 1; do kubectl exec "web-$i" -- sh -c \'echo "$(hostname)" > ' +
      "/usr/share/nginx/html/index.html'; done",
  );
  run('for i in 0 1; do kubectl exec web-$i -- chmod 755 /usr/share/nginx/html; done');
  expect(run(SERVED)).toContain('web-0\nweb-1\n');
  const seen = watching(WATCH, () => run('kubectl delete pod -l app=nginx'));
  expect(seen).toMatch(/web-1\s+1\/1\s+Running/);
  expect(run(SERVED)).toContain('web-0\nweb-1\n');
}

function scale({ run, watching }: Hands): void {
  const up = watching(WATCH, () => {
    expect(run('kubectl scale sts web --replicas=5')).toContain('statefulset.apps/web scaled');
  });
  expect(up.search(/web-3\s+1\/1\s+Running/)).toBeLessThan(up.search(/web-4\s+0\/1\s+Pending/));
  const down = watching(WATCH, () => {
    expect(run('kubectl patch sts web -p \'{"spec":{"replicas":3}}\'')).toContain('patched');
  });
  expect(down.search(/web-4\s.*Terminating/)).toBeLessThan(down.search(/web-3\s.*Terminating/));
  expect(ready(run(PODS))).toEqual(['web-0', 'web-1', 'web-2']);
  expect(names(run('kubectl get pvc -l app=nginx'), /^(www-web-\d)\s+Bound/gm)).toHaveLength(5);
}

function update({ run, watching }: Hands): void {
  run(patchStrategy('{"type":"RollingUpdate"}'));
  const seen = watching('kubectl get pod -l app=nginx --watch', () => run(patchImage('0.24')));
  expect(seen.search(/web-2\s.*Terminating/)).toBeLessThan(seen.search(/web-1\s.*Terminating/));
  expect(seen.search(/web-1\s.*Terminating/)).toBeLessThan(seen.search(/web-0\s.*Terminating/));
  expect(names(run(IMAGES), /^(\S+nginx-slim:0\.24)$/gm)).toHaveLength(3);
  expect(run('kubectl rollout status sts/web')).toContain('roll out complete');
}

function updateInStages({ run, watching }: Hands): void {
  expect(run(partition(3))).toContain('statefulset.apps/web patched');
  run(patchImage('0.21'));
  watching('kubectl get pod -l app=nginx --watch', () => run('kubectl delete pod web-2'));
  expect(run(imageOf('web-2'))).toContain('nginx-slim:0.24');
  watching('kubectl get pod -l app=nginx --watch', () => run(partition(2)));
  expect(run(imageOf('web-2'))).toContain('nginx-slim:0.21');
  watching('kubectl get pod -l app=nginx --watch', () => run('kubectl delete pod web-1'));
  expect(run(imageOf('web-1'))).toContain('nginx-slim:0.24');
  watching('kubectl get pod -l app=nginx --watch', () => run(partition(0)));
  expect(names(run(IMAGES), /^(\S+nginx-slim:0\.21)$/gm)).toHaveLength(3);
  // The page leaves out that the partition has to go with the strategy that it belongs to.
  expect(run(patchStrategy('{"type":"OnDelete"}'))).toContain(
    "only allowed for updateStrategy 'RollingUpdate'",
  );
  expect(run(patchStrategy('{"type":"OnDelete", "rollingUpdate": null}'))).toContain('patched');
  run(patchImage('0.24'));
  expect(names(run(IMAGES), /^(\S+nginx-slim:0\.21)$/gm)).toHaveLength(3);
}

function deleteWithoutPods({ run, watching }: Hands): void {
  const alone = watching(WATCH, () => {
    const deleted = run('kubectl delete statefulset web --cascade=orphan');
    expect(deleted).toContain('statefulset.apps "web" deleted');
    expect(ready(run(PODS))).toEqual(['web-0', 'web-1', 'web-2']);
    expect(run('kubectl delete pod web-0')).toContain('pod "web-0" deleted');
    expect(ready(run(PODS))).toEqual(['web-1', 'web-2']);
  });
  expect(alone).not.toMatch(/web-0\s+0\/1\s+ContainerCreating/);
  const adopted = watching(WATCH, () => {
    expect(run(apply('web'))).toMatch(/service\/nginx unchanged\s+statefulset\.apps\/web created/);
  });
  expect(adopted).toMatch(/web-0\s+1\/1\s+Running/);
  expect(adopted).toMatch(/web-2\s.*Terminating/);
  expect(run(SERVED)).toContain('web-0\nweb-1\n');
}

function deleteWithPods({ run, watching }: Hands): void {
  const seen = watching(WATCH, () => {
    expect(run('kubectl delete statefulset web')).toContain('statefulset.apps "web" deleted');
  });
  expect(seen).toMatch(/web-0\s.*Terminating/);
  expect(seen).toMatch(/web-1\s.*Terminating/);
  expect(run(PODS)).toContain('No resources found in default namespace.');
  expect(run('kubectl delete service nginx')).toContain('service "nginx" deleted');
  expect(run(apply('web'))).toContain('service/nginx created');
  expect(run(SERVED)).toContain('web-0\nweb-1\n');
  expect(run('kubectl delete service nginx')).toContain('service "nginx" deleted');
  expect(run('kubectl delete statefulset web')).toContain('statefulset.apps "web" deleted');
}

function startAtOnce({ run, watching }: Hands): void {
  const seen = watching('kubectl get pod -l app=nginx --watch', () => {
    expect(run(apply('web-parallel'))).toContain('statefulset.apps/web created');
    expect(run('kubectl scale statefulset/web --replicas=5')).toContain('scaled');
    expect(ready(run(PODS))).toHaveLength(5);
    expect(run('kubectl delete sts web')).toContain('statefulset.apps "web" deleted');
  });
  expect(seen.search(/web-1\s+0\/1\s+Pending/)).toBeLessThan(seen.search(/web-0\s+1\/1\s+Running/));
  expect(seen.search(/web-4\s+0\/1\s+Pending/)).toBeLessThan(seen.search(/web-2\s+1\/1\s+Running/));
  expect(run('kubectl delete svc nginx')).toContain('service "nginx" deleted');
}

function cleanUp({ run }: Hands): void {
  expect(names(run('kubectl get pvc'), /^(www-web-\d)\s+Bound/gm)).toHaveLength(5);
  expect(run('kubectl get pv')).toMatch(/Delete\s+Bound\s+default\/www-web-4/);
  run('kubectl delete pvc www-web-0 www-web-1 www-web-2 www-web-3 www-web-4');
  expect(run('kubectl get pvc')).toContain('No resources found in default namespace.');
  expect(run('kubectl get pv')).toContain('No resources found');
}

it('the tutorial StatefulSet Basics goes from its first to its last command', async () => {
  const hands = playWith(await openPlayground());
  create(hands);
  keepNames(hands);
  keepData(hands);
  scale(hands);
  update(hands);
  updateInStages(hands);
  deleteWithoutPods(hands);
  deleteWithPods(hands);
  startAtOnce(hands);
  cleanUp(hands);
});
