import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const started: ChildProcess[] = [];

interface Served {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly address: string;
}

/** Starts what `npm start` ends with, and waits for the address that it prints. */
async function serve(port: number): Promise<Served> {
  const args = ['src/cli/start.ts', '--port', String(port)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return { child, lines, address };
  }
  throw new Error(`it ended without an address: ${lines.join('\n')}`);
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

it('takes the next free port and says so, and ends cleanly when it is told to', async () => {
  const first = await serve(0);
  const port = Number(new URL(first.address).port);
  expect((await fetch(first.address)).status).toBe(200);

  const second = await serve(port);
  expect(second.lines[0]).toContain(`Port ${port} is in use`);
  expect(Number(new URL(second.address).port)).toBeGreaterThan(port);

  for (const [{ child }, signal] of [
    [first, 'SIGTERM'],
    [second, 'SIGINT'],
  ] as const) {
    child.kill(signal);
    const [code] = await once(child, 'exit');
    expect([signal, code]).toEqual([signal, 0]);
  }
});
