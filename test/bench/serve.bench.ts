import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const WATCHERS = 100;
const READS = 4_000;
const WRITES = 500;
const IN_FLIGHT = 10;
const CONFIGS = '/api/v1/namespaces/default/configmaps';

export interface ServeFigures {
  readonly readsPerSecond: number;
  /** Each of them is told to every watcher. */
  readonly writesPerSecond: number;
  /** Resident memory, in MiB: before the watchers came, and when everything was told to them. */
  readonly idleMiB: number;
  readonly busyMiB: number;
  readonly eventsSeen: number;
}

const serve = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'serve.ts');

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('serve has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^ready (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('serve ended before it was ready');
}

const mebibytesOf = (pid: number): number =>
  Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString()) / 1024;

/** Does something `count` times, some at once; how often a second that was. */
async function rateOf(count: number, once: (index: number) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await once(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (count * 1000) / (performance.now() - startedAt);
}

/** `npm run serve` as a process of its own, with a hundred watchers. */
export async function measureServe(): Promise<ServeFigures> {
  const directory = mkdtempSync(path.join(tmpdir(), 'ordinal-bench-'));
  const kubeconfig = path.join(directory, 'kubeconfig');
  const args = [serve, '--port', '0', '--kubeconfig', kubeconfig];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  try {
    const address = await addressOf(child);
    const pid = child.pid ?? 0;
    const ask = (method: string, target: string, body: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const headers = { 'Content-Type': 'application/json' };
        const asked = request(`${address}${target}`, { method, agent, headers }, (answer) => {
          answer.resume();
          answer.on('end', resolve);
        });
        asked.on('error', reject);
        asked.end(body);
      });
    const idleMiB = mebibytesOf(pid);
    let eventsSeen = 0;
    const watches = Array.from({ length: WATCHERS }, () =>
      get(`${address}${CONFIGS}?watch=1&resourceVersion=1`, { agent: false }, (answer) => {
        answer.on('data', (piece: Buffer) => {
          eventsSeen += piece.toString().split('"type":"ADDED"').length - 1;
        });
      }),
    );
    const writesPerSecond = await rateOf(WRITES, (index) =>
      ask('POST', CONFIGS, JSON.stringify({ metadata: { name: `c-${index}` }, data: { a: 'b' } })),
    );
    const readsPerSecond = await rateOf(READS, (index) =>
      ask('GET', `${CONFIGS}/c-${index % WRITES}`, ''),
    );
    const busyMiB = mebibytesOf(pid);
    for (const watch of watches) watch.destroy();
    return { readsPerSecond, writesPerSecond, idleMiB, busyMiB, eventsSeen };
  } finally {
    agent.destroy();
    child.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}
