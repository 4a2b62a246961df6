import type { Server, Step } from '../node/index.ts';

/** Log lines in one step. */
export const logged = (
  afterMs: number,
  stream: 'stdout' | 'stderr',
  ...lines: readonly string[]
): Step => ({
  type: 'log',
  afterMs,
  stream,
  text: lines.map((line) => `${line}\n`).join(''),
});

export const exits = (afterMs: number, exitCode: number): Step => ({
  type: 'exit',
  afterMs,
  exitCode,
});

/** A server that writes nothing, listens on its container's ports and ends at once when asked. */
export const quietServer = (exitCode: number): Server => ({
  start: ({ ports }) =>
    ports.map((port) => ({ type: 'listen', afterMs: 0, port, service: { protocol: 'tcp' } })),
  stop: () => [exits(20, exitCode)],
});
