import type { Cluster } from '../../../sim/index.ts';
import type { PlayedStep } from './recording.ts';

const SIZE = { columns: 200, rows: 50 };
/** What a program may take to ask for its next line, or to end. */
const ANSWER_LIMIT_MS = 60_000;
const CONTROL_C = '\x03';
const CONTROL_D = '\x04';

/** Runs a command on a terminal of its own and types the lines, each when it is asked for. */
export function playOnTerminal(
  cluster: Cluster,
  cmd: string,
  typed: readonly string[],
): PlayedStep {
  const { world } = cluster;
  const first = cluster.commands().length;
  const terminal = cluster.openTerminal(`step-${first}`, SIZE);
  const isAsking = (): boolean => terminal.master.state().type === 'line';
  const ended = (): boolean => cluster.commands()[first]?.exitCode !== undefined;
  const isWaiting = (): boolean => ended() || isAsking();

  world.advanceUntil(isAsking, ANSWER_LIMIT_MS);
  terminal.master.sendLine(cmd);
  world.settle();
  const from = terminal.output().length;
  for (const line of typed) {
    world.advanceUntil(isWaiting, ANSWER_LIMIT_MS);
    if (ended()) break;
    if (line === CONTROL_C) terminal.master.interrupt('');
    else if (line === CONTROL_D) terminal.master.endOfFile();
    else terminal.master.sendLine(line);
    world.settle();
  }
  world.advanceUntil(ended, ANSWER_LIMIT_MS);
  return {
    cmd,
    exit: cluster.commands()[first]?.exitCode ?? -1,
    stdout: '',
    stderr: '',
    transcript: terminal.output().slice(from),
  };
}
