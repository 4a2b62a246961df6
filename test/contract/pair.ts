import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Cluster, createStandardCluster, HOME } from '../../sim/index.ts';
import type { Completion } from '../../sim/kernel/index.ts';
import { writeKubeconfig } from '../../src/cli/serve/kubeconfig.ts';
import { serveCluster, throwBug } from '../../src/cli/serve/serve-cluster.ts';

/** What a command line printed and how it ended. */
export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Tab offers behind a line. */
export interface Offered {
  /** What the terminal of our shell offers. */
  readonly ours: { readonly from: number; readonly choices: readonly Completion[] };
  /** What `kubectl __complete` prints. */
  readonly theirs: Outcome;
}

/** Two clusters of one seed: one is used by our kubectl, the other by the real one over HTTP. */
export interface Pair {
  write(files: Readonly<Record<string, string>>): void;
  /** Lets time pass in both. */
  sleep(seconds: number): void;
  /** Runs a line in both, each of them at the same virtual instant. */
  run(line: string): Promise<{ readonly ours: Outcome; readonly theirs: Outcome }>;
  /** Completes a line that begins with `kubectl` in both. */
  complete(line: string): Promise<Offered>;
  close(): void;
}

/** Virtual milliseconds that pass in one of the wall clock's while the real kubectl runs. */
const SPEED = 20;
const SEED = 7;
const LIMIT_MS = 120_000;
/** What our kubectl takes before its first request. */
const LATENCY_MS = 50;

/** Starts two clusters; `kubectl` is the directory of the real one. */
export async function createPair(kubectl: string): Promise<Pair> {
  const directory = mkdtempSync(path.join(tmpdir(), 'ordinal-contract-'));
  const home = path.join(directory, 'home');
  mkdirSync(home);
  const [ours, theirs]: [Cluster, Cluster] = [
    createStandardCluster(SEED, ALL_PARTS),
    createStandardCluster(SEED, ALL_PARTS),
  ];
  let speed = 0;
  const served = serveCluster(theirs, () => speed, throwBug);
  served.server.listen(0, '127.0.0.1');
  await once(served.server, 'listening');
  // Time stands still, so that ages are equal, until a command begins to wait for something.
  served.server.on('request', ({ method, url = '' }) => {
    if (/[?&]watch=/.test(url) || /\/eviction\b/.test(url) || method === 'DELETE') speed = SPEED;
  });
  served.server.on('upgrade', () => {
    speed = SPEED;
  });
  const { port } = served.server.address() as AddressInfo;
  const kubeconfig = path.join(directory, 'kubeconfig');
  writeKubeconfig(kubeconfig, `http://127.0.0.1:${port}`);
  const env = {
    // `plugin list` tells of all of these.
    PATH: `${kubectl}:/usr/bin:/bin`,
    HOME: home,
    KUBECONFIG: kubeconfig,
    LC_ALL: 'C.UTF-8',
    // It lives for a moment: collecting garbage, and on several threads, costs more than it saves.
    GOGC: 'off',
    GOMAXPROCS: '1',
  };

  const runReal = async (line: string): Promise<Outcome> => {
    const child = spawn('bash', ['-c', line], {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of a pipe can be ended.
      detached: true,
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      out.stdout += text;
    });
    child.stderr.on('data', (text) => {
      out.stderr += text;
    });
    const timer = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), LIMIT_MS);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return { exit: code ?? 137, ...out };
  };
  /** Lets both come to rest, at the same instant. */
  const settle = (): void => {
    for (const cluster of [ours, theirs]) cluster.advanceUntilQuiet(900, LIMIT_MS);
    const atMs = Math.max(ours.world.nowMs(), theirs.world.nowMs());
    for (const cluster of [ours, theirs]) cluster.world.advance(atMs - cluster.world.nowMs());
  };
  const terminal = ours.openTerminal('completing', { columns: 80, rows: 24 });
  return {
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        writeFileSync(path.join(home, name), content);
        ours.files.write(`${HOME}/${name}`, content);
      }
    },
    sleep(seconds) {
      settle();
      for (const cluster of [ours, theirs]) cluster.world.advance(seconds * 1000);
    },
    async run(line) {
      settle();
      const answer = ours.runScript({ script: line, stdin: '', limitMs: LIMIT_MS });
      theirs.world.advance(LATENCY_MS);
      const real = await runReal(line);
      speed = 0;
      const { exitCode: exit, stdout, stderr } = answer;
      return { ours: { exit, stdout, stderr }, theirs: real };
    },
    async complete(line) {
      settle();
      const words = line.split(' ').slice(1);
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const theirs = await runReal(`kubectl __complete ${quoted}`);
      return { ours: terminal.complete(line, line.length), theirs };
    },
    close() {
      served.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
