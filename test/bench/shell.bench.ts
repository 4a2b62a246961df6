import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createStandardCluster } from '../../sim/index.ts';
import type { Benchmark } from './measure.ts';

const PODS = 500;
const ANSWER_LIMIT_MS = 10_000;

/** A cluster with many pods and a terminal at its prompt. */
function openTerminal() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const terminal = cluster.openTerminal('main', { columns: 100, rows: 30 });
  const isAsking = (): boolean => terminal.master.state().type === 'line';
  const type = (line: string): void => {
    terminal.master.sendLine(line);
    cluster.world.settle();
    cluster.world.advanceUntil(isAsking, ANSWER_LIMIT_MS);
  };
  cluster.world.advanceUntil(isAsking, ANSWER_LIMIT_MS);
  return { cluster, terminal, type };
}

let open: ReturnType<typeof openTerminal> | undefined;

/** The same terminal for all of them: it is what is typed into it that is timed. */
function large(): ReturnType<typeof openTerminal> {
  if (open !== undefined) return open;
  open = openTerminal();
  open.type(`kubectl create deployment web --image=nginx --replicas=${PODS}`);
  open.cluster.world.advance(60_000);
  return open;
}

const typed = (name: string, line: string, goalMs: number | undefined): Benchmark => ({
  name: `shell: ${name}`,
  goalMs,
  prepare: () => {
    const { type } = large();
    return () => type(line);
  },
});

const completion = (line: string): Benchmark => ({
  name: `shell: completion of "${line}", ${PODS} pods`,
  goalMs: 10,
  prepare: () => {
    const { terminal } = large();
    return () => void terminal.complete(line, line.length);
  },
});

export const SHELL: readonly Benchmark[] = [
  typed('a builtin', 'echo hi', 5),
  typed('a tool in a pipe', 'seq 100 | sort -rn | head -3', 5),
  typed('a loop of 1,000 rounds', 'for ((i = 0; i < 1000; i++)); do :; done', undefined),
  completion('k get po web-'),
  completion('kubectl get p'),
  completion('cat '),
];
