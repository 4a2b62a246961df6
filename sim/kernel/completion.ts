/** One choice of a completion. */
export interface Completion {
  /** What stands in the line afterwards, whole word. */
  readonly value: string;
  /** A few words about it, or ''. */
  readonly summary: string;
  /** Whether a space follows. */
  readonly isFinal: boolean;
}
