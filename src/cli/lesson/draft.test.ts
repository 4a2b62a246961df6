import { expect, test } from 'vitest';
import type { LessonSource } from '../../../sim/index.ts';
import * as vocabulary from '../../../sim/lesson/index.ts';
import { splitCommands } from '../../prose/split-commands.ts';
import { readLessons } from '../lesson-source.ts';
import { draftOf } from './draft.ts';
import { openLesson, rest, typeLine } from './play-page.ts';
import { SEED } from './seeds.ts';

const playground = (await readLessons()).find(
  ({ source }) => source.lesson.id === 'playground/three-nodes',
)?.source as LessonSource;

/** A drafted line as the check that it is when somebody puts it into a lesson. */
const checkOf = (text: string): vocabulary.Check => {
  const words = Object.entries(vocabulary);
  const make = new Function(...words.map(([word]) => word), `return ${text}`) as (
    ...all: unknown[]
  ) => vocabulary.Check;
  return make(...words.map(([, value]) => value));
};

/** How the tasks stand that are drafted from `commands`, at the start and when they were played. */
function proveDraft(source: LessonSource, commands: readonly string[]) {
  const { checks, differences } = draftOf(openLesson(source, SEED), commands);
  const tasks = checks.map((text, at) => {
    return { id: `step-${at}`, check: checkOf(text), wrongTurns: [] };
  });
  const session = openLesson({ ...source, lesson: { ...source.lesson, tasks } }, SEED);
  const met = (): string[] => session.tasks().flatMap(({ id, ok }) => (ok ? [id] : []));
  const atStart = met();
  for (const command of commands) {
    rest(session);
    typeLine(session, command, false);
  }
  rest(session);
  return { checks, differences, atStart, atEnd: met(), ids: tasks.map(({ id }) => id) };
}

const MADE = `
kubectl create namespace shop
kubectl config set-context --current --namespace=shop
kubectl create deployment web --image=nginx:1.25 --replicas=2
kubectl expose deployment web --port=80 --type=NodePort
kubectl create service externalname db --external-name=db.example.com
kubectl create service loadbalancer front --tcp=80
kubectl create service clusterip plain --tcp=80
kubectl create service clusterip members --clusterip=None
kubectl create configmap settings --from-literal=colour=red --from-literal=a.b="it's"
kubectl create secret generic password --from-literal=root=x
kubectl create job once --image=busybox:1.36 -- true
kubectl create cronjob nightly --image=busybox:1.36 --schedule='0 2 * * *' -- true
kubectl create poddisruptionbudget guard --selector=app=web --min-available=1
kubectl run alone --image=nginx:1.25
kubectl apply -f redis.yaml
`;

test('what is made is drafted kind by kind, and the drafts hold', () => {
  const { checks, atStart, atEnd, ids } = proveDraft(playground, splitCommands(MADE));
  expect(atStart).toEqual([]);
  expect(atEnd).toEqual(ids);
  const text = checks.join('\n');
  expect(text).toContain("deployed({ namespace: 'shop', deployment: 'web' }, 'nginx:1.25', 2)");
  expect(text).toContain("headlessServiceExists('shop', 'members')");
  expect(text).toContain("secretHasKeys('shop', 'password', ['root'])");
  expect(text).toContain('{ status: { succeeded: 1 } }');
  expect(text).toContain("schedule: '0 2 * * *'");
  expect(text).toContain("minAvailable: 1, selector: { matchLabels: { app: 'web' } }");
  expect(text).toMatch(/kind: 'PersistentVolumeClaim'.*phase: 'Bound'/);
  for (const type of ['NodePort', 'ExternalName', 'LoadBalancer', 'ClusterIP']) {
    expect(text).toContain(`type: '${type}'`);
  }
});

test('of what was there, the changed fields are drafted, and what was deleted', () => {
  const commands = ['kubectl apply -f nginx.yaml -f web.yaml', 'kubectl rollout status sts/web'];
  const start = commands.join('\n');
  const files = playground.files;
  const source = { ...playground, start: [{ files, script: start }] };
  const changed = `
    kubectl scale sts web --replicas=3
    kubectl patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'
    kubectl delete service nginx
  `;
  const { checks, differences, atStart, atEnd, ids } = proveDraft(source, splitCommands(changed));
  expect(atStart).toEqual([]);
  expect(atEnd).toEqual(ids);
  expect(differences).toContain(
    'StatefulSet default/web: spec.updateStrategy.rollingUpdate.partition from 0 to 2',
  );
  expect(checks.join('\n')).toContain(
    "objectDeleted({ kind: 'Service', namespace: 'default', name: 'nginx' })",
  );
});
