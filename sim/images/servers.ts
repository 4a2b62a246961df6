import type { HttpAnswer, HttpRequest, Service } from '../kernel/index.ts';
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
  text: lines.length === 0 ? '' : `${lines.join('\n')}\n`,
});

export const exits = (afterMs: number, exitCode: number): Step => ({
  type: 'exit',
  afterMs,
  exitCode,
});

/** A web server that answers each request with `handle`. */
export const httpService = (handle: (request: HttpRequest) => HttpAnswer): Service => ({
  protocol: 'http',
  handle,
});

/** An answer of plain text. */
export const plainAnswer = (body: string): HttpAnswer => ({
  status: 200,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', String(body.length)],
  ],
  body,
});

/** A server that writes nothing, listens on its container's ports and ends at once when asked. */
export const quietServer = (exitCode: number): Server => ({
  start: ({ ports }) =>
    ports.map((port) => ({
      type: 'listen',
      afterMs: 0,
      port,
      service: { protocol: 'tcp', speaksFirst: false },
    })),
  stop: () => [exits(20, exitCode)],
});
