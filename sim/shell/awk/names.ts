/** What a name of a program is, as far as it has been read. */
type Sort = 'variable' | 'array';

/** The names of a program while it is read. A name that is used as two things is a mistake. */
export interface Names {
  use(name: string, sort: Sort, line: number): void;
  /** Names of a function, until `leave`. */
  enter(parameters: readonly string[]): void;
  leave(): void;
  isInFunction(): boolean;
  /** What is wrong with names that were used; the program is read on behind it. */
  readonly problems: readonly string[];
}

/** Creates an empty set of names. Models the type inference of mawk's parser. */
export function createNames(): Names {
  const globals = new Map<string, Sort>();
  const problems: string[] = [];
  let locals: Map<string, Sort | undefined> | undefined;
  return {
    use(name, sort, line) {
      const isLocal = locals?.has(name) === true;
      const known = isLocal ? locals?.get(name) : globals.get(name);
      if (known !== undefined && known !== sort) {
        const kind = isLocal ? `local ${known}` : known;
        problems.push(`line ${line}: illegal reference to ${kind} ${name}`);
        return;
      }
      if (isLocal) locals?.set(name, sort);
      else globals.set(name, sort);
    },
    enter(parameters) {
      locals = new Map(parameters.map((name) => [name, undefined]));
    },
    leave() {
      locals = undefined;
    },
    problems,
    isInFunction: () => locals !== undefined,
  };
}
