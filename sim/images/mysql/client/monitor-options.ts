/** How the monitor was asked to behave. */
export interface MonitorOptions {
  readonly isBatch: boolean;
  readonly silent: number;
  readonly verbose: number;
  readonly isForced: boolean;
  readonly isTable: boolean;
  readonly isVertical: boolean;
  readonly hasNames: boolean;
  readonly isRaw: boolean;
  readonly isHtml: boolean;
  readonly isXml: boolean;
  readonly hasLineNumbers: boolean;
  readonly rehashes: boolean;
  readonly showsWarnings: boolean;
  readonly delimiter: string;
  readonly prompt: string;
  readonly schema: string;
  /** Statements that run when the session begins. */
  readonly firstStatements: readonly string[];
}
