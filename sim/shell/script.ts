import { type FileSystem, type Process, readerOf, writerTo } from '../kernel/index.ts';
import { createBash } from './bash.ts';
import type { ShellHost } from './types.ts';

export interface ScriptRequest {
  readonly host: ShellHost;
  readonly files: FileSystem;
  readonly env: ReadonlyMap<string, string>;
  readonly directory: string;
  /** What `bash -c` is given. */
  readonly script: string;
  readonly stdin: string;
}

export interface ScriptResult {
  readonly process: Process;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Starts `bash -c SCRIPT` as a process; whoever owns the kernel queue lets it run to its end. */
export function startScript(request: ScriptRequest): ScriptResult {
  const { host, files, env, directory, script, stdin } = request;
  const out: string[] = [];
  const err: string[] = [];
  const bash = createBash(() => host, 'bash');
  const process = host.processes.spawn('bash', (self) =>
    bash.run({
      args: ['-c', script],
      name: 'bash',
      env,
      directory,
      files,
      stdin: readerOf(stdin),
      stdout: writerTo((text) => void out.push(text)),
      stderr: writerTo((text) => void err.push(text)),
      tty: undefined,
      self,
    }),
  );
  return { process, stdout: () => out.join(''), stderr: () => err.join('') };
}
