/** What /proc and /sys of a container tell: a limit that is undefined does not limit. */
export interface ContainerFacts {
  /** What its main program was started with. */
  readonly env: ReadonlyMap<string, string>;
  readonly memoryLimitBytes: number | undefined;
  readonly milliCpuLimit: number | undefined;
}
