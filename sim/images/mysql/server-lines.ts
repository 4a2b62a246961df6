import type { FileSystem } from '../../kernel/index.ts';
import type { Script } from './script.ts';
import type { FirstSettings } from './settings.ts';

/** How a server starts. */
export interface Boot {
  /** 0 for the temporary server, which listens on its socket alone. */
  readonly port: number;
  /** The version that the data had before; '' when it is this one. */
  readonly upgradedFrom: string;
  /** The one before was not stopped, it ended. */
  readonly isRecovering: boolean;
  readonly serverId: string;
}

/** What the server of one maker writes into its log, and what it refuses. */
export interface ServerLines {
  begin(script: Script): void;
  /** Why the entrypoint does not begin a first start; undefined when it does. */
  refuseSettings(settings: FirstSettings): string | undefined;
  initialize(script: Script): void;
  /** Lines between the temporary server's start and the scripts. */
  beginSetUp(script: Script, settings: FirstSettings): void;
  endSetUp(script: Script): void;
  /** Writes why the data directory cannot be used; false when it can. */
  refuseData(script: Script, files: FileSystem, dataVersion: string): boolean;
  boot(script: Script, boot: Boot): void;
  /** Lines of the entrypoint for a directory that has data. */
  resume(script: Script, upgradedFrom: string): void;
  /** From the signal to the end. */
  shutDown(script: Script): void;
}
