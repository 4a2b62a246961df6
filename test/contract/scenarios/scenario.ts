/** Command lines that are run in order, in clusters that start equal. */
export interface Scenario {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}
