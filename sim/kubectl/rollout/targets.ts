import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import type { Flag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import { type Gathered, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';

/** The flags that name what a rollout verb works on. */
export const ROLLOUT_FLAGS: readonly Flag[] = [...FILE_FLAGS, SELECTOR_FLAG];

const RULES = {
  ...DEFAULT_RULES,
  isKindEnough: true,
  nothing: 'required resource not specified',
};

/** The workloads that a rollout verb works on; a kind alone means all of it. */
export const rolloutTargets = (session: Session): Program<Gathered | Failure> =>
  gatherTargets(session, session.args, RULES);

/** `rolloutTargets` for the verbs that say so where there is nothing. */
export function* toldRolloutTargets(session: Session): Program<Gathered | Failure> {
  const found = yield* rolloutTargets(session);
  if ('type' in found) return found;
  if (found.infos.length === 0 && found.failures.length === 0) {
    yield* session.err(`No resources found in ${session.namespace} namespace.\n`);
  }
  return found;
}

/** What is said about a kind that a verb cannot do. */
export const notSupported = (resource: string, name: string, doing: string): Failure =>
  message(`error: ${resource} "${name}" ${doing} is not supported`);
