import { statefulSets } from '../../sim/api/index.ts';
import { emptyLesson } from '../../sim/cluster/empty-lesson.ts';
import type { Session } from '../../sim/lesson/index.ts';
import { clusterObjects, podStatusText } from '../../src/session/cluster-objects.ts';
import { objectFacts } from '../../src/session/object-facts.ts';
import { createMarks } from '../../src/session/time/marks.ts';
import { pastSession } from '../../src/session/time/past-session.ts';
import { createSummarizer } from '../../src/workbench/cluster/summary.ts';
import { startLesson, typeLine } from '../walk.ts';
import { type Benchmark, collectGarbage } from './measure.ts';

const COMMANDS = 1000;
const HOUR_MS = 60 * 60_000;
const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.25'}]}
`;
const SOURCE = emptyLesson(3, true, { 'web.yaml': MANIFEST });

/** A session of a thousand commands, of which a part changes the cluster. */
function longSession(): Session {
  const session = startLesson(SOURCE, 1);
  typeLine(session, 'kubectl apply -f web.yaml');
  for (let i = 1; i < COMMANDS; i++) {
    if (i % 10 === 0) typeLine(session, `kubectl set image sts/web web=nginx:1.${20 + (i % 7)}`);
    else if (i % 4 === 0) typeLine(session, `kubectl create configmap map-${i}`);
    else typeLine(session, 'kubectl get pods');
    session.advance(1000);
  }
  return session;
}

let long: Session | undefined;
const longOne = (): Session => {
  long ??= longSession();
  return long;
};

/** All that the page reads when it shows another instant. */
function showInstant(session: Session, atMs: number): void {
  const past = pastSession(session, atMs);
  createSummarizer(podStatusText)(clusterObjects(past));
  const set = past.view.get(statefulSets, 'default', 'web');
  if (set === undefined) throw new Error('the set is there at every instant that is shown');
  objectFacts(past, set.metadata.uid);
  past.inspection.yaml(set.metadata.uid);
  past.output('main');
  past.commands();
}

const jump: Benchmark = {
  name: `time: jump to an instant of ${COMMANDS} commands`,
  goalMs: 50,
  prepare: () => {
    const session = longOne();
    return () => showInstant(session, Math.floor(session.nowMs() / 2));
  },
};

const marks: Benchmark = {
  name: `time: all marks of ${COMMANDS} commands`,
  goalMs: undefined,
  prepare: () => {
    const read = createMarks(longOne());
    return () => {
      read();
    };
  },
};

export const TIME: readonly Benchmark[] = [jump, marks];

const MIB = 1024 * 1024;
/** Memory in use after everything that can go has gone. */
function usedMiB(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MIB;
}

/**
 * What an hour of virtual time adds to memory, at 100 times the pace of the wall, with a set at
 * rest and a pod that crashes again and again.
 */
export function memoryOfHour(): { readonly beforeMiB: number; readonly afterMiB: number } {
  const session = startLesson(SOURCE, 1);
  typeLine(session, 'kubectl apply -f web.yaml');
  typeLine(session, 'kubectl run crash --image=busybox:1.28 -- false');
  session.advance(120_000);
  const beforeMiB = usedMiB();
  // At 100× a frame of the page moves 1667 ms.
  for (let atMs = 0; atMs < HOUR_MS; atMs += 1667) session.advance(1667);
  const afterMiB = usedMiB();
  if (session.nowMs() < HOUR_MS) throw new Error('the hour is not over');
  return { beforeMiB, afterMiB };
}
