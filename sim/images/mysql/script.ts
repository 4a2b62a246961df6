import type { Step } from '../../node/index.ts';
import { logged } from '../servers.ts';

/** Builds steps; each line carries the time at which it is written. */
export interface Script {
  readonly steps: Step[];
  wait(ms: number): void;
  /** The time of the next line. */
  date(): Date;
  put(line: string, stream: 'stdout' | 'stderr'): void;
  /** A line of the image's entrypoint script. */
  entrypoint(level: 'Note' | 'Warn' | 'ERROR', text: string): void;
}

/** A line of the entrypoint script of the official images. */
export const entrypointLine = (epochMs: number, level: string, text: string): string =>
  `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')}+00:00 [${level}] [Entrypoint]: ${text}`;

export function createScript(startedAtEpochMs: number): Script {
  const steps: Step[] = [];
  let atMs = 0;
  let waitedMs = 0;
  const put: Script['put'] = (line, stream) => {
    steps.push(logged(waitedMs, stream, line));
    waitedMs = 0;
  };
  return {
    steps,
    put,
    wait(ms) {
      atMs += ms;
      waitedMs += ms;
    },
    date: () => new Date(startedAtEpochMs + atMs),
    entrypoint(level, text) {
      const line = entrypointLine(startedAtEpochMs + atMs, level, text);
      put(line, level === 'Note' ? 'stdout' : 'stderr');
    },
  };
}
