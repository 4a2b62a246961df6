import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

// `npm run serve` as a process: how it starts, refuses to start, and ends.

/** Starting a process takes long where many others run. */
const PATIENCE_MS = 120_000;
const program = path.join(import.meta.dirname, '..', 'serve.ts');
let directory = '';
let kubeconfig = '';

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'ordinal-serve-'));
  kubeconfig = path.join(directory, 'config');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** How a process that cannot start ends, and what it says. */
async function failureOf(...args: string[]): Promise<{ code: number; error: string }> {
  const child = start(...args);
  let error = '';
  child.stderr?.on('data', (text) => {
    error += text;
  });
  child.stdout?.resume();
  const [code] = (await once(child, 'close')) as [number];
  return { code, error };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const address = /^ready (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('it ended before it was ready');
}

test(
  'what it cannot do it says in a line, and ends',
  async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' && address !== null ? address.port : 0);
    const blocked = path.join(program, 'config');
    const usual = ['--kubeconfig', kubeconfig];
    const answers = await Promise.all([
      failureOf('--port', port, ...usual),
      failureOf('--port', '0', '--kubeconfig', blocked),
      failureOf('--lesson', 'nosuch', ...usual),
      failureOf('--port', '70000', ...usual),
      failureOf('--speed', '-1', ...usual),
    ]);
    taken.close();
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    const [inUse, unwritable, unknown, noPort, noSpeed] = answers.map(({ error }) => error);
    expect(inUse).toBe(`Port ${port} is in use. Choose another with --port.\n`);
    expect(unwritable).toMatch(/^Cannot write the kubeconfig: .*serve\.ts.*\n$/);
    expect(unknown).toMatch(/^no lesson 'nosuch'; there are: .*\n$/);
    expect(noPort).toBe("'70000' is not a port: a number from 0 to 65535\n");
    expect(noSpeed).toBe("'-1' is not a speed: a number from 0 to 10000\n");
    expect(existsSync(kubeconfig)).toBe(false);
  },
  PATIENCE_MS,
);

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it, and what goes on in it',
  async (signal) => {
    const child = start('--port', '0', '--kubeconfig', kubeconfig, '--speed', '20');
    const closed = once(child, 'close');
    const address = await addressOf(child);
    child.stdout?.resume();
    expect(readFileSync(kubeconfig, 'utf8')).toContain(`server: ${address}`);
    const pods = `${address}/api/v1/namespaces/default/pods`;
    const spec = { containers: [{ name: 'c', image: 'busybox:1.36', command: ['sleep', '9999'] }] };
    await fetch(pods, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ metadata: { name: 'a' }, spec }),
    });
    const isRunning = async (): Promise<boolean> => {
      const { status } = (await (await fetch(`${pods}/a`)).json()) as { status: { phase: string } };
      return status.phase === 'Running';
    };
    await vi.waitUntil(isRunning, { timeout: PATIENCE_MS, interval: 50 });
    const exec = new WebSocket(
      `${pods}/a/exec?command=sleep&command=9999&stdout=1`.replace('http', 'ws'),
      'v5.channel.k8s.io',
    );
    exec.on('error', () => undefined);
    await once(exec, 'open');
    const watch = await fetch(`${pods}?watch=1`);
    const [ended] = await Promise.all([
      Promise.all([closed, once(exec, 'close'), watch.text().catch(() => '')]),
      child.kill(signal),
    ]);
    expect(ended[0]).toEqual([0, null]);
  },
  PATIENCE_MS,
);
