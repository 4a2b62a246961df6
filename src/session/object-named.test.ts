import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../sim/index.ts';
import { objectsNamedIn } from './object-named.ts';

const SOURCE = emptyLesson(1, true, {});

const session = createSession(SOURCE, 1, ALL_PARTS);
session.input({ type: 'open', terminal: '1' });
for (const text of [
  'kubectl create namespace shop',
  'kubectl run web-0 --image=nginx',
  'kubectl run web-0 --image=nginx -n shop',
  'kubectl expose pod web-0 --port=80 --name=web',
  'kubectl create secret generic key --from-literal=a=b',
  'kubectl run old --image=nginx',
  'kubectl delete pod old --now',
]) {
  session.input({ type: 'line', terminal: '1', text });
  session.advance(20_000);
}
const named = (line: string) =>
  objectsNamedIn(session, line).map(({ kind, namespace, from, to }) => [
    ...[kind, namespace, line.slice(from, to)],
  ]);

test('a name in a table means what is most often meant by one', () => {
  expect(named('web-0   1/1     Running   0          12s')).toEqual([['Pod', 'default', 'web-0']]);
  expect(named('web     ClusterIP   10.96.0.7   <none>   80/TCP')).toEqual([
    ['Service', 'default', 'web'],
  ]);
  expect(named('NAME    READY   STATUS    RESTARTS   AGE')).toEqual([]);
});

test('a namespace in the line says which one', () => {
  expect(named('shop          web-0      1/1     Running')).toEqual([['Pod', 'shop', 'web-0']]);
  expect(named('pod "web-0" deleted from shop namespace')).toEqual([['Pod', 'shop', 'web-0']]);
});

test('kind/name means that kind, also one whose names stand for nothing alone', () => {
  expect(named('service/web exposed')).toEqual([['Service', 'default', 'service/web']]);
  expect(named('secret/key created')).toEqual([['Secret', 'default', 'secret/key']]);
  expect(named('key   Opaque   1      4s')).toEqual([]);
  expect(named('statefulset.apps/web-0')).toEqual([]);
});

test('the name of a host means its first part', () => {
  expect(named('Name:   web.default.svc.cluster.local')).toEqual([['Service', 'default', 'web']]);
  expect(named("** server can't find nobody.default.svc.cluster.local: NXDOMAIN")).toEqual([]);
});

test('what is gone is found as it was', () => {
  expect(named('pod "old" deleted')).toEqual([['Pod', 'default', 'old']]);
});
