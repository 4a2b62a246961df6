/** Parts of the simulator that have come so far, by name. What is there stays as it is. */
export type Parts = ReadonlyMap<string, unknown>;

/** Code that may come later than the rest of the simulator, so that a page starts sooner. */
export interface Part<T> {
  readonly name: string;
  /** Undefined while it has not come. */
  of(parts: Parts): T | undefined;
}

/** What a program yields while it cannot go on without a part. */
export interface PartWait {
  readonly name: string;
  /** Takes the part, and returns whether it was there. */
  take(parts: Parts): boolean;
}

/** Names a part. Whoever fills `Parts` must give it a value of this type. */
export const definePart = <T>(name: string): Part<T> => ({
  name,
  of: (parts) => parts.get(name) as T | undefined,
});

/** A part with its code, as a module that comes later exports it. */
export interface LoadedPart {
  readonly name: string;
  readonly value: unknown;
}

/** Fills a part: what a `*.part.ts` file exports as `loaded`. */
export const fillPart = <T>(part: Part<T>, value: T): LoadedPart => ({ name: part.name, value });

/** Parts that are there from the start. */
export const partsOf = (loaded: readonly LoadedPart[]): Parts =>
  new Map(loaded.map(({ name, value }) => [name, value]));
