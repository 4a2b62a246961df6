// `npm run bench`: how long things take, against their goals, and how they grow.
import { CLUSTER, changesOfIdleHour, ROLLOUT_MS } from './cluster.bench.ts';
import { ECHO_GOAL_MS, measureEcho } from './echo.bench.ts';
import { FRAME_GOAL_MS, measureFrames } from './frames.bench.ts';
import { INSIDE, perSecond } from './inside.bench.ts';
import { KERNEL } from './kernel.bench.ts';
import { measureLessons } from './lesson.bench.ts';
import { type Benchmark, type Measured, measure, p99OfAll, REFERENCE } from './measure.ts';
import { measurePage } from './page.bench.ts';
import { eventsPerSecond, REPLAY, replayHashes } from './replay.bench.ts';
import { measureServe, WATCHERS } from './serve.bench.ts';
import { SHELL } from './shell.bench.ts';
import { memoryOfHour, TIME } from './time.bench.ts';

const ms = (value: number): string => `${value.toFixed(2)} ms`.padStart(12);

const reference = await measure(REFERENCE);
const isOver = ({ p99Ms, goalMs }: Measured): boolean => goalMs !== undefined && p99Ms > goalMs;
const goalText = ({ p99Ms, goalMs }: Measured): string =>
  goalMs === undefined ? '' : `  goal ${goalMs} ms, ${(p99Ms / goalMs).toFixed(2)} of it`;
const show = (measured: Measured): Measured => {
  const relative = (measured.medianMs / reference.medianMs).toFixed(2).padStart(9);
  const goal = goalText(measured);
  const mark = isOver(measured) ? '  OVER' : '';
  process.stdout.write(
    `${measured.name.padEnd(52)}${ms(measured.firstMs)}${ms(measured.medianMs)}${ms(measured.p99Ms)}${relative}` +
      `${goal}${mark}\n`,
  );
  return measured;
};

const showAll = async (benchmarks: readonly Benchmark[]): Promise<readonly Measured[]> => {
  const all: Measured[] = [];
  for (const benchmark of benchmarks) all.push(show(await measure(benchmark)));
  return all;
};

/** How time grows when the work grows by `factor`: 1 is linear. */
const showGrowth = (name: string, small: Measured, large: Measured, factor: number): void => {
  const ratio = large.medianMs / small.medianMs / factor;
  process.stdout.write(
    `${`${name}: growth, 1 is linear`.padEnd(88)}${ratio.toFixed(2).padStart(9)}\n`,
  );
};

process.stdout.write(
  `${''.padEnd(52)}${'first'.padStart(12)}${'median'.padStart(12)}` +
    `${'p99'.padStart(12)}${'relative'.padStart(9)}\n`,
);
show(reference);
const few = show(await measure(KERNEL.few));
const many = show(await measure(KERNEL.many));
showGrowth('kernel timers', few, many, 10);
const processes = show(await measure(KERNEL.processes));
const boot = show(await measure(CLUSTER.boot));
const hundred = show(await measure(CLUSTER.hundred));
const thousand = show(await measure(CLUSTER.thousand));
showGrowth('cluster', hundred, thousand, 10);
const rollout = show(await measure(CLUSTER.rollout));
process.stdout.write(
  `a rollout of 100 pods plays at ${(ROLLOUT_MS / rollout.medianMs).toFixed(0)}×\n`,
);
const idle = show(await measure(CLUSTER.idle));
process.stdout.write(`changes that an idle hour adds: ${changesOfIdleHour()}\n`);
const commands = await showAll(CLUSTER.commands);
for (const goalMs of new Set(commands.map((row) => row.goalMs))) {
  const all = commands.filter((row) => row.goalMs === goalMs);
  process.stdout.write(
    `${'any of these commands, 99 of 100 runs'.padEnd(76)}${ms(p99OfAll(all))}` +
      `           goal ${goalMs} ms\n`,
  );
}
const completions = await showAll(CLUSTER.completions);
const shell = await showAll(SHELL);
const inside = await showAll(INSIDE);
const [lookups, queries, inserts] = inside.map(perSecond);
process.stdout.write(
  `inside, a second: ${lookups} lookups, ${queries} queries, ${inserts} inserts\n`,
);
const replayed = show(await measure(REPLAY));
const time = await showAll(TIME);
const hour = memoryOfHour();
process.stdout.write(
  `memory of a session: ${hour.beforeMiB.toFixed(1)} MiB, ` +
    `${hour.afterMiB.toFixed(1)} MiB an hour of virtual time at 100× later\n`,
);
const REPLAYS = 100;
const { states, hash } = replayHashes(REPLAYS);
process.stdout.write(`${REPLAYS} replays of the lesson: ${states} state, ${hash}\n`);
process.stdout.write(`changes of the cluster a second: ${eventsPerSecond().toFixed(0)}\n`);

