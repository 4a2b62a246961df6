import { enReasons } from '../../i18n/reasons.en.ts';
import { sayWhy } from '../../i18n/why.ts';
import { lineOf, type Problem } from './problem.ts';
import { isFree } from './prove-texts.ts';
import type { Subject } from './subject.ts';

/** Says for whom something was found, where not everybody meets the same. */
const forWhom = ({ seeds }: Subject, seed: number): string =>
  seeds.length > 1 ? ` (seed ${seed})` : '';

/** Tasks that a script leaves open, each with why. */
const openTasks = (subject: Subject, script: string, seed: number): string[] =>
  subject
    .grade(script, seed)
    .flatMap(({ id, ok, why }) => (ok ? [] : [`${id} (${sayWhy(why, enReasons)})`]));

const proveGoal = (subject: Subject, file: string, script: string): Problem[] =>
  subject.seeds.flatMap((seed) => {
    const open = openTasks(subject, script, seed);
    if (open.length === 0) return [];
    const message = `leaves open${forWhom(subject, seed)}: ${open.join('; ')}`;
    return [{ file, line: 0, message }];
  });

/** The solution meets every task. */
export const proveSolution = (subject: Subject): Problem[] =>
  proveGoal(subject, 'solution.sh', subject.solution);

/** Nothing is met, and no point is earned, before the learner has done anything. */
export const proveStart = (subject: Subject): Problem[] =>
  subject.seeds.flatMap((seed) =>
    subject.grade('', seed).flatMap(({ id, ok, credits }): Problem[] => {
      const parts = credits.filter((credit) => credit.ok).map((credit) => `${id}.${credit.id}`);
      return [...(ok ? [`task ${id}`] : []), ...parts].map((what) => {
        const message = `${what} is met before anything is done${forWhom(subject, seed)}`;
        return { file: 'lesson.ts', line: 0, message };
      });
    }),
  );

/** There are two other ways at least, and each meets every task. */
export function proveAlternatives(subject: Subject): Problem[] {
  const problems = subject.alternatives.flatMap(([name, script]) =>
    proveGoal(subject, `alternatives/${name}`, script),
  );
  if (isFree(subject) || subject.alternatives.length >= 2) return problems;
  const message = `has ${subject.alternatives.length} other ways to the goal; two are needed`;
  return [...problems, { file: 'alternatives', line: 0, message }];
}

/** What somebody may have tried out beside the lesson, in its namespaces and in one of its own. */
const BYSTANDERS = `
kubectl create namespace elsewhere
for space in $(kubectl get namespaces -o name | grep -v kube-); do
  kubectl run bystander --image=nginx:1.25 -n \${space#*/}
  kubectl create configmap bystander --from-literal=a=b -n \${space#*/}
  kubectl create deployment aside --image=nginx:1.25 -n \${space#*/}
  kubectl create service clusterip aside --tcp=80 -n \${space#*/}
done
sleep 20
`;

/** Objects that have nothing to do with the lesson do not keep its solution from the goal. */
export const proveBystanders = (subject: Subject): Problem[] =>
  subject.seeds.slice(0, 1).flatMap((seed) => {
    const open = openTasks(subject, `${BYSTANDERS}${subject.solution}`, seed);
    if (open.length === 0) return [];
    const message = `beside unrelated objects, leaves open${forWhom(subject, seed)}: ${open.join('; ')}`;
    return [{ file: 'solution.sh', line: 0, message }];
  });

/** No step of the solution is needless: somebody needs it. */
export const proveSteps = (subject: Subject): Problem[] =>
  subject.steps.flatMap((step, at) => {
    const rest = subject.steps.filter((_, index) => index !== at).join('\n');
    const isNeeded = subject.seeds.some((seed) => openTasks(subject, rest, seed).length > 0);
    if (isNeeded) return [];
    const line = lineOf(subject.solution, step);
    return [{ file: 'solution.sh', line, message: `every task is met without «${step}»` }];
  });

function wrongProblem(subject: Subject, [name, script]: readonly [string, string], seed: number) {
  const [taskId = '', turn = ''] = name.replace(/\.sh$/, '').split('.');
  const task = subject.grade(script, seed).find(({ id }) => id === taskId);
  if (task === undefined) return `there is no task ${taskId}`;
  if (task.ok) return `meets the task ${taskId}`;
  if (task.wrongTurns.includes(turn)) return undefined;
  return `is told ${task.wrongTurns.join(', ') || 'nothing'}, not ${turn}`;
}

/** Each wrong answer fails and is told so in words of its own. */
export function proveWrongAnswers(subject: Subject): Problem[] {
  const problems = subject.wrong.flatMap((wrong) =>
    subject.seeds.flatMap((seed): Problem[] => {
      const message = wrongProblem(subject, wrong, seed);
      if (message === undefined) return [];
      return [{ file: `wrong/${wrong[0]}`, line: 0, message: message + forWhom(subject, seed) }];
    }),
  );
  const shown = new Set(subject.wrong.map(([name]) => name.replace(/\.sh$/, '')));
  const turns = subject.source.lesson.tasks.flatMap(({ id, wrongTurns }) =>
    wrongTurns.map((turn) => `${id}.${turn.id}`),
  );
  const unshown = turns.filter((turn) => !shown.has(turn));
  const missing = unshown.map((turn) => ({
    file: 'lesson.ts',
    line: 0,
    message: `the wrong turn ${turn} needs a script wrong/${turn}.sh that takes it`,
  }));
  const unsourced = turns.filter((turn) => !subject.sources.includes(turn));
  const sourceless = unsourced.map((turn) => ({
    file: 'sources.md',
    line: 0,
    message: `says nothing of where people take the wrong turn ${turn}`,
  }));
  return [...problems, ...missing, ...sourceless];
}

/** Every reason that a check gives has a sentence. */
export function proveReasons(subject: Subject): Problem[] {
  const texts = subject.pages[0]?.texts;
  const scripts = ['', subject.solution, ...subject.wrong.map(([, script]) => script)];
  const unknown = scripts.flatMap((script) =>
    subject.seeds.flatMap((seed) =>
      subject.grade(script, seed).flatMap(({ id, why }) => {
        const known = { ...enReasons, ...texts?.tasks[id]?.why };
        return why.code in known ? [] : [why.code];
      }),
    ),
  );
  return [...new Set(unknown)].map((code) => ({
    file: 'en.mdx',
    line: 0,
    message: `the reason ${code} has no sentence: neither here nor in the dictionary`,
  }));
}
