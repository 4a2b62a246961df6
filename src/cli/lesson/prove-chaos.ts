import type { Session } from '../../../sim/lesson/index.ts';
import { commandsOf } from '../../prose/lesson-page.ts';
import { splitCommands } from '../../prose/split-commands.ts';
import { interrupt, isReading, openLesson, typeLine } from './play-page.ts';
import type { Problem } from './problem.ts';
import { type Subject, typedAs } from './subject.ts';

/** What learners type anywhere, right or wrong. */
const ANYWHERE: readonly string[] = [
  'kubectl get pods -A',
  'kubectl get all -n mysql',
  'kubectl delete pod --all -n mysql --wait=false',
  'kubectl delete sts --all -n mysql --wait=false',
  'kubectl scale sts --all -n mysql --replicas=0',
  'kubectl scale sts --all -n mysql --replicas=5',
  'kubectl rollout restart sts -n mysql',
  'kubectl rollout undo sts mysql-stateful -n mysql',
  'kubectl delete pvc --all -n mysql --wait=false',
  'kubectl drain node-2 --ignore-daemonsets --delete-emptydir-data --timeout=5s',
  'kubectl uncordon node-2',
  'kubectl apply -f .',
  'kubectl delete -f . --wait=false',
  'kubectl get pods -w',
  'kubectl describe sts -A',
  'kubectl get events -A | tail -5',
  'kubectl exec -it k8sutils -n mysql -- bash',
  'exit',
  'ls -l; cat *.yaml | wc -l',
  'rm -f *.yaml',
  'echo "half',
  'sleep 5',
  '',
];
/** A command that runs longer is interrupted, as an impatient learner would. */
const PATIENCE_MS = 15_000;

/** What the last step of a solution brings about is there within this time. */
const SOLVED_LIMIT_MS = 5 * 60_000;

const createDice = (seed: number): ((sides: number) => number) => {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

const linesOf = (subject: Subject): string[] => [
  ...ANYWHERE,
  ...subject.steps,
  ...[...subject.alternatives, ...subject.wrong].flatMap(([, script]) => splitCommands(script)),
  ...(subject.pages[0]?.page.steps ?? []).flatMap((step) =>
    step.type === 'block' ? commandsOf(step.block) : [step.command],
  ),
];

function typeHastily(session: Session, command: string): void {
  for (const text of command.split('\n')) {
    session.input({ type: 'line', terminal: '1', text });
    session.advanceUntil(() => isReading(session), PATIENCE_MS);
  }
  if (!isReading(session)) interrupt(session);
  session.tasks();
  session.predictions();
}

const solve = (session: Session, subject: Subject, seed: number): boolean => {
  for (const step of subject.steps) typeLine(session, typedAs(subject, step, seed), false);
  return session.advanceUntil(() => session.tasks().every(({ ok }) => ok), SOLVED_LIMIT_MS);
};

/**
 * A session of random commands never crashes the lesson, and the solution, after a reset if need
 * be, still leads to the goal. `at` is the number of the session: each is another one.
 */
export function proveChaos(subject: Subject, commands: number, at: number): Problem[] {
  const seed = subject.seeds[at % subject.seeds.length] ?? 1;
  const roll = createDice(commands + at);
  const lines = linesOf(subject).map((line) => typedAs(subject, line, seed));
  const session = openLesson(subject.source, seed);
  let last = '';
  try {
    for (let count = 0; count < commands; count++) {
      last = lines[roll(lines.length)] ?? '';
      typeHastily(session, last);
    }
    interrupt(session);
    if (solve(session, subject, seed)) return [];
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return [
      { file: 'lesson.ts', line: 0, message: `session ${at} crashes at «${last}»: ${problem}` },
    ];
  }
  if (solve(openLesson(subject.source, seed), subject, seed)) return [];
  const message = 'typed into a terminal after a reset, it does not meet every task';
  return [{ file: 'solution.sh', line: 0, message }];
}
