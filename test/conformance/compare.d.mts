/** How many things of one part were compared, how many were equal, and what was not. */
export interface Part {
  readonly total: number;
  readonly equal: number;
  readonly differences: readonly Readonly<Record<string, unknown>>[];
}

export interface Judgement {
  readonly id: string;
  readonly commands: Part;
  readonly objects: Part;
  readonly orders: Part;
  readonly events: Part;
}

/** Compares a recording with what was played; undefined when nothing was. */
export function judge(expected: object, actual: object | undefined): Judgement;

/** A recording with its compact trace restored to full objects. */
export function expand<T extends object>(recording: T): T;
