/**
 * Why something was done or is waited for: a stable code and the values that mattered. It is
 * rendered into a sentence at the edge, in the reader's language.
 */
export interface Why {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Who made a change, because of what. */
export interface Origin {
  /** A component (`statefulset-controller`, `kubelet`) or `user`. */
  readonly actor: string;
  readonly why: Why;
  /** The resourceVersion of the change that triggered this one; 0 when a command or a timer did. */
  readonly triggerRv: number;
  /** The learner's command that this one belongs to; 0 when none. */
  readonly commandId: number;
}

/** Builds a reason. */
export const because = (code: string, values: Why['values'] = {}): Why => ({ code, values });
