import type { Program } from '../kernel/index.ts';
import type { Failure } from './failure.ts';
import type { Flag, FlagValues } from './flags.ts';
import type { Session } from './session.ts';

export interface Example {
  readonly does: string;
  readonly line: string;
}

/** What a verb answers: nothing when all went well. */
export type Verdict = Program<Failure | undefined>;

/** A verb is one value; its help is printed from it. */
export interface Verb {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** What follows the verb, as `(TYPE NAME | TYPE/NAME)`. */
  readonly usage: string;
  readonly examples: readonly Example[];
  readonly flags: readonly Flag[];
  /** The flags that must be given. */
  readonly required: readonly string[];
  /** Flags that there are only when a variable of the environment is `true`. */
  readonly gated: { readonly variable: string; readonly flags: readonly Flag[] };
  /** Verbs below this one; [] for most. */
  readonly verbs: readonly (Verb | VerbGroup)[];
  /** Whether it looks for the server before it asks which namespace it is in. */
  isServerFirst(flags: FlagValues): boolean;
  /** The exit code of all failures: 1, unless that means something else. */
  readonly failureCode: number;
  /** What it prints although nothing answers. */
  printedUnanswered(session: Session): string;
  run(session: Session): Verdict;
}

/** What most verbs have in common. */
export const PLAIN_VERB = {
  required: [],
  gated: { variable: '', flags: [] },
  isServerFirst: () => false,
  failureCode: 1,
  printedUnanswered: () => '',
} as const satisfies Partial<Verb>;

/** A verb that only holds others. */
export interface VerbGroup {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly usage: string;
  readonly examples: readonly Example[];
  /** Where the help goes that it answers with when no verb follows, and the exit code. */
  readonly alone: { readonly stream: 'stdout' | 'stderr'; readonly code: 0 | 1 };
  readonly verbs: readonly Verb[];
}

/** How most groups answer when no verb follows. */
export const REFUSED_ALONE: VerbGroup['alone'] = { stream: 'stderr', code: 1 };

/** Whether something that was found by name can be run. */
export const isVerb = (found: Verb | VerbGroup): found is Verb => 'run' in found;
