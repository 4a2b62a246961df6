import { pods } from '../../../sim/api/index.ts';
import type { Cluster } from '../../../sim/index.ts';
import type { PlayedStep } from './recording.ts';

const SIZE = { columns: 200, rows: 50 };
/** What a program may take to ask for its next line, or to end. */
const ANSWER_LIMIT_MS = 60_000;
/** Nobody types a line at once. */
const TYPING_MS = 100;
const CONTROL_C: readonly string[] = ['\x03', '^C'];
const CONTROL_D: readonly string[] = ['\x04', '^D'];

const NOTE =
  /^between the (\d+)\w* and \w+ typed line the server(?: process)? was killed.* and (not )?restarted/;

/** What a note says: after which typed line the server was killed, and whether it came back. */
function killOf(note: string): { afterLine: number; isRestarted: boolean } | undefined {
  const match = NOTE.exec(note);
  return match === null
    ? undefined
    : { afterLine: Number(match[1]), isRestarted: match[2] === undefined };
}

/** The negative ones stand for sockets. */
const SERVER_PORTS = [-3306, 3306, -5432, 5432, 6379];

/** Kills the servers in the pods that a command names; returns what starts them again. */
function killServers(cluster: Cluster, cmd: string): () => void {
  const named = cluster.view.list(pods, '').filter(({ metadata }) => cmd.includes(metadata.name));
  const restarts = named.flatMap(({ metadata: { name, namespace = '' } }) =>
    SERVER_PORTS.filter((port) => cluster.serviceOf(namespace, name, port) !== undefined).map(
      (port) => cluster.killListener(namespace, name, port),
    ),
  );
  return () => {
    for (const restart of restarts) restart();
  };
}

/** Runs a command on a terminal of its own and types the lines, each when it is asked for. */
export function playOnTerminal(
  cluster: Cluster,
  cmd: string,
  typed: readonly string[],
  note: string,
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
  const kill = killOf(note);
  let restart: (() => void) | undefined;
  for (const [i, line] of typed.entries()) {
    world.advanceUntil(isWaiting, ANSWER_LIMIT_MS);
    if (ended()) break;
    if (kill?.afterLine === i) {
      restart = killServers(cluster, cmd);
      if (kill.isRestarted) restart();
    }
    world.advance(TYPING_MS);
    if (CONTROL_C.includes(line)) terminal.master.interrupt('');
    else if (CONTROL_D.includes(line)) terminal.master.endOfFile('');
    else terminal.master.sendLine(line);
    world.settle();
  }
  world.advanceUntil(ended, ANSWER_LIMIT_MS);
  restart?.();
  return {
    cmd,
    exit: cluster.commands()[first]?.exitCode ?? -1,
    stdout: '',
    stderr: '',
    transcript: terminal.output().slice(from),
  };
}
