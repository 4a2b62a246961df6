import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay, setImmediate as immediate } from 'node:timers/promises';
import type { Cluster } from '../../../sim/index.ts';
import { serveCluster, throwBug } from '../../../src/cli/serve/serve-cluster.ts';
import type { Outcome } from '../pair.ts';
import { isAsleep } from './process-tree.ts';
import { createVirtualSleep } from './virtual-sleep.ts';

/** What real programs are run with. */
export interface Computer {
  /** Programs that come before those of the machine; `sleep` and `timeout` are written there. */
  readonly programs: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A served cluster whose time stands still while a command line of real programs works, and goes on
 * to the next thing that is due while all of them wait. So a slow machine changes nothing.
 */
export interface Lockstep {
  readonly address: string;
  /**
   * Runs a line of bash that is expected to be over at `untilMs`. While only the machine's own
   * clock can end it, time is no faster than that from there on; it never passes its `--timeout`.
   */
  run(line: string, directory: string, stdin: string, untilMs: number): Promise<Outcome>;
  close(): void;
}

interface Times {
  readonly untilMs: number;
  readonly deadlineMs: number;
}

/** How often is looked whether everybody waits, and how often in a row they must. */
const LOOK_MS = 4;
const LOOKS = 3;
const LOOP_TURNS = 2;
/** Virtual milliseconds that a kubectl takes to start, and for each of its requests. */
const START_MS = 42;
const REQUEST_MS = 8;
const LIMIT_MS = 120_000;
const TIMED_OUT = 137;

const TIMEOUT = /--timeout[= ](\d+)(ms|s|m)\b/;
const MS_OF_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** How long a line waits at the most, if it says so. */
function timeoutMsOf(line: string): number {
  const [, count, unit = ''] = TIMEOUT.exec(line) ?? [];
  return count === undefined ? Number.POSITIVE_INFINITY : Number(count) * (MS_OF_UNIT[unit] ?? 0);
}

/** What kubectl keeps, and asks once for many commands. */
const KEPT = /^\/(api|apis|openapi|version)(\/[^/]*)?\/?(\?|$)/;

/** Serves a cluster to the programs of a computer. */
export async function createLockstep(cluster: Cluster, computer: Computer): Promise<Lockstep> {
  const { world } = cluster;
  /** Counts what came from a client or went to one. */
  let traffic = 0;
  const count = (): void => {
    traffic++;
  };
  const sleeps = await createVirtualSleep(computer.programs, () => world.nowMs(), count);
  const served = serveCluster(cluster, () => 0, throwBug);
  const open = new Set<ServerResponse>();
  served.server.on('connection', count);
  served.server.prependListener('request', ({ url = '' }, response) => {
    count();
    if (!KEPT.test(url)) world.advance(REQUEST_MS);
    open.add(response);
    response.on('close', () => {
      count();
      open.delete(response);
    });
  });
  served.server.listen(0, '127.0.0.1');
  await once(served.server, 'listening');

  /** Whether a request has come that was not answered yet. */
  const isAnswering = (): boolean => [...open].some(({ headersSent }) => !headersSent);
  const bytesSent = (): number =>
    [...open].reduce((sum, { socket }) => sum + (socket?.bytesWritten ?? 0), 0);
  /** Moves time to the next thing that is due, at `limitMs` at the latest. */
  const step = (limitMs: number): void => {
    const due = [world.nextAtMs(), sleeps.nextAtMs(), limitMs].filter((atMs) => atMs !== undefined);
    world.advance(Math.max(0, Math.min(...due) - world.nowMs()));
    served.pump();
  };
  /** Moves time until a client hears of something, or to the limit. */
  const moveOn = (limitMs: number): void => {
    const before = bytesSent() + traffic;
    while (world.nowMs() < limitMs) {
      step(limitMs);
      if (sleeps.wake() || bytesSent() + traffic !== before) break;
    }
  };
  /** Drives time until a program and all that it started are over. */
  const drive = async (pid: number, isOver: () => boolean, times: Times): Promise<void> => {
    let calm = 0;
    let seen = -1;
    let lookedAt = performance.now();
    while (!isOver()) {
      await delay(LOOK_MS);
      // What has reached a socket of ours is seen after a turn of the loop, or two when it is new.
      for (let turn = 0; turn < LOOP_TURNS; turn++) await immediate();
      const isQuiet = traffic === seen && !isAnswering() && isAsleep(pid);
      const passedMs = Math.round(performance.now() - lookedAt);
      lookedAt += passedMs;
      seen = traffic;
      calm = isQuiet ? calm + 1 : 0;
      if (calm < LOOKS) continue;
      const isExpected = world.nowMs() < times.untilMs;
      if (isExpected) calm = 0;
      moveOn(Math.min(isExpected ? times.untilMs : world.nowMs() + passedMs, times.deadlineMs));
    }
  };
  return {
    address: `http://127.0.0.1:${(served.server.address() as AddressInfo).port}`,
    async run(line, directory, stdin, untilMs) {
      world.advance(START_MS);
      const deadlineMs = world.nowMs() + timeoutMsOf(line);
      const child = spawn('bash', ['-c', line], {
        cwd: directory,
        env: { ...computer.environment },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const out = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text) => {
          out[name] += text;
        });
      }
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
      let code: number | undefined;
      child.on('close', (exit) => {
        code = exit ?? TIMED_OUT;
      });
      const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
      await drive(child.pid ?? 0, () => code !== undefined, { untilMs, deadlineMs });
      clearTimeout(timer);
      return { exit: code ?? TIMED_OUT, ...out };
    },
    close() {
      sleeps.close();
      served.close();
    },
  };
}
