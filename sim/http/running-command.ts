import type { Result } from '../api/index.ts';

/** A command in a container, or an attachment to its main program, that is asked for. */
export interface RemoteCommand {
  readonly hasStdin: boolean;
  readonly hasTerminal: boolean;
  /** Starts it; a failure is the API server's or the kubelet's. */
  start(): Result<RunningCommand>;
}

/** A command that runs, as the connection sees it. */
export interface RunningCommand {
  input(text: string): void;
  endInput(): void;
  /** Whether the connection had better wait before it sends more. */
  isInputFull(): boolean;
  resize(columns: number, rows: number): void;
  takeOutput(): string;
  takeError(): string;
  /** Undefined while it runs; then everything that it wrote is there to be taken. */
  exitCode(): number | undefined;
  /** The connection is gone. */
  hangUp(): void;
}