const lessons = await measureLessons();
const lessonRow = (name: string, value: number, lesson: string): void => {
  process.stdout.write(`${`lesson: ${name}`.padEnd(52)}${ms(value)}  ${lesson}\n`);
};
lessonRow('to open the slowest', lessons.opening.ms, lessons.opening.lesson);
lessonRow('the slowest command of a solution', lessons.command.ms, lessons.command.lesson);
lessonRow('to judge the tasks at a turn', lessons.judgingMs, 'mean of all lessons');

const served = await measureServe();
process.stdout.write(
  `serve with ${WATCHERS} watchers: ${served.readsPerSecond.toFixed(0)} reads/s, ` +
    `${served.writesPerSecond.toFixed(0)} writes/s (${served.eventsSeen} events told), ` +
    `${served.busyMiB.toFixed(0)} MiB (${served.idleMiB.toFixed(0)} MiB before)\n`,
);

/** What DESIGN's budget gives a page from navigation to its prompt. */
const PROMPT_GOAL_MS = 300;
const page = await measurePage();
if (page === undefined) process.stdout.write('page: the site is not built yet (npm run build)\n');
else {
  const isLate = page.promptMs > PROMPT_GOAL_MS;
  // What the browser itself takes is another on each machine, and is in all of them.
  const row = (name: string, value: number, end = ''): void => {
    const relative = (value / page.emptyMs).toFixed(2);
    process.stdout.write(
      `${`page: navigation to ${name}`.padEnd(52)}${ms(value)}  ${relative} of an empty page${end}\n`,
    );
  };
  row('the first paint of an empty page', page.emptyMs);
  row('the prompt', page.promptMs, `, goal ${PROMPT_GOAL_MS} ms${isLate ? '  OVER' : ''}`);
  row('a terminal that takes all keys', page.inputMs);
  row('the booted cluster', page.bootedMs);
  row('the answer of kubectl get nodes', page.answerMs, `, median of ${page.visits} visits`);
  process.stdout.write(
    `${'page: blocking time while it loads'.padEnd(52)}${ms(page.blockingMs)}\n`,
  );
}
const echo = await measureEcho();
if (echo !== undefined) {
  const name = 'terminal: a key to its echo while a rollout runs';
  const [middle = 0, late = 0] = [0.5, 0.99].map((part) => echo[Math.floor(echo.length * part)]);
  process.stdout.write(
    `${name.padEnd(52)}${ms(middle)}${ms(late)}          goal ${ECHO_GOAL_MS} ms\n`,
  );
}
for (const frames of (await measureFrames()) ?? []) {
  const within = `${(frames.withinGoal * 100).toFixed(0)} % of ${frames.frames} frames`;
  const name = `picture: a frame while 100 of ${frames.pods} pods roll`;
  process.stdout.write(
    `${name.padEnd(52)}${ms(frames.medianMs)}${ms(frames.p95Ms)}` +
      `  ${within} within ${FRAME_GOAL_MS} ms, ${frames.totalMs.toFixed(0)} ms in all\n`,
  );
}
const results = [
  replayed,
  few,
  many,
  processes,
  boot,
  hundred,
  thousand,
  rollout,
  idle,
  ...commands,
  ...completions,
  ...shell,
  ...inside,
  ...time,
];
process.exitCode = results.some(isOver) ? 1 : 0;
